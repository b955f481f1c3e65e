//! Sums of cells and of postings.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use ledger::Account;

use super::known::{KnownAt, Sign};
use super::sums::{Part, Shared};
use super::window::days_of;
use crate::cells::{self, UNITS_MAX};
use crate::legs::Leg;
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

/// Adds everything as known to the sums over one tree: whole months from cells and the postings that
/// are not in cells yet, the days at the edges posting by posting.
pub(super) async fn add(
    conn: &mut Conn,
    tree: i64,
    known: KnownAt,
    sums: &mut Shared<'_, '_>,
) -> Result<(), StoreError> {
    let (accounts, hull) = (sums.accounts(), sums.hull());
    let Some(hull) = hull.filter(|_| !accounts.is_empty()) else { return Ok(()) };
    let units = Units::of(conn, tree, hull).await?;
    let places = Places { accounts: &accounts, units: &units };
    if let Some(months) = sums.months() {
        let is_most = units.count > count(conn, tree).await? / MOST;
        let wanted = cells::Wanted {
            accounts: &accounts,
            units: (!is_most).then_some((tree, hull)),
            months: (i64::from(months.0), i64::from(months.1)),
            volume: known.volume,
        };
        let each = cells::each(conn, wanted, |(account, unit), cells| match units.place(unit) {
            Some(lft) => sums.add_cells((account, lft), cells),
            // A unit without a place in the tree is in nobody's subtree.
            None => Ok(()),
        });
        each.await?;
        let days = days_of(months);
        places.add(conn, days, known.rest, (Part::Months, sums)).await?;
    }
    for days in sums.edges() {
        let all = (0, known.until, Sign::Added);
        places.add(conn, days, all, (Part::Edge(days), sums)).await?;
    }
    Ok(())
}

/// If more than one unit in so many is asked about, all cells of an account are read through rather than
/// looked up unit by unit.
const MOST: usize = 4;

/// Where postings count.
struct Places<'b> {
    accounts: &'b BTreeSet<i64>,
    units: &'b Units,
}

impl Places<'_> {
    async fn add(
        &self,
        conn: &mut Conn,
        days: (i32, i32),
        (after, until, sign): (i64, i64, Sign),
        (part, sums): (Part, &mut Shared<'_, '_>),
    ) -> Result<(), StoreError> {
        let units = |unit: i64| self.units.place(unit).is_some();
        let (accounts, units) = (self.accounts, &units);
        let wanted = legs::Wanted { accounts, units, days, after, until };
        let mut add = |leg: &Leg| match self.units.place(leg.unit) {
            Some(lft) => sums.add_leg((leg, lft), sign, part),
            None => Ok(()),
        };
        // Postings come by unit, and most units have few dimension sets: those that count alike are
        // added up before anybody is asked who counts them.
        let mut together: Option<Leg> = None;
        let each = legs::each(conn, wanted, |leg| {
            if let Some(sum) = together.as_mut().filter(|sum| counts_alike(sum, leg, part)) {
                sum.debit = sum.debit.checked_add(leg.debit).ok_or(StoreError::TooLarge)?;
                sum.credit = sum.credit.checked_add(leg.credit).ok_or(StoreError::TooLarge)?;
                return Ok(());
            }
            together.replace(*leg).as_ref().map_or(Ok(()), &mut add)
        });
        each.await?;
        together.as_ref().map_or(Ok(()), &mut add)
    }
}

/// Whether whoever counts the one counts the other: at an edge, whatever their days.
fn counts_alike(one: &Leg, other: &Leg, part: Part) -> bool {
    one.unit == other.unit
        && one.dims == other.dims
        && one.account == other.account
        && (part != Part::Months || one.day == other.day)
}

/// Where the units of a subtree lie in the nested set. Asked for every posting, so by number and not by
/// search: numbers are given one after the other.
struct Units {
    places: Vec<i64>,
    count: usize,
}

/// No unit lies here.
const NOWHERE: i64 = -1;

impl Units {
    async fn of(conn: &mut Conn, tree: i64, hull: Subtree) -> Result<Units, StoreError> {
        let mut units = Units { places: vec![], count: 0 };
        let text = "SELECT unit, lft FROM tree_unit WHERE tree = $1 AND lft BETWEEN $2 AND $3";
        let within = crate::sql::query(text).bind(tree).bind(hull.lft).bind(hull.rgt);
        let each = within.each(conn, |row| {
            let unit = usize::try_from(row.integer(0)?).ok().filter(|unit| *unit < UNITS_MAX);
            let unit = unit.ok_or_else(|| StoreError::damaged("a unit without a number"))?;
            if units.places.len() <= unit {
                units.places.resize(unit + 1, NOWHERE);
            }
            if let Some(place) = units.places.get_mut(unit) {
                *place = row.integer(1)?;
            }
            units.count += 1;
            Ok(())
        });
        each.await?;
        Ok(units)
    }

    #[inline]
    fn place(&self, unit: i64) -> Option<i64> {
        let place = self.places.get(usize::try_from(unit).ok()?)?;
        Some(*place).filter(|place| *place != NOWHERE)
    }
}

/// How many units a tree has.
async fn count(conn: &mut Conn, tree: i64) -> Result<usize, StoreError> {
    let count = crate::sql::query_scalar("SELECT count(*) FROM tree_unit WHERE tree = $1");
    let count: i64 = count.bind(tree).fetch_one(conn).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}
