//! Which places an event moves, before anybody looks whether they are there.

use std::collections::BTreeSet;

use base::value::Fields;
use base::{Ctx, Key};
use jiff::civil::Date;
use ledger::pool::Movement;

use super::asking::Asking;
use super::{DrawRefused, PoolId, Until};
use crate::event::{Happening, MatterEvent, Rebooked};
use crate::matter::Matter;
use crate::model::Amount;
use crate::words::Words;

/// An event that has been decided but for its draws.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub ctx: &'a Ctx,
    pub words: Words<'a>,
    /// The matter before the event.
    pub matter: Option<&'a Matter>,
    pub event: &'a MatterEvent,
    pub effective_on: Date,
}

/// A movement that an event asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub pool: PoolId,
    pub(super) field: Option<Key>,
    pub(super) movement: Movement,
    /// `None`: all that is free.
    pub(super) amount: Option<i64>,
    /// Of what is held from then on, or was until then.
    pub(super) until: Option<Until>,
    /// Whether an earlier movement is taken back.
    pub(super) back: bool,
}

impl Wanted {
    /// Whether places are drawn that somebody else might otherwise draw.
    #[must_use]
    pub fn draws_afresh(&self) -> bool {
        matches!(self.movement, Movement::Take | Movement::Hold) && !self.back
    }
}

/// The movements that an event asks for, in the order in which they happen.
///
/// # Errors
///
/// [`DrawRefused`] if the matter has not drawn what is to be moved on, or its hold is over.
pub fn wanted(request: &Request<'_>) -> Result<Vec<Wanted>, DrawRefused> {
    match &request.event.what {
        Happening::Step(step) => match request.words.register.step(step) {
            Some(step) => Asking::of(request, step).all(),
            None => Ok(vec![]),
        },
        Happening::Reversal { .. } => Ok(taken_back(request.event)),
        Happening::Correction { rebooked, .. } => {
            unmoved(request, rebooked)?;
            Ok(vec![])
        }
        Happening::Note(_) | Happening::Reassigned { .. } | Happening::Recounted { .. } => {
            Ok(vec![])
        }
    }
}

/// The movements of an event that was recorded before.
#[must_use]
pub fn recorded(event: &MatterEvent) -> Vec<Wanted> {
    let back = matches!(event.what, Happening::Reversal { .. });
    let recorded = event.draws.iter().map(|draw| Wanted {
        pool: draw.pool.clone(),
        field: draw.field.clone(),
        movement: draw.movement,
        amount: Some(draw.amount),
        until: draw.until.clone(),
        back,
    });
    recorded.collect()
}

/// Every pool that must be known to settle the event.
#[must_use]
pub fn pools(request: &Request<'_>, wanted: &[Wanted]) -> BTreeSet<PoolId> {
    let named = wanted.iter().map(|one| one.pool.clone());
    let own = request.words.register.stock().map(|_| request.own());
    named.chain(own).collect()
}

impl Request<'_> {
    /// The matter itself, as a pool.
    pub(super) fn own(&self) -> PoolId {
        let MatterEvent { register, number, .. } = self.event;
        PoolId { register: register.clone(), number: number.clone() }
    }

    /// The fields as they are after the event.
    pub(super) fn merged(&self) -> Fields {
        let in_force = self.matter.filter(|_| self.event.before.is_some());
        let mut merged = in_force.map(|matter| matter.fields.clone()).unwrap_or_default();
        let set = self.event.set.iter();
        merged.extend(set.map(|(key, value)| (key.clone(), value.clone())));
        merged
    }
}

fn taken_back(event: &MatterEvent) -> Vec<Wanted> {
    let back = event.draws.iter().rev().map(|draw| Wanted {
        pool: draw.pool.clone(),
        field: draw.field.clone(),
        movement: draw.movement,
        amount: Some(draw.amount),
        until: draw.until.clone(),
        back: true,
    });
    back.collect()
}

/// A correction moves no places: what it changes must not be what places were moved by.
fn unmoved(request: &Request<'_>, rebooked: &[Rebooked]) -> Result<(), DrawRefused> {
    let Some(matter) = request.matter else { return Ok(()) };
    for again in rebooked {
        let meant = matter.history.iter().find(|happened| happened.sequence == again.event);
        let (Some(meant), Some(set)) = (meant, &again.set) else { continue };
        let Some(draw) = meant.event.draws.first() else { continue };
        let Happening::Step(step) = &meant.event.what else { continue };
        let Some(step) = request.words.register.step(step) else { continue };
        let moves_by = step.draws.iter().flat_map(|drawing| {
            let amount = match &drawing.amount {
                Amount::Of(field) => Some(field),
                Amount::One | Amount::All => None,
            };
            drawing.pool.iter().chain(amount)
        });
        if moves_by.into_iter().any(|field| set.get(field) != meant.event.set.get(field)) {
            let number = draw.pool.number.clone();
            return Err(DrawRefused::NotCorrected { of: again.event, number });
        }
    }
    Ok(())
}
