//! Daily vaccination reports of the 16 districts. A day without doses is reported as zero.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday, date};

use crate::calendar::{FIRST, LAST, days, plus};
use crate::doses::{EARLIER_CUT_OFF, VOLUMES, Volume};
use crate::draw::Draw;
use crate::org::districts;
use crate::people::reporter;
use crate::set::Set;
use crate::share::scatter;
use crate::story::Story;

/// A row of a report: age group, course, quantity.
type Row = (&'static str, &'static str, i64);

/// What each district gave each day.
type Given = BTreeMap<(Date, usize), Vec<Row>>;

/// How many reports were sent wrong, taken back, and sent again.
const CORRECTED: usize = 24;

/// Every report of the year, some of them sent wrong first.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let given = given(draw);
    let mut wrong: Vec<bool> = draw.deck(&[(true, CORRECTED), (false, given.len() - CORRECTED)]);
    let mut stories = vec![];
    for ((day, place), rows) in &given {
        let Some((district, _)) = districts().into_iter().nth(*place) else { continue };
        if wrong.pop() == Some(true) && !rows.is_empty() {
            stories.push(corrected(draw, &district, *day, rows));
        } else {
            stories.push(report(&district, *day, rows));
        }
    }
    stories
}

/// Spreads every volume over districts and days; each sums to its total at both cut-offs.
fn given(draw: &mut Draw) -> Given {
    let open = open_days(draw);
    let mut given: Given = open.keys().map(|place| (*place, vec![])).collect();
    for volume in &VOLUMES {
        for (from, to, total) in [
            (FIRST, EARLIER_CUT_OFF, volume.until_cut_off),
            (plus(EARLIER_CUT_OFF, 1), LAST, volume.after),
        ] {
            let places: Vec<(Date, usize)> = open
                .range((from, 0)..=(to, usize::MAX))
                .filter(|(_, is_open)| **is_open)
                .map(|(place, _)| *place)
                .collect();
            spread(draw, &mut given, volume, &places, total);
        }
    }
    given
}

fn spread(
    draw: &mut Draw,
    given: &mut Given,
    volume: &Volume,
    places: &[(Date, usize)],
    total: i64,
) {
    let residents: Vec<u64> = districts().into_iter().map(|(_, residents)| residents).collect();
    let weight = |(day, district): &(Date, usize)| {
        let height = if *day > EARLIER_CUT_OFF { 1 } else { volume.curve.height(*day) };
        let weekday = if day.weekday() == Weekday::Sunday { 7 } else { 10 };
        let festival = if is_festival(*day) { 1 } else { 6 };
        height * weekday * festival * residents.get(*district).copied().unwrap_or(0)
    };
    let weights: Vec<u64> = places.iter().map(weight).collect();
    for (place, quantity) in places.iter().zip(scatter(draw, total, &weights)) {
        if quantity > 0 {
            given.entry(*place).or_default().push((volume.age, volume.course, quantity));
        }
    }
}

/// Every day of every district, and whether its sites were open. Small districts rest at Spring
/// Festival; now and then one closes for a day.
fn open_days(draw: &mut Draw) -> BTreeMap<(Date, usize), bool> {
    let mut open = BTreeMap::new();
    for day in days(FIRST, LAST) {
        for (place, (_, residents)) in districts().into_iter().enumerate() {
            let rests = is_festival(day) && residents < 30;
            let closed = draw.below(1_000) < 4;
            open.insert((day, place), !rests && !closed);
        }
    }
    open
}

fn is_festival(day: Date) -> bool {
    (date(2021, 2, 11)..=date(2021, 2, 14)).contains(&day)
}

fn report(district: &str, day: Date, rows: &[Row]) -> Story {
    let mut story = Story::new("doses", district);
    let mut report = Set::new().lines("doses", lines(rows));
    if rows.is_empty() {
        report = report.text("remark", "当日停种，零报告");
    }
    story.step(day, &reporter(district), "report", report);
    story
}

/// A report with one row too high, taken back some days later, and the right one after it.
fn corrected(draw: &mut Draw, district: &str, day: Date, rows: &[Row]) -> Story {
    let mut wrong = rows.to_vec();
    if let Some((_, _, quantity)) = wrong.first_mut() {
        *quantity *= 10;
    }
    let mut story = report(district, day, &wrong);
    let noticed_days = draw.between(2, 9);
    let reporter = reporter(district);
    story.reverse(&reporter, "首行剂次多录一位，撤回重报").late(noticed_days);
    let right = Set::new().lines("doses", lines(rows));
    story.step(day, &reporter, "report", right).late(noticed_days).basis("更正报告");
    story
}

fn lines(rows: &[Row]) -> Vec<Set> {
    rows.iter()
        .map(|(age, course, quantity)| {
            Set::new().choice("age", age).choice("course", course).integer("quantity", *quantity)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doses of a course in an age group until a day.
    fn cumulated(given: &Given, course: &str, age: &str, until: Date) -> i64 {
        let rows = given.iter().filter(|((day, _), _)| *day <= until).flat_map(|(_, rows)| rows);
        rows.filter(|(a, c, _)| *a == age && *c == course).map(|(_, _, quantity)| quantity).sum()
    }

    #[test]
    fn nobody_has_a_final_dose_before_a_first_one() {
        let given = given(&mut Draw::new(1, 6));
        for age in ["age_3_11", "age_12_17", "age_18_59", "age_60_up"] {
            for day in days(FIRST, LAST).into_iter().step_by(7) {
                let (first, last) =
                    (cumulated(&given, "first", age, day), cumulated(&given, "final", age, day));
                assert!(last <= first, "{age} {day}: {last} > {first}");
            }
        }
    }

    #[test]
    fn some_districts_report_zero() {
        let given = given(&mut Draw::new(1, 6));
        assert_eq!(given.len(), 365 * 16);
        assert!(given.get(&(date(2021, 2, 12), 15)).is_some_and(Vec::is_empty));
        assert!(given.get(&(date(2021, 5, 20), 0)).is_some_and(|rows| rows.len() >= 4));
    }
}
