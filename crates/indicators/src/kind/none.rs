//! None: the zero claim 未发生. There is not one.

use register::model::Name;

use super::{Kind, Operand, Scale, operand};
use crate::figure::{Missing, Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Zero<'a> {
    pub of: &'a Name,
}

impl Kind for Zero<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Term, self.of)]
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        types.count(self.of).map(Type::Claim)
    }

    /// Holds if none were found. While reports are outstanding, that none were found says nothing.
    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let have = values.count(self.of)?;
        if have == 0 && !values.is_complete(self.of) {
            return Err(Missing::NoReport.into());
        }
        Ok(Outcome::Truth { holds: have == 0, have, of: 0 })
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} = 0", word(self.of))
    }

    fn scale(&self) -> Scale {
        Scale::Claim
    }
}
