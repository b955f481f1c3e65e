//! What the sequencer knows without asking the database.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Key;
use register::draw::Pools;
use register::{Matter, Register, numbering};
use store::journal::Head;

use crate::personal::Keys;

/// A matter by its register and number.
pub(crate) type MatterKey = (Key, String);

/// Matters and numbers as the commands decided so far have made them.
///
/// Bounded: of the matters touched lately at least [`YOUNG_MAX`] stay, and at most twice as many.
/// Holds for one state of the journal; where the journal has gone on without it, it is forgotten.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// What personal values are protected with; stays whatever is forgotten.
    pub(crate) keys: Option<Arc<Keys>>,
    /// The journal's end at which all of this holds.
    at: Option<Head>,
    /// `None`: looked for, and not there.
    young: BTreeMap<MatterKey, Option<Matter>>,
    old: BTreeMap<MatterKey, Option<Matter>>,
    ordinals: Ordinals,
    /// Pools as the acts decided so far have left them.
    pub(crate) pools: Pools,
    /// What was known before of the matters that several acts together have changed.
    before: Option<BTreeMap<MatterKey, Option<Option<Matter>>>>,
}

/// The way back to what was known before several acts that are done together or not at all.
#[derive(Debug)]
pub(crate) struct WayBack {
    ordinals: Ordinals,
    pools: usize,
}

/// The highest ordinals of numbers, by register and year.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ordinals {
    /// Of all, where it was asked for.
    last: BTreeMap<(Key, i16), i64>,
    /// Of matters opened lately, whether or not it was asked for.
    seen: BTreeMap<(Key, i16), i64>,
}

/// A few hundred bytes to a few kilobytes each.
const YOUNG_MAX: usize = 8_192;

/// A few hundred bytes each, and as many for every hold.
const POOLS_MAX: usize = 32_768;

impl Known {
    /// Nothing yet; personal values are protected with these.
    pub(crate) fn protected_with(keys: Option<Arc<Keys>>) -> Known {
        Known { keys, ..Known::default() }
    }

    /// Forgets everything unless it holds at this end of the journal.
    pub(crate) fn must_hold_at(&mut self, head: Head) {
        if self.at != Some(head) {
            let keys = self.keys.take();
            *self = Known { keys, at: Some(head), ..Known::default() };
        }
    }

    /// Whether the journal has not gone on since.
    pub(crate) fn holds_already_at(&self, head: Head) -> bool {
        self.at == Some(head)
    }

    /// Everything decided so far is durable, and the journal ends here.
    pub(crate) fn holds_at(&mut self, head: Head) {
        self.at = Some(head);
        self.pools.keep();
        if self.pools.len() > POOLS_MAX {
            self.pools = Pools::default();
        }
        if self.young.len() > YOUNG_MAX {
            self.old = std::mem::take(&mut self.young);
        }
    }

    /// Forgets everything: what was decided has not happened.
    pub(crate) fn forget(&mut self) {
        *self = Known { keys: self.keys.take(), ..Known::default() };
    }

    pub(crate) fn has(&self, key: &MatterKey) -> bool {
        self.young.contains_key(key) || self.old.contains_key(key)
    }

    /// Takes a matter out; `None` if nothing is known about it, `Some(None)` if it is not there.
    pub(crate) fn take(&mut self, key: &MatterKey) -> Option<Option<Matter>> {
        self.note(key);
        self.young.remove(key).or_else(|| self.old.remove(key))
    }

    pub(crate) fn get(&self, key: &MatterKey) -> Option<&Matter> {
        self.young.get(key).or_else(|| self.old.get(key))?.as_ref()
    }

    pub(crate) fn put(&mut self, key: MatterKey, matter: Option<Matter>) {
        self.note(&key);
        self.young.insert(key, matter);
    }

    /// From here on a way back is kept, until [`Known::go_on`] or [`Known::go_back`].
    pub(crate) fn way_back(&mut self) -> WayBack {
        self.before = Some(BTreeMap::new());
        WayBack { ordinals: self.ordinals.clone(), pools: self.pools.mark() }
    }

    /// All of it was decided.
    pub(crate) fn go_on(&mut self) {
        self.before = None;
    }

    /// None of it was.
    pub(crate) fn go_back(&mut self, way: WayBack) {
        for (key, before) in self.before.take().into_iter().flatten() {
            self.take(&key);
            if let Some(matter) = before {
                self.put(key, matter);
            }
        }
        self.ordinals = way.ordinals;
        self.pools.back_to(way.pools);
    }

    /// Keeps what is known of a matter that is about to change, if there is to be a way back.
    fn note(&mut self, key: &MatterKey) {
        let Some(before) = &self.before else { return };
        if !before.contains_key(key) {
            let known = self.young.get(key).or_else(|| self.old.get(key)).cloned();
            self.before.get_or_insert_default().insert(key.clone(), known);
        }
    }

    pub(crate) fn ordinals(&self) -> &Ordinals {
        &self.ordinals
    }

    pub(crate) fn ordinals_mut(&mut self) -> &mut Ordinals {
        &mut self.ordinals
    }
}

impl Ordinals {
    /// The highest ordinal of a year, if it was asked for before.
    pub(crate) fn last(&self, register: &Key, year: i16) -> Option<i64> {
        self.last.get(&(register.clone(), year)).copied()
    }

    /// Remembers what the database says is the highest ordinal of a year. Answers what it is with the
    /// matters opened since.
    pub(crate) fn found(&mut self, register: &Key, year: i16, last: i64) -> i64 {
        let key = (register.clone(), year);
        let last = self.seen.get(&key).map_or(last, |seen| last.max(*seen));
        self.last.insert(key, last);
        last
    }

    /// Remembers the number of a matter that was opened.
    pub(crate) fn opened(&mut self, register: &Register, number: &str) {
        if let Some((year, ordinal)) = numbering::read(&register.number_prefix, number) {
            let key = (register.key.clone(), year);
            if let Some(last) = self.last.get_mut(&key) {
                *last = ordinal.max(*last);
            }
            let seen = self.seen.entry(key).or_default();
            *seen = ordinal.max(*seen);
        }
    }
}
