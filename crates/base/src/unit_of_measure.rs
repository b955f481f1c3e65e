//! What a number counts. Adding 万元 to 件 is refused because these differ.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// What a number counts or measures. Two numbers may be added only if theirs is the same.
///
/// 件 of disclosure and 件 of the hotline are both [`Item`](UnitOfMeasure::Item): adding them is
/// meaningful (“两类事项共 341 件”), so the subject is not part of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitOfMeasure {
    /// 件: applications, tickets, proposals.
    Item,
    /// 项: tasks, findings, measures.
    Matter,
    /// 户次: one party in one case or visit.
    HouseholdTime,
    /// 户: distinct parties.
    Household,
    /// 人: persons.
    Person,
    /// 人次: attendances.
    PersonTime,
    /// 剂: doses.
    Dose,
    /// 次: times.
    Time,
    /// 个: places and facilities.
    Place,
    /// 家: institutions.
    Institution,
    /// 份: reports received.
    Report,
    /// 元: money, held in fen and reported in yuan.
    Yuan,
    /// 天: calendar days.
    Day,
    /// 分: points of a score.
    Point,
    /// A pure number: shares and ratios.
    Ratio,
}

impl UnitOfMeasure {
    pub const ALL: [UnitOfMeasure; 15] = [
        UnitOfMeasure::Item,
        UnitOfMeasure::Matter,
        UnitOfMeasure::HouseholdTime,
        UnitOfMeasure::Household,
        UnitOfMeasure::Person,
        UnitOfMeasure::PersonTime,
        UnitOfMeasure::Dose,
        UnitOfMeasure::Time,
        UnitOfMeasure::Place,
        UnitOfMeasure::Institution,
        UnitOfMeasure::Report,
        UnitOfMeasure::Yuan,
        UnitOfMeasure::Day,
        UnitOfMeasure::Point,
        UnitOfMeasure::Ratio,
    ];

    /// The word in packs, in English and in Chinese.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            UnitOfMeasure::Item => ("item", "items", "件"),
            UnitOfMeasure::Matter => ("matter", "matters", "项"),
            UnitOfMeasure::HouseholdTime => ("household_time", "household-times", "户次"),
            UnitOfMeasure::Household => ("household", "households", "户"),
            UnitOfMeasure::Person => ("person", "persons", "人"),
            UnitOfMeasure::PersonTime => ("person_time", "attendances", "人次"),
            UnitOfMeasure::Dose => ("dose", "doses", "剂"),
            UnitOfMeasure::Time => ("time", "times", "次"),
            UnitOfMeasure::Place => ("place", "places", "个"),
            UnitOfMeasure::Institution => ("institution", "institutions", "家"),
            UnitOfMeasure::Report => ("report", "reports", "份"),
            UnitOfMeasure::Yuan => ("yuan", "yuan", "元"),
            UnitOfMeasure::Day => ("day", "days", "天"),
            UnitOfMeasure::Point => ("point", "points", "分"),
            UnitOfMeasure::Ratio => ("ratio", "", ""),
        }
    }

    /// The word that packs use: `item`, `household_time`, `yuan`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.words().0
    }

    /// The word that people read: 件, items.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        lang.pick(self.words().2, self.words().1)
    }

    /// The unit with this [`key`](UnitOfMeasure::key).
    #[must_use]
    pub fn of_key(key: &str) -> Option<UnitOfMeasure> {
        UnitOfMeasure::ALL.into_iter().find(|unit| unit.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_found_by_its_own_word() {
        for unit in UnitOfMeasure::ALL {
            assert_eq!(UnitOfMeasure::of_key(unit.key()), Some(unit));
        }
        assert_eq!(UnitOfMeasure::of_key("件"), None);
    }
}
