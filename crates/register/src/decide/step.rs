//! Taking a step.

use base::value::Fields;
use base::{Dims, Key, Value, day};

use super::{Asking, Refused, deadlines, fields, permitted};
use crate::clock::Passed;
use crate::event::{Happening, MatterEvent, Place};
use crate::matter::Matter;
use crate::model::{DAYS_OPEN, Kind, Register, Step};
use crate::postings::dimension_value;
use crate::rule::Case;
use crate::told::Told;

pub(super) fn decide(
    asking: &Asking<'_>,
    key: &Key,
    unit: Option<&Key>,
    set: &Fields,
) -> Result<MatterEvent, Refused> {
    let (words, register) = (asking.words, asking.register());
    let step = register.step(key).ok_or_else(|| Refused::UnknownStep {
        register: words.register(),
        step: key.clone(),
        known: register.steps.iter().map(|step| words.step(&step.key)).collect(),
    })?;
    asking.ctx.require(&step.right)?;
    taken(asking, step, unit, set)
}

/// The step as it is taken, by whoever has the right: the rules of its register hold.
pub(super) fn taken(
    asking: &Asking<'_>,
    step: &Step,
    unit: Option<&Key>,
    set: &Fields,
) -> Result<MatterEvent, Refused> {
    let (words, register, key) = (asking.words, asking.register(), &step.key);
    let before = starting_place(asking, step)?;
    since(asking)?;
    if unit.is_some() && before.is_some() {
        return Err(Refused::UnitNotAsked { step: words.step(key), opening: opening(asking) });
    }
    let in_force = asking.matter.filter(|_| before.is_some());
    let mut merged = in_force.map(|matter| matter.fields.clone()).unwrap_or_default();
    merged.extend(set.iter().map(|(key, value)| (key.clone(), value.clone())));
    let faults = fields::faults(words, step, set, &merged);
    if !faults.is_empty() {
        return Err(Refused::Fields { step: words.step(key), faults });
    }
    rules(asking, step, &merged)?;
    deadlines::may_extend(asking, step, &merged)?;
    deadlines::may_expire(asking, step, &merged)?;
    let posted = posted(asking, step, in_force, &merged)?;
    let after = Some(arrival(asking, step, before, unit, &merged));
    Ok(MatterEvent {
        register: register.key.clone(),
        number: asking.number.to_owned(),
        version: asking.next_version(),
        definition: words.pack.version,
        what: Happening::Step(key.clone()),
        before: before.cloned(),
        after,
        set: set.clone(),
        posted,
        draws: vec![],
    })
}

/// Where the step starts: nowhere for the step that opens, else one of its states.
fn starting_place<'a>(asking: &Asking<'a>, step: &Step) -> Result<Option<&'a Place>, Refused> {
    let (words, number) = (asking.words, asking.number.to_owned());
    let place = asking.matter.and_then(|matter| matter.place.as_ref());
    match (place, step.from.is_empty()) {
        (None, true) => Ok(None),
        (None, false) if asking.matter.is_some() => {
            Err(Refused::TakenBack { number, opening: opening(asking) })
        }
        (None, false) => {
            Err(Refused::NotOpened { register: words.register(), number, opening: opening(asking) })
        }
        (Some(place), true) => Err(Refused::AlreadyOpen {
            number,
            state: words.state(&place.state),
            permitted: leading_on(asking, &place.state),
        }),
        (Some(place), false) if step.from.contains(&place.state) => Ok(Some(place)),
        (Some(place), false) => Err(Refused::NotInState {
            step: words.step(&step.key),
            state: words.state(&place.state),
            from: step.from.iter().map(|state| words.state(state)).collect(),
            permitted: leading_on(asking, &place.state),
        }),
    }
}

fn opening(asking: &Asking<'_>) -> Told {
    asking.register().opening().map(|step| asking.words.step(&step.key)).unwrap_or_default()
}

fn leading_on(asking: &Asking<'_>, state: &Key) -> Vec<Told> {
    permitted::leading_on(asking.register(), state)
        .map(|step| asking.words.step(&step.key))
        .collect()
}

/// A count register takes no report for a day before its first.
fn since(asking: &Asking<'_>) -> Result<(), Refused> {
    let day = asking.act.effective_on;
    match &asking.register().kind {
        Kind::Count { since, .. } if day < *since => {
            Err(Refused::BeforeSince { register: asking.words.register(), day, since: *since })
        }
        Kind::Count { .. } | Kind::Case | Kind::Stock(_) => Ok(()),
    }
}

fn rules(asking: &Asking<'_>, step: &Step, merged: &Fields) -> Result<(), Refused> {
    let case = Case {
        words: asking.words,
        matter: asking.matter,
        actor: &asking.ctx.actor.id,
        effective_on: asking.act.effective_on,
        fields: merged,
    };
    step.rules.iter().try_for_each(|rule| {
        rule.judge(&case).map_err(|broken| Refused::Rule {
            step: asking.words.step(&step.key),
            broken,
            cite: rule.cite.clone(),
        })
    })
}

/// What the step posts. Days since the opening are posted each time: every closing has its own.
fn posted(
    asking: &Asking<'_>,
    step: &Step,
    matter: Option<&Matter>,
    merged: &Fields,
) -> Result<Fields, Refused> {
    let mut posted = fields::posted(asking.words, step, matter, merged).map_err(|fault| {
        Refused::Fields { step: asking.words.step(&step.key), faults: vec![fault] }
    })?;
    if let Some(days_open) = step.posts.iter().find(|key| key.as_str() == DAYS_OPEN) {
        posted.insert(days_open.clone(), days_since_opening(asking, matter));
    }
    Ok(posted)
}

pub(super) fn days_since_opening(asking: &Asking<'_>, matter: Option<&Matter>) -> Value {
    let today = asking.act.effective_on;
    let opened = matter.map_or(today, |matter| matter.opened_on);
    Value::Integer(i64::from(day::number(today)) - i64::from(day::number(opened)))
}

/// Where the step leads: its state, the unit that a field names, the dimensions as they then are.
pub(super) fn arrival(
    asking: &Asking<'_>,
    step: &Step,
    before: Option<&Place>,
    unit: Option<&Key>,
    merged: &Fields,
) -> Place {
    let stays = || before.map(|place| place.state.clone());
    let state = step.to.clone().or_else(stays);
    let state = state.expect("the pack check demands a state of the step that opens a matter");
    let named = step.moves_to.as_ref().and_then(|field| match merged.get(field) {
        Some(Value::Unit(unit)) => Some(unit),
        Some(_) | None => None,
    });
    let present = before.map(|place| &place.unit);
    let unit = named.or(unit).or(present).unwrap_or(&asking.ctx.actor.scope);
    let (register, unit) = (asking.register(), unit.clone());
    let taken = Passed { on: asking.act.effective_on, step: &step.key, state: &state };
    let calendar = asking.versions.calendar(&unit);
    let deadlines = deadlines::deadlines(register, asking.matter, (taken, merged), &calendar);
    Place { state, unit, dims: dims(register, merged), deadlines }
}

fn dims(register: &Register, merged: &Fields) -> Dims {
    let declared = register.fields.iter().filter(|field| field.dimension);
    let values = declared.filter_map(|field| {
        Some((field.key.clone(), merged.get(&field.key).and_then(dimension_value)?))
    });
    values.fold(Dims::new(), |dims, (dimension, value)| dims.with(dimension, value))
}
