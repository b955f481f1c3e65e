//! The annual form of public information: every column balances, whatever has happened.

use app::form::{Asked, Cell, Table, disclosure_annual, filled, questions};
use base::{Key, Lang, Say};
use jiff::civil::date;
use proptest::prelude::*;
use register::form::{DISCLOSURE_ANNUAL, Form, read};
use testkit::book::Book;
use testkit::history::{moves, play};
use testkit::packs::catalogue;
use testkit::units::AUTHORITY;

fn form() -> Form {
    disclosure_annual(&catalogue()).unwrap()
}

fn table(book: &Book, year: i16) -> Table {
    let asked = Asked {
        year,
        unit: Key::new(AUTHORITY).unwrap(),
        as_of: date(year, 12, 31),
        known_at: None,
    };
    let lines = questions(&form(), &asked).unwrap();
    let all: Vec<_> = lines.iter().flatten().flatten().cloned().collect();
    let answers = all.iter().map(|question| book.figure(question));
    filled(&form(), &asked, lines, answers).unwrap()
}

fn values(cells: &[Cell]) -> Vec<i64> {
    cells.iter().map(|cell| cell.value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    /// Histories go from October 2021 over the turn of the year, with corrections and reversals.
    #[test]
    fn every_identity_of_the_form_holds_in_every_year(moves in moves(160)) {
        let played = play(&catalogue(), &Key::literal("disclosure"), &moves);
        let tables = [2021, 2022, 2023].map(|year| table(&played.book, year));
        for table in &tables {
            prop_assert_eq!(&table.faults, &vec![]);
        }
        for (before, after) in tables.iter().zip(&tables[1..]) {
            prop_assert_eq!(values(&before.carried_on), values(&after.carried_over));
        }
    }
}

#[test]
fn histories_fill_the_form() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut filled = std::collections::BTreeSet::new();
    let mut carried = 0;
    for _ in 0..16 {
        let moves = Strategy::new_tree(&moves(160), &mut runner).unwrap();
        let moves = proptest::strategy::ValueTree::current(&moves);
        let played = play(&catalogue(), &Key::literal("disclosure"), &moves);
        for year in [2021, 2022] {
            let table = table(&played.book, year);
            let rows = table.results.iter().enumerate();
            filled.extend(rows.filter(|(_, cells)| cells[6].value > 0).map(|(row, _)| row));
            carried += table.carried_over[6].value;
        }
    }
    assert!(filled.len() >= 15 && carried > 5, "{} rows of 21, {carried} carried", filled.len());
}

#[test]
fn a_year_before_the_first_edition_and_a_day_outside_are_refused() {
    let unit = Key::literal("authority");
    let ask = |year, as_of| {
        questions(&form(), &Asked { year, unit: unit.clone(), as_of, known_at: None })
    };
    let early = ask(2020, date(2020, 12, 31)).unwrap_err();
    assert!(early.to_string().contains("no edition for 2020; the earliest is of 2021"), "{early}");
    let outside = ask(2021, date(2022, 1, 1)).unwrap_err();
    assert!(outside.say(Lang::Zh).contains("不在 2021 年内"), "{outside}");
}

/// The newer variant has a row more, from the year on that it is said to hold.
#[test]
fn the_year_decides_which_edition_holds() {
    let catalogue = catalogue();
    let (_, register) = catalogue.register(&Key::literal("disclosure")).unwrap();
    let (head, rows) = DISCLOSURE_ANNUAL.split_once("  - from: 2021\n").unwrap();
    let apart = rows.replacen("[not_held]", "[not_held, not_existing]", 1);
    let apart: String = apart
        .lines()
        .filter(|line| !line.contains(": [not_existing]"))
        .fold(String::new(), |text, line| text + line + "\n");
    let text = format!("{head}  - from: 2021\n{rows}  - from: 2025\n{apart}");
    let reading = read("f.yaml", &text, register);
    assert_eq!(reading.faults, []);
    let rows = |year| reading.form.as_ref().unwrap().edition(year).unwrap().rows.len();
    assert_eq!([2021, 2024, 2025, 2030].map(rows), [21, 21, 20, 20]);
}
