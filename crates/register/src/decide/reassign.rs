//! Moving a matter to another unit because units were reorganised.

use base::value::Fields;
use base::{Key, Right};

use super::{Asking, Refused, refused};
use crate::event::{Happening, MatterEvent, Place};
use crate::value::check_text;

/// The right to reorganise units and to move matters between them.
pub(super) fn to_organise() -> Right {
    Right { register: Key::literal("system"), act: Key::literal("organise") }
}

/// An administrative act: it keeps the state and asks for no step of the register.
pub(super) fn decide(asking: &Asking<'_>, to: &Key, reason: &str) -> Result<MatterEvent, Refused> {
    asking.ctx.require(&to_organise())?;
    let number = asking.number.to_owned();
    let opening = || {
        let opening = asking.register().opening();
        opening.map(|step| asking.words.step(&step.key)).unwrap_or_default()
    };
    let Some(matter) = asking.matter else {
        let register = asking.words.register();
        return Err(Refused::NotOpened { register, number, opening: opening() });
    };
    let Some(place) = &matter.place else {
        return Err(Refused::TakenBack { number, opening: opening() });
    };
    if place.unit == *to {
        return Err(Refused::AlreadyThere { number, unit: to.clone() });
    }
    check_text(reason).map_err(|wrong| Refused::Text { text: refused::MOVED.told(), wrong })?;
    Ok(MatterEvent {
        register: asking.register().key.clone(),
        number,
        version: asking.next_version(),
        definition: asking.words.pack.version,
        what: Happening::Reassigned { to: to.clone(), reason: reason.to_owned() },
        before: Some(place.clone()),
        after: Some(Place { unit: to.clone(), ..place.clone() }),
        set: Fields::new(),
        posted: Fields::new(),
        draws: vec![],
    })
}
