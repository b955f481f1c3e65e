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
use register::calendar::{Calendar, Unit, Year, shipped};
use register::event::Happening;
use register::model::{Clock, DUE, Register};
use register::{Happened, Matter};
use testkit::history::Played;

use crate::conservation::for_every_register;

/// What the plain deadline of a matter shows on a day.
fn plain(register: &Register, then: &Matter, on: Date) -> Option<Light> {
    let Some(Value::Date(due)) = then.fields.get(register.due.as_ref()?) else { return None };
    if !register.due_in.contains(then.state()?) {
        return None;
    }
    let left = day::number(*due) - day::number(on);
    match register.warn_days {
        _ if left < 0 => Some(Light::Red),
        Some(warn) if left <= i32::from(warn) => Some(Light::Yellow),
        _ => None,
    }
}

/// What a clock of a matter shows on a day: goes from the day it is counted from, day by day.
fn derived(clock: &Clock, then: &Matter, on: Date, calendar: &Calendar) -> Option<Light> {
    let state = then.state()?;
    if !clock.runs_in.contains(state) && !clock.stands_in.contains(state) {
        return None;
    }
    if !clock.when.0.iter().all(|(field, values)| is_among(then.fields.get(field), values)) {
        return None;
    }
    let steps = since_the_end(clock, then);
    let begins = steps.iter().position(|(_, step, _)| clock.starts.contains(step))?;
    let again = steps.iter().rposition(|(_, step, _)| clock.restarts_on.contains(step));
    let from = match (again.filter(|again| *again > begins), &clock.from) {
        (Some(again), _) => steps[again].0,
        (None, Some(field)) => match then.fields.get(field) {
            Some(Value::Date(day)) => *day,
            _ => steps[begins].0,
        },
        (None, None) => steps[begins].0,
    };
    if clock.term.unit == Unit::Hour {
        return by_the_hour(clock, then, from, on);
    }
    let since = again.filter(|again| *again > begins).unwrap_or(begins);
    let (last, _, _) = *steps.last()?;
    let worked = |day: Date| calendar.nature(day).is_worked();
    let counts = |day: Date| clock.term.unit == Unit::Day || worked(day);
    let (mut left, mut stands, mut extended, mut full) =
        (usize::from(clock.term.number), false, false, (clock.term.number == 0).then_some(from));
    let (mut day, mut next) = (from, steps.iter().copied().skip(since).peekable());
    loop {
        while let Some((_, step, state)) = next.next_if(|(on, ..)| *on <= day) {
            let extends = clock.extension.as_ref().filter(|one| one.step == *step && !extended);
            if let Some(extension) = extends.filter(|_| full.is_none_or(|full| day <= full)) {
                (left, extended, full) = (left + usize::from(extension.by), true, None);
            }
            stands = clock.stands_in.contains(state) && full.is_none();
        }
        if day >= last && stands {
            return Some(Light::Grey);
        }
        if day >= last && full.is_some() {
            break;
        }
        day = day.tomorrow().unwrap();
        if !stands && full.is_none() && counts(day) {
            left -= 1;
            full = (left == 0).then_some(day);
        }
    }
    let mut day = full?;
    // No working day at all is the day itself, whatever it is.
    let stays = clock.term.number == 0 && clock.term.unit == Unit::WorkingDay;
    while !stays && !worked(day) {
        day = day.tomorrow().unwrap();
    }
    let rest = (day::number(on) + 1..=day::number(day)).filter_map(day::from_number);
    let rest = rest.filter(|day| clock.term.unit == Unit::Day || worked(*day)).count();
    match clock.warn {
        _ if day < on => Some(Light::Red),
        Some(warn) if rest <= usize::from(warn) => Some(Light::Yellow),
        _ => None,
    }
}

/// The steps after the last one that ended the clock, with their day and where they led.
fn since_the_end<'a>(clock: &Clock, then: &'a Matter) -> Vec<(Date, &'a Key, &'a Key)> {
    let steps = then.in_force().filter_map(|one| match &one.event.what {
        Happening::Step(step) => Some((one.effective_on, step, &one.event.after.as_ref()?.state)),
        _ => None,
    });
    let mut steps: Vec<_> = steps.collect();
    let over = steps.iter().rposition(|(_, step, _)| clock.ends_on.contains(step));
    steps.drain(..over.map_or(0, |over| over + 1));
    steps
}

fn is_among(value: Option<&Value>, values: &[Key]) -> bool {
    match value {
        Some(Value::Choice(choice)) => values.contains(choice),
        Some(Value::Flag(flag)) => values.iter().any(|one| (one.as_str() == "yes") == *flag),
        _ => false,
    }
}

/// What a clock in hours shows at the end of a day: goes hour by hour. Without a moment to begin with, as if
/// the day had begun with it.
fn by_the_hour(clock: &Clock, then: &Matter, from: Date, on: Date) -> Option<Light> {
    let at = match clock.from.as_ref().and_then(|field| then.fields.get(field)) {
        Some(Value::Moment(at)) => *at,
        _ => {
            let days = i32::from(clock.term.number) / 24;
            let last = day::from_number(day::number(from) + days).unwrap();
            return (on > last).then_some(Light::Red);
        }
    };
    let (mut end, mut near) = (at, at);
    for hour in 0..clock.term.number {
        end = end.checked_add(1.hour()).unwrap();
        if hour + clock.warn.unwrap_or(0) < clock.term.number {
            near = end;
        }
    }
    match clock.warn {
        _ if end.date() <= on => Some(Light::Red),
        Some(_) if near.date() <= on => Some(Light::Yellow),
        _ => None,
    }
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
