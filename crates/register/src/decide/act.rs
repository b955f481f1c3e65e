//! What somebody wants to do to a matter.

use std::collections::BTreeSet;

use base::value::Fields;
use base::{Key, Value};
use jiff::civil::Date;
use serde::Serialize;

/// Something that somebody wants to do to a matter.
///
/// Written as JSON it says whether two commands under one key are the same: see [`crate::Request`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Act {
    pub register: Key,
    /// `None` on opening: the system gives one.
    pub number: Option<String>,
    pub what: What,
    /// The day it took, or takes, effect (业务日期).
    pub effective_on: Date,
    /// On what basis (依据): a document, a meeting, a law; may be empty.
    pub basis: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Step {
        step: Key,
        /// Where the matter opens; only the opening step takes it. `None` opens at the actor's unit.
        unit: Option<Key>,
        set: Fields,
    },
    Note(String),
    /// Takes back the event with this sequence number, which must be the matter's latest in force.
    Reverse {
        of: u64,
        reason: String,
    },
    /// States what the event with this sequence number should have said: a step, a note or a
    /// reassignment in force, or an earlier correction, whose event is then corrected once more.
    Correct {
        of: u64,
        to: Statement,
        reason: String,
    },
    /// Moves the matter to another unit because units were reorganised; its state is kept.
    Reassign {
        to: Key,
        reason: String,
    },
}

/// What an event should have said; what is left out stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// Field values that it should have given.
    pub set: Fields,
    /// Fields that it should not have given.
    pub clear: BTreeSet<Key>,
    pub effective_on: Option<Date>,
    /// For the opening: where the matter opened. For a reassignment: where it went.
    pub unit: Option<Key>,
}

impl Act {
    /// Every unit the act names: the caller checks that each of them exists.
    #[must_use]
    pub fn units(&self) -> BTreeSet<&Key> {
        let (unit, set) = match &self.what {
            What::Step { unit, set, .. }
            | What::Correct { to: Statement { unit, set, .. }, .. } => (unit.as_ref(), set),
            What::Reassign { to, .. } => return BTreeSet::from([to]),
            What::Note(_) | What::Reverse { .. } => return BTreeSet::new(),
        };
        let in_fields = set.values().filter_map(as_unit);
        let in_rows = set.values().filter_map(Value::as_lines).flatten();
        let in_rows = in_rows.flat_map(|line| line.values()).filter_map(as_unit);
        unit.into_iter().chain(in_fields).chain(in_rows).collect()
    }
}

fn as_unit(value: &Value) -> Option<&Key> {
    match value {
        Value::Unit(unit) => Some(unit),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Fen(_)
        | Value::Date(_)
        | Value::Moment(_)
        | Value::Choice(_)
        | Value::Flag(_)
        | Value::Lines(_)
        | Value::Sealed(_) => None,
    }
}
