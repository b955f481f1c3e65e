//! The days between two days, told in stretches: what a count can be checked by.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Calendar, Nature};

/// Days that follow each other and are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Date,
    pub to: Date,
    pub nature: Nature,
    pub days: u32,
    /// Working days from the first of all stretches to the end of this.
    pub worked: u32,
}

impl Calendar {
    /// The days after one day and up to another, in stretches. Working days on either side of a day worked
    /// in the stead of another are told apart from it.
    #[must_use]
    pub fn stretches(&self, after: Date, until: Date) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = vec![];
        let mut day = after;
        let mut worked = 0_u32;
        while day < until {
            let Ok(next) = day.checked_add(1.day()) else { break };
            day = next;
            let nature = self.nature(day);
            worked = worked.saturating_add(u32::from(nature.is_worked()));
            match stretches.last_mut() {
                Some(last) if last.nature == nature => {
                    (last.to, last.worked) = (day, worked);
                    last.days = last.days.saturating_add(1);
                }
                Some(_) | None => {
                    stretches.push(Stretch { from: day, to: day, nature, days: 1, worked });
                }
            }
        }
        stretches
    }
}
