//! What a matter has drawn and not yet given back.

use std::collections::BTreeMap;

use base::Key;
use ledger::pool::Movement;

use super::{Draw, PoolId, Until};
use crate::matter::Matter;

/// What a matter has drawn through one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outstanding {
    /// The latest draw: it knows the pool, its unit and its dimensions.
    pub last: Draw,
    pub held: i64,
    pub used: i64,
    /// When the hold is over, if anything is held.
    pub until: Option<Until>,
}

impl Outstanding {
    #[must_use]
    pub fn pool(&self) -> &PoolId {
        &self.last.pool
    }

    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.held == 0 && self.used == 0
    }
}

impl Matter {
    /// What the matter has drawn, by the field that named the pool; what was wholly given back is left
    /// out.
    #[must_use]
    pub fn outstanding(&self) -> BTreeMap<Key, Outstanding> {
        let mut all: BTreeMap<Key, Outstanding> = BTreeMap::new();
        for draw in self.in_force().flat_map(|happened| &happened.event.draws) {
            let Some(field) = &draw.field else { continue };
            let one = all.entry(field.clone()).or_insert_with(|| Outstanding {
                last: draw.clone(),
                held: 0,
                used: 0,
                until: None,
            });
            one.take(draw);
        }
        all.retain(|_, one| !one.is_settled());
        all
    }
}

impl Outstanding {
    /// Adds a draw. Amounts are bounded by the capacity of a pool, so nothing overflows.
    fn take(&mut self, draw: &Draw) {
        let (held, used) = match draw.movement {
            Movement::Hold => (draw.amount, 0),
            Movement::Take => (0, draw.amount),
            Movement::Confirm => (draw.amount.saturating_neg(), draw.amount),
            Movement::Release => (draw.amount.saturating_neg(), 0),
            Movement::GiveBack => (0, draw.amount.saturating_neg()),
            Movement::Fill | Movement::Drain => (0, 0),
        };
        self.held = self.held.saturating_add(held);
        self.used = self.used.saturating_add(used);
        if draw.until.is_some() {
            self.until.clone_from(&draw.until);
        }
        if self.held == 0 {
            self.until = None;
        }
        self.last = draw.clone();
    }
}
