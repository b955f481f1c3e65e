//! Kinds of formula: one file each, one line each in [`of`].

mod all;
mod average;
mod change;
mod difference;
mod index;
pub(crate) mod measure;
mod none;
mod rate;
mod share;
mod sum;
mod weighted_share;

use base::{Exact, UnitOfMeasure};
use register::model::{Catalogue, Formula, Name};

use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::subject::{self, Subject};
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

/// What every kind of formula can say about itself.
pub(crate) trait Kind: Send + Sync {
    /// What it draws on, in the order of the formula.
    fn operands(&self) -> Vec<Operand>;

    /// What it yields, if its operands fit together.
    fn yields(&self, types: &Types) -> Result<Type, Misfit>;

    /// Its outcome from the values of its operands.
    fn compute(&self, values: &Values) -> Result<Outcome, Stop>;

    /// The formula, with `word` naming the operands.
    fn text(&self, word: &dyn Fn(&Name) -> String) -> String;

    /// Which targets make sense for it.
    fn scale(&self) -> Scale;
}

/// An operand and the part it plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operand {
    pub role: Role,
    pub name: Name,
    /// Whether its value of the same span one year before is meant.
    pub year_before: bool,
}

/// The values a formula can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Whole things, or fen.
    Counted,
    /// Any number: a mean, a rate.
    Continuous,
    /// Between none and all.
    Share,
    /// From 0 to 100.
    Points,
    /// True or not.
    Claim,
}

/// The list of kinds.
pub(crate) fn of(formula: &Formula) -> Box<dyn Kind + '_> {
    match formula {
        Formula::Sum(terms) => Box::new(sum::Sum { terms }),
        Formula::Difference { of, less } => Box::new(difference::Difference { of, less }),
        Formula::Share { part, whole } => Box::new(share::Share { part, whole }),
        Formula::WeightedShare { parts, whole } => {
            Box::new(weighted_share::WeightedShare { parts, whole })
        }
        Formula::Rate { of, per, base } => Box::new(rate::Rate { of, per: *per, base }),
        Formula::Average { total, over } => Box::new(average::Average { total, over }),
        Formula::Change { of } => Box::new(change::Change { of }),
        Formula::Index(weights) => Box::new(index::Index { weights }),
        Formula::All { of, are } => Box::new(all::All { of, are }),
        Formula::None { of } => Box::new(none::Zero { of }),
    }
}

/// The definition behind a name, in the keys of its pack: `(very + basic_factor × basically) / valid`.
///
/// Names of other packs are written `pack.key`. `None` if nothing has this name.
#[must_use]
pub fn formula_text(catalogue: &Catalogue, name: &Name) -> Option<String> {
    let (pack, subject) = subject::find(catalogue, name).ok()?;
    let word = |operand: &Name| {
        if operand.pack == pack.key { operand.key.to_string() } else { operand.to_string() }
    };
    Some(match subject {
        Subject::Measure(measure) => measure::text(measure),
        Subject::Indicator(indicator) => of(&indicator.formula).text(&word),
        Subject::Parameter(parameter) => parameter.key.to_string(),
    })
}

fn operand(role: Role, name: &Name) -> Operand {
    Operand { role, name: name.clone(), year_before: false }
}

/// The one unit in which all these operands are.
fn same_unit<'a>(
    types: &Types,
    operands: impl IntoIterator<Item = &'a Name>,
    differ: impl Fn((Name, UnitOfMeasure), (Name, UnitOfMeasure)) -> Misfit,
) -> Result<UnitOfMeasure, Misfit> {
    let mut first: Option<(&Name, UnitOfMeasure)> = None;
    for name in operands {
        let unit = types.number(name)?;
        match first {
            None => first = Some((name, unit)),
            Some((_, one)) if one == unit => {}
            Some((other, one)) => return Err(differ((other.clone(), one), (name.clone(), unit))),
        }
    }
    first.map(|(_, unit)| unit).ok_or(Misfit::NoOperands)
}

/// The value of a factor: a parameter, or one.
fn factor(values: &Values, factor: Option<&Name>) -> Result<Exact, Stop> {
    factor.map_or(Ok(Exact::from_integer(1)), |name| values.number(name))
}

/// `factor × of`, or just `of`.
fn weighed(weight: &register::model::Weight, word: &dyn Fn(&Name) -> String) -> String {
    match &weight.factor {
        Some(factor) => format!("{} × {}", word(factor), word(&weight.of)),
        None => word(&weight.of),
    }
}
