//! The events of a matter as its page tells them, latest first.

use base::Key;
use base::value::Fields;
use register::event::{Deadline, Happened, Happening, Place};
use register::{Matter, MatterEvent};

use crate::address::Address;
use crate::asking::Asking;
use crate::texts::{Shown, Texts};

/// A value with the name of its field.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) value: Shown,
}

/// An event in words.
pub(crate) struct Event {
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) effective_on: String,
    pub(crate) recorded_at: String,
    pub(crate) actor: String,
    pub(crate) basis: String,
    pub(crate) sequence: String,
    /// From where to where it moved the matter.
    pub(crate) moved: String,
    /// The note, or the reason of a reversal.
    pub(crate) text: String,
    pub(crate) set: Vec<Named>,
    /// Whether it was taken back.
    pub(crate) struck: bool,
    /// What it took back, or by what it was taken back.
    pub(crate) mark: String,
    /// Of a correction: what it says now in place of what was said.
    pub(crate) changes: Vec<Change>,
    /// Where it can be corrected, for a step in force that the asker may take.
    pub(crate) correct: Option<String>,
}

/// Something that a correction says otherwise.
pub(crate) struct Change {
    pub(crate) name: String,
    pub(crate) was: Shown,
    pub(crate) now: Shown,
}

/// The events of a matter, latest first.
pub(crate) fn events(texts: Texts<'_>, asking: &Asking, matter: &Matter) -> Vec<Event> {
    matter.history.iter().rev().map(|happened| event(texts, asking, matter, happened)).collect()
}

fn event(texts: Texts<'_>, asking: &Asking, matter: &Matter, happened: &Happened) -> Event {
    let words = asking.frame.words;
    let body = &happened.event;
    let reversed_by = matter.history.iter().find(|later| {
        matches!(&later.event.what, Happening::Reversal { of, .. } if *of == happened.sequence)
    });
    let (name, text, class) = match &body.what {
        Happening::Step(step) => (texts.step(step), String::new(), "event-step"),
        Happening::Note(note) => (words.t("event-note").into_owned(), note.clone(), "event-note"),
        Happening::Reversal { reason, .. } => {
            (words.t("event-reversal").into_owned(), reason.clone(), "event-reversal")
        }
        Happening::Correction { reason, .. } => {
            (words.t("event-correction").into_owned(), reason.clone(), "event-correction")
        }
        Happening::Recounted { .. } => {
            (words.t("event-recounted").into_owned(), String::new(), "event-correction")
        }
        Happening::Reassigned { reason, .. } => {
            (words.t("event-reassigned").into_owned(), reason.clone(), "event-reassigned")
        }
    };
    let mark = match (&body.what, reversed_by) {
        (Happening::Reversal { of, .. }, _) => words.n("event-takes-back", *of).into_owned(),
        (Happening::Recounted { by, .. }, _) => words.n("event-recounts", *by).into_owned(),
        (Happening::Correction { of, .. }, None) => words.n("event-corrects", *of).into_owned(),
        (_, Some(later)) => words.n("event-taken-back", later.sequence).into_owned(),
        (_, None) => String::new(),
    };
    let set = texts.register.fields.iter().filter_map(|field| {
        let value = texts.value(field, body.set.get(&field.key)?, &asking.units);
        Some(Named { name: texts.field(&field.key), value })
    });
    Event {
        class: if reversed_by.is_some() { "event-reversed" } else { class },
        name,
        effective_on: happened.effective_on.to_string(),
        recorded_at: asking.instant(happened.recorded_at),
        actor: asking.person(&happened.actor).to_owned(),
        basis: happened.basis.clone(),
        sequence: happened.sequence.to_string(),
        moved: moved(texts, asking, (body.before.as_ref(), body.after.as_ref())),
        text,
        set: set.collect(),
        struck: reversed_by.is_some(),
        mark,
        changes: changes(texts, asking, matter, happened),
        correct: correctable(texts, asking, matter, happened),
    }
}

/// What a correction, or what takes one back, says in place of what was said: of the event that it is
/// about the day, the unit and the fields, and how many later ones are booked again with it.
fn changes(texts: Texts<'_>, asking: &Asking, matter: &Matter, happened: &Happened) -> Vec<Change> {
    if let Happening::Recounted { .. } = &happened.event.what {
        return moved_deadlines(texts, &happened.event);
    }
    let (Happening::Correction { rebooked, .. } | Happening::Reversal { rebooked, .. }) =
        &happened.event.what
    else {
        return vec![];
    };
    let Some(again) = rebooked.first() else { return vec![] };
    let words = asking.frame.words;
    let mut changes = vec![];
    let mut text = |name: String, was: String, now: String| {
        if was != now {
            changes.push(Change { name, was: Shown::Text(was), now: Shown::Text(now) });
        }
    };
    text(words.t("effective-on").into_owned(), again.was.on.to_string(), again.now.on.to_string());
    let unit = |place: &Option<Place>| {
        let name = place.as_ref().map(|place| asking.units.name(&place.unit, texts.lang));
        name.unwrap_or_default().to_owned()
    };
    text(words.t("unit").into_owned(), unit(&again.was.after), unit(&again.now.after));
    if let Some(now) = &again.set {
        let before = matter.history.iter().take_while(|one| one.sequence < happened.sequence);
        let before = Matter::fold(before.cloned().collect());
        let was = before.and_then(|before| {
            let said = before.rightly().iter().find(|one| one.sequence == again.event)?;
            Some(said.event.set.clone())
        });
        let was = was.unwrap_or_default();
        for field in &texts.register.fields {
            let shown = |fields: &Fields| match fields.get(&field.key) {
                Some(value) => texts.value(field, value, &asking.units),
                None => Shown::Text(words.t("nothing-said").into_owned()),
            };
            if was.get(&field.key) != now.get(&field.key) {
                let name = texts.field(&field.key);
                changes.push(Change { name, was: shown(&was), now: shown(now) });
            }
        }
    }
    let others = rebooked.len().saturating_sub(1);
    if others > 0 {
        let others = u32::try_from(others).unwrap_or(u32::MAX);
        changes.push(Change {
            name: words.t("carried-along").into_owned(),
            was: Shown::Text(String::new()),
            now: Shown::Text(words.n("carried-along-records", others).into_owned()),
        });
    }
    changes
}

/// The deadlines that a published calendar has moved.
fn moved_deadlines(texts: Texts<'_>, event: &MatterEvent) -> Vec<Change> {
    let (Some(before), Some(after)) = (&event.before, &event.after) else { return vec![] };
    let due = |place: &Place, clock: &Key| {
        let due = place.deadlines.get(clock).and_then(Deadline::due_on);
        Shown::Text(due.map(|due| due.to_string()).unwrap_or_default())
    };
    let moved =
        after.deadlines.iter().filter(|(clock, now)| before.deadlines.get(*clock) != Some(*now));
    let moved = moved.map(|(clock, _)| Change {
        name: texts.clock(clock),
        was: due(before, clock),
        now: due(after, clock),
    });
    moved.collect()
}

fn correctable(
    texts: Texts<'_>,
    asking: &Asking,
    matter: &Matter,
    happened: &Happened,
) -> Option<String> {
    let Happening::Step(step) = &happened.event.what else { return None };
    let step = texts.register.step(step)?;
    let may = asking.ctx.may(&step.right)
        && happened.event.draws.is_empty()
        && !matter.is_reversed(happened.sequence);
    let of = happened.sequence.to_string();
    let segments =
        ["registers", texts.register.key.as_str(), matter.number.as_str(), "corrections", &of];
    may.then(|| Address::of(&segments).to_string())
}

/// `办理中 → 已答复`, and the units if they differ.
fn moved(
    texts: Texts<'_>,
    asking: &Asking,
    (before, after): (Option<&Place>, Option<&Place>),
) -> String {
    let state = |place: Option<&Place>| texts.state_or_none(place.map(|place| &place.state));
    let unit = |place: &Place| asking.units.name(&place.unit, texts.lang).to_owned();
    match (before, after) {
        (Some(before), Some(after)) if before.unit != after.unit => {
            let states = if before.state == after.state {
                String::new()
            } else {
                format!("{} → {} · ", texts.state(&before.state), texts.state(&after.state))
            };
            format!("{states}{} → {}", unit(before), unit(after))
        }
        (Some(before), Some(after)) if before.state == after.state => String::new(),
        (None, Some(after)) => format!("→ {} · {}", texts.state(&after.state), unit(after)),
        (None, None) => String::new(),
        (before, after) => format!("{} → {}", state(before), state(after)),
    }
}
