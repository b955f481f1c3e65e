//! What holds for the lights of every history: on every day, also on those on which nothing happens,
//! the balance of a light is the number of matters that show it.

use std::collections::BTreeSet;

use base::dims::Filter;
use base::{Key, Span, Value, day};
use jiff::civil::Date;
use ledger::{Account, Light};
use proptest::test_runner::TestCaseError;
use register::event::Happening;
use register::model::{DUE, Register};
use register::{Happened, Matter};
use testkit::history::Played;

use crate::conservation::for_every_register;

/// What a matter showed on a day as its history stands now, and where: told by the field and the state
/// alone, without a posting.
fn shown(register: &Register, matter: &Matter, on: Date) -> Option<(Key, Light)> {
    let until: Vec<Happened> =
        tracing(matter.rightly()).filter(|one| one.effective_on <= on).cloned().collect();
    let then = Matter::fold(until)?;
    let place = then.place.as_ref()?;
    let Some(Value::Date(due)) = then.fields.get(register.due.as_ref()?) else { return None };
    if !register.due_in.contains(&place.state) {
        return None;
    }
    let left = day::number(*due) - day::number(on);
    let light = match register.warn_days {
        _ if left < 0 => Light::Red,
        Some(warn) if left <= i32::from(warn) => Light::Yellow,
        _ => return None,
    };
    Some((place.unit.clone(), light))
}

/// Without what was taken back on its own day, which left no trace in the books.
fn tracing(rightly: &[Happened]) -> impl Iterator<Item = &Happened> {
    let taken_back = |one: &Happened| match one.event.what {
        Happening::Reversal { of, .. } => Some(of),
        _ => None,
    };
    let traceless: BTreeSet<u64> = rightly
        .iter()
        .filter_map(|one| Some((one, taken_back(one)?)))
        .filter(|(one, of)| {
            rightly.iter().any(|it| it.sequence == *of && it.effective_on == one.effective_on)
        })
        .flat_map(|(one, of)| [one.sequence, of])
        .collect();
    rightly.iter().filter(move |one| !traceless.contains(&one.sequence))
}

/// Days on which something happens or falls due, and the days beside them.
fn days(played: &Played, register: &Register) -> BTreeSet<Date> {
    let mut numbers = BTreeSet::new();
    for happened in played.book.happened() {
        numbers.insert(day::number(happened.effective_on));
        let field = register.due.as_ref().and_then(|due| happened.event.set.get(due));
        if let Some(Value::Date(due)) = field {
            let due = day::number(*due);
            numbers.extend([due, due - register.warn_days.map_or(0, i32::from)]);
        }
    }
    let beside = numbers.into_iter().flat_map(|number| [number - 1, number, number + 1]);
    beside.filter_map(day::from_number).collect()
}

fn balance(played: &Played, light: &Account, unit: &Key, until: Date) -> i64 {
    let span = Span::new(Date::MIN, until).unwrap();
    let cells = played.book.cells();
    let tally = cells.flow(std::slice::from_ref(light), |key| key == unit, &Filter::new(), span);
    tally.unwrap().stock().unwrap()
}

#[test]
fn a_light_counts_the_matters_that_show_it_on_every_day() {
    let (mut near, mut late) = (0, 0);
    let counted = std::cell::RefCell::new((&mut near, &mut late));
    for_every_register(|played, key, _| {
        let (_, register) = played.book.catalogue().register(key).unwrap();
        let units: BTreeSet<Key> = played
            .events()
            .filter_map(|event| event.after.as_ref())
            .map(|place| place.unit.clone())
            .collect();
        for on in days(played, register) {
            let shown: Vec<(Key, Light)> =
                played.book.matters().filter_map(|matter| shown(register, matter, on)).collect();
            for light in Light::ALL {
                let account = Account::light(key, &Key::literal(DUE), Some(light));
                for unit in &units {
                    let expected =
                        shown.iter().filter(|one| **one == (unit.clone(), light)).count();
                    let found = balance(played, &account, unit, on);
                    if usize::try_from(found) != Ok(expected) {
                        let light = light.key();
                        let said = format!("{light} at {unit} on {on}: {found}, not {expected}");
                        return Err(TestCaseError::fail(said));
                    }
                    let mut counted = counted.borrow_mut();
                    match light {
                        Light::Yellow => *counted.0 += expected,
                        Light::Red => *counted.1 += expected,
                    }
                }
            }
        }
        Ok(())
    });
    assert!(near > 300 && late > 300, "hardly a light was on: {near} yellow, {late} red");
}
