//! A figure: never a bare number.

use base::dims::Filter;
use base::{Exact, Key, Lang, Say, UnitOfMeasure};
use jiff::civil::Date;
use register::model::Name;

use crate::policy::{TreeVersion, Trees};
use crate::question::Question;

/// A measure or indicator evaluated, with its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was asked.
    pub question: Question,
    /// What came of it.
    pub outcome: Outcome,
    /// What the number counts; for a claim, what `have` and `of` count.
    pub unit_of_measure: UnitOfMeasure,
    /// How it came about.
    pub receipt: Receipt,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A number, exact.
    Number(Exact),
    /// A universal claim (全部): `have` of `of` fulfil it. A zero claim (未发生): `have` were found
    /// and `of` is 0. Either holds exactly if the two are equal.
    Truth {
        /// Whether the claim holds.
        holds: bool,
        /// How many fulfil it, or were found.
        have: i64,
        /// How many there are, or may be.
        of: i64,
    },
    /// There is no number, which is not zero.
    Missing(Missing),
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No report has come for a count register; for a zero claim, some are outstanding.
    NoReport,
    /// The denominator is zero.
    NothingToDivideBy,
    /// A parameter has no value yet on the cut-off day.
    NoParameter,
    /// The earlier span has nothing to compare with.
    NothingBefore,
}

impl Say for Missing {
    fn say(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Missing::NoReport => ("报告未齐，不作零计", "reports have not come, which is not zero"),
            Missing::NothingToDivideBy => ("分母为零，无从计算", "there is nothing to divide by"),
            Missing::NoParameter => {
                ("所用参数当日尚未施行", "a parameter was not yet in force on that day")
            }
            Missing::NothingBefore => {
                ("上年同期无可比数", "the year before has nothing to compare with")
            }
        };
        lang.pick(zh, en).to_owned()
    }
}

/// How a figure came about; a stranger can recompute it from this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Version of the pack whose definition was used.
    pub definition: u32,
    /// The formula in the pack's own keys: `responded / valid`.
    pub formula: String,
    /// Every operand down to measures and parameters, in order of appearance: an indicator among them
    /// is followed by its own operands.
    pub parts: Vec<Part>,
    /// Per count register drawn on: reports due and come.
    pub coverage: Vec<Coverage>,
    /// The sequence number up to which events counted: asked for, or the head when answered.
    pub known_at: u64,
    /// The trees of the organisation that were used, oldest first, under the question's policy. Whoever
    /// answers the balances knows them.
    pub trees: Vec<TreeVersion>,
}

/// An operand with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part it plays in its formula.
    pub role: Role,
    /// The measure, indicator or parameter.
    pub name: Name,
    /// `None` if it is itself missing, which is not zero.
    pub value: Option<Exact>,
    /// What the value counts.
    pub unit_of_measure: UnitOfMeasure,
    /// For a measure: the question whose rows add up to the value.
    pub rows: Option<Rows>,
    /// For a parameter: since when, and where it is laid down.
    pub laid_down: Option<(Date, String)>,
}

/// Which rows stand behind a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The measure.
    pub measure: Name,
    /// The unit whose subtree is counted.
    pub unit: Key,
    /// The measure's own filter and the question's, together.
    pub filter: Filter,
    /// First effective day; `None` from the beginning, and always for a stock.
    pub from: Option<Date>,
    /// Last effective day.
    pub as_of: Date,
    /// Last sequence number.
    pub known_at: u64,
    /// The trees of the organisation in which the subtree is found.
    pub trees: Trees,
}

/// The part an operand plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The measure itself, or a term that is added.
    Term,
    /// A term that is subtracted, or the earlier span of a change.
    Subtracted,
    /// Above the line.
    Numerator,
    /// Below the line; for an average, n.
    Denominator,
    /// Counted apart and left out (剔除): shown, not used.
    Excluded,
    /// A dated constant.
    Parameter,
}

/// Reports of a count register: a report of zero came, none at all is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The count register.
    pub register: Key,
    /// The span whose reports were counted; a change counts those of two spans.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Date,
    /// Reports expected.
    pub due: i64,
    /// Reports that came.
    pub came: i64,
}
