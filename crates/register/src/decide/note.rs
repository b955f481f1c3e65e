//! Leaving a note.

use super::{Asking, Refused, refused};
use crate::event::{Happening, MatterEvent};
use crate::value::check_text;

/// A note moves nothing and posts nothing; whoever may take any step of the register may leave one.
pub(super) fn decide(asking: &Asking<'_>, text: &str) -> Result<MatterEvent, Refused> {
    asking.require_any_step()?;
    let words = asking.words;
    let opening =
        || asking.register().opening().map(|step| words.step(&step.key)).unwrap_or_default();
    let number = asking.number.to_owned();
    let Some(matter) = asking.matter else {
        return Err(Refused::NotOpened { register: words.register(), number, opening: opening() });
    };
    let Some(place) = &matter.place else {
        return Err(Refused::TakenBack { number, opening: opening() });
    };
    check_text(text).map_err(|wrong| Refused::Text { text: refused::NOTE.told(), wrong })?;
    Ok(MatterEvent {
        register: asking.register().key.clone(),
        number,
        version: asking.next_version(),
        definition: words.pack.version,
        what: Happening::Note(text.to_owned()),
        before: Some(place.clone()),
        after: Some(place.clone()),
        set: base::value::Fields::new(),
        posted: base::value::Fields::new(),
        draws: vec![],
    })
}
