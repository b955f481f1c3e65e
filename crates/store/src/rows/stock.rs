//! Rows behind a stock: the matters that are there.
//!
//! Most matters are told by their current row. Those with an event, or a posting, beyond the cut-off or
//! the point of the record are told by their history: what its entries come to is what counts.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, day};
use jiff::civil::Date;
use ledger::{Account, Light};
use register::event::Happened;
use register::model::Counts;

use super::flow::{self, Found};
use super::{RowsPage, Wanted};
use crate::definitions::Definitions;
use crate::record::Dictionary;
use crate::scope::Subtree;
use crate::sql::{Conn, Statement, push_keys, query};
use crate::trees::Piece;
use crate::{StoreError, journal};

/// How many matters are recomputed at a time.
const CHUNK: usize = 256;

/// A part of the span with the units that count in it.
struct Within {
    piece: Piece,
    units: BTreeMap<Key, i64>,
}

impl Within {
    /// The number of the unit, if it counts on that day.
    fn counts(&self, unit: &Key, on: Date) -> Option<i64> {
        let is_in_time = self.piece.from.is_none_or(|from| from <= on) && on <= self.piece.to;
        self.units.get(unit).copied().filter(|_| is_in_time)
    }
}

/// A stock to be told row by row.
pub(super) struct Stock<'a> {
    pub(super) wanted: &'a Wanted<'a>,
    pub(super) definitions: &'a Definitions,
    pub(super) dictionary: &'a Dictionary,
}

impl Stock<'_> {
    pub(super) async fn page(&self, conn: &mut Conn) -> Result<RowsPage, StoreError> {
        let page = self.wanted.page;
        let others = self.others(conn).await?;
        let settled: i64 =
            self.settled("count(*)").build_query_scalar().fetch_one(&mut *conn).await?;
        // Of the settled ones, those before `from` come before the page, wherever the others go.
        let from = page.first().saturating_sub(others.len() as u64);
        let mut listing = self.settled("m.changed_day, m.last_sequence, m.unit");
        listing.push(" ORDER BY m.changed_day, m.last_sequence LIMIT ");
        let until = page.first().saturating_add(page.size() as u64);
        listing.push_bind(crate::record::signed(until.saturating_sub(from)));
        listing.push(" OFFSET ").push_bind(crate::record::signed(from));
        let total = settled.unsigned_abs().saturating_add(others.len() as u64);
        let sum = others.iter().try_fold(settled, |sum, found| sum.checked_add(found.amount));
        let mut rows = others;
        let each = listing.build().each(conn, |row| {
            let day = i32::try_from(row.integer(0)?).unwrap_or(i32::MAX);
            rows.push(Found { day, sequence: row.integer(1)?, amount: 1, unit: row.integer(2)? });
            Ok(())
        });
        each.await?;
        rows.sort_by_key(|row| (row.day, row.sequence));
        let skipped = usize::try_from(page.first().saturating_sub(from)).unwrap_or(usize::MAX);
        let rows: Vec<Found> = rows.into_iter().skip(skipped).take(page.size()).collect();
        let sum = self.wanted.amount(sum.ok_or(StoreError::TooLarge)?);
        Ok(RowsPage { rows: flow::named(conn, self.wanted, &rows).await?, total, sum })
    }

    /// The one tree that counts for the whole span. If several do, no matter is told by its row.
    fn tree(&self) -> i64 {
        match self.wanted.within.as_slice() {
            [(piece, _)] => piece.tree,
            _ => 0,
        }
    }

    fn subtree(&self) -> Subtree {
        match self.wanted.within.as_slice() {
            [(_, subtree)] => *subtree,
            _ => Subtree::NOTHING,
        }
    }

    /// Matters all of whose postings count: each is where its row says.
    fn settled(&self, columns: &'static str) -> Statement<'static> {
        let wanted = self.wanted;
        let mut statement = Statement::new("SELECT ");
        statement
            .push(columns)
            .push(self.from())
            .push(" WHERE m.register = (SELECT id FROM symbol WHERE text = ")
            .push_bind(wanted.measure.register.to_string())
            .push(") AND coalesce(m.settled_day, m.changed_day) <= ")
            .push_bind(wanted.days().1)
            .push(" AND m.last_sequence <= ")
            .push_bind(wanted.known_at())
            .push(" AND m.unit IN (SELECT unit FROM tree_unit WHERE tree = ")
            .push_bind(self.tree())
            .push(" AND lft BETWEEN ")
            .push_bind(self.subtree().lft)
            .push(" AND ")
            .push_bind(self.subtree().rgt)
            .push(")");
        self.push_there(&mut statement);
        for (dimension, values) in wanted.rows.filter.iter() {
            statement
                .push(
                    " AND EXISTS (SELECT 1 FROM dim_value v WHERE v.dims = m.dims \
                     AND v.dimension = ",
                )
                .push_bind(dimension.to_string());
            push_keys(statement.push(" AND v.value"), values);
            statement.push(")");
        }
        statement
    }

    fn from(&self) -> &'static str {
        match self.wanted.measure.counts {
            Counts::LightsOf { .. } => " FROM matter m JOIN deadline d ON d.matter = m.id",
            _ => " FROM matter m JOIN account a ON a.id = m.account",
        }
    }

    /// That the row is in what is counted.
    fn push_there(&self, statement: &mut Statement<'_>) {
        match &self.wanted.measure.counts {
            Counts::LightsOf { clock, lights } => {
                let register = &self.wanted.measure.register;
                for (column, key) in [("register", register), ("clock", clock)] {
                    let column = format_args!(" AND d.{column} = ");
                    statement.push(column).push("(SELECT id FROM symbol WHERE text = ");
                    statement.push_bind(key.to_string()).push(")");
                }
                let last_day = self.wanted.days().1;
                for (place, light) in (0..).zip(lights) {
                    statement.push(if place == 0 { " AND (" } else { " OR " });
                    match light {
                        Light::Red => statement.push("d.red_day <= ").push_bind(last_day),
                        Light::Yellow => statement
                            .push("d.yellow_day <= ")
                            .push_bind(last_day)
                            .push(" AND d.red_day > ")
                            .push_bind(last_day),
                        Light::Grey => statement.push("d.red_day IS NULL"),
                    };
                }
                statement.push(")");
            }
            Counts::StockOf(states) => push_keys(statement.push(" AND a.place"), states),
            _ => {}
        }
    }

    /// The accounts that are added up.
    fn accounts(&self) -> BTreeSet<Account> {
        let register = &self.wanted.measure.register;
        match &self.wanted.measure.counts {
            Counts::LightsOf { clock, lights } => {
                lights.iter().map(|light| Account::light(register, clock, Some(*light))).collect()
            }
            Counts::StockOf(states) => {
                states.iter().map(|state| Account::state(register, state)).collect()
            }
            _ => BTreeSet::new(),
        }
    }

    async fn others(&self, conn: &mut Conn) -> Result<Vec<Found>, StoreError> {
        let wanted = self.wanted;
        let mut latest: Vec<i64> = vec![];
        let each = query(
            "SELECT m.last_sequence FROM matter m \
             WHERE m.register = (SELECT id FROM symbol WHERE text = $1) AND m.id <= $2 \
             AND (coalesce(m.settled_day, m.changed_day) > $3 OR m.last_sequence > $2 OR $4 = 0) \
             ORDER BY m.id",
        )
        .bind(wanted.measure.register.to_string())
        .bind(wanted.known_at())
        .bind(wanted.days().1)
        .bind(self.tree())
        .each(conn, |row| {
            latest.push(row.integer(0)?);
            Ok(())
        });
        each.await?;
        let mut found = vec![];
        if latest.is_empty() {
            return Ok(found);
        }
        let accounts = self.accounts();
        let mut within = vec![];
        for (piece, subtree) in &wanted.within {
            let units = flow::units(conn, piece.tree, *subtree).await?;
            let units = units.into_iter().map(|(id, key)| (key, id)).collect();
            within.push(Within { piece: *piece, units });
        }
        for part in latest.chunks(CHUNK) {
            let mut all = journal::histories(conn, self.dictionary, part).await?;
            all.sort_by(|a, b| (&a.event.number, a.sequence).cmp(&(&b.event.number, b.sequence)));
            for history in all.chunk_by(|a, b| a.event.number == b.event.number) {
                found.extend(self.recomputed(history, &accounts, &within)?);
            }
        }
        Ok(found)
    }

    /// What the entries of a matter come to. `None` if it is not there.
    fn recomputed(
        &self,
        history: &[Happened],
        accounts: &BTreeSet<Account>,
        within: &[Within],
    ) -> Result<Option<Found>, StoreError> {
        let (wanted, last_day) = (self.wanted, self.wanted.days().1);
        let mut found = Found { day: 0, sequence: 0, amount: 0, unit: 0 };
        let known =
            |happened: &&Happened| crate::record::signed(happened.sequence) <= wanted.known_at();
        for happened in history.iter().filter(known) {
            let event = &happened.event;
            let register = self.definitions.register(&event.register, event.definition)?;
            let entry = register::postings::postings(register, event, happened.effective_on)
                .map_err(|source| StoreError::Unbalanced { sequence: happened.sequence, source })?;
            for leg in entry.legs() {
                let unit = within.iter().find_map(|part| part.counts(leg.unit, leg.day));
                let Some(unit) = unit else { continue };
                let counts = day::number(leg.day) <= last_day
                    && accounts.contains(leg.account)
                    && wanted.rows.filter.admits(leg.dims);
                if counts {
                    found.amount = leg
                        .debit
                        .checked_sub(leg.credit)
                        .and_then(|amount| found.amount.checked_add(amount))
                        .ok_or(StoreError::TooLarge)?;
                    found.unit = unit;
                }
            }
            if day::number(happened.effective_on) <= last_day {
                found.day = day::number(happened.effective_on);
                found.sequence = crate::record::signed(happened.sequence);
            }
        }
        Ok(Some(found).filter(|found| found.amount != 0))
    }
}
