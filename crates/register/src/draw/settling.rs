//! One event on its way through its pools: everything it asks for, or nothing.

use std::collections::BTreeMap;

use ledger::pool::Shortage;

use super::pools::{Was, followed};
use super::refused::Shown;
use super::{Draw, DrawRefused, Held, PoolId, PoolState, Pools, Request, Wanted};
use crate::model::Register;
use crate::told::Told;
use crate::words::Words;

impl Pools {
    /// Moves all places that an event asks for, or none.
    ///
    /// # Errors
    ///
    /// [`DrawRefused`] at the first that cannot be moved; nothing has changed then.
    pub fn settle(
        &mut self,
        request: &Request<'_>,
        wanted: &[Wanted],
    ) -> Result<Vec<Draw>, DrawRefused> {
        let mut settling = Settling { pools: self, request, changed: BTreeMap::new() };
        settling.follow();
        let mut draws = vec![];
        for one in wanted {
            draws.extend(settling.take(one)?.map(|draw| (draw, one.back)));
        }
        let totals = settling.within_caps()?;
        let changed = settling.changed;
        for (pool, state) in changed {
            let was = self.pools.insert(pool.clone(), Some(state));
            self.log.push(Was::Pool(pool, was));
        }
        for (group, after) in totals {
            let was = self.totals.insert(group.clone(), after);
            self.log.push(Was::Totals(group, was));
        }
        for (draw, back) in &draws {
            self.hold(request, draw, *back);
        }
        Ok(draws.into_iter().map(|(draw, _)| draw).collect())
    }

    /// Keeps the list of holds.
    fn hold(&mut self, request: &Request<'_>, draw: &Draw, back: bool) {
        if let Some((held, begins)) = Held::of(request.event, draw, back) {
            self.list(&draw.pool, &held, begins);
            self.log.push(Was::Held(draw.pool.clone(), held, !begins));
        }
    }
}

/// An event on its way through its pools.
pub(super) struct Settling<'a> {
    pub(super) pools: &'a Pools,
    pub(super) request: &'a Request<'a>,
    pub(super) changed: BTreeMap<PoolId, PoolState>,
}

impl Settling<'_> {
    /// A pool's own event changes its state.
    fn follow(&mut self) {
        let Request { words, event, .. } = self.request;
        if words.register.stock().is_none() {
            return;
        }
        let own = self.request.own();
        if let Some(state) = followed(words.register, self.pools.get(&own), event) {
            self.changed.insert(own, state);
        }
    }

    /// Moves the places of one pool; nothing if there is nothing to move.
    fn take(&mut self, wanted: &Wanted) -> Result<Option<Draw>, DrawRefused> {
        let number = || wanted.pool.number.clone();
        let register = self.stock(&wanted.pool);
        let present = self.changed.get(&wanted.pool).or_else(|| self.pools.get(&wanted.pool));
        let (Some(present), Some(register)) = (present.cloned(), register) else {
            let words = register.map(|known| Words::new(self.request.words.pack, known));
            let key = || Told::same(wanted.pool.register.as_str());
            let register = words.map_or_else(key, Words::register);
            return Err(DrawRefused::NoPool { register, number: number() });
        };
        let on = self.request.effective_on;
        if wanted.draws_afresh() {
            self.can_be_drawn(wanted, &present, register)?;
        }
        if let Some(last) = present.moved_on.filter(|last| on < *last) {
            return Err(DrawRefused::BeforeLast { number: number(), day: on, last });
        }
        let amount = wanted.amount.unwrap_or_else(|| present.balance.free());
        if wanted.amount.is_none() && amount == 0 {
            return Ok(None);
        }
        let moved = if wanted.back {
            present.balance.taken_back(wanted.movement, amount)
        } else {
            present.balance.after(wanted.movement, amount)
        };
        let balance = moved.map_err(|shortage| self.short(wanted, register, shortage))?;
        let draw = Draw {
            field: wanted.field.clone(),
            pool: wanted.pool.clone(),
            unit: present.unit.clone(),
            dims: present.dims.clone(),
            movement: wanted.movement,
            amount,
            until: wanted.until.clone(),
        };
        let changed = PoolState { balance, moved_on: Some(on), ..present };
        self.changed.insert(wanted.pool.clone(), changed);
        Ok(Some(draw))
    }

    pub(super) fn stock(&self, pool: &PoolId) -> Option<&Register> {
        let register = self.request.words.pack.register(&pool.register)?;
        register.stock().map(|_| register)
    }

    fn can_be_drawn(
        &self,
        wanted: &Wanted,
        pool: &PoolState,
        register: &Register,
    ) -> Result<(), DrawRefused> {
        let number = || wanted.pool.number.clone();
        let words = Words::new(self.request.words.pack, register);
        let Some(state) = &pool.state else {
            return Err(DrawRefused::NoPool { register: words.register(), number: number() });
        };
        if !register.state(state).is_some_and(|state| state.open) {
            return Err(DrawRefused::PoolClosed { number: number(), state: words.state(state) });
        }
        let day = self.request.effective_on;
        match pool.due.filter(|last| *last < day) {
            Some(last) => Err(DrawRefused::PoolPast { number: number(), day, last }),
            None => Ok(()),
        }
    }

    fn short(&self, wanted: &Wanted, register: &Register, shortage: Shortage) -> DrawRefused {
        let number = wanted.pool.number.clone();
        match shortage {
            Shortage::TooFew { standing, asked, there } => {
                let shown = |amount| shown(register, amount);
                let (asked, there) = (shown(asked), shown(there));
                DrawRefused::TooFew { number, counts: counts(register), standing, asked, there }
            }
            Shortage::TooMany => DrawRefused::TooMany { number },
            Shortage::NoAmount(_) => {
                let field = wanted.field.as_ref();
                let field = field.map(|field| self.request.words.field(field));
                DrawRefused::NoAmount { field: field.unwrap_or_else(|| Told::same(number)) }
            }
        }
    }
}

fn counts(register: &Register) -> Told {
    let unit = register.stock().map(|stock| stock.counts);
    unit.map_or_else(Told::default, |unit| {
        Told::new(unit.word(base::Lang::Zh), unit.word(base::Lang::En))
    })
}

pub(super) fn shown(register: &Register, amount: i64) -> Shown {
    let is_money = register.stock().is_some_and(|stock| stock.counts == base::UnitOfMeasure::Yuan);
    Shown::new(amount, is_money)
}
