//! Working days and terms.

use std::path::Path;

use base::{Lang, Say, day};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use register::calendar::{Calendar, Nature, Term, Unit, read, shipped};

fn due(start: Date, number: u16, unit: Unit) -> (Date, bool) {
    let counted = Term { number, unit }.from(start, shipped()).unwrap();
    (counted.due.on, counted.due.is_provisional)
}

/// A term that ends in an arranged year.
fn ends(start: (i16, i8, i8), number: u16, unit: Unit, on: (i16, i8, i8)) {
    let day = |(year, month, day)| date(year, month, day);
    assert_eq!(due(day(start), number, unit), (day(on), false), "{start:?} + {number} {unit:?}");
}

#[test]
fn working_days_across_holidays_and_days_worked_in_their_stead() {
    ends((2025, 1, 24), 7, Unit::WorkingDay, (2025, 2, 10));
    ends((2025, 1, 24), 15, Unit::WorkingDay, (2025, 2, 20));
    ends((2025, 1, 24), 20, Unit::WorkingDay, (2025, 2, 27));
    ends((2025, 1, 24), 40, Unit::WorkingDay, (2025, 3, 27));
    ends((2024, 9, 13), 5, Unit::WorkingDay, (2024, 9, 23));
    ends((2024, 9, 13), 20, Unit::WorkingDay, (2024, 10, 17));
    ends((2025, 4, 30), 5, Unit::WorkingDay, (2025, 5, 12));
    // Received on a Saturday; the Sunday after is worked.
    ends((2025, 9, 27), 3, Unit::WorkingDay, (2025, 9, 30));
    ends((2026, 2, 13), 20, Unit::WorkingDay, (2026, 3, 19));
    ends((2026, 9, 24), 7, Unit::WorkingDay, (2026, 10, 12));
}

#[test]
fn a_year_that_is_not_arranged_makes_what_ends_in_it_provisional() {
    assert_eq!(due(date(2026, 12, 15), 20, Unit::WorkingDay), (date(2027, 1, 12), true));
    // New Year is worked as far as Monday to Friday say.
    let read =
        read("2027.yaml", "year: 2027\npapers: [x]\noff: { 元旦: [2027-01-01, 2027-01-03] }\n");
    assert_eq!(read.faults, []);
    let arranged = shipped().with(read.year.unwrap());
    let term = Term { number: 20, unit: Unit::WorkingDay };
    let counted = term.from(date(2026, 12, 15), &arranged).unwrap();
    assert_eq!((counted.due.on, counted.due.is_provisional), (date(2027, 1, 13), false));
}

#[test]
fn terms_of_days_and_months_end_on_a_day_that_is_worked() {
    // A Saturday that is worked is a day like others (2021-09-18); a Sunday is not.
    ends((2021, 9, 11), 7, Unit::Day, (2021, 9, 18));
    ends((2021, 9, 12), 7, Unit::Day, (2021, 9, 22));
    ends((2021, 3, 1), 90, Unit::Day, (2021, 5, 31));
    // No 30 February; the 28th of 2021 is a Sunday.
    ends((2020, 11, 30), 3, Unit::Month, (2021, 3, 1));
    ends((2021, 1, 31), 1, Unit::Month, (2021, 3, 1));
    ends((2021, 3, 31), 6, Unit::Month, (2021, 9, 30));
    ends((2021, 4, 1), 6, Unit::Month, (2021, 10, 8));
}

/// 24 January 2025 and the seven working days after it.
#[test]
fn a_count_is_told_in_stretches() {
    let stretches = shipped().stretches(date(2025, 1, 24), date(2025, 2, 10));
    let told = stretches.iter().map(|one| (one.from.day(), one.to.day(), one.days, one.worked));
    // Saturday; the Sunday worked; Monday; the Spring Festival; three days; the Saturday worked; Sunday; Monday.
    let expected = [
        (25, 25, 1, 0),
        (26, 26, 1, 1),
        (27, 27, 1, 2),
        (28, 4, 8, 2),
        (5, 7, 3, 5),
        (8, 8, 1, 6),
        (9, 9, 1, 6),
        (10, 10, 1, 7),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(stretches[3].nature, Nature::Holiday("春节".to_owned()));
    assert_eq!(shipped().stretches(date(2025, 1, 24), date(2025, 1, 24)), []);
}

#[test]
fn as_many_days_are_worked_as_were_arranged() {
    let worked = |year: i16| shipped().worked_between(date(year - 1, 12, 31), date(year, 12, 31));
    assert_eq!([2021, 2022, 2023, 2024, 2025, 2026].map(worked), [250, 249, 249, 251, 248, 248]);
}

#[test]
fn the_last_day_that_can_be_written_is_the_end() {
    let term = |number, unit| Term { number, unit }.from(Date::MAX, shipped());
    assert_eq!(Unit::ALL.map(|unit| term(24, unit)), [None; 4]);
    assert_eq!(shipped().nature(Date::MIN), Nature::Working);
}

/// The outside table of all days, if it is there.
#[test]
fn every_day_is_what_the_published_table_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/holidays");
    let calendar = shipped();
    let mut compared = 0;
    for year in 2019_i16..=2026 {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{year}.json"))) else {
            continue;
        };
        let table: serde_json::Value = serde_json::from_str(&text).unwrap();
        for one in table["days"].as_array().unwrap() {
            let day = day::read(one["date"].as_str().unwrap()).unwrap();
            let is_off = one["isOffDay"].as_bool().unwrap();
            assert_eq!(calendar.nature(day).is_worked(), !is_off, "{day}");
            compared += 1;
        }
        let papers: Vec<&str> =
            table["papers"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(calendar.year(year).unwrap().papers, papers);
    }
    assert!(compared == 0 || compared == 286, "{compared} days compared");
}

proptest! {
    /// Looking up is counting day by day.
    #[test]
    fn counting_is_going_day_by_day(start in 17_800_i32..21_000, number in 0_u16..90) {
        let calendar = shipped();
        let start = day::from_number(start).unwrap();
        let (mut on, mut left) = (start, number);
        while left > 0 {
            on = on.checked_add(1.day()).unwrap();
            left -= u16::from(calendar.nature(on).is_worked());
        }
        let found = calendar.after(start, number).unwrap();
        prop_assert_eq!(found.on, on);
        prop_assert_eq!(calendar.worked_between(start, on), u32::from(number));
        prop_assert_eq!(found.is_provisional, !calendar.is_arranged(on) || start.tomorrow().unwrap().year() < 2019);
    }

    /// A later start never ends earlier.
    #[test]
    fn terms_keep_their_order(start in 17_800_i32..21_000, later in 0_i32..30, number in 0_u16..90, unit in 0_usize..3) {
        let term = Term { number, unit: Unit::ALL[unit] };
        let from = |number: i32| term.from(day::from_number(number).unwrap(), shipped()).unwrap().due.on;
        prop_assert!(from(start) <= from(start + later));
    }
}

#[test]
fn a_faulty_file_is_told_what_is_wrong() {
    let text = "\
year: 2027
paper: [x]
off:
  元旦: [2027-01-01, 2027-01-03]
  春节: [2027-02-11, 2027-02-05]
  清明节: [2027-04-03, 2027-04-05, 2027-04-06]
  劳动节: [2027-05-01, 05-05]
  国庆节: [2028-10-01, 2028-10-07]
work: [2027-01-03, 2027-02-20, 2027-02-20, soon]
";
    let said = |lang: Lang| {
        let faults = read("2027.yaml", text).faults;
        faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(format!("{}\n\n{}", said(Lang::En), said(Lang::Zh)));
    assert_eq!(read("x", "papers: [x]").year, None);
    assert_eq!(read("x", "\t").year, None);
}

proptest! {
    #[test]
    fn any_text_is_read_to_an_end(text in "\\PC{0,200}") {
        let _read: Calendar = Calendar::of(read("x", &text).year);
    }
}
