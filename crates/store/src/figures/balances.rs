//! Sums of cells and of postings.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use ledger::{Account, Tally};

use super::known::{KnownAt, Sign};
use super::sums::{Line, Shared};
use super::window::Window;
use crate::scope::Subtree;
use crate::sql::{Conn, Statement};
use crate::{StoreError, legs};

/// Numbers of accounts.
pub(crate) type Accounts = BTreeMap<Account, i64>;

/// All accounts of these registers.
pub(crate) async fn accounts(
    conn: &mut Conn,
    registers: &BTreeSet<&Key>,
) -> Result<Accounts, StoreError> {
    let mut accounts = BTreeMap::new();
    let registers: Vec<&str> = registers.iter().map(|register| register.as_str()).collect();
    for list in crate::sql::lists(&registers) {
        let mut statement =
            Statement::new("SELECT id, register, book, place FROM account WHERE register IN ");
        crate::sql::push_list(&mut statement, &list);
        let each = statement.build().each(conn, |row| {
            let text = format!("{}/{}/{}", row.text(1)?, row.text(2)?, row.text(3)?);
            let account = Account::read(&text)
                .ok_or_else(|| StoreError::damaged(format!("{text} is not an account")))?;
            accounts.insert(account, row.integer(0)?);
            Ok(())
        });
        each.await?;
    }
    Ok(accounts)
}

/// Adds everything within a window, as known, to all sums that share it: whole months from cells, the
/// days at the edges posting by posting.
pub(super) async fn add(
    conn: &mut Conn,
    window: Window,
    known: KnownAt,
    sums: &mut Shared<'_, '_>,
) -> Result<(), StoreError> {
    let accounts: BTreeSet<i64> = sums.accounts().collect();
    let subtrees: BTreeSet<Subtree> = sums.subtrees().collect();
    let Some(hull) = hull(&subtrees) else { return Ok(()) };
    if accounts.is_empty() {
        return Ok(());
    }
    let cover = window.cover();
    let by_unit = subtrees.len() > 1;
    let needs_legs = !cover.days.is_empty() || known.rest.is_some();
    let units =
        if by_unit || needs_legs { units(conn, window.tree, hull).await? } else { BTreeMap::new() };
    let mut postings = Postings { accounts: &accounts, units: &units, sums };
    if let Some(months) = cover.months {
        let tree = window.tree;
        let cells = Cells { accounts: &accounts, tree, hull, months, volume: known.volume };
        cells.add(conn, by_unit.then_some(&units), postings.sums).await?;
        if let Some((after, until, sign)) = known.rest {
            let days = Window::days_of(months);
            postings.add(conn, days, (after, until, sign)).await?;
        }
    }
    for days in cover.days {
        postings.add(conn, days, (0, known.until, Sign::Added)).await?;
    }
    Ok(())
}

/// Postings to be added.
struct Postings<'b, 's, 'a> {
    accounts: &'b BTreeSet<i64>,
    units: &'b BTreeMap<i64, i64>,
    sums: &'b mut Shared<'s, 'a>,
}

impl Postings<'_, '_, '_> {
    async fn add(
        &mut self,
        conn: &mut Conn,
        days: (i32, i32),
        (after, until, sign): (i64, i64, Sign),
    ) -> Result<(), StoreError> {
        let wanted = legs::Wanted { accounts: self.accounts, days, after, until };
        let each = legs::each(conn, wanted, |leg| {
            // A unit without a place in the tree is in nobody's subtree.
            let Some(lft) = self.units.get(&leg.unit) else { return Ok(()) };
            let tally = Tally { debit: leg.debit, credit: leg.credit };
            let line = Line { account: leg.account, lft: *lft, dims: leg.dims, tally };
            self.sums.add(&line, sign)
        });
        each.await
    }
}

/// Cells to be added.
struct Cells<'a> {
    accounts: &'a BTreeSet<i64>,
    tree: i64,
    hull: Subtree,
    months: (i32, i32),
    volume: i64,
}

impl Cells<'_> {
    /// The sums by account and dimensions, and by unit if `units` says where each lies in the tree.
    async fn add(
        &self,
        conn: &mut Conn,
        units: Option<&BTreeMap<i64, i64>>,
        sums: &mut Shared<'_, '_>,
    ) -> Result<(), StoreError> {
        let by = if units.is_some() { "account, dims, unit" } else { "account, dims" };
        let mut statement = Statement::new("SELECT CAST(sum(debit) AS BIGINT), ");
        statement
            .push("CAST(sum(credit) AS BIGINT), ")
            .push(by)
            .push(" FROM cell WHERE account IN (");
        let mut list = statement.separated(", ");
        for account in self.accounts {
            list.push_bind(*account);
        }
        statement.push(") AND unit IN (SELECT unit FROM tree_unit WHERE tree = ");
        statement.push_bind(self.tree).push(" AND lft BETWEEN ");
        statement.push_bind(self.hull.lft).push(" AND ").push_bind(self.hull.rgt);
        statement.push(") AND month BETWEEN ").push_bind(self.months.0);
        statement.push(" AND ").push_bind(self.months.1);
        if self.volume != i64::MAX {
            statement.push(" AND volume <= ").push_bind(self.volume);
        }
        statement.push(" GROUP BY ").push(by);
        let each = statement.build().each(conn, |row| {
            let lft = match units {
                None => self.hull.lft,
                Some(units) => match units.get(&row.integer(4)?) {
                    Some(lft) => *lft,
                    None => return Ok(()),
                },
            };
            let tally = Tally { debit: row.integer(0)?, credit: row.integer(1)? };
            let line = Line { account: row.integer(2)?, lft, dims: row.integer(3)?, tally };
            sums.add(&line, Sign::Added)
        });
        each.await
    }
}

/// Where the units of a subtree lie in the nested set.
async fn units(
    conn: &mut Conn,
    tree: i64,
    hull: Subtree,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    let mut units = BTreeMap::new();
    let text = "SELECT unit, lft FROM tree_unit WHERE tree = $1 AND lft BETWEEN $2 AND $3";
    let each = crate::sql::query(text).bind(tree).bind(hull.lft).bind(hull.rgt).each(conn, |row| {
        units.insert(row.integer(0)?, row.integer(1)?);
        Ok(())
    });
    each.await?;
    Ok(units)
}

/// The smallest range that holds all of them.
fn hull(subtrees: &BTreeSet<Subtree>) -> Option<Subtree> {
    let lft = subtrees.iter().map(|subtree| subtree.lft).min()?;
    let rgt = subtrees.iter().map(|subtree| subtree.rgt).max()?;
    Some(Subtree { lft, rgt })
}
