//! Deriving the clocks of a matter anew because a calendar was published.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use base::value::Fields;

use super::Versions;
use super::deadlines::deadlines;
use crate::clock::Passed;
use crate::event::{Booking, Deadline, Happened, Happening, MatterEvent, Place, Rebooked};
use crate::matter::Matter;
use crate::model::Register;

/// A clock whose deadline is another than before; `None` where it does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub clock: Key,
    pub was: Option<Deadline>,
    pub now: Option<Deadline>,
}

/// The clocks of a matter as the calendars in force make them: the event to record, and what moves now.
/// `None` if every one stays as it is. `by` is the record that published the calendar.
///
/// Nothing is judged anew: what was in time when it was done stays done. Every step keeps the version of
/// the pack it was decided by.
#[must_use]
pub fn recount(
    versions: Versions<'_>,
    matter: &Matter,
    by: u64,
) -> Option<(MatterEvent, Vec<Moved>)> {
    let mut rightly: Vec<Happened> = vec![];
    let mut so_far: Option<Matter> = None;
    for one in matter.rightly() {
        let (before, after) = ends(versions, one, so_far.as_ref(), &rightly);
        let mut again = one.clone();
        (again.event.before, again.event.after) = (before, after);
        rightly.push(again.clone());
        so_far = match so_far {
            Some(matter) => Some(matter.followed_by(again)),
            None => Matter::fold(vec![again]),
        };
    }
    let differ = matter.rightly().iter().zip(&rightly).filter(|(was, now)| was != now);
    let booked = |one: &Happened| Booking {
        on: one.effective_on,
        before: one.event.before.clone(),
        after: one.event.after.clone(),
        lines: vec![],
        red: matches!(one.event.what, Happening::Reversal { .. }),
    };
    let rebooked = differ.map(|(was, now)| Rebooked {
        event: was.sequence,
        was: booked(was),
        now: booked(now),
        set: None,
        posted: None,
    });
    let rebooked: Vec<Rebooked> = rebooked.collect();
    if rebooked.is_empty() {
        return None;
    }
    let after = so_far.and_then(|matter| matter.place);
    let moved = moved(matter.place.as_ref(), after.as_ref());
    let event = MatterEvent {
        register: matter.register.clone(),
        number: matter.number.clone(),
        version: matter.version.saturating_add(1),
        definition: versions.in_force.version,
        what: Happening::Recounted { by, rebooked },
        before: matter.place.clone(),
        after,
        set: Fields::new(),
        posted: Fields::new(),
        draws: vec![],
    };
    Some((event, moved))
}

/// Both ends of an event with their deadlines derived anew; `so_far` is the matter before it.
fn ends(
    versions: Versions<'_>,
    one: &Happened,
    so_far: Option<&Matter>,
    rightly: &[Happened],
) -> (Option<Place>, Option<Place>) {
    let before = so_far.and_then(|matter| matter.place.clone());
    let kept = |from: &Option<Place>| {
        let deadlines = from.as_ref().map(|place| place.deadlines.clone()).unwrap_or_default();
        one.event.after.clone().map(|after| Place { deadlines, ..after })
    };
    let after = match &one.event.what {
        Happening::Step(step) => {
            let words = versions.words(&one.event.register, one.event.definition);
            match (words, &one.event.after) {
                (Some(words), Some(after)) => {
                    let taken = Passed { on: one.effective_on, step, state: &after.state };
                    Some(arrived(versions, words.register, so_far, (taken, one, after)))
                }
                (_, after) => after.clone(),
            }
        }
        Happening::Reversal { of, .. } => {
            let reversed = rightly.iter().find(|earlier| earlier.sequence == *of);
            match reversed {
                Some(reversed) => kept(&reversed.event.before),
                None => one.event.after.clone(),
            }
        }
        Happening::Note(_)
        | Happening::Correction { .. }
        | Happening::Recounted { .. }
        | Happening::Reassigned { .. } => kept(&before),
    };
    (before, after)
}

fn arrived(
    versions: Versions<'_>,
    register: &Register,
    so_far: Option<&Matter>,
    (taken, one, after): (Passed<'_>, &Happened, &Place),
) -> Place {
    let in_force = so_far.filter(|matter| matter.place.is_some());
    let mut merged = in_force.map(|matter| matter.fields.clone()).unwrap_or_default();
    merged.extend(one.event.set.clone());
    let calendar = versions.calendar(&after.unit);
    let deadlines = deadlines(register, so_far, (taken, &merged), &calendar);
    Place { deadlines, ..after.clone() }
}

fn moved(was: Option<&Place>, now: Option<&Place>) -> Vec<Moved> {
    let none = BTreeMap::new();
    let [was, now] = [was, now].map(|place| place.map_or(&none, |place| &place.deadlines));
    let clocks: BTreeSet<&Key> = was.keys().chain(now.keys()).collect();
    let moved = clocks.into_iter().filter(|clock| was.get(*clock) != now.get(*clock));
    let moved = moved.map(|clock| Moved {
        clock: clock.clone(),
        was: was.get(clock).copied(),
        now: now.get(clock).copied(),
    });
    moved.collect()
}
