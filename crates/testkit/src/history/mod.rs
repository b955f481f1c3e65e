//! Random histories: steps as people might take them, late, handed on, and taken back.
//!
//! [`moves`] is what proptest draws and shrinks; [`play`] makes acts of it that the decision permits.
//! The same moves make the same history.

mod dice;
mod values;

use std::collections::BTreeMap;

use base::{Ctx, Key, day};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use register::decide::{Act, Statement, What};
use register::event::Happening;
use register::model::{Catalogue, Kind, Register};
use register::{Matter, MatterEvent};

use crate::asker::Asker;
use crate::book::Book;
use crate::units::Units;
use dice::Dice;

/// How often a move is tried with other values before it is given up: rules refuse most guesses.
const TRIES: u64 = 32;

/// One attempt to do something.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Which matter, who, which step, when, with which values: all drawn from here.
    seed: u64,
    doing: Drawn,
}

#[derive(Clone, Copy, Debug)]
enum Drawn {
    Open,
    Step,
    Note,
    Reverse,
    Correct,
    Reassign,
}

/// Up to so many moves. Shrinks to fewer.
pub fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let doing = prop_oneof![
        2 => Just(Drawn::Open),
        15 => Just(Drawn::Step),
        1 => Just(Drawn::Note),
        2 => Just(Drawn::Reverse),
        3 => Just(Drawn::Correct),
        1 => Just(Drawn::Reassign),
    ];
    let one = (any::<u64>(), doing).prop_map(|(seed, doing)| Move { seed, doing });
    proptest::collection::vec(one, 0..=most)
}

/// A history that was permitted.
#[derive(Clone, Debug)]
pub struct Played {
    /// The books after it.
    pub book: Book,
    /// Each act with who did it when, in the order of the record: the first made event 1.
    pub acts: Vec<(Ctx, Act)>,
}

/// Plays moves on one register. What the decision refuses is left out.
///
/// # Panics
///
/// If no pack of the catalogue has the register.
#[must_use]
pub fn play(catalogue: &Catalogue, register: &Key, moves: &[Move]) -> Played {
    let (_, found) = catalogue.register(register).expect("the register is there");
    let mut book = Book::new(catalogue.clone());
    organise(&mut book.units, found);
    let mut played = Played { book, acts: vec![] };
    for (index, one) in moves.iter().enumerate() {
        // About two moves a day, so that some fall on one day and the year is crossed by long ones.
        let days = i32::try_from(index / 2).unwrap_or(i32::MAX);
        let today = day::from_number(day::number(first_day(found)).saturating_add(days));
        for salt in 0..TRIES {
            let dice = Dice::new(one.seed, salt);
            let drawn = draw(&played.book, found, (one.doing, dice), today.unwrap_or(Date::MAX));
            let Some((ctx, act)) = drawn else { continue };
            if played.book.act(&ctx, &act).is_ok() {
                played.acts.push((ctx, act));
                break;
            }
        }
    }
    played
}

/// The units at which random histories happen: two, and one below the first.
fn organise(units: &mut Units, register: &Register) {
    let kind = match &register.kind {
        Kind::Count { reporters, .. } => reporters.clone(),
        Kind::Case | Kind::Stock(_) => Key::literal("division"),
    };
    units.add(&Key::literal("d01"), &kind);
    units.add(&Key::literal("d02"), &kind);
    units.add_under(&Key::literal("d01"), &Key::literal("clinic"), &Key::literal("institution"));
}

fn first_day(register: &Register) -> Date {
    match &register.kind {
        Kind::Count { since, .. } => *since,
        Kind::Case | Kind::Stock(_) => date(2021, 10, 1),
    }
}

/// An act that might be permitted, or nothing if there is no matter for it.
fn draw(
    book: &Book,
    register: &Register,
    (doing, mut dice): (Drawn, Dice),
    today: Date,
) -> Option<(Ctx, Act)> {
    let actor = *dice.one_of(&["lin", "sun", "zhao"])?;
    let ctx = Asker::new(actor).on(today).ctx();
    let matters: Vec<&Matter> =
        book.matters().filter(|matter| matter.register == register.key).collect();
    let matter = match doing {
        Drawn::Open => None,
        _ => dice.early_of(&matters).copied(),
    };
    let (number, earliest) = match matter {
        Some(matter) => (matter.number.clone(), matter.not_before()),
        None => (format!("N-{}", matters.len().saturating_add(1)), None),
    };
    let effective_on = dice.day(earliest.unwrap_or_else(|| first_day(register)), today);
    let what = match (doing, matter) {
        (Drawn::Note, Some(_)) => What::Note("read".to_owned()),
        (Drawn::Reverse, Some(matter)) => {
            let of = matter.in_force().last()?.sequence;
            What::Reverse { of, reason: "entered by mistake".to_owned() }
        }
        (Drawn::Correct, Some(matter)) => correction(&mut dice, register, matter, today)?,
        (Drawn::Reassign, Some(_)) => {
            What::Reassign { to: dice.unit(), reason: "reorganised".to_owned() }
        }
        (_, matter) => {
            let state = matter.and_then(Matter::state);
            let fits = |step: &&register::model::Step| match state {
                Some(state) => step.from.contains(state),
                None => step.from.is_empty(),
            };
            let steps: Vec<_> = register.steps.iter().filter(fits).collect();
            let step = dice.one_of(&steps)?;
            let unit = if step.from.is_empty() { Some(dice.unit()) } else { None };
            let set = values::fields(&mut dice, register, step, effective_on);
            What::Step { step: step.key.clone(), unit, set }
        }
    };
    let register = register.key.clone();
    let act = Act { register, number: Some(number), what, effective_on, basis: String::new() };
    Some((ctx, act))
}

/// Something else that an earlier event might have said: other fields, another day, another unit. Now and
/// then the correction of a correction, named by its own number.
fn correction(dice: &mut Dice, register: &Register, matter: &Matter, today: Date) -> Option<What> {
    let events: Vec<_> = matter.in_force().collect();
    let meant = *dice.one_of(&events)?;
    let mut to = Statement::default();
    if dice.flag() {
        to.effective_on = Some(dice.day(first_day(register), today));
    }
    if let Happening::Step(step) = &meant.event.what {
        let step = register.step(step)?;
        if dice.flag() {
            to.set = values::fields(dice, register, step, meant.effective_on);
        }
        if step.from.is_empty() && dice.flag() {
            to.unit = Some(dice.unit());
        }
    }
    let again = matter.corrections().find(
        |one| matches!(&one.event.what, Happening::Correction { of, .. } if *of == meant.sequence),
    );
    let of = again.filter(|_| dice.flag()).unwrap_or(meant).sequence;
    Some(What::Correct { of, to, reason: "it was otherwise".to_owned() })
}

impl Played {
    /// The events, in the order of the record.
    pub fn events(&self) -> impl Iterator<Item = &MatterEvent> {
        self.book.happened().iter().map(|happened| &happened.event)
    }

    /// The same acts recorded in another order that keeps the order within each matter. `picks`
    /// chooses whose act comes next.
    ///
    /// # Panics
    ///
    /// If an act is refused that was permitted before: acts on different matters would then depend on
    /// each other.
    #[must_use]
    pub fn in_another_order(&self, picks: &[usize]) -> Book {
        let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, (_, act)) in self.acts.iter().enumerate() {
            let number = act.number.as_deref().expect("played acts are numbered");
            waiting.entry(number).or_default().insert(0, index);
        }
        let mut book = Book::new(self.book.catalogue().clone());
        book.units = self.book.units.clone();
        let mut new_place: BTreeMap<u64, u64> = BTreeMap::new();
        let mut picks = picks.iter().copied().cycle();
        while !waiting.is_empty() {
            let pick = picks.next().unwrap_or_default() % waiting.len();
            let number = *waiting.keys().nth(pick).expect("picked among those waiting");
            let queue = waiting.get_mut(number).expect("picked among those waiting");
            let index = queue.pop().expect("nobody waits with an empty queue");
            if queue.is_empty() {
                waiting.remove(number);
            }
            let (ctx, act) = self.acts.get(index).expect("an index of an act");
            let mut act = act.clone();
            if let What::Reverse { of, .. } | What::Correct { of, .. } = &mut act.what {
                *of = *new_place.get(of).expect("what is reversed came before");
            }
            let done = book.act(ctx, &act).expect("what was permitted stays permitted");
            new_place.insert(index as u64 + 1, done.sequence);
        }
        book
    }

    /// Takes everything back, the latest first, on the last day of the history.
    ///
    /// # Panics
    ///
    /// If a reversal is refused.
    pub fn take_everything_back(&mut self) {
        let Some((last, _)) = self.acts.last().cloned() else { return };
        let matters: Vec<(Key, String)> = self
            .book
            .matters()
            .map(|matter| (matter.register.clone(), matter.number.clone()))
            .collect();
        for (register, number) in matters {
            let in_force = self.book.matter(&register, &number);
            let times = in_force.map_or(0, |matter| matter.in_force().count());
            for _ in 0..times {
                let done = self.book.reverse(&last, (&register, &number), "all of it");
                done.expect("the latest event in force can be reversed");
            }
        }
    }
}
