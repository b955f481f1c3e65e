//! How a deadline comes about: a pure function of what happened to the matter, the clock's definition and
//! the calendar.
//!
//! The day a clock is counted from is not counted (民法典 第二百零一条). While it stands still, the days
//! after the one on which the matter went out and up to the one on which it came back do not count: of a
//! term of working days the working days among them, of others all. A term of hours is counted from a moment
//! and never stands still. A term that has run out stands still no
//! more: whoever is late stays late. A term that is counted anew forgets what stood still before, and its
//! extension.

use base::value::Fields;
use base::{Key, Value, day};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::calendar::{Calendar, Counted, Due, Nature, Term, Unit};
use crate::event::{Deadline, Happening};
use crate::matter::Matter;
use crate::model::Clock;

/// A step that was taken, as a clock sees it.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'a> {
    pub on: Date,
    pub step: &'a Key,
    /// Where it led.
    pub state: &'a Key,
}

/// What a clock is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub on: Date,
    /// Of a clock in hours.
    pub at: Option<Time>,
}

/// A clock of a matter, with all that its deadline rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The day it is counted from.
    pub from: Date,
    /// The time of day it is counted from, of a clock in hours.
    pub from_at: Option<Time>,
    /// The step that it is counted from, if it was counted anew.
    pub restarted_by: Option<Key>,
    /// With the extension.
    pub term: Term,
    /// The day on which it was extended.
    pub extended_on: Option<Date>,
    /// When it stood still: the day the matter went out, and the day it came back.
    pub stood: Vec<(Date, Option<Date>)>,
    /// Days that do not count because it stood still then, in the unit of the term; of months in days.
    pub days_stood: u32,
    /// The last day in time; `None` while it stands still.
    pub due: Option<Due>,
    /// The time of day it ends, of a clock in hours.
    pub due_at: Option<Time>,
}

/// Derives a clock from the steps of a matter, oldest first. `from` is what stands in the field that it is
/// counted from. `None` if it has not started, is over, ends beyond the last day that can be written, or if
/// no rule was in force on the day it would be counted from.
pub fn derive<'a>(
    clock: &Clock,
    from: Option<Start>,
    passed: impl IntoIterator<Item = Passed<'a>>,
    calendar: &Calendar,
) -> Option<Derived> {
    let mut derived: Option<Derived> = None;
    let mut is_on = false;
    for Passed { on, step, state } in passed {
        let restarts = clock.restarts_on.contains(step);
        if (derived.is_none() && *step == clock.starts) || (derived.is_some() && restarts) {
            let this_day = Start { on, at: None };
            let from = if restarts { this_day } else { from.unwrap_or(this_day) };
            let restarted_by = restarts.then(|| step.clone());
            let rule = clock.rule(from.on);
            derived = rule.map(|rule| Derived::starting(from, restarted_by, rule.term));
        }
        let Some(derived) = &mut derived else { continue };
        let extends = clock.extension.as_ref().is_some_and(|one| one.step == *step);
        if let Some(by) = clock.rule(derived.from).and_then(|rule| rule.by).filter(|_| extends) {
            derived.extend(on, by, calendar);
        }
        derived.stand(on, clock.stands_in.contains(state), calendar);
        is_on = clock.is_on_in(state);
    }
    let mut derived = derived.filter(|_| is_on)?;
    derived.count(calendar)?;
    Some(derived)
}

/// A clock of a matter as its steps in force make it, and one that is being taken, with the fields as they
/// then are.
#[must_use]
pub fn of_matter(
    clock: &Clock,
    matter: Option<&Matter>,
    (fields, taken): (&Fields, Option<Passed<'_>>),
    calendar: &Calendar,
) -> Option<Derived> {
    if !clock.when.holds(fields) {
        return None;
    }
    let from = clock.from.as_ref().and_then(|field| match fields.get(field) {
        Some(Value::Date(on)) => Some(Start { on: *on, at: None }),
        Some(Value::Moment(at)) => Some(Start { on: at.date(), at: Some(at.time()) }),
        Some(_) | None => None,
    });
    derive(clock, from, matter.into_iter().flat_map(passed).chain(taken), calendar)
}

/// Where a clock of a matter would end had it never stood still, and had it not been put off; each only if
/// that would be another day. What the exclusion or the extension is worth.
#[must_use]
pub fn otherwise(
    clock: &Clock,
    matter: &Matter,
    calendar: &Calendar,
) -> (Option<Date>, Option<Date>) {
    let due = |clock: &Clock| {
        of_matter(clock, Some(matter), (&matter.fields, None), calendar)?.due.map(|due| due.on)
    };
    let actual = due(clock);
    let both = clock.runs_in.iter().chain(&clock.stands_in).cloned().collect();
    let never_stands = Clock { runs_in: both, stands_in: vec![], ..clock.clone() };
    let not_extended = Clock { extension: None, ..clock.clone() };
    let other = |clock: &Clock| due(clock).filter(|due| Some(*due) != actual);
    (other(&never_stands), other(&not_extended).filter(|_| actual.is_some()))
}

/// Who has held a matter since a day, and for how many working days each, in the order in which they got it
/// first.
#[must_use]
pub fn held(matter: &Matter, (from, until): (Date, Date), calendar: &Calendar) -> Vec<(Key, u32)> {
    let mut held: Vec<(Key, u32)> = vec![];
    let mut moves: Vec<(Date, &Key)> = vec![];
    for happened in matter.in_force() {
        let Some(place) = &happened.event.after else { continue };
        if moves.last().is_none_or(|(_, unit)| **unit != place.unit) {
            moves.push((happened.effective_on, &place.unit));
        }
    }
    for (place, (since, unit)) in moves.iter().enumerate() {
        let next = moves.get(place.saturating_add(1)).map_or(until, |(on, _)| *on);
        let (since, next) = ((*since).max(from), next.min(until));
        let days = if since < next { calendar.worked_between(since, next) } else { 0 };
        match held.iter_mut().find(|(known, _)| known == *unit) {
            Some((_, sum)) => *sum = sum.saturating_add(days),
            None => held.push(((*unit).clone(), days)),
        }
    }
    held.retain(|(_, days)| *days > 0);
    held
}

/// The steps in force of a matter, as its clocks see them.
fn passed(matter: &Matter) -> impl Iterator<Item = Passed<'_>> {
    matter.in_force().filter_map(|happened| match &happened.event.what {
        Happening::Step(step) => {
            let state = &happened.event.after.as_ref()?.state;
            Some(Passed { on: happened.effective_on, step, state })
        }
        _ => None,
    })
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
            let within = |(out, back): &(Date, Option<Date>)| {
                *out < day && back.is_none_or(|back| day <= back)
            };
            self.stood.iter().any(within)
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
                Unit::WorkingDay | Unit::Day | Unit::Month | Unit::Hour => Days::Ran,
            };
            run = run.saturating_add(u32::from(days == Days::Ran));
            match parts.last_mut() {
                Some(last) if last.days == days => (last.to, last.run) = (day, run),
                Some(_) | None => parts.push(Part { from: day, to: day, days, run }),
            }
        }
        parts
    }

    fn starting(from: Start, restarted_by: Option<Key>, term: Term) -> Derived {
        Derived {
            from: from.on,
            from_at: from.at.filter(|_| term.unit == Unit::Hour),
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
    fn extend(&mut self, on: Date, by: u16, calendar: &Calendar) {
        let is_over = self.ending(calendar).is_some_and(|ending| ending.due.on < on);
        if self.extended_on.is_none() && !is_over {
            self.term.number = self.term.number.saturating_add(by);
            self.extended_on = Some(on);
        }
    }

    fn stand(&mut self, on: Date, stands: bool, calendar: &Calendar) {
        let is_out = matches!(self.stood.last(), Some((_, None)));
        if is_out && !stands {
            if let Some((_, back)) = self.stood.last_mut() {
                *back = Some(on);
            }
        } else if !is_out && stands {
            // Nothing is left that could stand still.
            let has_run_out = self.ending(calendar).is_some_and(|ending| ending.full <= on);
            if !has_run_out {
                self.stood.push((on, None));
            }
        }
    }

    /// Counts to the end. `None` beyond the last day that can be written.
    fn count(&mut self, calendar: &Calendar) -> Option<()> {
        self.days_stood = self.days_stood(calendar);
        if !matches!(self.stood.last(), Some((_, None))) {
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
        let over = self.stood.iter().filter_map(|(out, back)| Some((*out, (*back)?)));
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
