//! The postings of a stretch of the record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Dims, Key, day};
use indicators::Ask;
use jiff::civil::Date;
use ledger::{Account, Cause, Tally};

use super::Stretch;
use crate::figures::accounts;
use crate::legs::{self, Class};
use crate::project::key;
use crate::record::{Dictionary, signed};
use crate::sql::Conn;
use crate::{Reader, StoreError};

/// A posting of the stretch.
pub(super) struct Posted<'a> {
    pub(super) sequence: i64,
    pub(super) class: Cause,
    pub(super) account: &'a Account,
    pub(super) unit: &'a Key,
    pub(super) dims: &'a Dims,
    pub(super) day: Date,
    pub(super) tally: Tally,
}

/// What postings are told by.
pub(super) struct Since {
    /// Accounts by their number.
    accounts: BTreeMap<i64, Account>,
    units: BTreeMap<i64, Key>,
    dictionary: Arc<Dictionary>,
    /// First and last effective day that any of the asks is about.
    days: (i32, i32),
}

impl Since {
    /// Whatever answers these asks.
    pub(super) async fn of(
        reader: &Reader,
        conn: &mut Conn,
        asks: &[Ask],
    ) -> Result<Since, StoreError> {
        let wanted: BTreeSet<Account> = asks.iter().flat_map(super::accounts).collect();
        let registers = wanted.iter().map(Account::register).collect();
        let known = accounts(conn, &registers).await?;
        let known = known.into_iter().filter(|(account, _)| wanted.contains(account));
        let mut units = BTreeMap::new();
        for row in crate::sql::query("SELECT id, key FROM unit").fetch_all(conn).await? {
            units.insert(row.try_get(0)?, key(row.try_get(1)?)?);
        }
        Ok(Since {
            accounts: known.map(|(account, number)| (number, account)).collect(),
            units,
            dictionary: reader.dictionary(conn).await?,
            days: days(asks),
        })
    }

    /// Looks at every posting of the stretch to one of the accounts within the days, in no order.
    pub(super) async fn each(
        &self,
        conn: &mut Conn,
        stretch: Stretch<'_>,
        mut look: impl FnMut(&Posted<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let numbers: BTreeSet<i64> = self.accounts.keys().copied().collect();
        let wanted = legs::Wanted {
            accounts: &numbers,
            units: legs::EVERYWHERE,
            days: self.days,
            after: signed(stretch.closing.known_at),
            until: signed(stretch.until),
        };
        let damaged = |sequence: i64| {
            StoreError::damaged(format!("record {sequence} has a posting that cannot be told"))
        };
        let each = legs::each(conn, wanted, |leg| {
            let account = self.accounts.get(&leg.account);
            let dims = u32::try_from(leg.dims).ok().and_then(|at| self.dictionary.dims_at(at));
            let (Some(account), Some(unit), Some(dims), Some(day)) =
                (account, self.units.get(&leg.unit), dims, day::from_number(leg.day))
            else {
                return Err(damaged(leg.sequence));
            };
            let class = match leg.class {
                Class::Plain => Cause::Late,
                Class::Reversal => Cause::Reversal,
                Class::Correction => Cause::Correction,
                Class::Reassignment => Cause::Reassignment,
            };
            let tally = Tally { debit: leg.debit, credit: leg.credit };
            look(&Posted { sequence: leg.sequence, class, account, unit, dims, day, tally })
        });
        each.await
    }
}

/// The span that holds the spans of all asks.
fn days(asks: &[Ask]) -> (i32, i32) {
    let spans = asks.iter().map(|ask| match ask {
        Ask::Tally { from, to, .. } | Ask::Coverage { from, to, .. } => {
            (from.map_or(i32::MIN, day::number), day::number(*to))
        }
    });
    let nothing = (i32::MAX, i32::MIN);
    spans.fold(nothing, |all, one| (all.0.min(one.0), all.1.max(one.1)))
}
