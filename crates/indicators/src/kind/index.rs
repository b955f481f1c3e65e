//! Index: shares weighted by parameters, in points. 综合成绩 = Σ 权重 × 指标 × 100.

use base::{Exact, UnitOfMeasure};
use num_traits::Zero;
use register::model::{Name, Weight};

use super::{Kind, Operand, Scale, factor, operand, weighed};
use crate::error::IndicatorError;
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

/// Points for a share of one.
const FULL: i128 = 100;

pub(super) struct Index<'a> {
    pub weights: &'a [Weight],
}

impl Kind for Index<'_> {
    fn operands(&self) -> Vec<Operand> {
        let weighed = |weight: &Weight| {
            let factor = weight.factor.as_ref().map(|factor| operand(Role::Parameter, factor));
            factor.into_iter().chain([operand(Role::Term, &weight.of)]).collect::<Vec<_>>()
        };
        self.weights.iter().flat_map(weighed).collect()
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        if self.weights.is_empty() {
            return Err(Misfit::NoOperands);
        }
        for weight in self.weights {
            let unit = types.number(&weight.of)?;
            if unit != UnitOfMeasure::Ratio {
                return Err(Misfit::IndexOfOther { name: weight.of.clone(), unit });
            }
            if let Some(factor) = &weight.factor {
                types.factor(factor)?;
            }
        }
        Ok(Type::Number(UnitOfMeasure::Point))
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let one = Exact::from_integer(1);
        let (mut whole, mut score) = (Exact::zero(), Exact::zero());
        for weight in self.weights {
            let share = factor(values, weight.factor.as_ref())?;
            whole = values.plus(whole, share)?;
            score = values.plus(score, values.times(share, values.number(&weight.of)?)?)?;
        }
        if whole != one {
            let (name, day) = (values.of.clone(), values.as_of);
            return Err(IndicatorError::Weights { name, sum: whole, day }.into());
        }
        Ok(Outcome::Number(values.times(score, Exact::from_integer(FULL))?))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        let terms: Vec<String> = self.weights.iter().map(|weight| weighed(weight, word)).collect();
        format!("({}) × {FULL}", terms.join(" + "))
    }

    fn scale(&self) -> Scale {
        Scale::Points
    }
}
