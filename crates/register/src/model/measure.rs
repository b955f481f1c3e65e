//! What is counted, and the dated constants that formulas use.

use base::dims::Filter;
use base::{Exact, Key, UnitOfMeasure};
use jiff::civil::Date;
use ledger::Light;
use ledger::pool::Standing;

/// A named count or amount over entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub key: Key,
    pub register: Key,
    pub counts: Counts,
    pub filter: Filter,
    pub unit_of_measure: UnitOfMeasure,
    /// Whether it adds up fines or confiscations.
    pub penalty_money: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Matters that entered any of these states within the period.
    FlowInto(Vec<Key>),
    /// Matters that are in any of these states at the cut-off.
    StockOf(Vec<Key>),
    /// Rows of a group posted within the period.
    LinesOf(Key),
    /// An amount posted within the period: the book `field`, `group.field` or `days_open`.
    SumOf(String),
    /// Places of pools that stand so at the cut-off.
    PlacesOf(Vec<Standing>),
    /// Matters whose clock shows any of these lights at the cut-off.
    LightsOf { clock: Key, lights: Vec<Light> },
}

/// A constant that changes by decree: a weight, a factor, a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub key: Key,
    pub unit_of_measure: UnitOfMeasure,
    /// By effective day, oldest first; never empty.
    pub values: Vec<ParameterValue>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    pub from: Date,
    pub value: Exact,
    /// Where the value is laid down.
    pub cite: String,
    /// A default of ours that the authority should confirm or replace.
    pub is_default: bool,
}

impl Parameter {
    /// The value in force on a day; `None` before the first.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&ParameterValue> {
        self.values.iter().rev().find(|value| value.from <= day)
    }
}
