//! Working days: which days are worked, as far as the State Council has said, and how terms are counted.
//!
//! Every autumn the State Council arranges the next year: holidays, and weekend days that are worked in
//! their stead (调休). Until it has, Monday to Friday are taken for working days, and what is counted into
//! such a year is *provisional*.

mod published;
mod read;
mod shipped;
mod stretch;
mod term;

use std::collections::BTreeMap;

use base::day;
use jiff::civil::{Date, Weekday};

pub use published::Published;
pub use read::{Reading, read};
pub use shipped::shipped;
pub use stretch::Stretch;
pub use term::{Counted, Term, Unit};

/// One year as it was arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    pub year: i16,
    /// Where it is laid down.
    pub papers: Vec<String>,
    /// Days off, with the name of the holiday.
    pub off: BTreeMap<Date, String>,
    /// Days that are worked whatever their weekday.
    pub worked: Vec<Date>,
    /// Days on which the authority is shut though others work, with the reason.
    pub shut: BTreeMap<Date, String>,
}

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nature {
    /// An ordinary working day.
    Working,
    /// A day worked in the stead of another.
    MadeUp,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday, or a day beside it that is off with it.
    Holiday(String),
    /// The authority is shut.
    Shut(String),
}

impl Nature {
    #[must_use]
    pub fn is_worked(&self) -> bool {
        matches!(self, Nature::Working | Nature::MadeUp)
    }
}

/// The years that are arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    /// Days that are not what their weekday says.
    other: BTreeMap<Date, Nature>,
    /// All working days from the first year to the last, as `base::day` numbers them.
    worked: Vec<i32>,
    /// First and last day of these.
    span: Option<(i32, i32)>,
}

/// A day that was counted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub on: Date,
    /// It, or a day counted on the way, lies in a year that is not arranged yet.
    pub is_provisional: bool,
}

impl Calendar {
    /// A calendar of these years. A year that comes again is taken as it comes last; of two years that
    /// say something of one day, the later decides.
    #[must_use]
    pub fn of(years: impl IntoIterator<Item = Year>) -> Calendar {
        let years = years.into_iter().map(|year| (year.year, year)).collect();
        let mut calendar = Calendar { years, ..Calendar::default() };
        let years: Vec<Year> = calendar.years.values().cloned().collect();
        years.iter().for_each(|year| calendar.take(year));
        calendar.index();
        calendar
    }

    /// The same with one year more, or with a year arranged otherwise.
    #[must_use]
    pub fn with(&self, year: Year) -> Calendar {
        Calendar::of(self.years.values().cloned().chain([year]))
    }

    /// The same with what some years say beside it; of two that say something of one day, the later
    /// decides. Years that are not arranged stay so; the others cite the papers of both.
    #[must_use]
    pub fn beside<'y>(&self, years: impl IntoIterator<Item = &'y Year>) -> Calendar {
        let mut calendar = self.clone();
        for year in years {
            calendar.take(year);
            if let Some(arranged) = calendar.years.get_mut(&year.year) {
                arranged.papers.extend(year.papers.iter().cloned());
            }
        }
        calendar.index();
        calendar
    }

    fn take(&mut self, year: &Year) {
        let worked = year.worked.iter().map(|day| (*day, Nature::MadeUp));
        let off = year.off.iter().map(|(day, name)| (*day, Nature::Holiday(name.clone())));
        let shut = year.shut.iter().map(|(day, why)| (*day, Nature::Shut(why.clone())));
        self.other.extend(worked.chain(off).chain(shut));
    }

    /// The first day that is worked by the one and not by the other.
    #[must_use]
    pub fn first_difference(&self, other: &Calendar) -> Option<Date> {
        let days = self.other.keys().chain(other.other.keys());
        let differ =
            |day: &&Date| self.nature(**day).is_worked() != other.nature(**day).is_worked();
        days.filter(differ).min().copied()
    }

    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    #[must_use]
    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(&year)
    }

    /// What a day is.
    #[must_use]
    pub fn nature(&self, day: Date) -> Nature {
        match self.other.get(&day) {
            // A day that is worked anyway is not worked in the stead of another.
            Some(Nature::MadeUp) if !is_weekend(day) => Nature::Working,
            Some(nature) => nature.clone(),
            None if is_weekend(day) => Nature::Weekend,
            None => Nature::Working,
        }
    }

    /// Whether the year of a day is arranged.
    #[must_use]
    pub fn is_arranged(&self, day: Date) -> bool {
        self.years.contains_key(&day.year())
    }

    /// The day that is so many working days after another, which is not counted. Zero working days
    /// later is the day itself, worked or not. `None` beyond the last day that can be written.
    #[must_use]
    pub fn after(&self, start: Date, working_days: u16) -> Option<Due> {
        let (begin, count) = (day::number(start), usize::from(working_days));
        let on = match self.span {
            _ if count == 0 => begin,
            Some((first, last)) if first <= begin.saturating_add(1) && begin <= last => {
                let before = self.worked.partition_point(|worked| *worked <= begin);
                match self.worked.get(before.saturating_add(count).checked_sub(1)?) {
                    Some(on) => *on,
                    None => {
                        let left = count.checked_sub(self.worked.len().checked_sub(before)?)?;
                        stepped(last, left, |day| self.is_worked(day))?
                    }
                }
            }
            Some(_) | None => stepped(begin, count, |day| self.is_worked(day))?,
        };
        self.due(start, day::from_number(on)?)
    }

    /// The first day from which on no more than so many working days are left to this day: of a Friday
    /// with one left, Thursday. `None` before the first day that can be written.
    #[must_use]
    pub fn before(&self, last: Date, left: u16) -> Option<Date> {
        let (mut on, mut left) = (day::number(last), left);
        while left > 0 || !self.is_worked(on) {
            let day = day::from_number(on)?;
            left = left.saturating_sub(u16::from(self.nature(day).is_worked()));
            on = on.checked_sub(1)?;
        }
        day::from_number(on)
    }

    /// The first working day from this one on.
    #[must_use]
    pub fn worked_from(&self, day: Date) -> Option<Due> {
        let on = stepped(day::number(day).checked_sub(1)?, 1, |day| self.is_worked(day))?;
        self.due(day, day::from_number(on)?)
    }

    /// How many days are worked after one day and up to another.
    #[must_use]
    pub fn worked_between(&self, after: Date, until: Date) -> u32 {
        let (after, until) = (day::number(after), day::number(until));
        let worked = match self.span {
            Some((first, last)) if first <= after.saturating_add(1) && until <= last => {
                let up_to = |day: i32| self.worked.partition_point(|worked| *worked <= day);
                up_to(until).saturating_sub(up_to(after))
            }
            Some(_) | None => {
                (after.saturating_add(1)..=until).filter(|day| self.is_worked(*day)).count()
            }
        };
        u32::try_from(worked).unwrap_or(u32::MAX)
    }

    fn due(&self, start: Date, on: Date) -> Option<Due> {
        let counted_from = start.tomorrow().ok()?.year().min(on.year());
        let is_arranged = (counted_from..=on.year()).all(|year| self.years.contains_key(&year));
        Some(Due { on, is_provisional: !is_arranged })
    }

    fn is_worked(&self, number: i32) -> bool {
        day::from_number(number).is_some_and(|day| self.nature(day).is_worked())
    }

    /// Lists the working days, so that counting looks up instead of going day by day.
    fn index(&mut self) {
        let ends = |year: i16, month, day| Date::new(year, month, day).ok().map(day::number);
        let (first, last) = (self.years.keys().next(), self.years.keys().next_back());
        let (Some(first), Some(last)) = (first.copied(), last.copied()) else { return };
        let (Some(first), Some(last)) = (ends(first, 1, 1), ends(last, 12, 31)) else { return };
        self.worked = (first..=last).filter(|number| self.is_worked(*number)).collect();
        self.span = Some((first, last));
    }
}

/// The last of so many working days after a day. `None` where days end.
fn stepped(after: i32, count: usize, is_worked: impl Fn(i32) -> bool) -> Option<i32> {
    let (mut on, mut left) = (after, count);
    while left > 0 {
        on = on.checked_add(1)?;
        day::from_number(on)?;
        if is_worked(on) {
            left = left.saturating_sub(1);
        }
    }
    Some(on)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
