//! Difference: one operand less another of the same unit.

use register::model::Name;

use super::{Kind, Operand, Scale, operand, same_unit};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Difference<'a> {
    pub of: &'a Name,
    pub less: &'a Name,
}

impl Kind for Difference<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Term, self.of), operand(Role::Subtracted, self.less)]
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let cannot_subtract = |of, less| Misfit::CannotSubtract { of, less };
        same_unit(types, [self.of, self.less], cannot_subtract).map(Type::Number)
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let rest = values.minus(values.number(self.of)?, values.number(self.less)?)?;
        Ok(Outcome::Number(rest))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} − {}", word(self.of), word(self.less))
    }

    fn scale(&self) -> Scale {
        Scale::Counted
    }
}
