//! Pools that are counted together under a share.

use base::{Dims, Key};
use jiff::civil::Date;
use ledger::pool::Pool;

use super::PoolState;
use crate::model::{Cap, Register, Within};

/// The pools of a register that are counted together under one of its shares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub register: Key,
    pub cap: Key,
    /// What they have in common.
    pub unit: Option<Key>,
    pub due: Option<Date>,
    pub dims: Dims,
}

/// What a share counts in a group of pools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub part: i64,
    pub whole: i64,
}

impl Group {
    /// The group to which a pool belongs; `None` if it lacks what the share asks pools to have in
    /// common, and so is not counted.
    #[must_use]
    pub fn of(register: &Register, cap: &Cap, pool: &PoolState) -> Option<Group> {
        let (register, cap_key) = (register.key.clone(), cap.key.clone());
        let mut group = Group { register, cap: cap_key, unit: None, due: None, dims: Dims::new() };
        for within in &cap.within {
            match within {
                Within::Unit => group.unit = Some(pool.unit.clone()),
                Within::Due => group.due = Some(pool.due?),
                Within::Dimension(dimension) => {
                    group.dims.set(dimension.clone(), pool.dims.get(dimension)?.clone());
                }
            }
        }
        Some(group)
    }
}

impl Totals {
    /// What one pool adds.
    #[must_use]
    pub fn of(cap: &Cap, pool: &PoolState) -> Totals {
        Totals::of_places(cap, &pool.dims, pool.balance)
    }

    /// What places with these dimensions add.
    #[must_use]
    pub fn of_places(cap: &Cap, dims: &Dims, places: Pool) -> Totals {
        let is_part = cap.part_where.iter().all(|(dimension, values)| {
            dims.get(dimension).is_some_and(|value| values.contains(value))
        });
        let part = if is_part { cap.part.of(places) } else { 0 };
        Totals { part, whole: cap.whole.of(places) }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Totals) -> Totals {
        self.changed(Totals::default(), other)
    }

    /// The totals when one of the pools has changed.
    pub(super) fn changed(self, before: Totals, after: Totals) -> Totals {
        let changed = |total: i64, before: i64, after: i64| {
            total.saturating_sub(before).saturating_add(after)
        };
        Totals {
            part: changed(self.part, before.part, after.part),
            whole: changed(self.whole, before.whole, after.whole),
        }
    }
}
