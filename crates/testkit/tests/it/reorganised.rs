//! Figures under the tree as it was, as it is, and as it was known: on random histories of a register
//! whose units are moved and merged.

use base::dims::Filter;
use base::{Key, day};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use register::event::{Reorganised, UnitChange};
use register::model::Name;
use testkit::history::{Move, Played, moves, play};
use testkit::units::AUTHORITY;
use testkit::{Asker, Book};

use crate::runner::letters;

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// A change that might fit: a unit moves, or is merged into another, on a day of the history or the last.
fn change(drawn: (usize, usize, bool)) -> UnitChange {
    let units = ["d01", "d02", "clinic"];
    let (unit, other) = (key(units[drawn.0 % 3]), key(units[drawn.1 % 3]));
    if drawn.2 {
        UnitChange::Merged { units: vec![unit], into: other }
    } else {
        UnitChange::Moved { unit, under: other }
    }
}

/// The history with what fits of the changes recorded after it, most of them with effect on earlier days.
fn reorganised(moves: &[Move], changes: &[(usize, usize, bool, usize)]) -> (Played, Book, Date) {
    let played = play(&letters(), &key("letters"), moves);
    let mut book = played.book.clone();
    let days = || played.book.happened().iter().map(|happened| happened.effective_on);
    let (first, last) = (days().min().unwrap(), days().max().unwrap());
    let last = last.max(played.acts.last().map_or(last, |(ctx, _)| ctx.today));
    for (unit, other, merges, at) in changes {
        let span = usize::try_from(day::number(last) - day::number(first)).unwrap() + 1;
        let ahead = i32::try_from(if *merges { span - 1 } else { at % span }).unwrap();
        let on = day::from_number(day::number(first) + ahead).unwrap();
        let what = Reorganised { changes: vec![change((*unit, *other, *merges))] };
        let _ = book.reorganise(&Asker::new("zhao").on(last).ctx(), on, &what);
    }
    (played, book, last)
}

fn for_many(property: impl Fn(&Played, &Book, Date) -> Result<(), TestCaseError>) {
    let config = Config { cases: 32, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let change = (any::<usize>(), any::<usize>(), any::<bool>(), any::<usize>());
    let drawn = (moves(40), proptest::collection::vec(change, 1..5));
    let held = runner.run(&drawn, |(moves, changes)| {
        prop_assume!(!play(&letters(), &key("letters"), &moves).acts.is_empty());
        let (played, book, last) = reorganised(&moves, &changes);
        property(&played, &book, last)
    });
    if let Err(broken) = held {
        panic!("{broken}");
    }
}

fn ask(of: &str, unit: &str, as_of: Date, tree: TreePolicy) -> Question {
    Question {
        name: Name::new(key("letters"), key(of)),
        unit: key(unit),
        from: None,
        as_of,
        known_at: None,
        filter: Filter::new(),
        tree,
        definition: DefinitionPolicy::InForce,
    }
}

fn number(book: &Book, question: &Question) -> i64 {
    match book.figure(question).unwrap().outcome {
        indicators::Outcome::Number(number) => i64::try_from(number.to_integer()).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_whole_is_the_same_under_every_tree() {
    for_many(|_, book, last| {
        let closed = TreePolicy::AsClosed { known_at: book.head(), on: last };
        for of in ["written", "in_hand", "words"] {
            let at = |tree| number(book, &ask(of, AUTHORITY, last, tree));
            prop_assert_eq!(at(TreePolicy::AsWas), at(TreePolicy::AsIs));
            prop_assert_eq!(at(TreePolicy::AsWas), at(closed));
        }
        Ok(())
    });
}

#[test]
fn reorganisations_that_were_not_known_do_not_count() {
    for_many(|played, book, last| {
        for unit in [AUTHORITY, "d01", "d02", "clinic"] {
            for of in ["written", "in_hand"] {
                for tree in [TreePolicy::AsWas, TreePolicy::AsIs] {
                    let question = ask(of, unit, last, tree);
                    let then = Question { known_at: Some(played.book.head()), ..question.clone() };
                    prop_assert_eq!(number(book, &then), number(&played.book, &question));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn a_flow_as_it_was_is_the_sum_of_its_days() {
    for_many(|_, book, last| {
        let turns = book.units.through_time().turns(None);
        for unit in ["d01", "d02"] {
            let whole = number(book, &ask("written", unit, last, TreePolicy::AsWas));
            let mut parts = 0;
            let mut from = None;
            for to in turns.iter().map(|turn| turn.yesterday().unwrap()).chain([last]) {
                // Within a part the tree is one: as it was is as the tree of its last day has it.
                let on = TreePolicy::AsClosed { known_at: book.head(), on: to };
                parts += number(book, &Question { from, ..ask("written", unit, to, on) });
                from = Some(to.tomorrow().unwrap());
            }
            prop_assert_eq!(whole, parts);
        }
        Ok(())
    });
}

#[test]
fn nothing_stays_behind_at_a_merged_unit() {
    for_many(|_, book, _| {
        let tree = book.units.latest();
        for matter in book.matters() {
            let (_, register) = book.catalogue().register(&matter.register).unwrap();
            prop_assert_eq!(tree.admits(register, matter), Ok(()));
        }
        Ok(())
    });
}

#[test]
fn units_are_moved_and_merged_often_enough_to_be_worth_looking_at() {
    let (mut moved, mut merged) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    for_many(|_, book, _| {
        for (_, _, what) in book.units.through_time().reorganisations() {
            let counter = match &what.changes[0] {
                UnitChange::Merged { .. } => &merged,
                _ => &moved,
            };
            counter.set(counter.get() + 1);
        }
        Ok(())
    });
    assert!(*moved.get_mut() > 10 && *merged.get_mut() > 10, "{moved:?} {merged:?}");
}
