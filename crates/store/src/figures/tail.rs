//! Postings of the records of an open period, recomputed for “known at”.

use std::collections::BTreeMap;

use base::{Dims, Key};
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::event::Body;
use sqlx::{Row, SqliteConnection};

use crate::definitions::Definitions;
use crate::record::signed;
use crate::{StoreError, journal};

/// What was known at a sequence number: the cells of the periods below, and these legs.
#[derive(Debug)]
pub(super) struct KnownAt {
    pub(super) periods_below: i64,
    pub(super) legs: Vec<TailLeg>,
}

/// One leg of a recomputed entry.
#[derive(Debug)]
pub(super) struct TailLeg {
    pub(super) account: Account,
    pub(super) lft: i64,
    pub(super) dims: Dims,
    pub(super) day: Date,
    pub(super) tally: Tally,
}

pub(super) async fn known_at(
    conn: &mut SqliteConnection,
    definitions: &Definitions,
    sequence: u64,
) -> Result<KnownAt, StoreError> {
    let period = sqlx::query(
        "SELECT period, first_sequence FROM record_period WHERE first_sequence <= $1 \
         ORDER BY period DESC LIMIT 1",
    )
    .bind(signed(sequence))
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = period else {
        return Ok(KnownAt { periods_below: 0, legs: vec![] });
    };
    let (period, first): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    let next: Option<i64> =
        sqlx::query_scalar("SELECT first_sequence FROM record_period WHERE period = $1")
            .bind(period + 1)
            .fetch_optional(&mut *conn)
            .await?;
    if next == Some(signed(sequence) + 1) {
        return Ok(KnownAt { periods_below: period + 1, legs: vec![] });
    }
    let before = first.unsigned_abs().saturating_sub(1);
    let count = u32::try_from(sequence.saturating_sub(before)).unwrap_or(u32::MAX);
    let records = journal::records_after(conn, before, count).await?;
    let units = units(conn).await?;
    let mut legs = vec![];
    for record in &records {
        let Body::Matter(event) = record.body()? else { continue };
        let register = definitions.register(&event.register, event.definition)?;
        let entry = register::postings::postings(register, &event)
            .map_err(|source| StoreError::Unbalanced { sequence: record.sequence, source })?;
        let day = record.effective_on()?;
        for leg in entry.legs() {
            // A unit without a place in the tree is in nobody's subtree.
            let Some(lft) = units.get(leg.unit) else { continue };
            legs.push(TailLeg {
                account: leg.account.clone(),
                lft: *lft,
                dims: leg.dims.clone(),
                day,
                tally: Tally { debit: leg.debit, credit: leg.credit },
            });
        }
    }
    Ok(KnownAt { periods_below: period, legs })
}

async fn units(conn: &mut SqliteConnection) -> Result<BTreeMap<Key, i64>, StoreError> {
    let rows = sqlx::query("SELECT key, lft FROM unit").fetch_all(conn).await?;
    rows.iter().map(|row| Ok((crate::project::key(row.try_get(0)?)?, row.try_get(1)?))).collect()
}
