//! Average: a total over the number it is the total of, which stays visible as n.

use register::model::Name;

use super::{Kind, Operand, Scale, operand};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Average<'a> {
    pub total: &'a Name,
    pub over: &'a Name,
}

impl Kind for Average<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Numerator, self.total), operand(Role::Denominator, self.over)]
    }

    /// In the unit of the total: days over items are days. The number must count something, or a
    /// share of different things could pass for an average.
    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let unit = types.number(self.total)?;
        types.count(self.over)?;
        Ok(Type::Number(unit))
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let mean = values.over(values.number(self.total)?, values.number(self.over)?)?;
        Ok(Outcome::Number(mean))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} / {}", word(self.total), word(self.over))
    }

    fn scale(&self) -> Scale {
        Scale::Continuous
    }
}
