//! The restatement bridge on random histories: parts always add up to the difference, and say why.

use base::dims::Filter;
use base::{Exact, Key};
use indicators::{DefinitionPolicy, Question, TreePolicy, restate};
use jiff::civil::Date;
use ledger::Cause;
use ledger::bridge::{Bridge, Unbridged, bridge};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use register::event::UnitDefined;
use register::model::{Catalogue, Counts, Name};
use testkit::Book;
use testkit::learnt::of_class;

use crate::conservation::for_every_register;

/// Every third measure and indicator of the register's pack, beginning anywhere: asked of a unit with a
/// unit below it, with the cut-off in the middle of what happened.
fn questions(book: &Book, register: &Key, pick: usize) -> Vec<Question> {
    let (pack, _) = book.catalogue().register(register).unwrap();
    let mut days: Vec<Date> = book.happened().iter().map(|one| one.effective_on).collect();
    days.sort_unstable();
    let Some(as_of) = days.get(days.len() / 2).copied() else { return vec![] };
    let keys = pack.measures.iter().map(|measure| &measure.key);
    let keys = keys.chain(pack.indicators.iter().map(|indicator| &indicator.key));
    let names = keys.map(|key| Name::new(pack.key.clone(), key.clone()));
    let spans = [None, Some(as_of.first_of_month())];
    let asked = names.flat_map(|name| spans.map(|from| (name.clone(), from)));
    asked
        .skip(pick % 3)
        .step_by(3)
        .map(|(name, from)| {
            let (unit, filter) = (Key::literal("d01"), Filter::new());
            Question {
                name,
                unit,
                from,
                as_of,
                known_at: None,
                filter,
                tree: TreePolicy::AsWas,
                definition: DefinitionPolicy::InForce,
            }
        })
        .collect()
}

/// The clinic belongs to the other district by now.
fn reshaped(book: &Book) -> Book {
    let mut book = book.clone();
    let unit = |key| Key::literal(key);
    book.units.define(UnitDefined {
        key: unit("clinic"),
        kind: unit("institution"),
        parent: Some(unit("d02")),
        zh: "诊所".to_owned(),
        en: "clinic".to_owned(),
    });
    book
}

/// What came in is by now counted as what is there.
fn redefined(catalogue: &Catalogue) -> Catalogue {
    let mut catalogue = catalogue.clone();
    for measure in catalogue.packs.iter_mut().flat_map(|pack| &mut pack.measures) {
        if let Counts::FlowInto(states) = &measure.counts {
            measure.counts = Counts::StockOf(states.clone());
        }
    }
    catalogue
}

/// Holds every bridge from a random point of random histories to today's books against the property.
fn for_every_bridge(
    today: impl Fn(&Book) -> Book,
    property: impl Fn(&Book, &Question, &Bridge) -> Result<(), TestCaseError>,
) {
    let bridges = std::cell::Cell::new(0);
    for_every_register(|played, register, picks| {
        let book = &played.book;
        let known_at = picks[0] as u64 % (book.head() + 1);
        let now = today(book);
        for question in questions(book, register, picks[0]) {
            let stages = match book.stages(&question, known_at, &now) {
                Ok(Some(stages)) => stages,
                Ok(None) => continue,
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            };
            match bridge(&stages) {
                Ok(bridge) => {
                    bridges.set(bridges.get() + 1);
                    let then = Question { known_at: Some(known_at), ..question };
                    property(book, &then, &bridge)?;
                }
                Err(Unbridged::NoValueToday) => prop_assert_eq!(stages.after[5], None),
                Err(Unbridged::TooLarge) => return Err(TestCaseError::fail("too large")),
            }
        }
        Ok(())
    });
    assert!(bridges.get() > 1_000, "only {} bridges were built", bridges.get());
}

#[test]
fn parts_add_up_to_the_difference_whatever_has_changed() {
    let today = |book: &Book| {
        let book = reshaped(book);
        let catalogue = redefined(book.catalogue());
        book.redefined(catalogue)
    };
    for_every_bridge(today, |_, _, bridge| {
        prop_assert_eq!(bridge.sum(), bridge.difference());
        Ok(())
    });
}

/// Today's figure comes from all balances at once, the stages from the receipt and what was learnt: that
/// both arrive at the same value is what makes the receipt enough.
#[test]
fn nothing_is_left_over_when_only_records_were_added() {
    for_every_bridge(Book::clone, |book, question, bridge| {
        let now = book.figure(&Question { known_at: None, ..question.clone() }).unwrap();
        prop_assert_eq!(restate::value(&now.outcome), Some(bridge.restated));
        let tree = bridge.part(Cause::Tree).unwrap();
        let definition = bridge.part(Cause::Definition).unwrap();
        let zero = Exact::from_integer(0);
        prop_assert!(tree.amount == zero || carried(bridge), "{bridge:?}");
        prop_assert_eq!(definition.amount, zero);
        Ok(())
    });
}

/// Whether the last class of records has no value of its own.
fn carried(bridge: &Bridge) -> bool {
    bridge.part(Cause::Reassignment).unwrap().with_next
}

#[test]
fn each_part_of_a_measure_is_what_its_class_of_records_posted() {
    for_every_bridge(Book::clone, |book, question, bridge| {
        let Some(_) = book.catalogue().measure(&question.name) else { return Ok(()) };
        let figure = book.figure(question).unwrap();
        let rows = figure.receipt.parts[0].rows.as_ref().unwrap();
        let ask = restate::ask(book.catalogue(), rows).unwrap();
        let learnt = book.learnt(std::slice::from_ref(&ask), rows.known_at);
        for cause in Cause::OF_RECORDS {
            let posted = of_class(&learnt, &ask, cause);
            let amount = restate::amount(book.catalogue(), rows, posted).unwrap();
            let part = bridge.part(cause).unwrap();
            // A report that came with nothing in it makes a missing figure zero.
            prop_assert!(part.amount == amount || part.with_next, "{cause:?} of {question:?}");
        }
        Ok(())
    });
}

#[test]
fn a_sealed_figure_reads_back_as_it_was() {
    for_every_register(|played, register, picks| {
        for question in questions(&played.book, register, picks[0]) {
            let known_at = Some(played.book.head());
            let Ok(figure) = played.book.figure(&Question { known_at, ..question }) else {
                continue;
            };
            let said = indicators::sealed::Said::default();
            let sealed = indicators::sealed::seal(Key::literal("f"), &figure, said);
            prop_assert!(sealed.is_genuine(figure.receipt.known_at));
            let back = indicators::sealed::unseal(&sealed, figure.receipt.known_at);
            prop_assert_eq!(back, Some(figure));
        }
        Ok(())
    });
}
