//! What a step moves, from what the matter has drawn and what is said with it.

use std::collections::BTreeMap;

use base::value::Fields;
use base::{Key, Value};
use jiff::Timestamp;
use ledger::pool::{Movement, Standing};

use super::refused::Shown;
use super::wanted::{Request, Wanted};
use super::{DrawRefused, Outstanding, PoolId, Until};
use crate::matter::Matter;
use crate::model::{Amount, Drawing, FieldKind, Step};
use crate::told::Told;

/// A step that moves places.
pub(super) struct Asking<'a> {
    request: &'a Request<'a>,
    step: &'a Step,
    merged: Fields,
    /// What the matter has drawn, with what the step has done so far.
    drawn: BTreeMap<Key, Outstanding>,
}

impl<'a> Asking<'a> {
    pub(super) fn of(request: &'a Request<'a>, step: &'a Step) -> Asking<'a> {
        let drawn = request.matter.map(Matter::outstanding).unwrap_or_default();
        Asking { request, step, merged: request.merged(), drawn }
    }

    pub(super) fn all(mut self) -> Result<Vec<Wanted>, DrawRefused> {
        let mut wanted = vec![];
        for drawing in &self.step.draws {
            wanted.extend(self.one(drawing)?);
        }
        self.confirms_something(&wanted)?;
        self.keeps_its_pools()?;
        Ok(wanted)
    }

    fn one(&mut self, drawing: &Drawing) -> Result<Option<Wanted>, DrawRefused> {
        match (&drawing.pool, drawing.movement) {
            (None, movement) => {
                let amount = match &drawing.amount {
                    Amount::One => Some(1),
                    Amount::Of(field) => Some(self.given(field)?),
                    Amount::All => None,
                };
                let pool = self.request.own();
                Ok(Some(Wanted { pool, field: None, movement, amount, until: None, back: false }))
            }
            (Some(field), Movement::Take | Movement::Hold) => self.afresh(field, drawing).map(Some),
            (Some(field), _) => self.onward(field, drawing),
        }
    }

    /// Takes or holds places of the pool that the field names now.
    fn afresh(&mut self, field: &Key, drawing: &Drawing) -> Result<Wanted, DrawRefused> {
        let word = || self.request.words.field(field);
        let register = match self.request.words.register.field(field).map(|field| &field.kind) {
            Some(FieldKind::Matter(register)) => register.clone(),
            Some(_) | None => self.request.words.register.key.clone(),
        };
        let number = match self.merged.get(field) {
            Some(Value::Text(number)) => number.clone(),
            Some(_) | None => return Err(DrawRefused::NoAmount { field: word() }),
        };
        let pool = PoolId { register, number };
        if let Some(present) = self.drawn.get(field).filter(|present| {
            *present.pool() != pool || (drawing.movement == Movement::Hold && present.held > 0)
        }) {
            let number = present.pool().number.clone();
            return Err(DrawRefused::DrawnElsewhere { field: word(), number });
        }
        let amount = match &drawing.amount {
            Amount::One | Amount::All => 1,
            Amount::Of(amount) => self.said(amount, self.merged.get(amount))?,
        };
        let until = drawing.hold.as_ref().map(|hold| {
            let over = jiff::SignedDuration::from_secs(hold.seconds);
            let at = self.request.ctx.now.checked_add(over).unwrap_or(Timestamp::MAX);
            // To the microsecond, as the journal keeps instants.
            let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
            Until { at, lapse: hold.lapse.clone() }
        });
        let (field, movement) = (Some(field.clone()), drawing.movement);
        Ok(Wanted { pool, field, movement, amount: Some(amount), until, back: false })
    }

    /// Confirms, releases or gives back what the matter has drawn. Where nothing is, nothing moves: a
    /// cancellation need not know how far things have gone.
    fn onward(&mut self, field: &Key, drawing: &Drawing) -> Result<Option<Wanted>, DrawRefused> {
        let word = || self.request.words.field(field);
        let movement = drawing.movement;
        let standing = match movement {
            Movement::GiveBack => Standing::Used,
            _ => Standing::Held,
        };
        let there = self.drawn.get(field).map_or(0, |drawn| match standing {
            Standing::Used => drawn.used,
            Standing::Free | Standing::Held => drawn.held,
        });
        let amount = match &drawing.amount {
            Amount::One => 1,
            Amount::Of(amount) => self.given(amount)?,
            Amount::All if there == 0 => return Ok(None),
            Amount::All => there,
        };
        let Some(drawn) = self.drawn.get_mut(field).filter(|_| there > 0) else {
            return Err(DrawRefused::NothingDrawn { field: word(), standing });
        };
        if amount > there {
            let (asked, there) = (Shown::new(amount, false), Shown::new(there, false));
            return Err(DrawRefused::FewerDrawn { field: word(), standing, asked, there });
        }
        let until = if standing == Standing::Held { drawn.until.clone() } else { None };
        if let Some(until) = &until {
            in_time(self.request, (self.step, movement), until, drawn.pool())?;
        }
        if standing == Standing::Held {
            drawn.held = drawn.held.saturating_sub(amount);
        }
        drawn.used = match movement {
            Movement::Confirm => drawn.used.saturating_add(amount),
            Movement::GiveBack => drawn.used.saturating_sub(amount),
            _ => drawn.used,
        };
        let pool = drawn.pool().clone();
        if drawn.is_settled() {
            self.drawn.remove(field);
        }
        let (field, amount) = (Some(field.clone()), Some(amount));
        Ok(Some(Wanted { pool, field, movement, amount, until, back: false }))
    }

    /// Who confirms wants something confirmed.
    fn confirms_something(&self, wanted: &[Wanted]) -> Result<(), DrawRefused> {
        let mut asked = self.step.draws.iter().filter(|one| one.movement == Movement::Confirm);
        let Some(field) = asked.next().and_then(|drawing| drawing.pool.as_ref()) else {
            return Ok(());
        };
        if wanted.iter().any(|one| one.movement == Movement::Confirm) {
            return Ok(());
        }
        let field = self.request.words.field(field);
        Err(DrawRefused::NothingDrawn { field, standing: Standing::Held })
    }

    /// A field that names a pool is not changed while places of another are drawn through it.
    fn keeps_its_pools(&self) -> Result<(), DrawRefused> {
        for (field, drawn) in &self.drawn {
            let named = self.request.event.set.get(field);
            let draws =
                |drawing: &Drawing| drawing.pool.as_ref() == Some(field) && drawing.draws_afresh();
            let number = &drawn.pool().number;
            let other = matches!(named, Some(Value::Text(named)) if named != number);
            if other && !self.step.draws.iter().any(draws) {
                let (field, number) = (self.request.words.field(field), number.clone());
                return Err(DrawRefused::DrawnElsewhere { field, number });
            }
        }
        Ok(())
    }

    /// An amount that was given with this very step.
    fn given(&self, field: &Key) -> Result<i64, DrawRefused> {
        self.said(field, self.request.event.set.get(field))
    }

    fn said(&self, field: &Key, value: Option<&Value>) -> Result<i64, DrawRefused> {
        let amount = value.and_then(Value::as_amount).filter(|amount| *amount > 0);
        let word = || -> Told { self.request.words.field(field) };
        amount.ok_or_else(|| DrawRefused::NoAmount { field: word() })
    }
}

/// Nothing is confirmed after its time, and nothing lapses before.
fn in_time(
    request: &Request<'_>,
    (step, movement): (&Step, Movement),
    until: &Until,
    pool: &PoolId,
) -> Result<(), DrawRefused> {
    let left = until.at.as_second().saturating_sub(request.ctx.now.as_second());
    let is_over = until.at <= request.ctx.now;
    if movement == Movement::Confirm && is_over {
        let minutes = left.saturating_neg() / 60;
        return Err(DrawRefused::HoldOver { number: pool.number.clone(), minutes });
    }
    if until.lapse == step.key && !is_over {
        let (step, minutes) = (request.words.step(&step.key), left / 60);
        return Err(DrawRefused::NotOverYet { step, minutes });
    }
    Ok(())
}
