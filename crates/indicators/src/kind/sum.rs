//! Sum: operands of one unit, added. 总量 = 甲 + 乙.

use base::Exact;
use num_traits::Zero;
use register::model::Name;

use super::{Kind, Operand, Scale, operand, same_unit};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Sum<'a> {
    pub terms: &'a [Name],
}

impl Kind for Sum<'_> {
    fn operands(&self) -> Vec<Operand> {
        self.terms.iter().map(|term| operand(Role::Term, term)).collect()
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let cannot_add = |left, right| Misfit::CannotAdd { left, right };
        let unit = same_unit(types, self.terms, cannot_add)?;
        let mut seen = std::collections::BTreeSet::new();
        match self.terms.iter().find(|term| !seen.insert(*term)) {
            Some(twice) => Err(Misfit::Twice { name: twice.clone() }),
            None => Ok(Type::Number(unit)),
        }
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let sum = self
            .terms
            .iter()
            .try_fold(Exact::zero(), |sum, term| values.plus(sum, values.number(term)?))?;
        Ok(Outcome::Number(sum))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        self.terms.iter().map(word).collect::<Vec<_>>().join(" + ")
    }

    fn scale(&self) -> Scale {
        Scale::Counted
    }
}
