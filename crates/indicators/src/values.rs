//! The values of operands, and arithmetic that notices when it would overflow.

use base::Exact;
use jiff::civil::Date;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, ToPrimitive, Zero};
use register::model::Name;

use crate::error::IndicatorError;
use crate::figure::{Missing, Outcome};

/// Why a formula yields no number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stop {
    Missing(Missing),
    Wrong(Box<IndicatorError>),
}

impl From<Missing> for Stop {
    fn from(missing: Missing) -> Stop {
        Stop::Missing(missing)
    }
}

impl From<IndicatorError> for Stop {
    fn from(error: IndicatorError) -> Stop {
        Stop::Wrong(Box::new(error))
    }
}

/// The value of one operand.
#[derive(Clone, Debug)]
pub(crate) struct Operated {
    pub name: Name,
    /// Whether it is the value one year before.
    pub year_before: bool,
    pub outcome: Outcome,
    /// Whether every report it draws on has come.
    pub is_complete: bool,
}

/// The values of a formula's operands.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    /// The indicator whose formula it is.
    pub of: Name,
    pub as_of: Date,
    pub operands: Vec<Operated>,
}

impl Values {
    /// The value of an operand.
    pub(crate) fn number(&self, name: &Name) -> Result<Exact, Stop> {
        self.find(name, false)
    }

    /// Its value in the same span one year before.
    pub(crate) fn number_year_before(&self, name: &Name) -> Result<Exact, Stop> {
        self.find(name, true)
    }

    /// The value of an operand that counts things.
    pub(crate) fn count(&self, name: &Name) -> Result<i64, Stop> {
        let value = self.number(name)?;
        let whole = if value.is_integer() { value.to_integer().to_i64() } else { None };
        whole.ok_or_else(|| {
            let operand = Box::new(name.clone());
            IndicatorError::NotACount { name: self.of.clone(), operand, value }.into()
        })
    }

    /// Whether every report that the operand draws on has come.
    pub(crate) fn is_complete(&self, name: &Name) -> bool {
        let mut found = self.operands.iter().filter(|operand| operand.name == *name);
        found.all(|operand| operand.is_complete)
    }

    pub(crate) fn plus(&self, left: Exact, right: Exact) -> Result<Exact, Stop> {
        left.checked_add(&right).ok_or_else(|| self.too_large())
    }

    pub(crate) fn minus(&self, left: Exact, right: Exact) -> Result<Exact, Stop> {
        left.checked_sub(&right).ok_or_else(|| self.too_large())
    }

    pub(crate) fn times(&self, left: Exact, right: Exact) -> Result<Exact, Stop> {
        left.checked_mul(&right).ok_or_else(|| self.too_large())
    }

    /// The quotient, which is missing when there is nothing to divide by.
    pub(crate) fn over(&self, numerator: Exact, denominator: Exact) -> Result<Exact, Stop> {
        if denominator.is_zero() {
            return Err(Missing::NothingToDivideBy.into());
        }
        numerator.checked_div(&denominator).ok_or_else(|| self.too_large())
    }

    fn too_large(&self) -> Stop {
        IndicatorError::TooLarge { name: self.of.clone() }.into()
    }

    fn find(&self, name: &Name, year_before: bool) -> Result<Exact, Stop> {
        let wanted =
            |operand: &&Operated| operand.name == *name && operand.year_before == year_before;
        match self.operands.iter().find(wanted).map(|operand| &operand.outcome) {
            Some(Outcome::Number(value)) => Ok(*value),
            Some(Outcome::Missing(missing)) => Err((*missing).into()),
            // The plan draws every operand and admits no claim as a number, so this is never met.
            Some(Outcome::Truth { .. }) | None => {
                Err(IndicatorError::Unanswered { name: name.clone() }.into())
            }
        }
    }
}
