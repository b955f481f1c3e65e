//! Rate: occurrences per so many of a base. 每10万人 = 件数 × 100000 / 人口.

use base::exact;
use register::model::Name;

use super::{Kind, Operand, Scale, operand};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Rate<'a> {
    pub of: &'a Name,
    pub per: u32,
    pub base: &'a Name,
}

impl Kind for Rate<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Numerator, self.of), operand(Role::Denominator, self.base)]
    }

    /// In the unit of what occurs: “3 件 per 100,000 persons” is 3 件.
    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let unit = types.number(self.of)?;
        types.number(self.base)?;
        if self.per == 0 { Err(Misfit::PerNothing) } else { Ok(Type::Number(unit)) }
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let each = values.over(values.number(self.of)?, values.number(self.base)?)?;
        Ok(Outcome::Number(values.times(each, exact::whole(i64::from(self.per)))?))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} × {} / {}", word(self.of), self.per, word(self.base))
    }

    fn scale(&self) -> Scale {
        Scale::Continuous
    }
}
