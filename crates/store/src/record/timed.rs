//! Clocks as they lie in the journal: what they show at both ends of an event, in days and seconds.

use base::{day, moment};
use register::event::{Deadline, Place};
use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;

/// What the clocks of a matter show where it was, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Deadlines {
    /// The same at both ends.
    Kept(Vec<Timed>),
    Apart {
        before: Vec<Timed>,
        after: Vec<Timed>,
    },
}

/// A clock with its [`Deadline`], in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Timed {
    pub(crate) clock: u32,
    pub(crate) red: Option<i32>,
    pub(crate) yellow: Option<i32>,
    /// Of a clock in hours the second of the day; it lies behind all the others.
    #[serde(skip)]
    pub(crate) second: Option<u32>,
}

/// Clocks in hours at both ends, each with its second of the day.
pub(super) type Seconds = (Vec<(u32, u32)>, Vec<(u32, u32)>);

impl Deadlines {
    pub(super) fn of(before: Vec<Timed>, after: Vec<Timed>) -> Deadlines {
        if before == after { Deadlines::Kept(after) } else { Deadlines::Apart { before, after } }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Deadlines::Kept(both) if both.is_empty())
    }

    /// What the deadlines themselves leave out.
    pub(super) fn seconds(&self) -> Seconds {
        let of = |timed: &[Timed]| -> Vec<(u32, u32)> {
            timed.iter().filter_map(|timed| Some((timed.clock, timed.second?))).collect()
        };
        match self {
            Deadlines::Kept(both) => (vec![], of(both)),
            Deadlines::Apart { before, after } => (of(before), of(after)),
        }
    }

    /// Puts it back. `None` if it is about a clock that does not run.
    pub(super) fn take_seconds(&mut self, (were, are): Seconds) -> Option<()> {
        let put = |timed: &mut [Timed], seconds: Vec<(u32, u32)>| {
            for (clock, second) in seconds {
                timed.iter_mut().find(|timed| timed.clock == clock)?.second = Some(second);
            }
            Some(())
        };
        match self {
            Deadlines::Kept(both) if were.is_empty() => put(both, are),
            Deadlines::Kept(_) => None,
            Deadlines::Apart { before, after } => {
                put(before, were)?;
                put(after, are)
            }
        }
    }
}

impl Default for Deadlines {
    fn default() -> Deadlines {
        Deadlines::Kept(vec![])
    }
}

impl Timed {
    /// The same in days of the calendar. `None` if there is no such day.
    pub(crate) fn deadline(self) -> Option<Deadline> {
        let day = |number: Option<i32>| match number {
            Some(number) => day::from_number(number).map(Some),
            None => Some(None),
        };
        let at = match self.second {
            Some(second) => Some(moment::time(second)?),
            None => None,
        };
        Some(Deadline { yellow_on: day(self.yellow)?, red_on: day(self.red)?, at })
    }
}

/// The clocks that run at a place, in the order of their names.
pub(crate) fn timed(place: Option<&Place>, dictionary: &mut Dictionary) -> Vec<Timed> {
    let running = place.into_iter().flat_map(|place| &place.deadlines);
    let timed = running.map(|(clock, Deadline { yellow_on, red_on, at })| Timed {
        clock: dictionary.symbol(clock),
        red: red_on.map(day::number),
        yellow: yellow_on.map(day::number),
        second: at.map(moment::second),
    });
    timed.collect()
}
