//! Deciding acts within a transaction, each on top of those before it.

use std::collections::BTreeMap;

use base::{Ctx, Key};
use register::Matter;
use register::decide::{Act, What, decide};
use register::event::{Body, Happened};
use register::model::{Catalogue, Kind, Register};
use std::sync::Arc;
use store::{New, Tx};

use crate::{AppError, Done, reporting};

/// Matters as the acts decided so far have made them.
pub(crate) struct Deciding<'a, 'tx> {
    pub(crate) tx: &'a mut Tx<'tx>,
    catalogue: Arc<Catalogue>,
    /// `None`: looked for, and not there.
    matters: BTreeMap<(Key, String), Option<Matter>>,
    last_numbers: BTreeMap<(Key, i16), i64>,
    next_sequence: u64,
}

impl<'a, 'tx> Deciding<'a, 'tx> {
    /// Reads at once all matters that the acts name.
    pub(crate) async fn prepare(
        tx: &'a mut Tx<'tx>,
        acts: impl Iterator<Item = &Act>,
    ) -> Result<Deciding<'a, 'tx>, AppError> {
        let mut wanted: BTreeMap<&Key, Vec<&str>> = BTreeMap::new();
        for act in acts {
            if let Some(number) = &act.number {
                wanted.entry(&act.register).or_default().push(number);
            }
        }
        let mut matters = BTreeMap::new();
        for (register, mut numbers) in wanted {
            numbers.sort_unstable();
            numbers.dedup();
            let mut found = tx.matters(register, &numbers).await?;
            for number in numbers {
                let key = (register.clone(), number.to_owned());
                matters.insert(key, found.remove(number));
            }
        }
        Ok(Deciding {
            catalogue: tx.catalogue(),
            next_sequence: tx.head().sequence.saturating_add(1),
            matters,
            last_numbers: BTreeMap::new(),
            tx,
        })
    }

    /// What the act becomes, if it may happen. `seen` is the version that the actor saw.
    pub(crate) async fn decide(
        &mut self,
        ctx: &Ctx,
        act: &Act,
        seen: Option<u32>,
    ) -> Result<(New, Done), AppError> {
        let catalogue = Arc::clone(&self.catalogue);
        let Some((pack, register)) = catalogue.register(&act.register) else {
            return Err(AppError::NoRegister { register: act.register.clone() });
        };
        for unit in act.units() {
            if self.tx.unit(unit).is_none() {
                return Err(AppError::NoUnit { unit: unit.clone() });
            }
        }
        let opens_at = opens_at(ctx, register, act);
        let number = match &opens_at {
            Some(unit) => self.number_of_opening(ctx, register, act, unit).await?,
            None => act.number.clone().ok_or(AppError::NumberNeeded)?,
        };
        let matter = self.matter(&register.key, &number).await?.cloned();
        let hidden = matter.as_ref().is_some_and(|matter| !self.is_seen(ctx, matter));
        if hidden && opens_at.is_some() {
            return Err(AppError::NumberTaken { number });
        }
        // What lies elsewhere is answered as if it did not exist.
        let matter = matter.filter(|_| !hidden);
        let found = matter.as_ref().map_or(0, |matter| matter.version);
        if let Some(seen) = seen.filter(|seen| *seen != found) {
            return Err(AppError::Overtaken { number, seen, found });
        }
        let event = decide(ctx, pack, matter.as_ref(), act, &number)?;
        let happened = Happened {
            sequence: self.next_sequence,
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            event: event.clone(),
        };
        let matter = match matter {
            Some(matter) => Some(matter.followed_by(happened)),
            None => Matter::fold(vec![happened]),
        };
        self.matters.insert((register.key.clone(), number.clone()), matter);
        let done = Done { sequence: self.next_sequence, number };
        self.next_sequence = self.next_sequence.saturating_add(1);
        let new = New {
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            body: Body::Matter(event),
        };
        Ok((new, done))
    }

    /// The matter with this number, with what was decided in this transaction.
    pub(crate) async fn matter(
        &mut self,
        register: &Key,
        number: &str,
    ) -> Result<Option<&Matter>, AppError> {
        let key = (register.clone(), number.to_owned());
        if !self.matters.contains_key(&key) {
            let found = self.tx.matter(register, number).await?;
            self.matters.insert(key.clone(), found);
        }
        Ok(self.matters.get(&key).and_then(Option::as_ref))
    }

    /// The matter with this number as the actor may see it: one that lies elsewhere is not there.
    pub(crate) async fn visible(
        &mut self,
        ctx: &Ctx,
        register: &Key,
        number: &str,
    ) -> Result<Option<&Matter>, AppError> {
        self.matter(register, number).await?;
        let found = self.matters.get(&(register.clone(), number.to_owned()));
        let found = found.and_then(Option::as_ref);
        Ok(found.filter(|matter| self.is_seen(ctx, matter)))
    }

    /// What acts on one matter become: all of them, or none and the place of the one that is refused.
    pub(crate) async fn decide_together(
        &mut self,
        ctx: &Ctx,
        acts: &[Act],
    ) -> Result<Result<Vec<New>, (usize, AppError)>, AppError> {
        let key = acts.first().and_then(|act| Some((act.register.clone(), act.number.clone()?)));
        let before = key.as_ref().and_then(|key| self.matters.get(key)).cloned();
        let next_sequence = self.next_sequence;
        let mut records = Vec::with_capacity(acts.len());
        for (index, act) in acts.iter().enumerate() {
            match self.decide(ctx, act, None).await {
                Ok((new, _)) => records.push(new),
                Err(error) if error.is_of_the_act() => {
                    self.next_sequence = next_sequence;
                    if let Some(key) = key {
                        self.matters.remove(&key);
                        self.matters.extend(before.map(|before| (key, before)));
                    }
                    return Ok(Err((index, error)));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(Ok(records))
    }

    async fn number_of_opening(
        &mut self,
        ctx: &Ctx,
        register: &Register,
        act: &Act,
        unit: &Key,
    ) -> Result<String, AppError> {
        if self.tx.unit(unit).is_none() {
            return Err(AppError::NoUnit { unit: unit.clone() });
        }
        if !self.tx.lies_within(unit, &ctx.actor.scope) {
            return Err(AppError::OutsideScope { unit: unit.clone() });
        }
        match &register.kind {
            Kind::Case => match &act.number {
                Some(number) => Ok(number.clone()),
                None => self.next_number(register, act.effective_on.year()).await,
            },
            Kind::Count { every, reporters, .. } => {
                let report = reporting::Report { register: &register.key, unit, act };
                report.number(self, *every, reporters).await
            }
        }
    }

    /// The next number of the register in a year: `XXGK-2021-0008`.
    async fn next_number(&mut self, register: &Register, year: i16) -> Result<String, AppError> {
        let key = (register.key.clone(), year);
        let mut last = match self.last_numbers.get(&key) {
            Some(last) => *last,
            None => self.tx.last_number(&register.key, year).await?,
        };
        loop {
            last = last.saturating_add(1);
            let number = format!("{}-{year}-{last:04}", register.number_prefix);
            // An earlier act of the batch may have brought a number of its own.
            if self.matter(&register.key, &number).await?.is_none() {
                self.last_numbers.insert(key, last);
                return Ok(number);
            }
        }
    }

    /// Whether the matter is, or last was, in the actor's part of the organisation.
    fn is_seen(&self, ctx: &Ctx, matter: &Matter) -> bool {
        let before = matter.history.last().and_then(|last| last.event.before.as_ref());
        let place = matter.place.as_ref().or(before);
        place.is_some_and(|place| self.tx.lies_within(&place.unit, &ctx.actor.scope))
    }
}

/// Where the act opens a matter, if that is what it does: at a unit of its choice, or the actor's own.
fn opens_at(ctx: &Ctx, register: &Register, act: &Act) -> Option<Key> {
    match &act.what {
        What::Step { step, unit, .. } => {
            let opens = register.opening().is_some_and(|opening| opening.key == *step);
            opens.then(|| unit.clone().unwrap_or_else(|| ctx.actor.scope.clone()))
        }
        What::Note(_) | What::Reverse { .. } => None,
    }
}
