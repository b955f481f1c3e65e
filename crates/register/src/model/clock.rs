//! Clocks: terms that run for every matter of a register.

use base::Key;

use crate::calendar::Term;

/// A clock (时限) of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub key: Key,
    pub basis: Basis,
    /// The step that starts it.
    pub starts: Key,
    /// The date field that it is counted from; without one the day of the step.
    pub from: Option<Key>,
    pub term: Term,
    /// The states in which it runs. In a state that is neither here nor in `stands_in` it is over.
    pub runs_in: Vec<Key>,
    /// The states in which it stands still: somebody else has the matter, and their time does not count.
    pub stands_in: Vec<Key>,
    /// The steps from whose day it is counted anew.
    pub restarts_on: Vec<Key>,
    pub extension: Option<Extension>,
    /// How many of its unit before the end its light turns yellow; of months, how many days.
    pub warn: Option<u16>,
    /// Where it is laid down.
    pub cite: String,
}

/// Who set a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A law or a rule: to let it pass is a breach.
    Statutory,
    /// The authority itself: a promise, a buffer, a reminder.
    Internal,
}

/// A clock may be put off, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The step that does so; whoever may take it may extend.
    pub step: Key,
    /// By how many of the clock's unit.
    pub by: u16,
}

impl Clock {
    /// Whether it has not ended in this state.
    #[must_use]
    pub fn is_on_in(&self, state: &Key) -> bool {
        self.runs_in.contains(state) || self.stands_in.contains(state)
    }
}
