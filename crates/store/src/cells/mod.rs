//! Month cells: what the postings of full runs add up to, by account, unit, month, dimensions and the
//! volume of the journal that brought it.
//!
//! A figure of any subtree adds up the cells of its units, however many events stand behind them. One
//! row holds the cells of a unit's year, a few bytes each, so a year of a unit is one look-up. Postings
//! after the last full run are not in cells yet: whoever adds up cells takes these from [`crate::legs`].
//! So a transaction writes no cell unless it fills a run.

mod encoding;
mod rebuilding;
mod sealing;
mod volumes;

use std::collections::{BTreeMap, BTreeSet};

use ledger::Tally;

use crate::StoreError;
use crate::scope::Subtree;
use crate::sql::{Conn, Statement};

pub(crate) use rebuilding::rebuild;
pub(crate) use sealing::add;
pub(crate) use volumes::Volumes;

/// A unit has no higher number: what is added up by unit lies in a list by number.
pub(crate) const UNITS_MAX: usize = 1 << 24;

/// What one month, dimension set and volume brought to an account at a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) volume: i64,
    /// Months since January of year 0.
    pub(crate) month: i64,
    pub(crate) dims: i64,
    /// Debit and credit are kept apart, so that a cell answers both flow and stock.
    pub(crate) tally: Tally,
}

impl Cell {
    /// The order in which cells of a year lie.
    fn key(&self) -> (i64, i64, i64) {
        (self.volume, self.month, self.dims)
    }
}

/// Which cells to look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Numbers of accounts.
    pub(crate) accounts: &'a BTreeSet<i64>,
    /// Whose units: a tree and a part of it. `None` for all units.
    pub(crate) units: Option<(i64, Subtree)>,
    /// First and last month.
    pub(crate) months: (i64, i64),
    /// The last volume that counts.
    pub(crate) volume: i64,
}

/// Looks at the wanted cells of each account and unit, a year at a time.
pub(crate) async fn each(
    conn: &mut Conn,
    wanted: Wanted<'_>,
    mut look: impl FnMut((i64, i64), &[Cell]) -> Result<(), StoreError> + Send,
) -> Result<(), StoreError> {
    let mut statement =
        Statement::new("SELECT account, unit, year, entries FROM cell WHERE account IN (");
    let mut list = statement.separated(", ");
    for account in wanted.accounts {
        list.push_bind(*account);
    }
    statement.push(") AND year BETWEEN ").push_bind(wanted.months.0.div_euclid(12));
    statement.push(" AND ").push_bind(wanted.months.1.div_euclid(12));
    if let Some((tree, subtree)) = wanted.units {
        statement.push(" AND unit IN (SELECT unit FROM tree_unit WHERE tree = ");
        statement.push_bind(tree).push(" AND lft BETWEEN ").push_bind(subtree.lft);
        statement.push(" AND ").push_bind(subtree.rgt).push(")");
    }
    let (first, last) = wanted.months;
    let mut cells = vec![];
    let each = statement.build().each(conn, |row| {
        cells.clear();
        encoding::read(row.blob(3)?, row.integer(2)?, &mut cells).ok_or_else(unreadable)?;
        cells.retain(|cell| {
            first <= cell.month && cell.month <= last && cell.volume <= wanted.volume
        });
        if cells.is_empty() { Ok(()) } else { look((row.integer(0)?, row.integer(1)?), &cells) }
    });
    each.await
}

/// The cells of a year by volume, month and dimension set. `None` if the bytes are none of ours.
pub(crate) fn of_year(entries: &[u8], year: i64) -> Option<BTreeMap<(i64, i64, i64), Tally>> {
    let mut cells = vec![];
    encoding::read(entries, year, &mut cells)?;
    Some(cells.into_iter().map(|cell| (cell.key(), cell.tally)).collect())
}

fn unreadable() -> StoreError {
    StoreError::damaged("cells that cannot be read")
}
