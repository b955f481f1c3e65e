//! What a clock would have come to.

use jiff::civil::Date;

use super::{Derived, of_matter, of_matter_but};
use crate::calendar::Calendar;
use crate::matter::Matter;
use crate::model::Clock;

/// Where a clock of a matter would end had things been otherwise; each only if that would be another day.
/// What an exclusion or an extension is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Otherwise {
    /// Had it never stood still.
    pub never_stood: Option<Date>,
    /// Had it not been put off.
    pub not_extended: Option<Date>,
    /// Had it not stood still this one time, for each.
    pub without: Vec<Option<Date>>,
}

/// Derives a clock as it would have come to be.
#[must_use]
pub fn otherwise(
    clock: &Clock,
    (matter, derived): (&Matter, &Derived),
    calendar: &Calendar,
) -> Otherwise {
    let due = |clock: &Clock| {
        of_matter(clock, Some(matter), (&matter.fields, None), calendar)?.due.map(|due| due.on)
    };
    let actual = derived.due.map(|due| due.on);
    let both = clock.runs_in.iter().chain(&clock.stands_in).cloned().collect();
    let never_stands = Clock { runs_in: both, stands_in: vec![], ..clock.clone() };
    let not_extended = Clock { extension: None, ..clock.clone() };
    let other = |clock: &Clock| due(clock).filter(|due| Some(*due) != actual);
    let without = (0..derived.stood.len()).map(|stand| {
        let fields = (&matter.fields, None);
        let due = of_matter_but(clock, Some(matter), fields, (calendar, Some(stand)))?.due;
        due.map(|due| due.on).filter(|due| Some(*due) != actual)
    });
    Otherwise {
        never_stood: other(&never_stands),
        not_extended: other(&not_extended).filter(|_| actual.is_some()),
        without: without.collect(),
    }
}
