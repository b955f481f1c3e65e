//! What was known at a point of the record: whole periods from cells, and the records of one period
//! recomputed.

use crate::sql::Conn;
use base::{Dims, Key};
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::event::Body;

use super::balances::Source;
use crate::definitions::Definitions;
use crate::record::signed;
use crate::{StoreError, journal};

/// How to arrive at what was known: from nothing by adding what had been learnt, or from everything
/// recorded by taking away what was learnt since, whichever is the shorter way.
#[derive(Debug)]
pub(super) struct KnownAt {
    /// Cells to add up, each with whether they are taken away.
    pub(super) sources: Vec<(Source, Sign)>,
    /// Legs of the one period that counts in part.
    pub(super) legs: Vec<TailLeg>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Added,
    TakenAway,
}

impl Sign {
    /// The tally with this sign; `None` if it has no negative.
    pub(super) fn of(self, tally: Tally) -> Option<Tally> {
        match self {
            Sign::Added => Some(tally),
            Sign::TakenAway => Some(Tally {
                debit: tally.debit.checked_neg()?,
                credit: tally.credit.checked_neg()?,
            }),
        }
    }
}

/// One leg of a recomputed entry.
#[derive(Debug)]
pub(super) struct TailLeg {
    pub(super) account: Account,
    pub(super) unit: Key,
    pub(super) dims: Dims,
    pub(super) day: Date,
    pub(super) tally: Tally,
}

/// All that is recorded.
pub(super) fn now() -> KnownAt {
    KnownAt { sources: vec![(Source::Current, Sign::Added)], legs: vec![] }
}

/// What was known at a sequence number before the head.
pub(super) async fn known_at(
    conn: &mut Conn,
    definitions: &Definitions,
    (sequence, head): (u64, u64),
) -> Result<KnownAt, StoreError> {
    let rows = crate::sql::query(
        "SELECT period, first_sequence FROM record_period WHERE period >= \
         (SELECT coalesce(max(period), 0) FROM record_period WHERE first_sequence <= $1) \
         ORDER BY period LIMIT 2",
    )
    .bind(signed(sequence))
    .fetch_all(&mut *conn)
    .await?;
    let (Some(own), next) = (rows.first(), rows.get(1)) else {
        return Ok(now());
    };
    let (period, first): (i64, i64) = (own.try_get(0)?, own.try_get(1)?);
    let end = match next {
        Some(next) => next.try_get::<i64>(1)?.unsigned_abs().saturating_sub(1),
        None => head,
    };
    if sequence.saturating_mul(2) < head {
        let before = first.unsigned_abs().saturating_sub(1).min(sequence);
        let legs = legs(conn, definitions, (before, sequence, Sign::Added)).await?;
        return Ok(KnownAt { sources: vec![(Source::Periods(0, period - 1), Sign::Added)], legs });
    }
    let legs = legs(conn, definitions, (sequence, end, Sign::TakenAway)).await?;
    let since = (Source::Periods(period + 1, i64::MAX), Sign::TakenAway);
    Ok(KnownAt { sources: vec![(Source::Current, Sign::Added), since], legs })
}

/// The legs of the records after one sequence number and up to another.
async fn legs(
    conn: &mut Conn,
    definitions: &Definitions,
    (after, last, sign): (u64, u64, Sign),
) -> Result<Vec<TailLeg>, StoreError> {
    let count = u32::try_from(last.saturating_sub(after)).unwrap_or(u32::MAX);
    let records = journal::records_after(conn, after, count).await?;
    let mut legs = vec![];
    for record in &records {
        let Body::Matter(event) = record.body()? else { continue };
        let register = definitions.register(&event.register, event.definition)?;
        let on = record.effective_on()?;
        let entry = register::postings::postings(register, &event, on)
            .map_err(|source| StoreError::Unbalanced { sequence: record.sequence, source })?;
        for leg in entry.legs() {
            let tally = Tally { debit: leg.debit, credit: leg.credit };
            legs.push(TailLeg {
                account: leg.account.clone(),
                unit: leg.unit.clone(),
                dims: leg.dims.clone(),
                day: leg.day,
                tally: sign.of(tally).ok_or(StoreError::TooLarge)?,
            });
        }
    }
    Ok(legs)
}
