//! Stating what an earlier event should have said.

use base::value::Fields;

use super::replay::{self, Replay, Said};
use super::{Asking, Refused, Statement, refused};
use crate::event::{Happened, Happening, MatterEvent};
use crate::matter::Matter;
use crate::restate;
use crate::value::check_text;

/// Corrects an event in force. It needs the right of the step it corrects.
///
/// Everything the matter has been through since is judged again on the corrected state, by the rules
/// and the version of the pack it was decided by: what is entered now must be as good as a history
/// entered rightly from the start.
pub(super) fn decide(
    asking: &Asking<'_>,
    (of, to): (u64, &Statement),
    reason: &str,
) -> Result<MatterEvent, Refused> {
    let Some(matter) = asking.matter else {
        asking.require_any_step()?;
        return Err(Refused::NoSuchRecord { number: asking.number.to_owned(), of });
    };
    let corrected = meant(asking, matter, of)?;
    asking.require_right_of(matter, corrected)?;
    check_text(reason)
        .map_err(|wrong| Refused::Text { text: refused::CORRECTION.told(), wrong })?;
    let said = said(asking, corrected, to)?;
    let rightly = Replay { asking, matter, of: corrected.sequence }.run(&said)?;
    let of = corrected.sequence;
    event(asking, matter, rightly, |rebooked| Happening::Correction {
        of,
        reason: reason.to_owned(),
        rebooked,
    })
}

/// Takes a correction back: the event says again what it said before.
pub(super) fn taken_back(
    asking: &Asking<'_>,
    matter: &Matter,
    correction: &Happened,
    reason: &str,
) -> Result<MatterEvent, Refused> {
    let Happening::Correction { of, .. } = &correction.event.what else {
        return Err(Refused::IsReversal { of: correction.sequence });
    };
    let until = matter.history.iter().take_while(|one| one.sequence < correction.sequence);
    let before = restate::restated(&until.cloned().collect::<Vec<_>>());
    let before = before.iter().find(|one| one.sequence == *of);
    let before = before
        .ok_or_else(|| Refused::NoSuchRecord { number: asking.number.to_owned(), of: *of })?;
    let rightly = Replay { asking, matter, of: *of }.run(&Said::by(before))?;
    event(asking, matter, rightly, |rebooked| Happening::Reversal {
        of: correction.sequence,
        reason: reason.to_owned(),
        rebooked,
    })
}

/// The event that a correction of this record is about, as it stands now.
fn meant<'a>(asking: &Asking<'_>, matter: &'a Matter, of: u64) -> Result<&'a Happened, Refused> {
    let number = asking.number.to_owned();
    let Some(named) = matter.history.iter().find(|happened| happened.sequence == of) else {
        return Err(Refused::NoSuchRecord { number, of });
    };
    if matter.is_reversed(of) {
        return Err(Refused::AlreadyReversed { number, of });
    }
    let of = match &named.event.what {
        Happening::Reversal { .. } => return Err(Refused::IsReversal { of }),
        Happening::Recounted { by, .. } => return Err(Refused::IsRecount { of, by: *by }),
        Happening::Correction { of, .. } => *of,
        Happening::Step(_) | Happening::Note(_) | Happening::Reassigned { .. } => of,
    };
    let standing = matter.in_force().find(|happened| happened.sequence == of);
    standing.ok_or(Refused::AlreadyReversed { number, of })
}

/// What the event says once corrected.
fn said(asking: &Asking<'_>, corrected: &Happened, to: &Statement) -> Result<Said, Refused> {
    if let Some(day) = to.effective_on.filter(|day| *day > asking.ctx.today) {
        return Err(Refused::InTheFuture { day, today: asking.ctx.today });
    }
    if !corrected.event.draws.is_empty() {
        return Err(Refused::HoldsPlaces { of: corrected.sequence });
    }
    let mut said = Said::by(corrected);
    let says_fields = !to.set.is_empty() || !to.clear.is_empty();
    let opens = corrected.event.before.is_none();
    let (no_fields, no_unit) = match &corrected.event.what {
        Happening::Step(_) => (false, !opens),
        Happening::Reassigned { .. } => (true, false),
        Happening::Note(_)
        | Happening::Correction { .. }
        | Happening::Reversal { .. }
        | Happening::Recounted { .. } => (true, true),
    };
    if (no_fields && says_fields) || (no_unit && to.unit.is_some()) {
        let (of, what) = (corrected.sequence, replay::what(asking, corrected));
        return Err(Refused::SaysNoSuch { of, what });
    }
    said.set.retain(|key, _| !to.clear.contains(key));
    said.set.extend(to.set.iter().map(|(key, value)| (key.clone(), value.clone())));
    said.on = to.effective_on.unwrap_or(said.on);
    said.unit = to.unit.clone().or(said.unit);
    Ok(said)
}

fn event(
    asking: &Asking<'_>,
    matter: &Matter,
    rightly: Vec<Happened>,
    what: impl FnOnce(Vec<crate::event::Rebooked>) -> Happening,
) -> Result<MatterEvent, Refused> {
    let rebooked = replay::differences(asking, matter.rightly(), &rightly);
    if rebooked.is_empty() {
        return Err(Refused::NothingChanged { number: asking.number.to_owned() });
    }
    let after = Matter::fold(rightly).and_then(|matter| matter.place);
    Ok(MatterEvent {
        register: asking.register().key.clone(),
        number: asking.number.to_owned(),
        version: asking.next_version(),
        definition: asking.words.pack.version,
        what: what(rebooked),
        before: matter.place.clone(),
        after,
        set: Fields::new(),
        posted: Fields::new(),
        draws: vec![],
    })
}
