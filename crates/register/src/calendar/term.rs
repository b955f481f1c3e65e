//! Terms: so many working days, days, months or hours on.

use base::{day, moment};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::{Calendar, Due};

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    WorkingDay,
    /// Days of the calendar.
    Day,
    Month,
    /// Hours of the wall clock, day and night, on working days and others.
    Hour,
}

impl Unit {
    pub const ALL: [Unit; 4] = [Unit::WorkingDay, Unit::Day, Unit::Month, Unit::Hour];

    /// Its name in commands and packs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Unit::WorkingDay => "working",
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Hour => "hour",
        }
    }

    #[must_use]
    pub fn of_key(key: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

/// So many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub number: u16,
    pub unit: Unit,
}

/// A term counted from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Where it ends by number alone.
    pub full: Date,
    /// Where it ends: a term of days or months that would end on a day of rest runs to the next working
    /// day (民法典 第二百零三条).
    pub due: Due,
}

impl Term {
    /// Counts it from a day, which itself is not counted (民法典 第二百零一条). A term of months ends on
    /// the day of the same number, or where the month has none on its last (第二百零二条). A term of hours
    /// is counted from the day's beginning here; see [`Term::until`].
    ///
    /// `None` beyond the last day that can be written.
    #[must_use]
    pub fn from(self, start: Date, calendar: &Calendar) -> Option<Counted> {
        let full = match self.unit {
            Unit::WorkingDay => {
                let due = calendar.after(start, self.number)?;
                return Some(Counted { full: due.on, due });
            }
            Unit::Day => day::from_number(day::number(start).checked_add(i32::from(self.number))?)?,
            Unit::Month => start.checked_add(i32::from(self.number).months()).ok()?,
            Unit::Hour => {
                let on = self.until(start.to_datetime(Time::midnight()))?.date();
                return Some(Counted { full: on, due: Due { on, is_provisional: false } });
            }
        };
        Some(Counted { full, due: calendar.worked_from(full)? })
    }

    /// Counts hours from a moment. `None` beyond the last that can be written.
    #[must_use]
    pub fn until(self, start: DateTime) -> Option<DateTime> {
        let seconds = i64::from(self.number).checked_mul(3_600)?;
        moment::from_number(moment::number(start).checked_add(seconds)?)
    }
}
