//! What clocks show, found without the arithmetic of [`register::clock`]: day by day, hour by hour.

use base::{Key, Value, day};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::Light;
use register::Matter;
use register::calendar::{Calendar, Unit};
use register::event::Happening;
use register::model::{Clock, Register};

/// What the plain deadline of a matter shows on a day.
pub(crate) fn plain(register: &Register, then: &Matter, on: Date) -> Option<Light> {
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
pub(crate) fn derived(
    clock: &Clock,
    then: &Matter,
    on: Date,
    calendar: &Calendar,
) -> Option<Light> {
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
    let worked = |day: Date| calendar.nature(day).is_worked();
    let full = match clock.term.unit {
        Unit::Month => by_the_month(clock, from, &steps[since..], calendar),
        _ => by_the_day(clock, from, &steps[since..], calendar),
    };
    let Some(mut day) = full else { return Some(Light::Grey) };
    // No working day at all is the day itself, whatever it is.
    let stays = clock.term.number == 0 && clock.term.unit == Unit::WorkingDay;
    while !stays && !worked(day) {
        day = day.tomorrow().unwrap();
    }
    let rest = (day::number(on) + 1..=day::number(day)).filter_map(day::from_number);
    let all_count = clock.term.unit != Unit::WorkingDay;
    let rest = rest.filter(|day| all_count || worked(*day)).count();
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

/// Where a term of days ends by number, wound day by day; `None` if it stands still at last.
fn by_the_day(
    clock: &Clock,
    from: Date,
    steps: &[(Date, &Key, &Key)],
    calendar: &Calendar,
) -> Option<Date> {
    let last = steps.last().map_or(from, |(on, ..)| *on);
    let counts = |day: Date| clock.term.unit == Unit::Day || calendar.nature(day).is_worked();
    let (mut left, mut stands, mut extended, mut full) =
        (usize::from(clock.term.number), false, false, (clock.term.number == 0).then_some(from));
    let (mut day, mut next) = (from, steps.iter().copied().peekable());
    loop {
        while let Some((_, step, state)) = next.next_if(|(on, ..)| *on <= day) {
            let extends = clock.extension.as_ref().filter(|one| one.step == *step && !extended);
            if let Some(extension) = extends.filter(|_| full.is_none_or(|full| day <= full)) {
                (left, extended, full) = (left + usize::from(extension.by), true, None);
            }
            stands = clock.stands_in.contains(state) && full.is_none();
        }
        if day >= last && stands {
            return None;
        }
        if day >= last && full.is_some() {
            return full;
        }
        day = day.tomorrow().unwrap();
        if !stands && full.is_none() && counts(day) {
            left -= 1;
            full = (left == 0).then_some(day);
        }
    }
}

/// Where a term of months that never stands still ends by number: put off by a step that comes in time.
fn by_the_month(
    clock: &Clock,
    from: Date,
    steps: &[(Date, &Key, &Key)],
    calendar: &Calendar,
) -> Option<Date> {
    assert_eq!(clock.stands_in, [], "no clock of months stands still yet");
    let mut months = i64::from(clock.term.number);
    let ends = |months: i64| from.checked_add(months.months()).unwrap();
    if let Some(extension) = &clock.extension {
        let put_off = steps.iter().find(|(_, step, _)| **step == extension.step);
        let mut last = ends(months);
        while !calendar.nature(last).is_worked() {
            last = last.tomorrow().unwrap();
        }
        if put_off.is_some_and(|(on, ..)| *on <= last) {
            months += i64::from(extension.by);
        }
    }
    Some(ends(months))
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
