//! Deciding acts within a transaction, each on top of those before it.

mod judging;
mod opening;
mod together;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Commitment, Ctx, Key, Value};
use register::decide::{Act, What};
use register::draw::Pools;
use register::event::{Body, Happened};
use register::model::{Catalogue, Pack, Register};
use register::{Matter, personal};
use store::personal::Guarded;
use store::{New, StoreError, Tx};

use crate::asked::{self, Asked};
use crate::personal::Protecting;
use crate::sequencer::{Known, MatterKey};
use crate::{AppError, Command, Done};
use judging::Case;

/// Matters as the acts decided so far have made them.
pub(crate) struct Deciding<'a, 'tx> {
    pub(crate) tx: &'a mut Tx<'tx>,
    catalogue: Arc<Catalogue>,
    known: &'a mut Known,
    asked: Asked,
    protecting: Protecting,
    next_sequence: u64,
    /// Records that come before the one just decided: holds whose time is over.
    pub(crate) ahead: Vec<New>,
}

impl<'a, 'tx> Deciding<'a, 'tx> {
    /// Reads at once all matters that the acts name and that are not known yet, and what was asked
    /// before under the keys of the commands.
    pub(crate) async fn prepare(
        tx: &'a mut Tx<'tx>,
        known: &'a mut Known,
        commands: impl Iterator<Item = &(Ctx, Command)> + Clone,
    ) -> Result<Deciding<'a, 'tx>, StoreError> {
        let keys: BTreeSet<&str> =
            commands.clone().filter_map(|(_, command)| command.key.as_deref()).collect();
        let asked = Asked::find(tx, &keys).await?;
        let acts = commands.map(|(_, command)| &command.act);
        Ok(Deciding { asked, ..Deciding::prepare_acts(tx, known, acts).await? })
    }

    /// Reads at once all matters that the acts name and that are not known yet.
    pub(crate) async fn prepare_acts(
        tx: &'a mut Tx<'tx>,
        known: &'a mut Known,
        acts: impl Iterator<Item = &Act>,
    ) -> Result<Deciding<'a, 'tx>, StoreError> {
        Deciding::fetch(tx, known, acts).await?;
        Ok(Deciding {
            catalogue: tx.catalogue(),
            next_sequence: tx.head().sequence.saturating_add(1),
            asked: Asked::default(),
            protecting: Protecting::default(),
            ahead: vec![],
            known,
            tx,
        })
    }

    async fn fetch(
        tx: &mut Tx<'tx>,
        known: &mut Known,
        acts: impl Iterator<Item = &Act>,
    ) -> Result<(), StoreError> {
        let mut wanted: BTreeMap<&Key, BTreeSet<&str>> = BTreeMap::new();
        for act in acts {
            if let Some(number) = &act.number
                && !known.has(&(act.register.clone(), number.clone()))
            {
                wanted.entry(&act.register).or_default().insert(number);
            }
        }
        for (register, numbers) in wanted {
            let numbers: Vec<&str> = numbers.into_iter().collect();
            let mut found = tx.matters(register, &numbers).await?;
            for number in numbers {
                known.put((register.clone(), number.to_owned()), found.remove(number));
            }
        }
        Ok(())
    }

    /// What the command becomes, if it may happen: the record, and the answer. No record if it was
    /// carried out before under the same key.
    pub(crate) async fn carry_out(
        &mut self,
        ctx: &Ctx,
        command: &Command,
    ) -> Result<(Option<New>, Done), AppError> {
        let Some(key) = &command.key else {
            let (new, done) = self.decide(ctx, &command.act, command.seen).await?;
            return Ok((Some(new), done));
        };
        let request = asked::request(key, &self.bare(&command.act))?;
        if let Some(done) = self.asked.done(&ctx.actor.id, &request)? {
            return Ok((None, done));
        }
        let (new, done) = self.decide(ctx, &command.act, command.seen).await?;
        self.asked.remember(&ctx.actor.id, &request, &done);
        Ok((Some(New { request: Some(request), ..new }), done))
    }

    /// The act without personal values: a digest of them in the record could be found by trying.
    fn bare(&self, act: &Act) -> Act {
        match self.catalogue.register(&act.register) {
            Some((_, register)) => personal::without(register, act),
            None => act.clone(),
        }
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
        let at = (register.key.clone(), number.clone());
        let matter = self.take(&at).await?;
        let case = Case { pack, act, number: &number, opens: opens_at.is_some(), seen };
        let judged = self.judged(ctx, (pack, register), &case, matter.as_ref()).await;
        let (happened, personal) = match judged {
            Ok(judged) => judged,
            Err(error) => {
                self.known.put(at, matter);
                return Err(error);
            }
        };
        let new = New {
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            body: Body::Matter(happened.event.clone()),
            personal,
            request: None,
        };
        let matter = match matter {
            Some(matter) => Some(matter.followed_by(happened)),
            None => Matter::fold(vec![happened]),
        };
        self.known.put(at, matter);
        if opens_at.is_some() {
            self.known.ordinals_mut().opened(register, &number);
        }
        let done = Done { sequence: self.next_sequence, number };
        self.next_sequence = self.next_sequence.saturating_add(1);
        Ok((new, done))
    }

    /// The event that the act is, its personal values sealed, and what is kept of them.
    async fn judged(
        &mut self,
        ctx: &Ctx,
        (pack, register): (&Pack, &Register),
        case: &Case<'_>,
        matter: Option<&Matter>,
    ) -> Result<(Happened, Vec<Guarded>), AppError> {
        let mut happened = self.judge(ctx, case, matter)?;
        let keys = self.known.keys.clone();
        let places = (keys.as_deref(), &mut *self.tx);
        let guarded = self.protecting.cover(places, register, matter, &mut happened.event).await?;
        // Last, because nothing after it may fail: what is drawn is drawn.
        self.draw(ctx, (pack, register), (&mut happened, matter)).await?;
        Ok((happened, guarded))
    }

    /// What the sealed values of a matter are, as far as they are still there: to tell whether
    /// something comes again.
    pub(crate) async fn opened(
        &mut self,
        matter: &Matter,
    ) -> Result<BTreeMap<Commitment, Value>, AppError> {
        let keys = self.known.keys.clone();
        self.protecting.opened(keys.as_deref(), self.tx, matter).await
    }

    /// Pools as the acts decided so far have left them.
    pub(crate) fn known_pools(&mut self) -> &mut Pools {
        &mut self.known.pools
    }

    /// The place in the journal of what is decided next.
    pub(crate) fn next_sequence(&self) -> u64 {
        self.next_sequence
    }

    /// Takes out the matter, to be put back as it then is.
    async fn take(&mut self, at: &MatterKey) -> Result<Option<Matter>, StoreError> {
        match self.known.take(at) {
            Some(matter) => Ok(matter),
            None => self.tx.matter(&at.0, &at.1).await,
        }
    }

    /// The matter with this number, with what was decided in this transaction.
    pub(crate) async fn matter(
        &mut self,
        register: &Key,
        number: &str,
    ) -> Result<Option<&Matter>, AppError> {
        let at = (register.clone(), number.to_owned());
        if !self.known.has(&at) {
            let found = self.tx.matter(register, number).await?;
            self.known.put(at.clone(), found);
        }
        Ok(self.known.get(&at))
    }

    /// The matter with this number as the actor may see it: one that lies elsewhere is not there.
    pub(crate) async fn visible(
        &mut self,
        ctx: &Ctx,
        register: &Key,
        number: &str,
    ) -> Result<Option<&Matter>, AppError> {
        self.matter(register, number).await?;
        let found = self.known.get(&(register.clone(), number.to_owned()));
        Ok(found.filter(|matter| self.is_seen(ctx, matter)))
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
        What::Note(_) | What::Reverse { .. } | What::Correct { .. } | What::Reassign { .. } => None,
    }
}
