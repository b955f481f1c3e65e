//! How a deadline comes about: a pure function of what happened to the matter, the clock's definition and
//! the calendar.
//!
//! The day a clock is counted from is not counted (民法典 第二百零一条). While it stands still, the days
//! after the one on which the matter went out and up to the one on which it came back do not count: of a
//! term of working days the working days among them, of others all. A term of hours is counted from a moment
//! and never stands still. A term that has run out stands still no more: whoever is late stays late. A term
//! that is counted anew forgets what stood still before, and its extension.

mod derived;
mod held;
mod otherwise;

use base::value::Fields;
use base::{Key, Value};
use jiff::civil::{Date, Time};

use crate::calendar::Calendar;
use crate::event::Happening;
use crate::matter::Matter;
use crate::model::Clock;

pub use derived::{Days, Derived, Part, Stand};
pub use held::held;
pub use otherwise::{Otherwise, otherwise};

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

/// Derives a clock from the steps of a matter, oldest first. `from` is what stands in the field that it is
/// counted from. `None` if it has not started, is over, ends beyond the last day that can be written, or if
/// no rule was in force on the day it would be counted from.
pub fn derive<'a>(
    clock: &Clock,
    from: Option<Start>,
    passed: impl IntoIterator<Item = Passed<'a>>,
    calendar: &Calendar,
) -> Option<Derived> {
    derive_but(clock, from, passed, (calendar, None))
}

/// As [`derive()`], as if the clock had not stood still one of its times, counted from 0.
fn derive_but<'a>(
    clock: &Clock,
    from: Option<Start>,
    passed: impl IntoIterator<Item = Passed<'a>>,
    (calendar, but): (&Calendar, Option<usize>),
) -> Option<Derived> {
    let mut derived: Option<Derived> = None;
    let mut is_on = false;
    let (mut was_out, mut left_out, mut is_left_out) = (false, false, false);
    for Passed { on, step, state } in passed {
        if clock.ends_on.contains(step) {
            derived = None;
            continue;
        }
        let restarts = clock.restarts_on.contains(step);
        let starts = derived.is_none() && clock.starts.contains(step);
        if starts || (derived.is_some() && restarts) {
            let this_day = Start { on, at: None };
            let from = if restarts { this_day } else { from.unwrap_or(this_day) };
            let restarted_by = restarts.then(|| step.clone());
            let rule = clock.rule(from.on);
            (was_out, left_out, is_left_out) = (false, false, false);
            derived = rule.map(|rule| Derived::starting(from, (step, restarted_by), rule.term));
        }
        let Some(derived) = &mut derived else { continue };
        let extends = clock.extension.as_ref().is_some_and(|one| one.step == *step);
        if let Some(by) = clock.rule(derived.from).and_then(|rule| rule.by).filter(|_| extends) {
            derived.extend(on, by, calendar);
        }
        let is_out = clock.stands_in.contains(state);
        if is_out && !was_out {
            // Until it is left out, the times it stood still are those it really stood.
            let meant = !left_out && but == Some(derived.stood.len());
            is_left_out = meant && derived.can_stand(on, calendar);
            left_out |= is_left_out;
        }
        was_out = is_out;
        derived.stand(on, (is_out && !is_left_out).then_some(state), calendar);
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
    of_matter_but(clock, matter, (fields, taken), (calendar, None))
}

fn of_matter_but(
    clock: &Clock,
    matter: Option<&Matter>,
    (fields, taken): (&Fields, Option<Passed<'_>>),
    counting: (&Calendar, Option<usize>),
) -> Option<Derived> {
    if !clock.when.holds(fields) {
        return None;
    }
    let from = clock.from.as_ref().and_then(|field| match fields.get(field) {
        Some(Value::Date(on)) => Some(Start { on: *on, at: None }),
        Some(Value::Moment(at)) => Some(Start { on: at.date(), at: Some(at.time()) }),
        Some(_) | None => None,
    });
    derive_but(clock, from, matter.into_iter().flat_map(passed).chain(taken), counting)
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
