//! Weighted share: parts with factors over a whole. 满意率 = (满意 + 0.9 × 基本满意) / 有效回访.

use base::{Exact, UnitOfMeasure};
use num_traits::Zero;
use register::model::{Name, Weight};

use super::{Kind, Operand, Scale, factor, operand, same_unit, weighed};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct WeightedShare<'a> {
    pub parts: &'a [Weight],
    pub whole: &'a Name,
}

impl Kind for WeightedShare<'_> {
    fn operands(&self) -> Vec<Operand> {
        let parts = self.parts.iter().flat_map(|part| {
            let factor = part.factor.iter().map(|factor| operand(Role::Parameter, factor));
            factor.chain([operand(Role::Numerator, &part.of)])
        });
        parts.chain([operand(Role::Denominator, self.whole)]).collect()
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let differ = |whole, part| Misfit::ShareOfDifferent { part, whole };
        if self.parts.is_empty() {
            return Err(Misfit::NoOperands);
        }
        let parts = self.parts.iter().map(|part| &part.of);
        same_unit(types, std::iter::once(self.whole).chain(parts), differ)?;
        for factor in self.parts.iter().filter_map(|part| part.factor.as_ref()) {
            types.factor(factor)?;
        }
        Ok(Type::Number(UnitOfMeasure::Ratio))
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let parts = self.parts.iter().try_fold(Exact::zero(), |sum, part| {
            let weight = factor(values, part.factor.as_ref())?;
            values.plus(sum, values.times(weight, values.number(&part.of)?)?)
        })?;
        Ok(Outcome::Number(values.over(parts, values.number(self.whole)?)?))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| weighed(part, word)).collect();
        format!("({}) / {}", parts.join(" + "), word(self.whole))
    }

    fn scale(&self) -> Scale {
        Scale::Share
    }
}
