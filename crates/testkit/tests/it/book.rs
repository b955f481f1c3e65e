//! The books of a test: numbers, units, and matters that change without moving.

use base::dims::Filter;
use base::value::Fields;
use base::{Key, Value};
use indicators::{DefinitionPolicy, Outcome, Question, TreePolicy};
use jiff::civil::{Date, date};
use register::decide::{Act, What};
use register::model::Name;
use testkit::{Asker, Book, Unable};

use crate::runner::letters;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

fn step(number: Option<&str>, step: &str, set: Fields, on: Date) -> Act {
    let unit = number.is_none().then(|| key("office"));
    Act {
        register: key("letters"),
        number: number.map(str::to_owned),
        what: What::Step { step: key(step), unit, set },
        effective_on: on,
        basis: String::new(),
    }
}

fn about() -> Fields {
    Fields::from([(key("about"), Value::Text("x".to_owned()))])
}

/// A book in which one letter was written at the office on March 1.
fn one_letter() -> Book {
    let mut book = Book::new(letters());
    for unit in ["office", "elsewhere"] {
        book.units.add(&key(unit), &key("division"));
    }
    let ctx = Asker::new("lin").on(date(2021, 3, 1)).ctx();
    book.act(&ctx, &step(None, "write", about(), date(2021, 3, 1))).unwrap();
    book
}

fn count(book: &Book, of: &str, unit: &str, dimension: Option<(&str, &str)>) -> String {
    let mut filter = Filter::new();
    if let Some((dimension, value)) = dimension {
        filter.narrow(key(dimension), vec![key(value)]);
    }
    let name = Name::new(key("letters"), key(of));
    let as_of = date(2021, 12, 31);
    let question = Question {
        name,
        unit: key(unit),
        from: None,
        as_of,
        known_at: None,
        filter,
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    };
    match book.figure(&question).unwrap().outcome {
        Outcome::Number(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_system_gives_numbers() {
    assert!(one_letter().matter(&key("letters"), "L-2021-0001").is_some());
}

#[test]
fn handing_on_moves_the_stock_and_not_what_came_in() {
    let mut book = one_letter();
    let ctx = Asker::new("lin").on(date(2021, 3, 2)).ctx();
    let to = Fields::from([(key("to"), Value::Unit(key("elsewhere")))]);
    book.act(&ctx, &step(Some("L-2021-0001"), "hand_on", to, date(2021, 3, 2))).unwrap();
    let at = |of, unit| count(&book, of, unit, None);
    assert_eq!((at("in_hand", "office"), at("in_hand", "elsewhere")), ("0".into(), "1".into()));
    assert_eq!((at("written", "office"), at("written", "elsewhere")), ("1".into(), "0".into()));
    assert_eq!((at("in_hand", "authority"), at("written", "authority")), ("1".into(), "1".into()));
}

#[test]
fn sorting_moves_the_stock_to_its_kind_and_counts_once() {
    let mut book = one_letter();
    let ctx = Asker::new("lin").on(date(2021, 3, 2)).ctx();
    let kind = Fields::from([(key("kind"), Value::Choice(key("praise")))]);
    book.act(&ctx, &step(Some("L-2021-0001"), "sort", kind, date(2021, 3, 2))).unwrap();
    assert_eq!(count(&book, "in_hand", "authority", Some(("kind", "praise"))), "1");
    assert_eq!(count(&book, "written", "authority", None), "1");
}

#[test]
fn what_does_not_exist_is_refused_and_nothing_happens() {
    let mut book = one_letter();
    let ctx = Asker::new("lin").on(date(2021, 3, 2)).ctx();
    let to = Fields::from([(key("to"), Value::Unit(key("nowhere")))]);
    let act = step(Some("L-2021-0001"), "hand_on", to, date(2021, 3, 2));
    assert_eq!(book.act(&ctx, &act), Err(Unable::UnknownUnit { unit: key("nowhere") }));
    let act = Act { register: key("nothing"), ..act };
    assert_eq!(book.act(&ctx, &act), Err(Unable::UnknownRegister { register: key("nothing") }));
    let denied = Asker::new("lin").powerless().on(date(2021, 3, 2)).ctx();
    let act = step(None, "write", about(), date(2021, 3, 2));
    assert!(matches!(book.act(&denied, &act), Err(Unable::Refused(_))));
    assert_eq!(book.head(), 1);
}

#[test]
fn books_are_made_again_from_what_was_recorded() {
    let book = one_letter();
    let again = Book::recorded(letters(), book.units.clone(), book.happened().to_vec());
    assert_eq!(again.cells(), book.cells());
    assert_eq!(
        again.matter(&key("letters"), "L-2021-0001"),
        book.matter(&key("letters"), "L-2021-0001")
    );
}
