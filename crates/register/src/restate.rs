//! A matter's history as if it had been entered rightly.

use jiff::civil::Date;

use crate::event::{Happened, Happening, Rebooked};

/// The history with its corrections applied: every event as it is booked now, corrections and what
/// took corrections back left out.
pub(crate) fn restated(history: &[Happened]) -> Vec<Happened> {
    let mut restated = Vec::with_capacity(history.len());
    history.iter().for_each(|happened| follow(&mut restated, happened));
    restated
}

/// Adds one event to a restated history.
pub(crate) fn follow(restated: &mut Vec<Happened>, happened: &Happened) {
    match &happened.event.what {
        Happening::Correction { rebooked, .. } | Happening::Recounted { rebooked, .. } => {
            apply(restated, rebooked);
        }
        Happening::Reversal { rebooked, .. } if !rebooked.is_empty() => apply(restated, rebooked),
        Happening::Step(_)
        | Happening::Note(_)
        | Happening::Reassigned { .. }
        | Happening::Reversal { .. } => restated.push(happened.clone()),
    }
}

fn apply(restated: &mut [Happened], rebooked: &[Rebooked]) {
    for again in rebooked {
        let Some(meant) = restated.iter_mut().find(|one| one.sequence == again.event) else {
            continue;
        };
        meant.effective_on = again.now.on;
        meant.event.before.clone_from(&again.now.before);
        meant.event.after.clone_from(&again.now.after);
        if let Some(set) = &again.set {
            meant.event.set.clone_from(set);
        }
        if let Some(posted) = &again.posted {
            meant.event.posted.clone_from(posted);
        }
        if let (Happening::Reassigned { to, .. }, Some(after)) =
            (&mut meant.event.what, &again.now.after)
        {
            to.clone_from(&after.unit);
        }
    }
}

/// The events of a restated history that the books show: without those that were reversed on their
/// own effective day, and those reversals.
pub(crate) fn tracing(restated: &[Happened]) -> impl Iterator<Item = &Happened> {
    let day_of = |sequence: u64| -> Option<Date> {
        restated.iter().find(|one| one.sequence == sequence).map(|one| one.effective_on)
    };
    let reversed_on = |sequence: u64| {
        let reversal = restated.iter().find(
            |one| matches!(&one.event.what, Happening::Reversal { of, .. } if *of == sequence),
        );
        reversal.map(|one| one.effective_on)
    };
    restated.iter().filter(move |one| match &one.event.what {
        Happening::Reversal { of, .. } => day_of(*of) != Some(one.effective_on),
        Happening::Step(_)
        | Happening::Note(_)
        | Happening::Reassigned { .. }
        | Happening::Correction { .. }
        | Happening::Recounted { .. } => reversed_on(one.sequence) != Some(one.effective_on),
    })
}
