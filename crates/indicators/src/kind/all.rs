//! All: the universal claim 全部. Every one of `of` is among `are`.

use register::model::Name;

use super::{Kind, Operand, Scale, operand, same_unit};
use crate::error::IndicatorError;
use crate::figure::{Missing, Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct All<'a> {
    pub of: &'a Name,
    pub are: &'a Name,
}

impl Kind for All<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Numerator, self.are), operand(Role::Denominator, self.of)]
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let differ = |part, whole| Misfit::ShareOfDifferent { part, whole };
        same_unit(types, [self.are, self.of], differ)?;
        types.count(self.of).map(Type::Claim)
    }

    /// Holds if as many are as there are. Nothing can be said of all of nothing; and if more are than
    /// there are, the one is no part of the other and the claim has no meaning.
    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let (have, of) = (values.count(self.are)?, values.count(self.of)?);
        if of == 0 && have == 0 {
            return Err(Missing::NothingToDivideBy.into());
        }
        if have > of {
            return Err(IndicatorError::MoreThanAll { name: values.of.clone(), have, of }.into());
        }
        Ok(Outcome::Truth { holds: have == of, have, of })
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} = {}", word(self.are), word(self.of))
    }

    fn scale(&self) -> Scale {
        Scale::Claim
    }
}
