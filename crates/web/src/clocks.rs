//! The clocks of a matter, each with the days that its deadline rests on.

use std::borrow::Cow;

use jiff::civil::Date;
use register::calendar::{Nature, Unit, shipped};
use register::clock::{self, Days, Derived, Part, of_matter};
use register::model::{Basis, Clock};
use register::{Matter, model};

use crate::asking::Asking;
use crate::texts::{Due, Texts};
use crate::words::Words;

/// A clock that runs, or stands still.
pub(crate) struct Running {
    pub(crate) name: String,
    pub(crate) basis: Cow<'static, str>,
    /// `2021-06-30`; empty while it stands still.
    pub(crate) due: String,
    pub(crate) light: &'static str,
    pub(crate) light_words: String,
    pub(crate) cite: String,
    pub(crate) is_provisional: bool,
    /// How it was counted.
    pub(crate) counted: Vec<String>,
    pub(crate) days: Vec<Stretch>,
}

/// Days that are alike.
pub(crate) struct Stretch {
    pub(crate) span: String,
    pub(crate) what: String,
    /// What has run by then; empty if they do not count.
    pub(crate) run: String,
}

/// The clocks of a matter that are not over, as they stand on a day.
pub(crate) fn of(texts: Texts<'_>, matter: &Matter, asking: &Asking) -> Vec<Running> {
    let (words, today) = (Words(texts.lang), asking.ctx.today);
    let clocks = texts.register.clocks.iter();
    clocks
        .filter_map(|clock| {
            let derived = of_matter(clock, Some(matter), (&matter.fields, None), shipped())?;
            let mut running = running(texts, (clock, &derived), today, words);
            running.counted.extend(otherwise(clock, matter, words));
            running.counted.push(held(matter, derived.from, asking, words));
            Some(running)
        })
        .collect()
}

fn running(
    texts: Texts<'_>,
    (clock, derived): (&Clock, &Derived),
    today: Date,
    words: Words,
) -> Running {
    let (light, light_words) = match derived.due {
        None => ("due-standing", words.t("clock-standing").into_owned()),
        Some(due) => {
            let warned = derived.deadline(clock.warn, shipped()).yellow_on;
            let left = Due::of(due.on, today);
            let light = match left {
                Due::Late(_) => left.class(),
                _ if warned.is_some_and(|from| from <= today) => "due-soon",
                _ => "due-far",
            };
            let said = match left {
                Due::Far => words.n("due-soon", days_left(due.on, today)).into_owned(),
                Due::Late(_) | Due::Soon(_) => left.words(words),
            };
            (light, said)
        }
    };
    let parts = derived.parts(today, shipped());
    Running {
        name: texts.clock(&clock.key),
        basis: match clock.basis {
            Basis::Statutory => words.t("clock-statutory"),
            Basis::Internal => words.t("clock-internal"),
        },
        due: derived.due.map(|due| due.on.to_string()).unwrap_or_default(),
        light,
        light_words,
        cite: clock.cite.clone(),
        is_provisional: derived.due.is_some_and(|due| due.is_provisional),
        counted: counted(texts, (clock, derived), words),
        days: parts.iter().map(|part| stretch(part, derived.term.unit, words)).collect(),
    }
}

fn days_left(due: Date, today: Date) -> i32 {
    base::day::number(due) - base::day::number(today)
}

/// What the deadline rests on, in sentences.
fn counted(texts: Texts<'_>, (clock, derived): (&Clock, &Derived), words: Words) -> Vec<String> {
    let from = derived.from.to_string();
    let mut counted = vec![match &derived.restarted_by {
        Some(step) => words.with("clock-restarted", &[("day", &from), ("step", &texts.step(step))]),
        None => words.with("clock-from", &[("day", &from)]),
    }];
    let long = |number: u16| match derived.term.unit {
        Unit::WorkingDay => words.n("clock-working", number),
        Unit::Day => words.n("clock-days", number),
        Unit::Month => words.n("clock-months", number),
        Unit::Hour => words.n("clock-hours", number),
    };
    counted.push(long(clock.term.number));
    if let (Some(on), Some(model::Extension { by, .. })) = (derived.extended_on, &clock.extension) {
        let by = long(*by);
        counted.push(words.with("clock-extended", &[("day", &on.to_string()), ("by", &by)]));
    }
    for (out, back) in &derived.stood {
        let out = out.to_string();
        counted.push(match back {
            Some(back) => words.with("clock-stood", &[("out", &out), ("back", &back.to_string())]),
            None => words.with("clock-stands", &[("out", &out)]),
        });
    }
    counted.into_iter().map(Cow::into_owned).collect()
}

/// What standing still and an extension are worth.
fn otherwise(clock: &Clock, matter: &Matter, words: Words) -> Vec<String> {
    let (never_stood, not_extended) = clock::otherwise(clock, matter, shipped());
    let day = |day: Date| day.to_string();
    let never_stood = never_stood.map(|on| words.with("clock-had-it-run", &[("day", &day(on))]));
    let not_extended =
        not_extended.map(|on| words.with("clock-not-extended", &[("day", &day(on))]));
    never_stood.into_iter().chain(not_extended).map(Cow::into_owned).collect()
}

/// Who has had the matter since, and for how long.
fn held(matter: &Matter, from: Date, asking: &Asking, words: Words) -> String {
    let held = clock::held(matter, (from, asking.ctx.today), shipped());
    let each = held.iter().map(|(unit, days)| {
        format!("{} {}", asking.units.name(unit, words.0), words.n("clock-working", *days))
    });
    let each = each.collect::<Vec<_>>().join(words.0.pick("，", ", "));
    words.with("clock-held", &[("units", &each)]).into_owned()
}

fn stretch(part: &Part, unit: Unit, words: Words) -> Stretch {
    let Part { from, to, days, run } = part;
    let what = match (days, unit) {
        (Days::Ran, Unit::WorkingDay) => words.t("clock-day-working"),
        (Days::Ran, _) => words.t("clock-day"),
        (Days::Rest(Nature::Holiday(name) | Nature::Shut(name)), _) => name.clone().into(),
        (Days::Rest(_), _) => words.t("clock-weekend"),
        (Days::Stood, _) => words.t("clock-standing"),
    };
    let runs = i32::try_from(*run).ok().filter(|_| *days == Days::Ran);
    Stretch {
        span: if from == to { from.to_string() } else { format!("{from} – {to}") },
        what: what.into_owned(),
        run: runs.map(|run| words.n("clock-run", run).into_owned()).unwrap_or_default(),
    }
}
