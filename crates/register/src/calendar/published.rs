//! The calendars of an authority as they were published: one for all, and units with days of their own.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base::Key;
use jiff::civil::Date;

use super::{Calendar, Year, shipped};

/// The calendars that terms are counted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    all: Calendar,
    /// What some units have beside it, by year; it holds for all below them.
    own: BTreeMap<Key, BTreeMap<i16, Year>>,
}

/// Nothing was published: what comes with the program holds.
impl Default for Published {
    fn default() -> Published {
        Published { all: shipped().clone(), own: BTreeMap::new() }
    }
}

impl Published {
    /// Takes a year: for all in place of what was said of it, or for a unit beside what holds for all.
    pub fn publish(&mut self, unit: Option<&Key>, year: Year) {
        match unit {
            None => self.all = self.all.with(year),
            Some(unit) => {
                self.own.entry(unit.clone()).or_default().insert(year.year, year);
            }
        }
    }

    /// The calendar that holds for all.
    #[must_use]
    pub fn all(&self) -> &Calendar {
        &self.all
    }

    /// What a unit has beside it, the earliest year first.
    pub fn own(&self, unit: &Key) -> impl Iterator<Item = &Year> {
        self.own.get(unit).into_iter().flat_map(BTreeMap::values)
    }

    /// The calendar of a unit: what holds for all, with the days of the units above it and its own.
    /// `parent` says what a unit lies below.
    pub fn of<'t>(
        &self,
        unit: &'t Key,
        parent: impl Fn(&Key) -> Option<&'t Key>,
    ) -> Cow<'_, Calendar> {
        if self.own.is_empty() {
            return Cow::Borrowed(&self.all);
        }
        let line = std::iter::successors(Some(unit), |unit| parent(unit)).take(DEPTH_MAX);
        let mut own: Vec<&BTreeMap<i16, Year>> =
            line.filter_map(|unit| self.own.get(unit)).collect();
        if own.is_empty() {
            return Cow::Borrowed(&self.all);
        }
        own.reverse();
        Cow::Owned(self.all.beside(own.into_iter().flat_map(BTreeMap::values)))
    }

    /// The first day that is worked by the one and not by the other, in any of their calendars.
    #[must_use]
    pub fn first_difference(&self, other: &Published) -> Option<Date> {
        let all = self.all.first_difference(&other.all);
        let units = self.own.keys().chain(other.own.keys());
        let own = units.filter_map(|unit| {
            let calendar = |of: &Published| of.all.beside(of.own(unit));
            calendar(self).first_difference(&calendar(other))
        });
        all.into_iter().chain(own).min()
    }
}

/// More levels than any organisation has; against a ring.
const DEPTH_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn shut(year: i16, on: Date) -> Year {
        Year { year, shut: BTreeMap::from([(on, "搬迁".to_owned())]), ..Year::default() }
    }

    #[test]
    fn a_unit_is_shut_with_all_below_it_and_nobody_else() {
        let (bureau, office, other) =
            (Key::literal("bureau"), Key::literal("office"), Key::literal("other"));
        let monday = date(2026, 3, 2);
        let mut published = Published::default();
        published.publish(Some(&bureau), shut(2026, monday));
        let parent = |unit: &Key| (*unit == office).then_some(&bureau);
        let works = |unit| published.of(unit, parent).nature(monday).is_worked();
        assert_eq!([works(&bureau), works(&office), works(&other)], [false, false, true]);
        assert_eq!(published.first_difference(&Published::default()), Some(monday));
        // Another year of it stands beside the first, and a year said again takes its place.
        published.publish(Some(&bureau), shut(2027, date(2027, 3, 1)));
        assert!(!published.of(&office, parent).nature(monday).is_worked());
        published.publish(Some(&bureau), shut(2026, date(2026, 3, 3)));
        assert!(published.of(&office, parent).nature(monday).is_worked());
    }

    #[test]
    fn a_year_of_a_unit_is_cited_beside_that_of_all() {
        let bureau = Key::literal("bureau");
        let own = Year { papers: vec!["局通知".to_owned()], ..shut(2026, date(2026, 3, 2)) };
        let mut published = Published::default();
        published.publish(Some(&bureau), own);
        let papers = |calendar: &Calendar| calendar.year(2026).map(|year| year.papers.len());
        let of_all = papers(published.all()).unwrap();
        assert_eq!(papers(&published.of(&bureau, |_| None)), Some(of_all + 1));
    }

    #[test]
    fn a_year_that_says_what_weekdays_say_differs_nowhere() {
        let mut published = Published::default();
        published.publish(None, Year { year: 2027, ..Year::default() });
        assert_eq!(published.first_difference(&Published::default()), None);
        assert!(published.all().is_arranged(date(2027, 1, 4)));
    }
}
