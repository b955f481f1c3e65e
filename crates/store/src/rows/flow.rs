//! Rows behind what came into a place: states entered, lines and amounts posted.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, day};

use super::{RowBehind, RowsPage, Wanted};
use crate::legs::{self, Leg};
use crate::matters::date;
use crate::project::key;
use crate::record::Dictionary;
use crate::scope::Subtree;
use crate::sql::{Conn, Statement, query};
use crate::{Page, StoreError};

/// A row before its names are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) day: i32,
    pub(super) sequence: i64,
    pub(super) amount: i64,
    pub(super) unit: i64,
}

/// Postings that are booked again, or taken back, within what is asked: they make one row together, or
/// none if nothing remains.
type Rebooked = BTreeMap<(i64, i64, i64), Found>;

/// How many rows there are in all, and on each day.
#[derive(Debug, Default)]
struct Counted {
    total: u64,
    sum: i64,
    days: BTreeMap<i32, u64>,
}

/// What a posting adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// What it puts in.
    In,
    /// What it puts in, less what it takes out.
    Net,
}

/// Accounts by number, and what counts of them.
pub(super) struct Counting {
    pub(super) accounts: BTreeSet<i64>,
    pub(super) amount: Amount,
}

/// One row for each posting to the accounts. The postings are gone through instead of kept: there may
/// be millions, and a page shows a few.
pub(super) async fn page(
    conn: &mut Conn,
    dictionary: &Dictionary,
    wanted: &Wanted<'_>,
    counting: &Counting,
) -> Result<RowsPage, StoreError> {
    let mut chosen = Chosen::new(conn, dictionary, wanted, counting).await?;
    let mut rebooked = BTreeSet::new();
    chosen
        .each(conn, wanted.days(), |leg, _| {
            if leg.origin != leg.sequence {
                rebooked.insert(leg.origin);
            }
            Ok(())
        })
        .await?;
    let (mut counted, mut together) = (Counted::default(), Rebooked::new());
    chosen
        .each(conn, wanted.days(), |leg, found| {
            if rebooked.contains(&leg.origin) {
                join(&mut together, leg, found)
            } else {
                counted.add(&found)
            }
        })
        .await?;
    together.retain(|_, found| found.amount != 0);
    for found in together.values() {
        counted.add(found)?;
    }
    let (days, before) = counted.days_of(wanted.page);
    let within = |found: &Found| days.0 <= found.day && found.day <= days.1;
    let mut rows: Vec<Found> = together.into_values().filter(within).collect();
    chosen
        .each(conn, days, |leg, found| {
            if !rebooked.contains(&leg.origin) {
                rows.push(found);
            }
            Ok(())
        })
        .await?;
    // Those of one record stay in the order in which it posted them.
    rows.sort_by_key(|row| (row.day, row.sequence));
    let skipped = usize::try_from(wanted.page.first().saturating_sub(before)).unwrap_or(usize::MAX);
    let rows: Vec<Found> = rows.into_iter().skip(skipped).take(wanted.page.size()).collect();
    let rows = named(conn, wanted, &rows).await?;
    Ok(RowsPage { rows, total: counted.total, sum: wanted.amount(counted.sum) })
}

fn join(together: &mut Rebooked, leg: &Leg, found: Found) -> Result<(), StoreError> {
    let key = (leg.origin, leg.unit, leg.dims);
    let joined = together.entry(key).or_insert(Found { amount: 0, ..found });
    joined.amount = joined.amount.checked_add(found.amount).ok_or(StoreError::TooLarge)?;
    // The record that booked it last tells what stands now.
    if leg.sequence >= joined.sequence {
        (joined.sequence, joined.day) = (leg.sequence, leg.day);
    }
    Ok(())
}

impl Counted {
    fn add(&mut self, found: &Found) -> Result<(), StoreError> {
        self.total = self.total.saturating_add(1);
        self.sum = self.sum.checked_add(found.amount).ok_or(StoreError::TooLarge)?;
        *self.days.entry(found.day).or_default() += 1;
        Ok(())
    }

    /// The days that the rows of a page are on, and how many rows come before them.
    fn days_of(&self, page: Page) -> ((i32, i32), u64) {
        let end = page.first().saturating_add(page.size() as u64);
        let (mut before, mut at, mut days) = (0, 0_u64, None);
        for (day, count) in &self.days {
            let after = at.saturating_add(*count);
            if after > page.first() && at < end {
                if days.is_none() {
                    before = at;
                }
                days = Some((days.map_or(*day, |(first, _)| first), *day));
            }
            at = after;
        }
        (days.unwrap_or((1, 0)), before)
    }
}

/// What is chosen among the postings of the accounts.
struct Chosen<'a> {
    wanted: &'a Wanted<'a>,
    counting: &'a Counting,
    /// First and last day of each part of the span, and the units that count in it.
    within: Vec<(i32, i32, BTreeSet<i64>)>,
    dictionary: &'a Dictionary,
    /// Dimension set → whether the filter lets it pass.
    admitted: BTreeMap<i64, bool>,
}

impl<'a> Chosen<'a> {
    async fn new(
        conn: &mut Conn,
        dictionary: &'a Dictionary,
        wanted: &'a Wanted<'a>,
        counting: &'a Counting,
    ) -> Result<Chosen<'a>, StoreError> {
        let mut within = vec![];
        for (piece, subtree) in &wanted.within {
            let units = units(conn, piece.tree, *subtree).await?;
            let from = piece.from.map_or(i32::MIN, day::number);
            within.push((from, day::number(piece.to), units.into_keys().collect()));
        }
        Ok(Chosen { wanted, counting, within, dictionary, admitted: BTreeMap::new() })
    }

    async fn each(
        &mut self,
        conn: &mut Conn,
        days: (i32, i32),
        mut look: impl FnMut(&Leg, Found) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let until = self.wanted.known_at();
        let Chosen { wanted, counting, within, dictionary, admitted } = self;
        let within: &[_] = within;
        let units = |unit: i64| within.iter().any(|(_, _, units)| units.contains(&unit));
        let (accounts, units) = (&counting.accounts, &units);
        let all = legs::Wanted { accounts, units, days, after: 0, until };
        let filter = &wanted.rows.filter;
        let each = legs::each(conn, all, |leg| {
            let is_admitted = filter.is_empty()
                || *admitted.entry(leg.dims).or_insert_with(|| {
                    let number = u32::try_from(leg.dims).ok();
                    let dims = number.and_then(|number| dictionary.dims_at(number));
                    dims.is_some_and(|dims| filter.admits(dims))
                });
            let amount = match counting.amount {
                Amount::In => Some(leg.debit),
                Amount::Net => leg.debit.checked_sub(leg.credit),
            };
            let amount = amount.ok_or(StoreError::TooLarge)?;
            let counts = |(from, to, units): &(i32, i32, BTreeSet<i64>)| {
                *from <= leg.day && leg.day <= *to && units.contains(&leg.unit)
            };
            if amount == 0 || !is_admitted || !within.iter().any(counts) {
                return Ok(());
            }
            look(leg, Found { day: leg.day, sequence: leg.sequence, amount, unit: leg.unit })
        });
        each.await
    }
}

/// The units of a subtree in a tree, with their keys.
pub(super) async fn units(
    conn: &mut Conn,
    tree: i64,
    subtree: Subtree,
) -> Result<BTreeMap<i64, Key>, StoreError> {
    let mut units = BTreeMap::new();
    let each = query(
        "SELECT u.id, u.key FROM tree_unit t JOIN unit u ON u.id = t.unit \
         WHERE t.tree = $1 AND t.lft BETWEEN $2 AND $3",
    )
    .bind(tree)
    .bind(subtree.lft)
    .bind(subtree.rgt)
    .each(conn, |row| {
        units.insert(row.integer(0)?, key(row.text(1)?.to_owned())?);
        Ok(())
    });
    each.await?;
    Ok(units)
}

/// Rows with the numbers and titles of their matters and the keys of their units.
pub(super) async fn named(
    conn: &mut Conn,
    wanted: &Wanted<'_>,
    rows: &[Found],
) -> Result<Vec<RowBehind>, StoreError> {
    let sequences: Vec<i64> = rows.iter().map(|row| row.sequence).collect();
    let mut matters: BTreeMap<i64, (String, String)> = BTreeMap::new();
    for list in crate::sql::lists(&sequences) {
        let mut statement = Statement::new(
            "SELECT r.sequence, m.number, m.title FROM record r JOIN matter m ON m.id = coalesce(r.matter, r.sequence) \
             WHERE r.sequence IN ",
        );
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            matters.insert(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?));
        }
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.unit).collect();
    let mut units: BTreeMap<i64, Key> = BTreeMap::new();
    for list in crate::sql::lists(&ids) {
        let mut statement = Statement::new("SELECT id, key FROM unit WHERE id IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            units.insert(row.try_get(0)?, key(row.try_get(1)?)?);
        }
    }
    rows.iter()
        .map(|row| {
            let damaged = || StoreError::damaged(format!("record {} is of nothing", row.sequence));
            let (number, title) = matters.get(&row.sequence).cloned().ok_or_else(damaged)?;
            Ok(RowBehind {
                sequence: row.sequence.unsigned_abs(),
                number,
                title,
                unit: units.get(&row.unit).cloned().ok_or_else(damaged)?,
                effective_on: date(row.day)?,
                amount: wanted.amount(row.amount),
            })
        })
        .collect()
}
