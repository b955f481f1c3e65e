//! 时限说明: how a deadline came about, so that it can be printed and defended.

mod told;

use base::{Key, Value, day};
use jiff::civil::{Date, Time};
use ledger::light::Times;
use serde::Serialize;

use crate::calendar::{Calendar, Nature, Unit};
use crate::clock::{Days, Derived, Part, held, of_matter, otherwise};
use crate::event::Happening;
use crate::matter::Matter;
use crate::model::{Basis, Clock, Register};

pub use told::ToldSheet;

/// The derivation of one clock of a matter, as on a day. Written as JSON, days are `2025-02-27` and times of
/// day `11:30:00`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    pub register: Key,
    pub number: String,
    pub clock: Key,
    /// `statutory` or `internal`.
    pub basis: &'static str,
    /// Where the rule is laid down by which it was counted.
    pub cite: String,
    /// The last day that this rule is counted from, if it holds no more.
    pub rule_until: Option<Date>,
    /// The day on which all of this is said.
    pub as_of: Date,
    /// The day it is counted from, which itself is not counted.
    pub from: Date,
    /// And the time of day, of a clock in hours.
    pub from_at: Option<Time>,
    pub counted_from: CountedFrom,
    /// As the rule has it, without an extension.
    pub term: u16,
    /// `working`, `day`, `month` or `hour`.
    pub unit: &'static str,
    pub extended: Option<Extended>,
    pub stood: Vec<Stood>,
    /// Days that do not count because it stood still, in the unit of the term; of months in days.
    pub days_stood: u32,
    /// The days from the beginning to the end; none of a clock in hours.
    pub stretches: Vec<Stretch>,
    /// The last day in time; `None` while it stands still.
    pub due: Option<Date>,
    pub due_at: Option<Time>,
    /// Years it reaches into that are not arranged: it is provisional if there are any.
    pub not_arranged: Vec<i16>,
    /// The arrangements it was counted by.
    pub calendars: Vec<CalendarYear>,
    /// `green`, `yellow`, `red` or `grey`, at the end of `as_of`.
    pub light: &'static str,
    pub yellow_on: Option<Date>,
    pub red_on: Option<Date>,
    /// Where it would end had it never stood still, if that is another day.
    pub never_stood: Option<Date>,
    /// Where it would end had it not been put off, if that is another day.
    pub not_extended: Option<Date>,
    /// Who has had the matter since it began, in the order in which they got it first.
    pub held: Vec<Held>,
    /// Set if it runs no more; all of this is then said as of the day it ended.
    pub ended: Option<Ended>,
}

/// How a clock ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ended {
    pub on: Date,
    /// The step that ended it.
    pub by: Key,
    /// Calendar days after the last one in time; 0 in time. `None` if it stood still then, or if it is one in
    /// hours that ended on its last day, of which only the day is recorded.
    pub days_late: Option<u32>,
}

/// What says from which day it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedFrom {
    Field(Key),
    Step(Key),
    /// The step from whose day it was counted anew.
    Anew(Key),
}

/// How it was put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extended {
    pub on: Date,
    pub step: Key,
    /// In the unit of the term.
    pub by: u16,
    /// What the matter says of how the applicant was told.
    pub notice: Option<String>,
}

/// A time in which it stood still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stood {
    pub out: Date,
    pub back: Option<Date>,
    pub state: Key,
    /// Where it would end without this one, if that is another day.
    pub due_without: Option<Date>,
}

/// Days that follow each other and are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    pub from: Date,
    pub to: Date,
    /// `ran`, `made_up` (ran too, worked in the stead of another day), `weekend`, `holiday`, `shut` or
    /// `stood`.
    pub what: &'static str,
    /// The holiday, or why the unit was shut.
    pub name: Option<String>,
    /// How many of the term have run by its end; of months, days.
    pub run: u32,
}

/// A year as it was arranged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarYear {
    pub year: i16,
    pub papers: Vec<String>,
}

/// How long a unit has had the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    pub unit: Key,
    pub working_days: u32,
}

/// The sheets of all clocks of a matter in the order of the pack: those that run as they stand today, those
/// that are over as they ended last.
#[must_use]
pub fn all(register: &Register, matter: &Matter, today: Date, calendar: &Calendar) -> Vec<Sheet> {
    let sheets = register.clocks.iter().filter_map(|clock| {
        of(clock, matter, today, calendar).or_else(|| over(clock, matter, calendar))
    });
    sheets.collect()
}

/// The sheet of a clock that runs no more, as of the day it ended; `None` if it never ran.
fn over(clock: &Clock, matter: &Matter, calendar: &Calendar) -> Option<Sheet> {
    let rightly = matter.rightly();
    (1..rightly.len()).rev().find_map(|length| {
        let (before, after) = rightly.split_at(length);
        let last = after.first()?;
        let Happening::Step(by) = &last.event.what else { return None };
        let sheet = of(clock, &Matter::fold(before.to_vec())?, last.effective_on, calendar)?;
        Some(Sheet { ended: Some(ended(&sheet, last.effective_on, by.clone())), ..sheet })
    })
}

fn ended(sheet: &Sheet, on: Date, by: Key) -> Ended {
    let due = sheet.due.filter(|due| sheet.due_at.is_none() || *due != on);
    let days = due.map(|due| day::number(on).saturating_sub(day::number(due)));
    Ended { on, by, days_late: days.map(|days| u32::try_from(days).unwrap_or(0)) }
}

/// The sheet of a clock of a matter; `None` if it does not run.
#[must_use]
pub fn of(clock: &Clock, matter: &Matter, today: Date, calendar: &Calendar) -> Option<Sheet> {
    let derived = of_matter(clock, Some(matter), (&matter.fields, None), calendar)?;
    let rule = clock.rule(derived.from)?;
    let deadline = derived.deadline(clock.warn, calendar);
    let times = Times { yellow: deadline.yellow_on, red: deadline.red_on };
    let otherwise = otherwise(clock, (matter, &derived), calendar);
    let until = derived.due.map_or(today, |due| due.on);
    // The day it is counted from is not counted, so its year does not matter.
    let first = derived.from.tomorrow().unwrap_or(derived.from);
    let years = first.year().min(until.year())..=until.year();
    let needs_calendar = derived.term.unit != Unit::Hour;
    let arranged = years.clone().filter_map(|year| calendar.year(year));
    let not_arranged = years.filter(|year| calendar.year(*year).is_none());
    let stood = derived.stood.iter().zip(otherwise.without).map(|(stand, due_without)| Stood {
        out: stand.out,
        back: stand.back,
        state: stand.state.clone(),
        due_without,
    });
    Some(Sheet {
        register: matter.register.clone(),
        number: matter.number.clone(),
        clock: clock.key.clone(),
        basis: match clock.basis {
            Basis::Statutory => "statutory",
            Basis::Internal => "internal",
        },
        cite: rule.cite.to_owned(),
        rule_until: rule.until,
        as_of: today,
        from: derived.from,
        from_at: derived.from_at,
        counted_from: counted_from(clock, matter, &derived),
        term: rule.term.number,
        unit: rule.term.unit.key(),
        extended: extended(clock, matter, &derived, rule.by),
        stood: stood.collect(),
        days_stood: derived.days_stood,
        stretches: match needs_calendar {
            true => derived.parts(today, calendar).into_iter().map(stretch).collect(),
            false => vec![],
        },
        due: derived.due.map(|due| due.on),
        due_at: derived.due_at,
        not_arranged: not_arranged.filter(|_| needs_calendar).collect(),
        calendars: arranged
            .filter(|_| needs_calendar)
            .map(|year| CalendarYear { year: year.year, papers: year.papers.clone() })
            .collect(),
        light: times.on(today).map_or("green", ledger::Light::key),
        yellow_on: deadline.yellow_on,
        red_on: deadline.red_on,
        never_stood: otherwise.never_stood,
        not_extended: otherwise.not_extended,
        held: held(matter, (derived.from, today), calendar)
            .into_iter()
            .map(|(unit, working_days)| Held { unit, working_days })
            .collect(),
        ended: None,
    })
}

fn counted_from(clock: &Clock, matter: &Matter, derived: &Derived) -> CountedFrom {
    if let Some(step) = &derived.restarted_by {
        return CountedFrom::Anew(step.clone());
    }
    match clock.from.as_ref().filter(|field| matter.fields.contains_key(*field)) {
        Some(field) => CountedFrom::Field(field.clone()),
        None => CountedFrom::Step(derived.started_by.clone()),
    }
}

fn extended(
    clock: &Clock,
    matter: &Matter,
    derived: &Derived,
    by: Option<u16>,
) -> Option<Extended> {
    let extension = clock.extension.as_ref()?;
    let notice = extension.notice.as_ref().and_then(|field| match matter.fields.get(field) {
        Some(Value::Text(text)) => Some(text.clone()),
        Some(_) | None => None,
    });
    Some(Extended { on: derived.extended_on?, step: extension.step.clone(), by: by?, notice })
}

fn stretch(part: Part) -> Stretch {
    let Part { from, to, days, run } = part;
    let (what, name) = match days {
        Days::Ran => ("ran", None),
        Days::MadeUp => ("made_up", None),
        Days::Stood => ("stood", None),
        Days::Rest(Nature::Holiday(name)) => ("holiday", Some(name)),
        Days::Rest(Nature::Shut(name)) => ("shut", Some(name)),
        Days::Rest(Nature::Weekend | Nature::Working | Nature::MadeUp) => ("weekend", None),
    };
    Stretch { from, to, what, name, run }
}
