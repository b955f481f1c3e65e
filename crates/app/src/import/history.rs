//! The history that a row stands for, and how much of it is there already.

use std::collections::BTreeMap;

use base::value::Fields;
use base::{Commitment, Ctx, Key, Say, Value};
use jiff::civil::Date;
use register::decide::Refused;
use register::event::Happening;
use register::model::ImportStep;
use register::postings::dimension_value;
use register::told::Told;
use register::value::show_value;
use register::{Happened, Matter};

use super::columns::{Columns, Filled, UNIT};
use super::fault::{Fault, told};
use crate::personal::is_same;

/// A step that a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) step: Key,
    /// The column that holds its day.
    pub(super) on: Key,
    pub(super) day: Date,
    /// Where the matter opens.
    pub(super) unit: Option<Key>,
    pub(super) set: Fields,
}

/// The steps of a row, in order: each on a day that has come and not before the one it follows.
pub(super) fn planned(
    ctx: &Ctx,
    columns: &Columns<'_>,
    filled: &Filled,
) -> Result<Vec<Planned>, Vec<Fault>> {
    let (words, today) = (columns.words, ctx.today);
    let mut planned: Vec<Planned> = vec![];
    let mut faults: BTreeMap<&Key, Fault> = BTreeMap::new();
    let opening = words.register.opening().map(|step| &step.key);
    for step in columns.import.steps.iter().filter(|step| applies(step, filled)) {
        let Some(Value::Date(day)) = filled.values.get(&step.on) else {
            let reason = day_missing(&words.step(&step.step));
            faults.entry(&step.on).or_insert_with(|| Fault::of(&step.on, reason));
            continue;
        };
        if *day > today {
            let reason = told(&Refused::InTheFuture { day: *day, today });
            faults.entry(&step.on).or_insert_with(|| Fault::of(&step.on, reason));
            continue;
        }
        if let Some(last) = planned.last().filter(|last| *day < last.day) {
            let reason = goes_back(*day, &words.step(&last.step), last.day);
            faults.entry(&step.on).or_insert_with(|| Fault::of(&step.on, reason));
        }
        let value = |key: &Key| Some((key.clone(), filled.values.get(key)?.clone()));
        planned.push(Planned {
            step: step.step.clone(),
            on: step.on.clone(),
            day: *day,
            unit: filled.unit.clone().filter(|_| opening == Some(&step.step)),
            set: step.set.iter().filter_map(value).collect(),
        });
    }
    if faults.is_empty() { Ok(planned) } else { Err(faults.into_values().collect()) }
}

/// Whether each column of the condition holds one of its words; a column without words must be blank.
fn applies(step: &ImportStep, filled: &Filled) -> bool {
    step.when.iter().all(|(column, words)| match filled.values.get(column) {
        None => words.is_empty(),
        Some(value) => dimension_value(value).is_some_and(|word| words.contains(&word)),
    })
}

fn day_missing(step: &Told) -> Told {
    Told::new(
        format!("此行还包含“{}”，须填写其日期", step.zh),
        format!("the row also stands for \"{}\"; its day must be filled", step.en),
    )
}

fn goes_back(day: Date, before: &Told, on: Date) -> Told {
    Told::new(
        format!("{day} 早于此行“{}”的日期 {on}；请核对两处日期", before.zh),
        format!(
            "{day} lies before {on}, the day of \"{}\" in this row; compare the two",
            before.en
        ),
    )
}

/// The sealed values of a matter, as far as they are still there.
pub(super) type Opened = BTreeMap<Commitment, Value>;

/// How many of the planned steps the matter has already taken, with the same day and content. Steps
/// that others took in between do not count against it.
///
/// # Errors
///
/// Every difference between what is recorded and what the row says: the row is then not taken, for
/// nothing recorded is changed silently.
pub(super) fn taken(
    columns: &Columns<'_>,
    (matter, opened): (&Matter, &Opened),
    planned: &[Planned],
) -> Result<usize, Vec<Fault>> {
    let mut recorded = matter.in_force();
    for (count, plan) in planned.iter().enumerate() {
        let is_it = |happened: &&Happened| matches!(&happened.event.what, Happening::Step(step) if *step == plan.step);
        let Some(happened) = recorded.find(is_it) else {
            return not_taken_back(columns, (matter, opened), plan).map(|()| count);
        };
        let faults = differences(columns, (happened, opened), plan);
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    Ok(planned.len())
}

/// Refuses a step that was recorded just like this and then reversed: somebody decided that.
fn not_taken_back(
    columns: &Columns<'_>,
    (matter, opened): (&Matter, &Opened),
    plan: &Planned,
) -> Result<(), Vec<Fault>> {
    let reversed = matter.history.iter().find(|happened| {
        matches!(&happened.event.what, Happening::Step(step) if *step == plan.step)
            && matter.is_reversed(happened.sequence)
            && differences(columns, (happened, opened), plan).is_empty()
    });
    match reversed {
        None => Ok(()),
        Some(_) => {
            let step = columns.words.step(&plan.step);
            Err(vec![Fault::of(&plan.on, taken_back(&step))])
        }
    }
}

fn taken_back(step: &Told) -> Told {
    Told::new(
        format!("相同的“{}”曾经登记，后被冲销；未再登记，如确需登记请在该事项页面办理", step.zh),
        format!(
            "the same \"{}\" was recorded before and reversed; it was not recorded again: take the step on the page of the matter if it is right after all",
            step.en
        ),
    )
}

fn differences(
    columns: &Columns<'_>,
    (happened, opened): (&Happened, &Opened),
    plan: &Planned,
) -> Vec<Fault> {
    let mut faults = vec![];
    if happened.effective_on != plan.day {
        faults.push(Fault::of(&plan.on, differs(&Told::same(happened.effective_on.to_string()))));
    }
    let opened_at = happened.event.after.as_ref().map(|place| &place.unit);
    if plan.unit.is_some() && happened.event.before.is_none() && plan.unit.as_ref() != opened_at {
        let unit = opened_at.map(|unit| columns.units.name(unit)).unwrap_or_default();
        faults.push(Fault::of(&Key::literal(UNIT), differs(&unit)));
    }
    for (key, value) in &plan.set {
        let recorded = happened.event.set.get(key);
        if !is_same(opened, recorded, value) {
            faults.push(Fault::of(key, differs(&shown(columns, key, recorded))));
        }
    }
    faults
}

/// A recorded value in the words of the register and the organisation.
fn shown(columns: &Columns<'_>, key: &Key, recorded: Option<&Value>) -> Told {
    match (columns.words.register.field(key), recorded) {
        (_, Some(Value::Unit(unit))) => columns.units.name(unit),
        (Some(field), Some(recorded)) => show_value(columns.words.asked(field), recorded),
        (_, None) | (None, Some(_)) => Told::new("空", "blank"),
    }
}

fn differs(recorded: &Told) -> Told {
    use base::Lang;
    Told::new(
        format!("与已登记的内容“{}”不同；未作改动，请在该事项页面核对更正", recorded.say(Lang::Zh)),
        format!(
            "differs from what is recorded, \"{}\"; nothing was changed: compare and correct it on the page of the matter",
            recorded.say(Lang::En)
        ),
    )
}
