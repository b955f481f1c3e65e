//! Answers to asks, gathered so that what they share is read once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::sql::Conn;
use base::dims::Filter;
use base::{Dims, Key};
use indicators::{Answer, Ask, reporting};
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::model::{Catalogue, Kind};

use super::balances::{self, Accounts, Line, Wanted};
use super::tail::{self, KnownAt};
use super::window::Window;
use crate::StoreError;
use crate::definitions::Definitions;
use crate::scope::Subtree;

/// What answering needs besides the database.
pub(super) struct Asked<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) definitions: &'a Definitions,
    pub(super) subtrees: BTreeMap<Key, Subtree>,
    pub(super) head: u64,
}

/// A tally to be summed up: what an ask for a tally says, or the openings that coverage counts.
struct Sum<'a> {
    accounts: Vec<Account>,
    subtree: Subtree,
    filter: Option<&'a Filter>,
    window: Window,
    tally: Tally,
}

impl Asked<'_> {
    pub(super) async fn answer(
        &self,
        conn: &mut Conn,
        asks: &BTreeSet<&Ask>,
    ) -> Result<BTreeMap<Ask, Answer>, StoreError> {
        let mut sums = asks.iter().map(|ask| self.sum(ask)).collect::<Result<Vec<_>, _>>()?;
        let accounts = balances::accounts(conn, &super::registers(asks)).await?;
        let windows: BTreeSet<Window> = sums.iter().map(|sum| sum.window).collect();
        let mut known: BTreeMap<Option<u64>, KnownAt> = [(None, tail::now())].into();
        for sequence in windows.iter().filter_map(|window| window.known_at) {
            if let Entry::Vacant(unknown) = known.entry(Some(sequence)) {
                let point = (sequence, self.head);
                unknown.insert(tail::known_at(conn, self.definitions, point).await?);
            }
        }
        for window in windows {
            let Some(known_at) = known.get(&window.known_at) else { continue };
            let mut shared: Vec<&mut Sum<'_>> =
                sums.iter_mut().filter(|sum| sum.window == window).collect();
            sum_cells(conn, &accounts, known_at, &mut shared).await?;
            sum_tail(known_at, &mut shared)?;
        }
        let mut answers = BTreeMap::new();
        for (ask, sum) in asks.iter().zip(sums) {
            answers.insert((*ask).clone(), self.answered(conn, ask, sum.tally).await?);
        }
        Ok(answers)
    }

    fn sum<'a>(&self, ask: &'a Ask) -> Result<Sum<'a>, StoreError> {
        let tally = Tally::default();
        match ask {
            Ask::Tally { accounts, unit, filter, from, to, known_at, .. } => Ok(Sum {
                accounts: accounts.clone(),
                subtree: self.subtree(unit)?,
                filter: Some(filter),
                window: self.window(*from, *to, *known_at),
                tally,
            }),
            Ask::Coverage { register, unit, from, to, known_at, .. } => Ok(Sum {
                accounts: vec![Account::outside(register)],
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
    let row =
        crate::sql::query("SELECT count(*) FROM unit WHERE kind = $1 AND lft BETWEEN $2 AND $3")
            .bind(kind.as_str())
            .bind(subtree.lft)
            .bind(subtree.rgt)
            .fetch_one(conn)
            .await?;
    Ok(row.try_get(0)?)
}

/// Adds the cells of a window, one statement for each source, to all sums that share it.
async fn sum_cells(
    conn: &mut Conn,
    accounts: &Accounts,
    known_at: &KnownAt,
    sums: &mut [&mut Sum<'_>],
) -> Result<(), StoreError> {
    let Some(window) = sums.first().map(|sum| sum.window) else { return Ok(()) };
    let numbered = |sum: &Sum<'_>| {
        sum.accounts.iter().filter_map(|account| accounts.get(account)).copied().collect()
    };
    let numbers: Vec<BTreeSet<i64>> = sums.iter().map(|sum| numbered(sum)).collect();
    let accounts = numbers.iter().flatten().copied().collect();
    let subtrees = sums.iter().map(|sum| sum.subtree).collect();
    for (source, sign) in &known_at.sources {
        let wanted = Wanted { source: *source, window, accounts: &accounts, subtrees: &subtrees };
        for Line { account, lft, dims, tally } in wanted.lines(conn).await? {
            let tally = sign.of(tally).ok_or(StoreError::TooLarge)?;
            for (sum, numbers) in sums.iter_mut().zip(&numbers) {
                if numbers.contains(&account) && sum.subtree.holds(lft) && sum.admits(&dims) {
                    sum.add(tally)?;
                }
            }
        }
    }
    Ok(())
}

fn sum_tail(known_at: &KnownAt, sums: &mut [&mut Sum<'_>]) -> Result<(), StoreError> {
    for leg in &known_at.legs {
        for sum in sums.iter_mut() {
            let in_time =
                sum.window.from.is_none_or(|from| from <= leg.day) && leg.day <= sum.window.to;
            if in_time
                && sum.accounts.contains(&leg.account)
                && sum.subtree.holds(leg.lft)
                && sum.admits(&leg.dims)
            {
                sum.add(leg.tally)?;
            }
        }
    }
    Ok(())
}

impl Sum<'_> {
    fn admits(&self, dims: &Dims) -> bool {
        self.filter.is_none_or(|filter| filter.admits(dims))
    }

    fn add(&mut self, tally: Tally) -> Result<(), StoreError> {
        self.tally = self.tally.plus(tally).ok_or(StoreError::TooLarge)?;
        Ok(())
    }
}
