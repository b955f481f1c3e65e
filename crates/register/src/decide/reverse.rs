//! Taking a record back.

use base::value::Fields;

use super::{Asking, Refused, refused};
use crate::event::{Happened, Happening, MatterEvent};
use crate::matter::Matter;
use crate::told::Told;
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
    match &reversed.event.what {
        Happening::Step(step) => match asking.register().step(step) {
            Some(step) => asking.ctx.require(&step.right)?,
            None => asking.require_any_step()?,
        },
        Happening::Note(_) | Happening::Reversal { .. } => asking.require_any_step()?,
    }
    check_text(reason).map_err(|wrong| Refused::Text { text: refused::REASON.told(), wrong })?;
    Ok(MatterEvent {
        register: asking.register().key.clone(),
        number: number(),
        version: asking.next_version(),
        definition: reversed.event.definition,
        what: Happening::Reversal { of, reason: reason.to_owned() },
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
    match matter.in_force().last() {
        Some(latest) if latest.sequence == of => Ok(latest),
        Some(_) | None if matter.is_reversed(of) => Err(Refused::AlreadyReversed { number, of }),
        Some(latest) => Err(Refused::NotLatest {
            number,
            of,
            latest: latest.sequence,
            what: what(asking, latest),
            on: latest.effective_on,
        }),
        None => Err(Refused::NoSuchRecord { number, of }),
    }
}

fn what(asking: &Asking<'_>, happened: &Happened) -> Told {
    match &happened.event.what {
        Happening::Step(step) => asking.words.step(step),
        Happening::Note(_) => Told::new("备注", "note"),
        Happening::Reversal { .. } => Told::new("冲销", "reversal"),
    }
}
