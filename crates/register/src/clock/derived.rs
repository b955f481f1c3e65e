//! A clock of a matter, derived, and the days it was counted by.

use base::{Key, day};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::Start;
use crate::calendar::{Calendar, Counted, Due, Nature, Term, Unit};
use crate::event::Deadline;

/// A clock of a matter, with all that its deadline rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The day it is counted from.
    pub from: Date,
    /// The time of day it is counted from, of a clock in hours.
    pub from_at: Option<Time>,
    /// The step that started it.
    pub started_by: Key,
    /// The step that it is counted from, if it was counted anew.
    pub restarted_by: Option<Key>,
    /// With the extension.
    pub term: Term,
    /// The day on which it was extended.
    pub extended_on: Option<Date>,
    /// When it stood still, the earliest first.
    pub stood: Vec<Stand>,
    /// Days that do not count because it stood still then, in the unit of the term; of months in days.
    pub days_stood: u32,
    /// The last day in time; `None` while it stands still.
    pub due: Option<Due>,
    /// The time of day it ends, of a clock in hours.
    pub due_at: Option<Time>,
}

/// A time in which a clock stood still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The day the matter went out.
    pub out: Date,
    /// The day it came back; `None` while it is out.
    pub back: Option<Date>,
    /// The state it was in when it went out.
    pub state: Key,
}

/// Days of a clock that follow each other and are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub from: Date,
    pub to: Date,
    pub days: Days,
    /// How many of its unit have run by the end of these; of months, days.
    pub run: u32,
}

/// Why days count, or do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    Ran,
    /// They ran, and were worked in the stead of others (调休).
    MadeUp,
    /// Nobody works then.
    Rest(Nature),
    /// The clock stood still.
    Stood,
}

impl Derived {
    /// The days of the clock from its beginning to its end, or to a day if it stands still: what its
    /// deadline can be checked by.
    #[must_use]
    pub fn parts(&self, today: Date, calendar: &Calendar) -> Vec<Part> {
        let until = self.due.map_or(today, |due| due.on);
        let stood = |day: Date| {
            self.stood
                .iter()
                .any(|stand| stand.out < day && stand.back.is_none_or(|back| day <= back))
        };
        let (mut parts, mut run): (Vec<Part>, u32) = (vec![], 0);
        let mut day = self.from;
        while day < until {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            let nature = calendar.nature(day);
            let days = match self.term.unit {
                _ if stood(day) => Days::Stood,
                Unit::WorkingDay if !nature.is_worked() => Days::Rest(nature),
                Unit::WorkingDay if nature == Nature::MadeUp => Days::MadeUp,
                Unit::WorkingDay | Unit::Day | Unit::Month | Unit::Hour => Days::Ran,
            };
            run = run.saturating_add(u32::from(matches!(days, Days::Ran | Days::MadeUp)));
            match parts.last_mut() {
                Some(last) if last.days == days => (last.to, last.run) = (day, run),
                Some(_) | None => parts.push(Part { from: day, to: day, days, run }),
            }
        }
        parts
    }

    pub(super) fn starting(
        from: Start,
        (step, restarted_by): (&Key, Option<Key>),
        term: Term,
    ) -> Derived {
        Derived {
            from: from.on,
            from_at: from.at.filter(|_| term.unit == Unit::Hour),
            started_by: step.clone(),
            restarted_by,
            term,
            extended_on: None,
            stood: vec![],
            days_stood: 0,
            due: None,
            due_at: None,
        }
    }

    /// Puts the end off, once, and not after it.
    pub(super) fn extend(&mut self, on: Date, by: u16, calendar: &Calendar) {
        let is_over = self.ending(calendar).is_some_and(|ending| ending.due.on < on);
        if self.extended_on.is_none() && !is_over {
            self.term.number = self.term.number.saturating_add(by);
            self.extended_on = Some(on);
        }
    }

    /// Begins or ends to stand still; `state` is the one in which it does.
    pub(super) fn stand(&mut self, on: Date, state: Option<&Key>, calendar: &Calendar) {
        match (self.is_out(), state) {
            (true, None) => {
                if let Some(stand) = self.stood.last_mut() {
                    stand.back = Some(on);
                }
            }
            (false, Some(state)) => {
                if self.can_stand(on, calendar) {
                    self.stood.push(Stand { out: on, back: None, state: state.clone() });
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
    }

    /// Nothing is left that could stand still once it has run out.
    pub(super) fn can_stand(&self, on: Date, calendar: &Calendar) -> bool {
        self.ending(calendar).is_none_or(|ending| ending.full > on)
    }

    fn is_out(&self) -> bool {
        self.stood.last().is_some_and(|stand| stand.back.is_none())
    }

    /// Counts to the end. `None` beyond the last day that can be written.
    pub(super) fn count(&mut self, calendar: &Calendar) -> Option<()> {
        self.days_stood = self.days_stood(calendar);
        self.due = None;
        if !self.is_out() {
            self.due = Some(self.ending(calendar)?.due);
        }
        if let (Some(at), Some(due)) = (self.from_at, &mut self.due) {
            let until = self.term.until(self.from.to_datetime(at))?;
            (due.on, self.due_at) = (until.date(), Some(until.time()));
        }
        Some(())
    }

    /// Where the term ends, as far as it has stood still until now.
    fn ending(&self, calendar: &Calendar) -> Option<Counted> {
        ending(self.from, self.term, self.days_stood(calendar), calendar)
    }

    fn days_stood(&self, calendar: &Calendar) -> u32 {
        let over = self.stood.iter().filter_map(|stand| Some((stand.out, stand.back?)));
        let days = over.map(|(out, back)| {
            // What stood still before the day it is counted from is not counted anyway.
            let out = out.max(self.from);
            match self.term.unit {
                Unit::WorkingDay => calendar.worked_between(out, back),
                // The wall clock never stands still.
                Unit::Hour => 0,
                Unit::Day | Unit::Month => {
                    u32::try_from(day::number(back).saturating_sub(day::number(out))).unwrap_or(0)
                }
            }
        });
        days.fold(0, u32::saturating_add)
    }

    /// From when on its light shows what.
    #[must_use]
    pub fn deadline(&self, warn: Option<u16>, calendar: &Calendar) -> Deadline {
        let Some(due) = self.due else { return Deadline::default() };
        if let Some(at) = self.due_at {
            let ahead = |warn: u16| {
                Some(due.on.to_datetime(at).checked_sub(i64::from(warn).hours()).ok()?.date())
            };
            return Deadline {
                yellow_on: warn.and_then(ahead),
                red_on: Some(due.on),
                at: Some(at),
            };
        }
        let yellow_on = warn.and_then(|warn| match self.term.unit {
            Unit::Hour => None,
            Unit::WorkingDay => calendar.before(due.on, warn),
            Unit::Day | Unit::Month => {
                day::from_number(day::number(due.on).checked_sub(i32::from(warn))?)
            }
        });
        Deadline { yellow_on, red_on: due.on.tomorrow().ok(), at: None }
    }
}

/// Where a term ends, with so many days that do not count.
fn ending(from: Date, term: Term, stood: u32, calendar: &Calendar) -> Option<Counted> {
    let longer = |number: u16| u16::try_from(u32::from(number).checked_add(stood)?).ok();
    match term.unit {
        Unit::Hour => term.from(from, calendar),
        Unit::WorkingDay | Unit::Day => {
            let term = Term { number: longer(term.number)?, ..term };
            term.from(from, calendar)
        }
        Unit::Month => {
            let full = day::number(term.from(from, calendar)?.full);
            let full = day::from_number(full.checked_add(i32::try_from(stood).ok()?)?)?;
            Some(Counted { full, due: calendar.worked_from(full)? })
        }
    }
}
