//! How much begins on which day.

use super::lines::{LINES, Line};
use super::stream::days;

/// How many matters of each line open on which day: fewer at weekends, exact in sum.
#[derive(Debug)]
pub(super) struct Openings {
    matters: [u64; LINES.len()],
    opened: [u64; LINES.len()],
    weight: u64,
    weight_all: u64,
}

impl Openings {
    pub(super) fn new(events: u64) -> Openings {
        let (first, last) = days();
        let matters = LINES
            .map(|line| events * u64::from(line.fixed().share) / u64::from(line.fixed().events));
        Openings {
            matters,
            opened: [0; LINES.len()],
            weight: 0,
            weight_all: (first..=last).map(weight).sum(),
        }
    }

    pub(super) fn on(&mut self, day: i32) -> [(Line, u64); LINES.len()] {
        self.weight += weight(day);
        let (reached, all) = (self.weight, self.weight_all);
        let mut on = LINES.map(|line| (line, 0));
        for (((_, count), opened), matters) in on.iter_mut().zip(&mut self.opened).zip(self.matters)
        {
            let until = matters * reached / all;
            *count = until - *opened;
            *opened = until;
        }
        on
    }
}

/// How much is begun on a day: 1970-01-01 was a Thursday.
fn weight(day: i32) -> u64 {
    match (day + 3).rem_euclid(7) {
        5 => 5,
        6 => 3,
        _ => 10,
    }
}
