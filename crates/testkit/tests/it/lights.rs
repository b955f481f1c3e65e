//! What holds for the lights of every history: on every day, also on those on which nothing happens,
//! the balance of a light is the number of matters that show it.
//!
//! What a matter shows is found day by day, from its steps and the calendar, without a posting and without
//! the arithmetic of [`register::clock`].

use std::collections::BTreeSet;

use base::dims::Filter;
use base::{Key, Span, Value, day};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{Account, Light};
use proptest::test_runner::TestCaseError;
use register::calendar::{Year, shipped};
use register::event::Happening;
use register::model::{DUE, Register};
use register::{Happened, Matter};
use testkit::history::Played;

use crate::conservation::for_every_register;
use crate::shown::{derived, plain};

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

/// The matter as it was on a day, as its history stands now.
fn then(matter: &Matter, on: Date) -> Option<Matter> {
    let until = tracing(matter.rightly()).filter(|one| one.effective_on <= on);
    Matter::fold(until.cloned().collect())
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
    let last = numbers.last().copied().unwrap_or_default();
    // And long after everything.
    numbers.extend([last + 7, last + 20, last + 45, last + 130]);
    let beside = numbers.into_iter().flat_map(|number| [number - 1, number, number + 1]);
    beside.filter_map(day::from_number).collect()
}

fn balance(played: &Played, light: &Account, unit: &Key, until: Date) -> i64 {
    let span = Span::new(Date::MIN, until).unwrap();
    let cells = played.book.cells();
    let tally = cells.flow(std::slice::from_ref(light), |key| key == unit, &Filter::new(), span);
    tally.unwrap().stock().unwrap()
}

/// What a clock of a matter shows on a day.
type Shows<'a> = &'a dyn Fn(&Matter, Date) -> Option<Light>;

/// Counts how many matters show each light in the history, and compares with the books.
fn compare(
    played: &Played,
    register: &Register,
    (clock, shows): (&Key, Shows<'_>),
) -> Result<[usize; 3], TestCaseError> {
    let units: BTreeSet<Key> = played
        .events()
        .filter_map(|event| event.after.as_ref())
        .map(|place| place.unit.clone())
        .collect();
    let mut seen = [0; 3];
    for on in days(played, register) {
        let shown: Vec<(Key, Light)> = played
            .book
            .matters()
            .filter_map(|matter| {
                let then = then(matter, on)?;
                let unit = then.place.as_ref()?.unit.clone();
                Some((unit, shows(&then, on)?))
            })
            .collect();
        for (seen, light) in seen.iter_mut().zip(Light::ALL) {
            let account = Account::light(&register.key, clock, Some(light));
            for unit in &units {
                let expected = shown.iter().filter(|one| **one == (unit.clone(), light)).count();
                let found = balance(played, &account, unit, on);
                if usize::try_from(found) != Ok(expected) {
                    let light = light.key();
                    let said =
                        format!("{clock} {light} at {unit} on {on}: {found}, not {expected}");
                    return Err(TestCaseError::fail(said));
                }
                *seen += expected;
            }
        }
    }
    Ok(seen)
}

#[test]
fn a_light_counts_the_matters_that_show_it_on_every_day() {
    let seen = std::cell::RefCell::new([[0; 3]; 2]);
    for_every_register(|played, key, _| {
        let (_, register) = played.book.catalogue().register(key).unwrap();
        let add = |place: usize, counted: [usize; 3]| {
            let sums = &mut seen.borrow_mut()[place];
            sums.iter_mut().zip(counted).for_each(|(sum, more)| *sum += more);
        };
        let of_plain = |then: &Matter, on: Date| plain(register, then, on);
        add(0, compare(played, register, (&Key::literal(DUE), &of_plain))?);
        for clock in &register.clocks {
            let of_clock = |then: &Matter, on: Date| derived(clock, then, on, shipped());
            add(1, compare(played, register, (&clock.key, &of_clock))?);
        }
        Ok(())
    });
    let seen = seen.into_inner();
    println!("plain and derived, yellow, red and grey: {seen:?}");
    let [[near, late, _], derived] = seen;
    assert!(near > 300 && late > 300 && derived.iter().all(|seen| *seen > 50), "{seen:?}");
}

/// 2021 and 2022 as nobody arranged them: the first half of every month is off, and its weekends are worked.
fn otherwise(year: i16) -> Year {
    let mut other = Year { year, papers: vec!["示范".to_owned()], ..Year::default() };
    let first = Date::new(year, 1, 1).unwrap();
    for day in first.series(1.day()).take_while(|day| day.year() == year) {
        match (day.day() <= 15, shipped().nature(day).is_worked()) {
            (true, true) => drop(other.off.insert(day, "另行安排".to_owned())),
            (_, false) => other.worked.push(day),
            (false, true) => {}
        }
    }
    other
}

#[test]
fn a_published_calendar_turns_every_light_to_what_it_makes_of_it() {
    let moved = std::cell::Cell::new(0);
    for_every_register(|played, key, _| {
        let mut played = played.clone();
        let (_, register) = played.book.catalogue().register(key).unwrap();
        let register = register.clone();
        if register.clocks.is_empty() {
            return Ok(());
        }
        let ctx = played.acts.first().map(|(ctx, _)| ctx.clone());
        for year in [2021, 2022] {
            let Some(ctx) = &ctx else { continue };
            moved.set(moved.get() + played.book.publish(ctx, otherwise(year)));
        }
        let calendar = played.book.calendar().clone();
        for clock in &register.clocks {
            let of_clock = |then: &Matter, on: Date| derived(clock, then, on, &calendar);
            compare(&played, &register, (&clock.key, &of_clock))?;
        }
        Ok(())
    });
    println!("matters moved: {}", moved.get());
    assert!(moved.get() > 60, "{}", moved.get());
}
