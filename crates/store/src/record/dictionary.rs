//! Numbers for what the journal names again and again: keys, accounts, dimension sets.
//!
//! Numbers are given from 1 in the order of first use and never change: the dictionaries are part of
//! the journal. They are small beside it, so they are held in memory whole.

use std::hash::{BuildHasherDefault, Hasher};

use base::{Dims, Key};
use ledger::Account;

use crate::StoreError;
use crate::sql::{Column, Conn, Insert, query};

/// The dictionaries of a journal: what its bodies say by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary {
    keys: Numbered<Key>,
    dims: Numbered<Dims>,
}

/// Accounts by number. Bodies do not name them, so they can be numbered again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accounts(Numbered<Account>);

/// Things by number, and numbers of things.
///
/// Looked up by hash: comparing texts along a tree took as long as everything else about an event.
#[derive(Clone, Debug)]
struct Numbered<T> {
    things: Vec<T>,
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
    fn find(&self, mut hash: u64, thing: &T) -> Result<u32, u64> {
        while let Some(number) = self.numbers.get(&hash) {
            if self.at(*number) == Some(thing) {
                return Ok(*number);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    fn at(&self, number: u32) -> Option<&T> {
        self.things.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    fn add(&mut self, free: u64, thing: T) -> u32 {
        self.things.push(thing);
        let number = u32::try_from(self.things.len()).expect("four billion keys are not ours");
        self.numbers.insert(free, number);
        number
    }

    /// The last number that is given.
    fn last(&self) -> i64 {
        i64::try_from(self.things.len()).unwrap_or(i64::MAX)
    }

    /// Takes the thing that the database has under the next number.
    fn load(&mut self, number: i64, hash: u64, thing: T) -> Result<(), StoreError> {
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
    fn take_new(&mut self) -> impl Iterator<Item = (i64, &T)> {
        let first = std::mem::replace(&mut self.stored, self.things.len());
        let new = self.things.get(first..).unwrap_or_default();
        (1_i64..).skip(first).zip(new)
    }
}

/// A hash of short texts, eight bytes at a time; nobody gains by collisions that only cost a step.
#[derive(Clone, Copy)]
struct Hash(u64);

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

    fn of_key(key: &Key) -> u64 {
        Hash::START.with(key.as_str()).0
    }

    fn of_dims(dims: &Dims) -> u64 {
        let each = |hash: Hash, (dimension, value): (&Key, &Key)| {
            hash.with(dimension.as_str()).with(value.as_str())
        };
        dims.iter().fold(Hash::START, each).0
    }

    fn of_account(account: &Account) -> u64 {
        let start = Hash::START.with(account.register().as_str());
        start.with(account.book()).with(account.place().as_str()).0
    }
}

impl Dictionary {
    /// All that the database has.
    pub(crate) async fn load(conn: &mut Conn) -> Result<Dictionary, StoreError> {
        let mut dictionary = Dictionary::default();
        dictionary.refresh(conn).await?;
        Ok(dictionary)
    }

    /// Takes what the database has beyond this. The same numbers never come to mean something else.
    pub(crate) async fn refresh(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let keys = &mut self.keys;
        query("SELECT id, text FROM symbol WHERE id > $1 ORDER BY id")
            .bind(keys.last())
            .each(conn, |row| {
                let key = Key::new(row.text(1)?).map_err(|error| {
                    StoreError::damaged(format!("the dictionary of keys: {error}"))
                })?;
                keys.load(row.integer(0)?, Hash::of_key(&key), key)
            })
            .await?;
        let all = &mut self.dims;
        query("SELECT id, text FROM dims WHERE id > $1 ORDER BY id")
            .bind(all.last())
            .each(conn, |row| {
                let dims = Dims::read(row.text(1)?)
                    .ok_or_else(|| StoreError::damaged("dimensions without form"))?;
                all.load(row.integer(0)?, Hash::of_dims(&dims), dims)
            })
            .await
    }

    /// Writes what is new.
    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let rows: Vec<_> =
            self.keys.take_new().map(|(id, key)| [id.into(), key.as_str().into()]).collect();
        SYMBOLS.rows(conn, &rows).await?;
        let rows: Vec<_> =
            self.dims.take_new().map(|(id, dims)| [id.into(), dims.to_string().into()]).collect();
        DIMS.rows(conn, &rows).await
    }

    /// The number of a key, given now if it has none.
    pub(crate) fn symbol(&mut self, key: &Key) -> u32 {
        match self.keys.find(Hash::of_key(key), key) {
            Ok(number) => number,
            Err(free) => self.keys.add(free, key.clone()),
        }
    }

    /// The number of a key, if it has one.
    pub(crate) fn find_symbol(&self, key: &Key) -> Option<u32> {
        self.keys.find(Hash::of_key(key), key).ok()
    }

    pub(crate) fn key(&self, symbol: u32) -> Option<&Key> {
        self.keys.at(symbol)
    }

    /// The number of a dimension set, given now if it has none.
    pub(crate) fn dims(&mut self, dims: &Dims) -> u32 {
        match self.dims.find(Hash::of_dims(dims), dims) {
            Ok(number) => number,
            Err(free) => self.dims.add(free, dims.clone()),
        }
    }

    pub(crate) fn dims_at(&self, number: u32) -> Option<&Dims> {
        self.dims.at(number)
    }

    /// Every dimension set with its number, after the first `known`.
    pub(crate) fn dims_after(&self, known: usize) -> impl Iterator<Item = (i64, &Dims)> {
        (1_i64..).zip(&self.dims.things).skip(known)
    }
}

const SYMBOLS: Insert<2> = Insert {
    table: "symbol",
    columns: [("id", Column::Integer), ("text", Column::Text)],
    then: "",
};

const DIMS: Insert<2> =
    Insert { table: "dims", columns: [("id", Column::Integer), ("text", Column::Text)], then: "" };

impl Accounts {
    pub(crate) async fn load(conn: &mut Conn) -> Result<Accounts, StoreError> {
        let mut accounts = Numbered::default();
        query("SELECT id, register, book, place FROM account ORDER BY id")
            .each(conn, |row| {
                let text = format!("{}/{}/{}", row.text(1)?, row.text(2)?, row.text(3)?);
                let account = Account::read(&text)
                    .ok_or_else(|| StoreError::damaged(format!("{text} is not an account")))?;
                accounts.load(row.integer(0)?, Hash::of_account(&account), account)
            })
            .await?;
        Ok(Accounts(accounts))
    }

    /// Writes what is new.
    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let rows: Vec<_> = self
            .0
            .take_new()
            .map(|(id, account)| {
                let (register, place) = (account.register().as_str(), account.place().as_str());
                [id.into(), register.into(), account.book().into(), place.into()]
            })
            .collect();
        ACCOUNTS.rows(conn, &rows).await
    }

    /// The number of an account, given now if it has none.
    pub(crate) fn number(&mut self, account: &Account) -> u32 {
        match self.0.find(Hash::of_account(account), account) {
            Ok(number) => number,
            Err(free) => self.0.add(free, account.clone()),
        }
    }
}

const ACCOUNTS: Insert<4> = Insert {
    table: "account",
    columns: [
        ("id", Column::Integer),
        ("register", Column::Text),
        ("book", Column::Text),
        ("place", Column::Text),
    ],
    then: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_given_once_in_order() {
        let mut dictionary = Dictionary::default();
        let numbers = ["b", "a", "b", "c"].map(|key| dictionary.symbol(&Key::literal(key)));
        assert_eq!(numbers, [1, 2, 1, 3]);
        assert_eq!(dictionary.key(2), Some(&Key::literal("a")));
        assert_eq!((dictionary.key(0), dictionary.key(4)), (None, None));
        assert_eq!(dictionary.find_symbol(&Key::literal("d")), None);
    }

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
