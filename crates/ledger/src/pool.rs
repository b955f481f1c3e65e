//! Pools: places that are free, held or used, never more and never fewer than were supplied.
//!
//! A clinic's half-day of appointments, a lot of vaccine, a budget line: each is a [`Pool`]. Places
//! enter by filling and leave by draining; in between they move among *free*, *held* and *used*:
//!
//! ```text
//!           fill            hold          confirm
//! outside ───────▶ free ───────────▶ held ───────▶ used
//!         ◀───────      ◀───────────             ▲  │
//!           drain    ▲      release     take     │  │ give back
//!                    └───────────────────────────┼──┘
//!                                free ───────────┘
//! ```
//!
//! What is free is not stored but follows: free = supplied − held − used. So the three add up to what
//! was supplied at every moment, and a movement either keeps all of them at zero or above, or is
//! refused.

mod movement;

use std::collections::BTreeMap;
use std::fmt;

use base::{Exact, exact};

pub use movement::{Movement, Standing};

/// The most that a pool holds: in fen, ten million million yuan.
pub const CAPACITY_MAX: i64 = 1_000_000_000_000_000;

/// The places of a pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    supplied: i64,
    held: i64,
    used: i64,
}

/// Why a movement cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Shortage {
    /// Fewer are there than are to leave.
    #[error("{asked} asked for, but only {there} {}", .standing.key())]
    TooFew {
        /// Where they were to leave.
        standing: Standing,
        /// How many were to leave.
        asked: i64,
        /// How many there are.
        there: i64,
    },
    /// More would be supplied than a pool holds.
    #[error("the pool would hold more than {CAPACITY_MAX}")]
    TooMany,
    /// Nothing, or less than nothing, was to move.
    #[error("{0} is no amount that can move; it must be above zero")]
    NoAmount(i64),
}

impl Pool {
    /// A pool with these places, as a projection kept them. `None` if they cannot be.
    #[must_use]
    pub fn of(supplied: i64, held: i64, used: i64) -> Option<Pool> {
        let sound = held >= 0 && used >= 0 && supplied <= CAPACITY_MAX;
        (sound && held.checked_add(used)? <= supplied).then_some(Pool { supplied, held, used })
    }

    /// All places: free, held and used together.
    #[must_use]
    pub fn supplied(self) -> i64 {
        self.supplied
    }

    /// How many stand there.
    #[must_use]
    pub fn standing(self, standing: Standing) -> i64 {
        match standing {
            // Held and used are never more than supplied, so this never falls below zero.
            Standing::Free => self.supplied.saturating_sub(self.held).saturating_sub(self.used),
            Standing::Held => self.held,
            Standing::Used => self.used,
        }
    }

    /// How many can be drawn.
    #[must_use]
    pub fn free(self) -> i64 {
        self.standing(Standing::Free)
    }

    /// How many are held or used.
    #[must_use]
    pub fn drawn(self) -> i64 {
        self.held.saturating_add(self.used)
    }

    /// The pool after a movement.
    ///
    /// # Errors
    ///
    /// [`Shortage`]; the pool stays as it is then.
    pub fn after(self, movement: Movement, amount: i64) -> Result<Pool, Shortage> {
        let (from, to) = movement.ends();
        self.moved(from, to, amount)
    }

    /// The pool after a movement was taken back.
    ///
    /// # Errors
    ///
    /// [`Shortage`]: what was supplied may have been drawn since, what was released may be somebody
    /// else's now.
    pub fn taken_back(self, movement: Movement, amount: i64) -> Result<Pool, Shortage> {
        let (from, to) = movement.ends();
        self.moved(to, from, amount)
    }

    fn moved(
        mut self,
        from: Option<Standing>,
        to: Option<Standing>,
        amount: i64,
    ) -> Result<Pool, Shortage> {
        if amount <= 0 {
            return Err(Shortage::NoAmount(amount));
        }
        if let Some(standing) = from {
            let there = self.standing(standing);
            if there < amount {
                return Err(Shortage::TooFew { standing, asked: amount, there });
            }
        }
        // The amount is there, so nothing below falls under zero.
        match from {
            None => self.supplied = self.supplied.saturating_add(amount),
            Some(Standing::Held) => self.held = self.held.saturating_sub(amount),
            Some(Standing::Used) => self.used = self.used.saturating_sub(amount),
            Some(Standing::Free) => {}
        }
        match to {
            None => self.supplied = self.supplied.saturating_sub(amount),
            Some(Standing::Held) => self.held = self.held.saturating_add(amount),
            Some(Standing::Used) => self.used = self.used.saturating_add(amount),
            Some(Standing::Free) => {}
        }
        if self.supplied > CAPACITY_MAX { Err(Shortage::TooMany) } else { Ok(self) }
    }
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pool { supplied, held, used } = self;
        write!(f, "{supplied} supplied = {} free + {held} held + {used} used", self.free())
    }
}

/// What is to happen to one of several pools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn<K> {
    /// Which pool.
    pub pool: K,
    /// What happens to it.
    pub movement: Movement,
    /// To how many of its places.
    pub amount: i64,
    /// Whether an earlier such movement is taken back instead.
    pub back: bool,
}

/// Moves places of several pools: all of it, or nothing.
///
/// # Errors
///
/// The index of the first movement that cannot be, with what is short; every pool is as it was then.
/// A pool that is not among `pools` is an empty one.
pub fn draw<K: Ord + Clone>(
    pools: &mut BTreeMap<K, Pool>,
    drawn: &[Drawn<K>],
) -> Result<(), (usize, Shortage)> {
    let mut changed: BTreeMap<K, Pool> = BTreeMap::new();
    for (index, one) in drawn.iter().enumerate() {
        let present = changed.get(&one.pool).or_else(|| pools.get(&one.pool));
        let present = present.copied().unwrap_or_default();
        let after = if one.back {
            present.taken_back(one.movement, one.amount)
        } else {
            present.after(one.movement, one.amount)
        };
        changed.insert(one.pool.clone(), after.map_err(|shortage| (index, shortage))?);
    }
    pools.extend(changed);
    Ok(())
}

/// Whether `part` is at most the fraction `limit` of `whole`: part × q ≤ p × whole, in whole numbers.
///
/// Of nothing, nothing is the only admitted part. A comparison that does not fit 128 bits is answered
/// with no.
#[must_use]
pub fn is_within(part: i64, whole: i64, limit: Exact) -> bool {
    let share = exact::whole(part).numer().checked_mul(*limit.denom());
    let most = limit.numer().checked_mul(*exact::whole(whole).numer());
    share.zip(most).is_some_and(|(share, most)| share <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Movement::{Confirm, Drain, Fill, GiveBack, Hold, Release, Take};

    fn pool(supplied: i64, held: i64, used: i64) -> Pool {
        Pool::of(supplied, held, used).unwrap()
    }

    #[test]
    fn every_movement_has_its_ends_and_its_way_back() {
        let full = pool(10, 4, 3);
        let after = [
            (Fill, pool(12, 4, 3)),
            (Drain, pool(8, 4, 3)),
            (Take, pool(10, 4, 5)),
            (Hold, pool(10, 6, 3)),
            (Confirm, pool(10, 2, 5)),
            (Release, pool(10, 2, 3)),
            (GiveBack, pool(10, 4, 1)),
        ];
        for (movement, expected) in after {
            assert_eq!(full.after(movement, 2), Ok(expected), "{movement:?}");
            assert_eq!(expected.taken_back(movement, 2), Ok(full), "{movement:?}");
            assert_eq!(Movement::of_key(movement.key()), Some(movement));
        }
    }

    #[test]
    fn nothing_leaves_from_where_it_is_not() {
        let full = pool(10, 4, 3);
        let few = |standing, there| Err(Shortage::TooFew { standing, asked: 5, there });
        for movement in [Drain, Take, Hold] {
            assert_eq!(full.after(movement, 5), few(Standing::Free, 3), "{movement:?}");
        }
        for movement in [Confirm, Release] {
            assert_eq!(full.after(movement, 5), few(Standing::Held, 4), "{movement:?}");
        }
        assert_eq!(full.after(GiveBack, 5), few(Standing::Used, 3));
        assert_eq!(full.taken_back(Fill, 5), few(Standing::Free, 3));
        assert_eq!(full.after(Take, 0), Err(Shortage::NoAmount(0)));
        assert_eq!(full.after(Fill, -1), Err(Shortage::NoAmount(-1)));
        assert_eq!(full.after(Fill, CAPACITY_MAX), Err(Shortage::TooMany));
    }

    #[test]
    fn what_cannot_be_is_no_pool() {
        for (supplied, held, used) in
            [(1, 1, 1), (1, -1, 1), (1, 1, -1), (-1, 0, 0), (1, i64::MAX, i64::MAX)]
        {
            assert_eq!(Pool::of(supplied, held, used), None);
        }
    }

    #[test]
    fn several_pools_move_together_or_not_at_all() {
        let mut pools = BTreeMap::from([("am", pool(2, 0, 0)), ("pm", pool(1, 0, 1))]);
        let take = |pool| Drawn { pool, movement: Take, amount: 1, back: false };
        let before = pools.clone();
        let short = Shortage::TooFew { standing: Standing::Free, asked: 1, there: 0 };
        assert_eq!(draw(&mut pools, &[take("am"), take("pm")]), Err((1, short)));
        assert_eq!(draw(&mut pools, &[take("am"), take("am"), take("am")]), Err((2, short)));
        assert_eq!(draw(&mut pools, &[take("none")]), Err((0, short)));
        assert_eq!(pools, before);
        assert_eq!(draw(&mut pools, &[take("am"), take("am")]), Ok(()));
        assert_eq!(pools.get("am"), Some(&pool(2, 0, 2)));
    }

    #[test]
    fn a_share_is_compared_in_whole_numbers() {
        let tenth = Exact::new(1, 10);
        assert!(is_within(1, 10, tenth) && is_within(0, 0, tenth));
        assert!(!is_within(2, 19, tenth) && !is_within(1, 9, tenth) && !is_within(1, 0, tenth));
        let third = Exact::new(1, 3);
        let most = CAPACITY_MAX / 3;
        assert!(is_within(most, most * 3, third) && !is_within(most + 1, most * 3, third));
    }
}
