//! Answers to asks, gathered so that what they share is read once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use indicators::{Answer, Ask, reporting};
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::model::{Catalogue, Kind};

use super::balances::{self, Accounts};
use super::known::{self, KnownAt};
use super::sums::{Shared, Sum};
use super::window::Window;
use crate::StoreError;
use crate::record::{Dictionary, signed};
use crate::scope::Subtree;
use crate::sql::{Conn, query};

/// What answering needs besides the database.
pub(super) struct Asked<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) dictionary: &'a Dictionary,
    pub(super) subtrees: BTreeMap<Key, Subtree>,
    pub(super) head: u64,
}

impl<'a> Asked<'a> {
    pub(super) async fn answer(
        &'a self,
        conn: &mut Conn,
        asks: &BTreeSet<&'a Ask>,
    ) -> Result<BTreeMap<Ask, Answer>, StoreError> {
        let accounts = balances::accounts(conn, &super::registers(asks)).await?;
        let mut sums =
            asks.iter().map(|ask| self.sum(ask, &accounts)).collect::<Result<Vec<_>, _>>()?;
        let windows: BTreeSet<Window> = sums.iter().map(|sum| sum.window).collect();
        let mut known: BTreeMap<Option<u64>, KnownAt> = [(None, known::now())].into();
        for sequence in windows.iter().filter_map(|window| window.known_at) {
            if let Entry::Vacant(unknown) = known.entry(Some(sequence)) {
                let point = (signed(sequence), signed(self.head));
                unknown.insert(known::known_at(conn, point).await?);
            }
        }
        for window in windows {
            let Some(known_at) = known.get(&window.known_at) else { continue };
            let shared = sums.iter_mut().filter(|sum| sum.window == window).collect();
            let mut shared = Shared::new(shared, self.dictionary);
            balances::add(conn, window, *known_at, &mut shared).await?;
        }
        let mut answers = BTreeMap::new();
        for (ask, sum) in asks.iter().zip(sums) {
            answers.insert((*ask).clone(), self.answered(conn, ask, sum.tally).await?);
        }
        Ok(answers)
    }

    fn sum(&self, ask: &'a Ask, accounts: &Accounts) -> Result<Sum<'a>, StoreError> {
        // An account without a number has never been posted to.
        let numbered = |asked: &[Account]| {
            asked.iter().filter_map(|account| accounts.get(account)).copied().collect()
        };
        let tally = Tally::default();
        match ask {
            Ask::Tally { accounts, unit, filter, from, to, known_at, .. } => Ok(Sum {
                accounts: numbered(accounts),
                subtree: self.subtree(unit)?,
                filter: Some(filter),
                window: self.window(*from, *to, *known_at),
                tally,
            }),
            Ask::Coverage { register, unit, from, to, known_at, .. } => Ok(Sum {
                accounts: numbered(&[Account::outside(register)]),
                subtree: self.subtree(unit)?,
                filter: None,
                window: self.window(*from, *to, *known_at),
                tally,
            }),
        }
    }

    fn subtree(&self, unit: &Key) -> Result<Subtree, StoreError> {
        let found = self.subtrees.get(unit).copied();
        found.ok_or_else(|| StoreError::UnknownUnit { unit: unit.clone() })
    }

    fn window(&self, from: Option<Date>, to: Date, known_at: Option<u64>) -> Window {
        // Known at the head, or later, is all that is recorded.
        Window { from, to, known_at: known_at.filter(|sequence| *sequence < self.head) }
    }

    async fn answered(
        &self,
        conn: &mut Conn,
        ask: &Ask,
        tally: Tally,
    ) -> Result<Answer, StoreError> {
        let Ask::Coverage { register, unit, from, to, .. } = ask else {
            return Ok(Answer::Tally(tally));
        };
        // Every report came from outside once, and went back there if its opening was taken back.
        let came = tally.credit;
        let kind = self.catalogue.register(register).map(|(_, register)| &register.kind);
        let Some(Kind::Count { every, reporters, since }) = kind else {
            return Ok(Answer::Coverage { due: 0, came });
        };
        let periods = reporting::periods(*every, *since, *from, *to).count();
        let units = count_units(conn, self.subtree(unit)?, reporters).await?;
        let due = i64::try_from(periods).ok().and_then(|periods| periods.checked_mul(units));
        Ok(Answer::Coverage { due: due.ok_or(StoreError::TooLarge)?, came })
    }
}

async fn count_units(conn: &mut Conn, subtree: Subtree, kind: &Key) -> Result<i64, StoreError> {
    let row = query("SELECT count(*) FROM unit WHERE kind = $1 AND lft BETWEEN $2 AND $3")
        .bind(kind.as_str())
        .bind(subtree.lft)
        .bind(subtree.rgt)
        .fetch_one(conn)
        .await?;
    Ok(row.try_get(0)?)
}
