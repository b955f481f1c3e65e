//! Sums of cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::sql::{Conn, Statement};
use base::{Dims, Key};
use ledger::{Account, Tally};

use super::window::Window;
use crate::StoreError;
use crate::project::key;
use crate::scope::Subtree;

/// Numbers of accounts.
pub(super) type Accounts = BTreeMap<Account, i64>;

/// A sum of cells that differ only in their time.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) account: i64,
    /// The unit's place in the nested set; the subtree's own if there was only one to ask for.
    pub(super) lft: i64,
    pub(super) dims: Dims,
    pub(super) tally: Tally,
}

/// All accounts of these registers.
pub(super) async fn accounts(
    conn: &mut Conn,
    registers: &BTreeSet<&Key>,
) -> Result<Accounts, StoreError> {
    let mut accounts = BTreeMap::new();
    let registers: Vec<&str> = registers.iter().map(|register| register.as_str()).collect();
    for list in crate::sql::lists(&registers) {
        let mut statement =
            Statement::new("SELECT id, register, book, place FROM account WHERE register IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            let (register, book, place): (String, String, String) =
                (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
            let text = format!("{}/{book}/{}", key(register)?, key(place)?);
            let account = Account::read(&text)
                .ok_or_else(|| StoreError::damaged(format!("{text} is not an account")))?;
            accounts.insert(account, row.try_get(0)?);
        }
    }
    Ok(accounts)
}

/// Which cells to sum up.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// Everything recorded.
    Current,
    /// What these record periods brought, both included.
    Periods(i64, i64),
}

/// What to sum up.
pub(super) struct Wanted<'a> {
    pub(super) source: Source,
    pub(super) window: Window,
    pub(super) accounts: &'a BTreeSet<i64>,
    pub(super) subtrees: &'a BTreeSet<Subtree>,
}

impl Wanted<'_> {
    /// The sums by account and dimensions, and by unit if several subtrees are asked for.
    pub(super) async fn lines(&self, conn: &mut Conn) -> Result<Vec<Line>, StoreError> {
        let Some(hull) = hull(self.subtrees) else { return Ok(vec![]) };
        if self.accounts.is_empty() {
            return Ok(vec![]);
        }
        let by_unit = self.subtrees.len() > 1;
        let mut statement = Statement::new(
            "SELECT s.account, s.lft, d.text, s.debit, s.credit FROM (SELECT c.account AS account, ",
        );
        if by_unit {
            statement.push("u.lft");
        } else {
            statement.push_bind(hull.lft);
        }
        statement
            .push(" AS lft, c.dims AS dims, sum(c.debit) AS debit, sum(c.credit) AS credit FROM (");
        self.push_cells(&mut statement, hull);
        statement.push(") c");
        if by_unit {
            statement
                .push(" JOIN tree_unit u ON u.unit = c.unit AND u.tree = ")
                .push_bind(self.window.tree)
                .push(" GROUP BY c.account, u.lft, c.dims");
        } else {
            statement.push(" GROUP BY c.account, c.dims");
        }
        statement.push(") s JOIN dims d ON d.id = s.dims");
        let rows = statement.build().fetch_all(conn).await?;
        rows.iter()
            .map(|row| {
                let text: String = row.try_get(2)?;
                Ok(Line {
                    account: row.try_get(0)?,
                    lft: row.try_get(1)?,
                    dims: Dims::read(&text)
                        .ok_or_else(|| StoreError::damaged("dimensions without form"))?,
                    tally: Tally { debit: row.try_get(3)?, credit: row.try_get(4)? },
                })
            })
            .collect()
    }

    /// Everything recorded: month cells for whole months, day cells for the edges. What a period
    /// brought is kept by day only.
    fn push_cells(&self, statement: &mut Statement<'_>, hull: Subtree) {
        let cover = self.window.cover();
        let months = cover.months.iter().map(|range| ("cell_month", "month", *range));
        let days = cover.days.iter().map(|range| ("cell_day", "day", *range));
        let ranges: Vec<_> = match self.source {
            Source::Current => months.chain(days).collect(),
            Source::Periods(..) => vec![("cell_period", "day", self.window.days())],
        };
        for (index, (table, time, (first, last))) in ranges.into_iter().enumerate() {
            if index > 0 {
                statement.push(" UNION ALL ");
            }
            statement
                .push("SELECT account, unit, dims, debit, credit FROM ")
                .push(table)
                .push(" WHERE account IN (");
            let mut list = statement.separated(", ");
            for account in self.accounts {
                list.push_bind(*account);
            }
            statement
                .push(") AND unit IN (SELECT unit FROM tree_unit WHERE tree = ")
                .push_bind(self.window.tree)
                .push(" AND lft BETWEEN ")
                .push_bind(hull.lft)
                .push(" AND ")
                .push_bind(hull.rgt)
                .push(") AND ")
                .push(time)
                .push(" BETWEEN ")
                .push_bind(first)
                .push(" AND ")
                .push_bind(last);
            if let Source::Periods(first, last) = self.source {
                statement
                    .push(" AND period BETWEEN ")
                    .push_bind(first)
                    .push(" AND ")
                    .push_bind(last);
            }
        }
    }
}

/// The smallest range that holds all of them.
fn hull(subtrees: &BTreeSet<Subtree>) -> Option<Subtree> {
    let lft = subtrees.iter().map(|subtree| subtree.lft).min()?;
    let rgt = subtrees.iter().map(|subtree| subtree.rgt).max()?;
    Some(Subtree { lft, rgt })
}
