//! Clocks: terms that run for every matter of a register.

use base::Key;
use jiff::civil::Date;

use crate::calendar::Term;
use crate::condition::Condition;

/// A clock (时限) of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    pub key: Key,
    pub basis: Basis,
    /// The steps that start it.
    pub starts: Vec<Key>,
    /// The field that it is counted from, a date or a moment; without one the day of the step.
    pub from: Option<Key>,
    /// The matters that it runs for: all of which this holds.
    pub when: Condition,
    pub term: Term,
    /// The first day that its rule is in force: it is not counted from an earlier one, unless an earlier
    /// rule is.
    pub since: Option<Date>,
    /// The rules before, the oldest first. The day it is counted from decides which holds.
    pub earlier: Vec<EarlierRule>,
    /// The states in which it runs. In a state that is neither here nor in `stands_in` it is over.
    pub runs_in: Vec<Key>,
    /// The states in which it stands still: somebody else has the matter, and their time does not count.
    pub stands_in: Vec<Key>,
    /// The steps from whose day it is counted anew.
    pub restarts_on: Vec<Key>,
    /// The steps with which it is over, wherever they lead.
    pub ends_on: Vec<Key>,
    pub extension: Option<Extension>,
    /// The steps that its end entails, such as taking silence for consent: none may be taken before.
    pub on_expiry: Vec<Key>,
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
    /// The field that says how whom it concerns was told; the step needs it.
    pub notice: Option<Key>,
}

/// A rule that held before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierRule {
    /// The last day that it is counted from.
    pub until: Date,
    pub term: Term,
    /// By how much it could be put off, if at all.
    pub by: Option<u16>,
    pub cite: String,
}

/// The rule by which a clock is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule<'a> {
    pub term: Term,
    /// By how much it may be put off, if at all.
    pub by: Option<u16>,
    pub cite: &'a str,
    /// The last day it is counted from, if it holds no more.
    pub until: Option<Date>,
}

impl Clock {
    /// The rule by which it is counted from a day; `None` if there was none yet.
    #[must_use]
    pub fn rule(&self, from: Date) -> Option<Rule<'_>> {
        if let Some(earlier) = self.earlier.iter().find(|earlier| from <= earlier.until) {
            let EarlierRule { until, term, by, cite } = earlier;
            return Some(Rule { term: *term, by: *by, cite, until: Some(*until) });
        }
        let by = self.extension.as_ref().map(|extension| extension.by);
        let rule = Rule { term: self.term, by, cite: &self.cite, until: None };
        self.since.is_none_or(|since| since <= from).then_some(rule)
    }

    /// Whether it has not ended in this state.
    #[must_use]
    pub fn is_on_in(&self, state: &Key) -> bool {
        self.runs_in.contains(state) || self.stands_in.contains(state)
    }
}
