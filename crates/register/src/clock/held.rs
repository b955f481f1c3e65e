//! Who has had a matter for how long.

use base::Key;
use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::matter::Matter;

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
