//! Things by number, in the order of first use.

use std::hash::{BuildHasherDefault, Hasher};

use base::{Dims, Key};
use ledger::Account;

use crate::StoreError;

/// Things by number, and numbers of things.
///
/// Looked up by hash: comparing texts along a tree took as long as everything else about an event.
#[derive(Clone, Debug)]
pub(super) struct Numbered<T> {
    pub(super) things: Vec<T>,
    /// Hash → number; a hash that is taken is followed by the next free one.
    numbers: Hashed,
    /// How many the database has.
    stored: usize,
}

#[expect(clippy::disallowed_types, reason = "looked up, never gone through: no order can show")]
type Hashed = std::collections::HashMap<u64, u32, BuildHasherDefault<AsIs>>;

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are numbers of 64 bits");
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Numbered<T> {
        Numbered { things: vec![], numbers: Hashed::default(), stored: 0 }
    }
}

impl<T: PartialEq> Numbered<T> {
    pub(super) fn find(&self, mut hash: u64, thing: &T) -> Result<u32, u64> {
        while let Some(number) = self.numbers.get(&hash) {
            if self.at(*number) == Some(thing) {
                return Ok(*number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    pub(super) fn at(&self, number: u32) -> Option<&T> {
        self.things.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    pub(super) fn add(&mut self, free: u64, thing: T) -> u32 {
        self.things.push(thing);
        let number = u32::try_from(self.things.len()).expect("four billion keys are not ours");
        self.numbers.insert(free, number);
        number
    }

    /// The last number that is given.
    pub(super) fn last(&self) -> i64 {
        i64::try_from(self.things.len()).unwrap_or(i64::MAX)
    }

    /// Takes the thing that the database has under the next number.
    pub(super) fn load(&mut self, number: i64, hash: u64, thing: T) -> Result<(), StoreError> {
        let (Err(free), true) = (self.find(hash, &thing), number == self.last().saturating_add(1))
        else {
            return Err(StoreError::damaged(format!(
                "a dictionary leaves out, or repeats, {number}"
            )));
        };
        self.add(free, thing);
        self.stored = self.things.len();
        Ok(())
    }

    /// The things that the database does not have yet, which it then has.
    pub(super) fn take_new(&mut self) -> impl Iterator<Item = (i64, &T)> {
        let first = std::mem::replace(&mut self.stored, self.things.len());
        let new = self.things.get(first..).unwrap_or_default();
        (1_i64..).skip(first).zip(new)
    }
}

/// A hash of short texts, eight bytes at a time; nobody gains by collisions that only cost a step.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    const START: Hash = Hash(0xcbf2_9ce4_8422_2325);

    fn with(self, text: &str) -> Hash {
        let step = |hash: u64, word: u64| {
            (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        let hash = words.iter().fold(self.0, |hash, word| step(hash, u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        // With the length, so that parts cannot slide into each other.
        let hash = step(hash, u64::from_le_bytes(last));
        Hash(step(hash, text.len() as u64))
    }

    pub(super) fn of_key(key: &Key) -> u64 {
        Hash::START.with(key.as_str()).0
    }

    pub(super) fn of_dims(dims: &Dims) -> u64 {
        let each = |hash: Hash, (dimension, value): (&Key, &Key)| {
            hash.with(dimension.as_str()).with(value.as_str())
        };
        dims.iter().fold(Hash::START, each).0
    }

    pub(super) fn of_account(account: &Account) -> u64 {
        let start = Hash::START.with(account.register().as_str());
        start.with(account.book()).with(account.place().as_str()).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_things_of_one_hash_keep_apart() {
        let mut numbered = Numbered::<&str>::default();
        for (thing, number) in [("x", 1), ("y", 2), ("z", 3)] {
            let free = numbered.find(u64::MAX, &thing).unwrap_err();
            assert_eq!(numbered.add(free, thing), number);
        }
        assert_eq!(
            ["x", "y", "z"].map(|thing| numbered.find(u64::MAX, &thing)),
            [Ok(1), Ok(2), Ok(3)]
        );
    }
}
