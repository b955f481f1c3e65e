//! Pools of an authority in memory: all of them are known, and groups are added up anew each time.

use std::sync::Arc;

use base::{Ctx, Key};
use jiff::civil::Date;
use register::decide::{Act, Refused, What};
use register::draw::{self, Draw, Held, PoolId, Pools, Request, Wanted};
use register::model::Catalogue;
use register::words::Words;
use register::{Happened, MatterEvent};

use crate::book::{Book, Done, Unable};

impl Book {
    /// All pools, with what was drawn from them.
    #[must_use]
    pub fn pools(&self) -> &Pools {
        &self.pools
    }

    /// Gives up every hold whose time is over. Answers how many.
    pub fn expire(&mut self, ctx: &Ctx) -> usize {
        let pools: Vec<PoolId> = self.pools.iter().map(|(pool, _)| pool.clone()).collect();
        let over: Vec<Held> =
            pools.iter().flat_map(|pool| self.pools.over(pool, ctx.now)).collect();
        over.iter().filter(|held| self.lapse(ctx, held).is_ok()).count()
    }

    /// Does several acts: all of them, or none.
    ///
    /// # Errors
    ///
    /// The place of the first that is refused, and why; nothing has happened then.
    pub fn act_together(&mut self, acts: &[(Ctx, Act)]) -> Result<Vec<Done>, (usize, Box<Unable>)> {
        let before = self.clone();
        let mut done = Vec::with_capacity(acts.len());
        for (index, (ctx, act)) in acts.iter().enumerate() {
            match self.act(ctx, act) {
                Ok(one) => done.push(one),
                Err(unable) => {
                    *self = before;
                    return Err((index, Box::new(unable)));
                }
            }
        }
        Ok(done)
    }

    /// The places that an event moves, moved; holds that are over are given up first.
    pub(crate) fn draw(
        &mut self,
        ctx: &Ctx,
        event: &MatterEvent,
        on: Date,
    ) -> Result<Vec<Draw>, Refused> {
        let catalogue = Arc::clone(&self.catalogue);
        let Some(words) = words(&catalogue, &event.register) else { return Ok(vec![]) };
        let wanted = {
            let matter = self.matter(&event.register, &event.number);
            draw::wanted(&Request { ctx, words, matter, event, effective_on: on })?
        };
        for pool in wanted.iter().filter(|one| one.draws_afresh()).map(|one| one.pool.clone()) {
            for held in self.pools.over(&pool, ctx.now) {
                if (&held.register, &held.number) != (&event.register, &event.number) {
                    // What cannot lapse stays held.
                    let _ = self.lapse(ctx, &held);
                }
            }
        }
        self.settle(ctx, (event, on), &wanted)
    }

    /// Moves the places of an event that something else recorded.
    pub(crate) fn draw_again(&mut self, happened: &Happened) {
        let ctx = crate::Asker::new("recorder").on(happened.effective_on).ctx();
        let wanted = draw::recorded(&happened.event);
        let settled = self.settle(&ctx, (&happened.event, happened.effective_on), &wanted);
        settled.expect("what was recorded was there");
    }

    fn settle(
        &mut self,
        ctx: &Ctx,
        (event, on): (&MatterEvent, Date),
        wanted: &[Wanted],
    ) -> Result<Vec<Draw>, Refused> {
        let catalogue = Arc::clone(&self.catalogue);
        let Some(words) = words(&catalogue, &event.register) else { return Ok(vec![]) };
        let mut pools = std::mem::take(&mut self.pools);
        let request = Request {
            ctx,
            words,
            matter: self.matter(&event.register, &event.number),
            event,
            effective_on: on,
        };
        for pool in draw::pools(&request, wanted) {
            let Some(register) = words.pack.register(&pool.register) else { continue };
            for group in pools.unknown_groups(register, &pool) {
                let totals = pools.added_up(register, &group);
                pools.learn_group(group, totals);
            }
        }
        let settled = pools.settle(&request, wanted);
        pools.keep();
        self.pools = pools;
        Ok(settled?)
    }

    /// Takes the step that gives up a hold.
    fn lapse(&mut self, ctx: &Ctx, held: &Held) -> Result<Done, Unable> {
        let clock = crate::Asker::new("clock").ctx();
        let ctx = Ctx { today: ctx.today, now: ctx.now, ..clock };
        let act = Act {
            register: held.register.clone(),
            number: Some(held.number.clone()),
            what: What::Step { step: held.lapse.clone(), unit: None, set: [].into() },
            effective_on: ctx.today,
            basis: String::new(),
        };
        self.act(&ctx, &act)
    }
}

fn words<'a>(catalogue: &'a Catalogue, register: &Key) -> Option<Words<'a>> {
    catalogue.register(register).map(|(pack, register)| Words::new(pack, register))
}
