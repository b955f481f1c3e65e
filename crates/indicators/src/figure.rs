//! A figure: never a bare number.

use base::dims::Filter;
use base::{Exact, Key, UnitOfMeasure};
use jiff::civil::Date;
use register::model::Name;

use crate::question::Question;

/// A measure or indicator evaluated, with its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub question: Question,
    pub outcome: Outcome,
    pub unit_of_measure: UnitOfMeasure,
    pub receipt: Receipt,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Number(Exact),
    /// A universal claim (全部): `have` of `of` fulfil it. A zero claim (未发生): `have` were found
    /// and `of` is 0. Either holds exactly if the two are equal.
    Truth {
        holds: bool,
        have: i64,
        of: i64,
    },
    /// There is no number, which is not zero.
    Missing(Missing),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No report has come for a count register.
    NoReport,
    /// The denominator is zero.
    NothingToDivideBy,
    /// A parameter has no value yet on the cut-off day.
    NoParameter,
    /// The earlier span has nothing to compare with.
    NothingBefore,
}

/// How a figure came about; a stranger can recompute it from this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Version of the pack whose definition was used.
    pub definition: u32,
    /// The formula in the pack's own keys: `responded / valid`.
    pub formula: String,
    /// Every operand down to measures and parameters, in order of appearance.
    pub parts: Vec<Part>,
    /// Per count register drawn on: reports due and come.
    pub coverage: Vec<Coverage>,
    /// The sequence number up to which events counted: asked for, or the head when answered.
    pub known_at: u64,
}

/// An operand with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub role: Role,
    pub name: Name,
    /// `None` if it is itself missing, which is not zero.
    pub value: Option<Exact>,
    pub unit_of_measure: UnitOfMeasure,
    /// For a measure: the question whose rows add up to the value.
    pub rows: Option<Rows>,
    /// For a parameter: since when, and where it is laid down.
    pub laid_down: Option<(Date, String)>,
}

/// Which rows stand behind a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    pub measure: Name,
    pub unit: Key,
    pub filter: Filter,
    pub from: Option<Date>,
    pub as_of: Date,
    pub known_at: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The measure itself, or a term that is added.
    Term,
    /// A term that is subtracted, or the earlier span of a change.
    Subtracted,
    Numerator,
    Denominator,
    /// Counted apart and left out (剔除): shown, not used.
    Excluded,
    Parameter,
}

/// Reports of a count register: a report of zero came, none at all is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub register: Key,
    /// The span whose reports were counted; a change counts those of two spans.
    pub from: Option<Date>,
    pub to: Date,
    pub due: i64,
    pub came: i64,
}
