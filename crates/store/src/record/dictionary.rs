//! Numbers for what the journal names again and again: keys, accounts, dimension sets.
//!
//! Numbers are given from 1 in the order of first use and never change: the dictionaries are part of
//! the journal. They are small beside it, so they are held in memory whole.

use base::{Dims, Key};
use ledger::Account;

use super::numbered::{Hash, Numbered};
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
}
