//! Taking a record back.

use base::value::Fields;

use super::{Asking, Refused, correct, refused, replay};
use crate::event::{Happened, Happening, MatterEvent};
use crate::matter::Matter;
use crate::value::check_text;

/// Reverses the latest record in force. It needs the right of the step it takes back.
///
/// The reversal carries the definition version of what it reverses, so that it posts the very same
/// entry in red ink even if the pack has changed since.
pub(super) fn decide(asking: &Asking<'_>, of: u64, reason: &str) -> Result<MatterEvent, Refused> {
    let number = || asking.number.to_owned();
    let Some(matter) = asking.matter else {
        asking.require_any_step()?;
        return Err(Refused::NoSuchRecord { number: number(), of });
    };
    let reversed = latest(asking, matter, of)?;
    asking.require_right_of(matter, reversed)?;
    check_text(reason).map_err(|wrong| Refused::Text { text: refused::REASON.told(), wrong })?;
    if matches!(reversed.event.what, Happening::Correction { .. }) {
        return correct::taken_back(asking, matter, reversed, reason);
    }
    Ok(MatterEvent {
        register: asking.register().key.clone(),
        number: number(),
        version: asking.next_version(),
        definition: reversed.event.definition,
        what: Happening::Reversal { of, reason: reason.to_owned(), rebooked: vec![] },
        before: reversed.event.after.clone(),
        after: reversed.event.before.clone(),
        set: Fields::new(),
        posted: reversed.event.posted.clone(),
        draws: reversed.event.draws.clone(),
    })
}

fn latest<'a>(asking: &Asking<'_>, matter: &'a Matter, of: u64) -> Result<&'a Happened, Refused> {
    let number = asking.number.to_owned();
    let Some(meant) = matter.history.iter().find(|happened| happened.sequence == of) else {
        return Err(Refused::NoSuchRecord { number, of });
    };
    if matches!(meant.event.what, Happening::Reversal { .. }) {
        return Err(Refused::IsReversal { of });
    }
    if let Happening::Recounted { by, .. } = &meant.event.what {
        return Err(Refused::IsRecount { of, by: *by });
    }
    // A step is taken back as corrected, so corrections recorded after it need not go first.
    let corrects = matches!(meant.event.what, Happening::Correction { .. });
    match if corrects { matter.latest() } else { matter.in_force().last() } {
        Some(latest) if latest.sequence == of => Ok(latest),
        Some(_) | None if matter.is_reversed(of) => Err(Refused::AlreadyReversed { number, of }),
        Some(latest) => Err(Refused::NotLatest {
            number,
            of,
            latest: latest.sequence,
            what: replay::what(asking, latest),
            on: latest.effective_on,
        }),
        None => Err(Refused::NoSuchRecord { number, of }),
    }
}
