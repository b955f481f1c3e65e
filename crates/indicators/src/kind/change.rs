//! Change: against the same span one year before, as a fraction of it. 同比 = 本期 / 上年同期 − 1.

use base::{Exact, UnitOfMeasure};
use num_traits::Zero;
use register::model::Name;

use super::{Kind, Operand, Scale, operand};
use crate::figure::{Missing, Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Change<'a> {
    pub of: &'a Name,
}

impl Kind for Change<'_> {
    fn operands(&self) -> Vec<Operand> {
        let before = Operand { year_before: true, ..operand(Role::Subtracted, self.of) };
        vec![operand(Role::Term, self.of), before]
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        types.number(self.of)?;
        Ok(Type::Number(UnitOfMeasure::Ratio))
    }

    /// The change, if there is something above zero to compare with: growth from nothing, or from
    /// less than nothing, is no percentage.
    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let now = values.number(self.of)?;
        let before = match values.number_year_before(self.of) {
            Ok(before) if before > Exact::zero() => before,
            Ok(_) | Err(Stop::Missing(_)) => return Err(Missing::NothingBefore.into()),
            Err(wrong) => return Err(wrong),
        };
        let ratio = values.over(now, before)?;
        Ok(Outcome::Number(values.minus(ratio, Exact::from_integer(1))?))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{0} / {0}[−1y] − 1", word(self.of))
    }

    fn scale(&self) -> Scale {
        Scale::Continuous
    }
}
