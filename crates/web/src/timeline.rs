//! The events of a matter as its page tells them, latest first.

use register::Matter;
use register::event::{Happened, Happening, Place};

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
        Happening::Reassigned { reason, .. } => {
            (words.t("event-reassigned").into_owned(), reason.clone(), "event-reassigned")
        }
    };
    let mark = match (&body.what, reversed_by) {
        (Happening::Reversal { of, .. }, _) => words.n("event-takes-back", *of).into_owned(),
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
    }
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
