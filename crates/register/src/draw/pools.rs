//! Pools as the events decided so far have left them.

use std::collections::{BTreeMap, BTreeSet};

use base::{Dims, Key, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::pool::{Movement, Pool};

use super::{Draw, Group, PoolId, Totals};
use crate::event::{MatterEvent, Place};
use crate::model::Register;

/// How a pool stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolState {
    /// The unit and the dimensions in whose books its places stand: those of its opening.
    pub unit: Key,
    pub dims: Dims,
    /// `None` if its opening was taken back.
    pub state: Option<Key>,
    /// The last day on which it can be drawn on.
    pub due: Option<Date>,
    /// When its places moved last.
    pub moved_on: Option<Date>,
    pub balance: Pool,
}

/// A hold that is not yet settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    pub at: Timestamp,
    /// The matter that holds.
    pub register: Key,
    pub number: String,
    pub field: Key,
    /// The step to take when the time is over.
    pub lapse: Key,
}

impl Held {
    /// The hold that a draw of an event begins or ends, and whether it begins.
    #[must_use]
    pub fn of(event: &MatterEvent, draw: &Draw, back: bool) -> Option<(Held, bool)> {
        let (field, until) = (draw.field.as_ref()?, draw.until.as_ref()?);
        let held = Held {
            at: until.at,
            register: event.register.clone(),
            number: event.number.clone(),
            field: field.clone(),
            lapse: until.lapse.clone(),
        };
        Some((held, (draw.movement == Movement::Hold) != back))
    }
}

/// A pool after an event of its own: its state changes; its opening says where and what it is. `None`
/// if nothing is there and nothing comes to be.
#[must_use]
pub fn followed(
    register: &Register,
    present: Option<&PoolState>,
    event: &MatterEvent,
) -> Option<PoolState> {
    let state = event.after.as_ref().map(|place| place.state.clone());
    match present {
        // An empty pool is opened anew, perhaps elsewhere.
        Some(present) if event.before.is_some() || present.balance.supplied() > 0 => {
            Some(PoolState { state, ..present.clone() })
        }
        present => {
            let Place { unit, dims, .. } = event.after.clone()?;
            let due = register.due.as_ref().and_then(|due| match event.set.get(due) {
                Some(Value::Date(day)) => Some(*day),
                Some(_) | None => None,
            });
            let moved_on = present.and_then(|present| present.moved_on);
            Some(PoolState { unit, dims, state, due, moved_on, balance: Pool::default() })
        }
    }
}

/// Pools with what was decided about them so far.
///
/// What is not known is asked for: [`Pools::unknown`] and [`Pools::unknown_groups`] say what
/// [`Pools::settle`] needs.
#[derive(Clone, Debug, Default)]
pub struct Pools {
    /// `None`: looked for, and not there.
    pub(super) pools: BTreeMap<PoolId, Option<PoolState>>,
    pub(super) holds: BTreeMap<PoolId, BTreeSet<Held>>,
    pub(super) totals: BTreeMap<Group, Totals>,
    /// What was there before each change since the log was last cleared.
    pub(super) log: Vec<Was>,
}

/// What was there before a change; `None` if nothing was known.
#[derive(Clone, Debug)]
pub(super) enum Was {
    Pool(PoolId, Option<Option<PoolState>>),
    /// Whether the hold was listed.
    Held(PoolId, Held, bool),
    Totals(Group, Option<Totals>),
}

impl Pools {
    /// The pools of these that are not known.
    #[must_use]
    pub fn unknown(&self, pools: impl IntoIterator<Item = PoolId>) -> Vec<PoolId> {
        pools.into_iter().filter(|pool| !self.pools.contains_key(pool)).collect()
    }

    /// Takes note of a pool as the database has it, with the holds on it; `None` if there is none.
    pub fn learn(&mut self, pool: PoolId, found: Option<(PoolState, BTreeSet<Held>)>) {
        let (state, holds) = found.unzip();
        self.pools.insert(pool.clone(), state);
        self.holds.insert(pool, holds.unwrap_or_default());
    }

    /// The groups in which a known pool is counted and whose totals are not known.
    #[must_use]
    pub fn unknown_groups(&self, register: &Register, pool: &PoolId) -> Vec<Group> {
        let Some(Some(state)) = self.pools.get(pool) else { return vec![] };
        let groups = register.caps.iter().filter_map(|cap| Group::of(register, cap, state));
        groups.filter(|group| !self.totals.contains_key(group)).collect()
    }

    /// Takes note of a group as the database has it.
    pub fn learn_group(&mut self, group: Group, totals: Totals) {
        self.totals.insert(group, totals);
    }

    /// What a group comes to by plain addition, if all its pools are known.
    #[must_use]
    pub fn added_up(&self, register: &Register, group: &Group) -> Totals {
        let cap = register.caps.iter().find(|cap| cap.key == group.cap);
        let of_group = |state: &&PoolState| {
            cap.is_some_and(|cap| Group::of(register, cap, state).as_ref() == Some(group))
        };
        let pools = self.pools.iter().filter(|(id, _)| id.register == register.key);
        let pools = pools.filter_map(|(_, state)| state.as_ref()).filter(of_group);
        pools.fold(Totals::default(), |sum, state| {
            let one = cap.map(|cap| Totals::of(cap, state)).unwrap_or_default();
            sum.and(one)
        })
    }

    /// How a pool stands.
    #[must_use]
    pub fn get(&self, pool: &PoolId) -> Option<&PoolState> {
        self.pools.get(pool)?.as_ref()
    }

    /// Every known pool that is there.
    pub fn iter(&self) -> impl Iterator<Item = (&PoolId, &PoolState)> {
        self.pools.iter().filter_map(|(id, state)| Some((id, state.as_ref()?)))
    }

    /// How many pools are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pools.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pools.is_empty()
    }

    /// The holds on a pool whose time is over, oldest first.
    #[must_use]
    pub fn over(&self, pool: &PoolId, now: Timestamp) -> Vec<Held> {
        let holds = self.holds.get(pool).into_iter().flatten();
        holds.take_while(|held| held.at <= now).cloned().collect()
    }

    /// Lists a hold, or takes it off the list.
    pub(super) fn list(&mut self, pool: &PoolId, held: &Held, is_held: bool) {
        let holds = self.holds.entry(pool.clone()).or_default();
        if is_held {
            holds.insert(held.clone());
        } else {
            holds.remove(held);
        }
    }

    /// A point to go back to.
    #[must_use]
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    /// Undoes everything since a mark.
    pub fn back_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            match self.log.pop() {
                Some(Was::Pool(pool, was)) => restore(&mut self.pools, pool, was),
                Some(Was::Held(pool, held, was)) => self.list(&pool, &held, was),
                Some(Was::Totals(group, was)) => restore(&mut self.totals, group, was),
                None => return,
            }
        }
    }

    /// Gives up the way back: everything so far has happened.
    pub fn keep(&mut self) {
        self.log.clear();
    }
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, was: Option<V>) {
    match was {
        Some(was) => map.insert(key, was),
        None => map.remove(&key),
    };
}
