//! What holds for every history of every register: the books balance, at every place and day.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Dims, Key, Span};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use ledger::Account;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use register::event::{Happening, MatterEvent};
use register::model::{Catalogue, Name, Register};
use testkit::history::{Move, Played, moves, play};
use testkit::{Book, oracle, packs};

use crate::runner::letters;

/// Random histories a register, and their length. Enough for every step to be taken many times.
const HISTORIES: u32 = 24;
const MOVES: usize = 60;

/// The packs that ship, and letters, which are sorted and handed on within their state.
fn catalogue() -> Catalogue {
    let mut catalogue = packs::catalogue();
    letters().packs.into_iter().for_each(|pack| catalogue.adopt(pack));
    catalogue
}

/// What each register can do by itself. Pools are nothing without those who draw on them; they have
/// histories of their own.
fn registers(catalogue: &Catalogue) -> impl Iterator<Item = &Register> {
    let registers = catalogue.packs.iter().flat_map(|pack| &pack.registers);
    registers.filter(|register| register.steps.iter().all(|step| step.draws.is_empty()))
}

/// Plays random histories on every register of every pack and holds each against the property.
pub(crate) fn for_every_register(
    property: impl Fn(&Played, &Key, &[usize]) -> Result<(), TestCaseError>,
) {
    let catalogue = catalogue();
    for register in registers(&catalogue) {
        let config = Config { cases: HISTORIES, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(
            config,
            proptest::test_runner::TestRng::deterministic_rng(
                proptest::test_runner::RngAlgorithm::ChaCha,
            ),
        );
        let drawn = (moves(MOVES), proptest::collection::vec(any::<usize>(), 1..20));
        let held = runner.run(&drawn, |(moves, picks): (Vec<Move>, Vec<usize>)| {
            property(&play(&catalogue, &register.key, &moves), &register.key, &picks)
        });
        if let Err(broken) = held {
            panic!("register {}: {broken}", register.key);
        }
    }
}

fn always() -> Span {
    Span::new(Date::MIN, Date::MAX).unwrap()
}

fn stock(book: &Book, accounts: &[Account], unit: Option<&Key>, until: Date) -> i64 {
    let within = |key: &Key| unit.is_none_or(|unit| unit == key);
    let span = Span::new(Date::MIN, until).unwrap();
    book.cells().flow(accounts, within, &Filter::new(), span).unwrap().stock().unwrap()
}

/// The states of a register as accounts.
fn states(book: &Book, register: &Key) -> Vec<Account> {
    let (_, found) = book.catalogue().register(register).unwrap();
    found.states.iter().map(|state| Account::state(register, &state.key)).collect()
}

/// The days on which anything happened.
fn days(book: &Book) -> Vec<Date> {
    book.happened().iter().map(|happened| happened.effective_on).collect()
}

#[test]
fn histories_are_worth_looking_at() {
    let catalogue = catalogue();
    for register in registers(&catalogue) {
        let mut runner = TestRunner::deterministic();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let (mut late, mut moved) = (0, 0);
        for _ in 0..HISTORIES {
            let moves = moves(MOVES).new_tree(&mut runner).unwrap().current();
            let played = play(&catalogue, &register.key, &moves);
            late += played.acts.iter().filter(|(ctx, act)| act.effective_on < ctx.today).count();
            for event in played.events() {
                let (before, after) = (event.before.as_ref(), event.after.as_ref());
                let units = before.zip(after).filter(|(before, after)| before.unit != after.unit);
                let by_step = matches!(event.what, Happening::Step(_));
                moved += usize::from(units.is_some() && by_step);
                let what = match &event.what {
                    Happening::Step(step) => step.to_string(),
                    Happening::Note(_) => "note".to_owned(),
                    Happening::Reversal { .. } => "reversal".to_owned(),
                    Happening::Correction { .. } => "correction".to_owned(),
                    Happening::Reassigned { .. } => "reassigned".to_owned(),
                    Happening::Recounted { .. } => "recounted".to_owned(),
                };
                *taken.entry(what).or_default() += 1;
            }
        }
        println!("{}: {taken:?}, {late} late, {moved} moved", register.key);
        let all = ["reversal", "correction", "reassigned"];
        let all = all.iter().all(|what| taken.contains_key(*what));
        assert!(all && late > 0, "{}: {taken:?}", register.key);
        let never = register.steps.iter().filter(|step| !taken.contains_key(step.key.as_str()));
        let never: Vec<&str> = never.map(|step| step.key.as_str()).collect();
        assert!(never.len() * 4 <= register.steps.len(), "{}: never {never:?}", register.key);
        let hands_over = register.steps.iter().any(|step| step.moves_to.is_some());
        assert_eq!(moved > 0, hands_over, "{}", register.key);
    }
}

#[test]
fn every_book_balances_at_every_unit_on_every_day() {
    for_every_register(|played, _, _| {
        let mut sums: BTreeMap<_, i64> = BTreeMap::new();
        for (key, tally) in played.book.cells().iter() {
            let book = (key.account.register().clone(), key.account.book().to_owned());
            *sums.entry((book, key.unit.clone(), key.day)).or_default() += tally.stock().unwrap();
        }
        let unbalanced = sums.iter().find(|(_, sum)| **sum != 0);
        prop_assert!(unbalanced.is_none(), "{unbalanced:?}");
        Ok(())
    });
}

#[test]
fn what_came_in_is_what_is_in_hand_and_what_is_done() {
    for_every_register(|played, register, _| {
        let book = &played.book;
        let (outside, transit) = ([Account::outside(register)], [Account::transit(register)]);
        for day in days(book) {
            let came = -stock(book, &outside, None, day);
            prop_assert_eq!(stock(book, &states(book, register), None, day), came);
            prop_assert_eq!(stock(book, &transit, None, day), 0);
        }
        Ok(())
    });
}

#[test]
fn every_stock_is_the_matters_that_are_there() {
    for_every_register(|played, register, _| {
        let mut there: BTreeMap<(Account, Key, Dims), i64> = BTreeMap::new();
        for place in played.book.matters().filter_map(|matter| matter.place.as_ref()) {
            let account = Account::state(register, &place.state);
            *there.entry((account, place.unit.clone(), place.dims.clone())).or_default() += 1;
        }
        let mut stocks: BTreeMap<(Account, Key, Dims), i64> = BTreeMap::new();
        let states = states(&played.book, register);
        for (key, tally) in played.book.cells().iter().filter(|(k, _)| states.contains(&k.account))
        {
            let place = (key.account.clone(), key.unit.clone(), key.dims.clone());
            *stocks.entry(place).or_default() += tally.stock().unwrap();
        }
        stocks.retain(|_, stock| *stock != 0);
        prop_assert_eq!(stocks, there);
        Ok(())
    });
}

/// The state that an event brings its matter into, unless it was there already.
fn entered(event: &MatterEvent) -> Option<&Key> {
    let (before, after) = match &event.what {
        Happening::Step(_) => (&event.before, &event.after),
        Happening::Reversal { .. } => (&event.after, &event.before),
        Happening::Note(_)
        | Happening::Correction { .. }
        | Happening::Reassigned { .. }
        | Happening::Recounted { .. } => return None,
    };
    let before = before.as_ref().map(|place| &place.state);
    after.as_ref().map(|place| &place.state).filter(|after| Some(*after) != before)
}

#[test]
fn a_matter_enters_a_state_once_however_often_it_is_handed_on_in_it() {
    for_every_register(|played, register, _| {
        for account in states(&played.book, register) {
            let expected: i64 = played
                .events()
                .filter(|event| entered(event) == Some(account.place()))
                .map(|event| if matches!(event.what, Happening::Step(_)) { 1 } else { -1 })
                .sum();
            let cells = played.book.cells();
            let flow = cells.flow(&[account], |_| true, &Filter::new(), always()).unwrap();
            prop_assert_eq!(flow.debit, expected);
        }
        Ok(())
    });
}

/// Every measure and indicator of all packs that can be evaluated, as text.
fn figures(book: &Book, known_at: Option<u64>) -> Vec<String> {
    let packs = book.catalogue().packs.iter();
    let names = packs.flat_map(|pack| {
        let measures = pack.measures.iter().map(|measure| &measure.key);
        let keys = measures.chain(pack.indicators.iter().map(|indicator| &indicator.key));
        keys.map(|key| Name::new(pack.key.clone(), key.clone()))
    });
    let unit = Key::literal(testkit::units::AUTHORITY);
    let last = days(book).into_iter().max().unwrap_or(Date::MIN);
    names
        .map(|name| {
            let (unit, filter) = (unit.clone(), Filter::new());
            let question = Question {
                name,
                unit,
                from: None,
                as_of: last,
                known_at,
                filter,
                tree: TreePolicy::AsWas,
                definition: DefinitionPolicy::InForce,
            };
            match book.figure(&question) {
                Ok(figure) => format!("{}: {:?}", question.name, figure.outcome),
                Err(error) => error.to_string(),
            }
        })
        .collect()
}

#[test]
fn the_order_of_independent_events_does_not_matter() {
    for_every_register(|played, _, picks| {
        let other = played.in_another_order(picks);
        prop_assert_eq!(oracle::filled(other.cells()), oracle::filled(played.book.cells()));
        prop_assert_eq!(figures(&other, None), figures(&played.book, None));
        Ok(())
    });
}

#[test]
fn what_was_known_then_is_what_the_books_said_then() {
    for_every_register(|played, _, picks| {
        let known = picks[0] % (played.acts.len() + 1);
        let mut then = Book::new(played.book.catalogue().clone());
        then.units = played.book.units.clone();
        for (ctx, act) in &played.acts[..known] {
            then.act(ctx, act).unwrap();
        }
        let cells = oracle::cells(then.catalogue(), played.book.happened(), Some(known as u64));
        prop_assert_eq!(&cells, then.cells());
        if days(&then).into_iter().max() == days(&played.book).into_iter().max() {
            prop_assert_eq!(figures(&then, None), figures(&played.book, Some(known as u64)));
        }
        Ok(())
    });
}

#[test]
fn taking_everything_back_leaves_nothing() {
    for_every_register(|played, _, _| {
        let mut undone = played.clone();
        undone.take_everything_back();
        let book = &undone.book;
        let mut sums: BTreeMap<_, (i64, i64)> = BTreeMap::new();
        for (key, tally) in book.cells().iter() {
            let place = (key.account.clone(), key.unit.clone(), key.dims.clone());
            let sum = sums.entry(place).or_default();
            // That a light was on for a while stays true: it came on and went out.
            let lit = if key.account.is_light() { tally.credit } else { 0 };
            (sum.0, sum.1) = (sum.0 + tally.debit - lit, sum.1 + tally.credit - lit);
        }
        let left = sums.iter().find(|(_, sum)| **sum != (0, 0));
        prop_assert!(left.is_none(), "{left:?}");
        prop_assert!(book.matters().all(|matter| matter.place.is_none()));
        Ok(())
    });
}
