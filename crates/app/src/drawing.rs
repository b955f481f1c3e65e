//! Drawing on pools while deciding: what is known of them is asked of the database once, and then kept.

use std::collections::BTreeSet;

use base::ctx::Rights;
use base::{Actor, Ctx, Key};
use register::Matter;
use register::decide::{Act, Refused, What};
use register::draw::{self, DrawRefused, Held, PoolId, Request, Wanted};
use register::event::Happened;
use register::model::{Pack, Register};
use register::words::Words;
use store::{New, StoreError};

use crate::AppError;
use crate::deciding::Deciding;

/// Who gives up holds whose time is over.
const CLOCK: &str = "clock";

/// Holds given up in one transaction by the job.
const EXPIRED_MAX: u32 = 500;

impl Deciding<'_, '_> {
    /// Moves the places that the event asks for, and writes them into it. Holds on the same pools whose
    /// time is over are given up first, as events of their own.
    pub(crate) async fn draw(
        &mut self,
        ctx: &Ctx,
        (pack, register): (&Pack, &Register),
        (happened, matter): (&mut Happened, Option<&Matter>),
    ) -> Result<(), AppError> {
        let event = happened.event.clone();
        let words = Words::new(pack, register);
        let effective_on = happened.effective_on;
        let request = Request { ctx, words, matter, event: &event, effective_on };
        let wanted = draw::wanted(&request).map_err(Refused::from)?;
        let pools = draw::pools(&request, &wanted);
        if pools.is_empty() {
            return Ok(());
        }
        self.look_up(&pools, pack).await?;
        self.is_open_to(ctx, words, &wanted)?;
        self.give_up_over(&request, &wanted).await?;
        let settled = self.known_pools().settle(&request, &wanted);
        happened.event.draws = settled.map_err(Refused::from)?;
        happened.sequence = self.next_sequence();
        Ok(())
    }

    /// Asks the database for what is not known yet of these pools.
    async fn look_up(&mut self, pools: &BTreeSet<PoolId>, pack: &Pack) -> Result<(), StoreError> {
        let unknown: BTreeSet<PoolId> =
            self.known_pools().unknown(pools.iter().cloned()).into_iter().collect();
        if !unknown.is_empty() {
            let mut found = self.tx.pools(&unknown).await?;
            for pool in unknown {
                let state = found.remove(&pool);
                self.known_pools().learn(pool, state);
            }
        }
        for pool in pools {
            let Some(register) = pack.register(&pool.register) else { continue };
            for group in self.known_pools().unknown_groups(register, pool) {
                let Some(cap) = register.caps.iter().find(|cap| cap.key == group.cap) else {
                    continue;
                };
                let totals = self.tx.pool_totals(&group, cap).await?;
                self.known_pools().learn_group(group, totals);
            }
        }
        Ok(())
    }

    /// A pool elsewhere is answered as if it did not exist, unless its register is shared.
    fn is_open_to(
        &mut self,
        ctx: &Ctx,
        words: Words<'_>,
        wanted: &[Wanted],
    ) -> Result<(), AppError> {
        for one in wanted.iter().filter(|one| one.draws_afresh()) {
            let Some(register) = words.pack.register(&one.pool.register) else { continue };
            if register.stock().is_some_and(|stock| stock.shared) {
                continue;
            }
            let unit = self.known_pools().get(&one.pool).map(|pool| pool.unit.clone());
            if unit.is_some_and(|unit| !self.tx.lies_within(&unit, &ctx.actor.scope)) {
                let register = Words::new(words.pack, register).register();
                let number = one.pool.number.clone();
                return Err(Refused::from(DrawRefused::NoPool { register, number }).into());
            }
        }
        Ok(())
    }

    /// Gives up the holds on the wanted pools whose time is over; not those of the matter itself.
    async fn give_up_over(
        &mut self,
        request: &Request<'_>,
        wanted: &[Wanted],
    ) -> Result<(), AppError> {
        for pool in wanted.iter().filter(|one| one.draws_afresh()).map(|one| &one.pool) {
            for held in self.known_pools().over(pool, request.ctx.now) {
                let own = (&request.event.register, &request.event.number);
                if (&held.register, &held.number) != own {
                    self.give_up(request.ctx, &held).await?;
                }
            }
        }
        Ok(())
    }

    /// Takes the step that gives up a hold. What cannot be given up stays held.
    async fn give_up(&mut self, ctx: &Ctx, held: &Held) -> Result<bool, AppError> {
        let clock = clock(ctx, self.authority(ctx));
        let act = Act {
            register: held.register.clone(),
            number: Some(held.number.clone()),
            what: What::Step { step: held.lapse.clone(), unit: None, set: [].into() },
            effective_on: ctx.today,
            basis: String::new(),
        };
        // Deciding leads here, and this to deciding: one level down, for giving up draws nothing.
        match Box::pin(self.decide(&clock, &act, None)).await {
            Ok((new, _)) => {
                self.ahead.push(new);
                Ok(true)
            }
            Err(error) if error.is_of_the_act() => {
                tracing::warn!(number = %held.number, %error, "a hold could not be given up");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Gives up the holds whose time is over, of whatever pool. Answers how many, and whether there
    /// may be more.
    pub(crate) async fn expire(&mut self, ctx: &Ctx) -> Result<(usize, bool), AppError> {
        let over = self.tx.holds_over(ctx.now, EXPIRED_MAX).await?;
        let mut given_up = 0_usize;
        for held in &over {
            given_up = given_up.saturating_add(usize::from(self.give_up(ctx, held).await?));
        }
        let is_full = over.len() >= usize::try_from(EXPIRED_MAX).unwrap_or(usize::MAX);
        Ok((given_up, is_full && given_up > 0))
    }

    /// Records that must come before the one just decided.
    pub(crate) fn take_ahead(&mut self) -> Vec<New> {
        std::mem::take(&mut self.ahead)
    }

    fn authority(&self, ctx: &Ctx) -> Key {
        let units = self.tx.units();
        let top = units.into_iter().find(|unit| unit.parent.is_none());
        top.map_or_else(|| ctx.actor.scope.clone(), |unit| unit.key.clone())
    }
}

/// The clock as somebody who acts.
fn clock(ctx: &Ctx, scope: Key) -> Ctx {
    let id = Key::literal(CLOCK);
    let name = ctx.lang.pick("到期自动办理", "clock").to_owned();
    Ctx { actor: Actor { id, name, scope, rights: Rights::All }, ..ctx.clone() }
}
