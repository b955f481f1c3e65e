//! The clocks of a matter after a step, and whether a step may put one off.

use std::collections::BTreeMap;

use base::value::Fields;
use base::{Key, Value, day};
use jiff::civil::Date;

use super::{Asking, Untimely};
use crate::calendar::Calendar;
use crate::clock::{Passed, of_matter};
use crate::event::Deadline;
use crate::matter::Matter;
use crate::model::{Clock, DUE, Register, Step};

/// From when on each clock that runs shows what, once the step has been taken; `matter` is as it was
/// before, the fields are as they are then.
pub(super) fn deadlines(
    register: &Register,
    matter: Option<&Matter>,
    (taken, merged): (Passed<'_>, &Fields),
    calendar: &Calendar,
) -> BTreeMap<Key, Deadline> {
    let derived = register.clocks.iter().filter_map(|clock| {
        let derived = of_matter(clock, matter, (merged, Some(taken)), calendar)?;
        Some((clock.key.clone(), derived.deadline(clock.warn, calendar)))
    });
    plain(register, taken.state, merged).into_iter().chain(derived).collect()
}

/// The plain deadline of a matter, in the states in which it runs.
fn plain(register: &Register, state: &Key, merged: &Fields) -> Option<(Key, Deadline)> {
    let field = register.due.as_ref().filter(|_| register.due_in.contains(state))?;
    let due = date(merged, field)?;
    // The last day that can be written has no day after it.
    let red_on = due.tomorrow().ok()?;
    let yellow_on = register
        .warn_days
        .and_then(|days| day::from_number(day::number(due).checked_sub(i32::from(days))?));
    Some((Key::literal(DUE), Deadline { yellow_on, red_on: Some(red_on), at: None }))
}

/// An extension is given once, and before the term is over.
///
/// # Errors
///
/// [`Untimely::Extended`] and [`Untimely::TermOver`].
pub(super) fn may_extend(
    asking: &Asking<'_>,
    step: &Step,
    merged: &Fields,
) -> Result<(), Untimely> {
    let extends = |clock: &&Clock| {
        clock.extension.as_ref().is_some_and(|extension| extension.step == step.key)
    };
    let Some(place) = asking.matter.and_then(|matter| matter.place.as_ref()) else {
        return Ok(());
    };
    let calendar = asking.versions.calendar(&place.unit);
    for clock in asking.register().clocks.iter().filter(extends) {
        let derived = of_matter(clock, asking.matter, (merged, None), &calendar);
        let Some(derived) = derived else { continue };
        let (step, clock) = (asking.words.step(&step.key), asking.words.clock(&clock.key));
        if let Some(on) = derived.extended_on {
            return Err(Untimely::Extended { step, clock, on });
        }
        let day = asking.act.effective_on;
        if let Some(due) = derived.due.map(|due| due.on).filter(|due| *due < day) {
            return Err(Untimely::TermOver { step, clock, due });
        }
    }
    Ok(())
}

/// What the end of a term entails is not taken before it, nor while it stands still.
///
/// # Errors
///
/// [`Untimely::NotOver`].
pub(super) fn may_expire(
    asking: &Asking<'_>,
    step: &Step,
    merged: &Fields,
) -> Result<(), Untimely> {
    let Some(place) = asking.matter.and_then(|matter| matter.place.as_ref()) else {
        return Ok(());
    };
    let calendar = asking.versions.calendar(&place.unit);
    let entails = |clock: &&Clock| clock.on_expiry.contains(&step.key);
    for clock in asking.register().clocks.iter().filter(entails) {
        let derived = of_matter(clock, asking.matter, (merged, None), &calendar);
        let Some(derived) = derived else { continue };
        let due = derived.due.map(|due| due.on);
        let is_over = match (due, derived.due_at) {
            // Of hours the day itself may be late enough.
            (Some(due), Some(_)) => due <= asking.act.effective_on,
            (Some(due), None) => due < asking.act.effective_on,
            (None, _) => false,
        };
        if !is_over {
            let (step, clock) = (asking.words.step(&step.key), asking.words.clock(&clock.key));
            return Err(match due {
                Some(due) => Untimely::NotOver { step, clock, due },
                None => Untimely::Standing { step, clock },
            });
        }
    }
    Ok(())
}

fn date(fields: &Fields, field: &Key) -> Option<Date> {
    match fields.get(field) {
        Some(Value::Date(date)) => Some(*date),
        Some(_) | None => None,
    }
}
