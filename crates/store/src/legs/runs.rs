//! Writing postings: record by record, then in blocks, then in runs.
//!
//! Those of the records after the last run are held in memory too, so that nothing just written has to
//! be read again: there are never more than a run's.

use std::collections::BTreeMap;

use super::encoding::{self, Encoder};
use super::lengths::{BLOCK, LONG, RUN, full, sealed};
use super::{Leg, month_of};
use crate::StoreError;
use crate::cells::{self, Volumes};
use crate::sql::{Column, Conn, Insert, query};

/// The postings that are not yet in a run.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    legs: Vec<Leg>,
    /// The last record whose postings have been taken.
    reached: i64,
    /// The last record when the database was last written.
    flushed: i64,
}

/// Postings of one account and month, written together.
type Keyed = BTreeMap<(i64, i64), Encoder>;

impl Runs {
    pub(crate) async fn load(conn: &mut Conn, reached: i64) -> Result<Runs, StoreError> {
        let mut legs = vec![];
        query("SELECT account, entries FROM tail ORDER BY first_sequence, account")
            .each(conn, |row| {
                let account = row.integer(0)?;
                encoding::each(row.blob(1)?, (account, 0), (0, i64::MAX), |leg| legs.push(*leg))
                    .ok_or_else(super::unreadable)
            })
            .await?;
        // Stable: what a record posts to one account stays in its order.
        legs.sort_by_key(|leg| leg.sequence);
        Ok(Runs { legs, reached, flushed: reached })
    }

    /// The next record, whether it posts anything or not.
    pub(crate) fn reach(&mut self, sequence: i64) {
        self.reached = sequence;
    }

    /// A posting of the record reached last.
    pub(crate) fn add(&mut self, leg: Leg) {
        self.legs.push(leg);
    }

    pub(crate) async fn flush(
        &mut self,
        conn: &mut Conn,
        volumes: &Volumes,
    ) -> Result<(), StoreError> {
        let flushed = std::mem::replace(&mut self.flushed, self.reached);
        let (before, now) = (sealed(flushed), sealed(self.reached));
        if before < now {
            let rest = self.legs.split_off(self.legs.partition_point(|leg| leg.sequence <= now));
            let sealed = std::mem::replace(&mut self.legs, rest);
            write_runs(conn, &sealed, (before, now)).await?;
            cells::add(conn, &sealed, volumes).await?;
        }
        self.write_tail(conn, (flushed, now)).await
    }

    /// Writes the postings after the last run as far as they are not written yet: full blocks each
    /// together, the others record by record.
    async fn write_tail(
        &self,
        conn: &mut Conn,
        (flushed, sealed): (i64, i64),
    ) -> Result<(), StoreError> {
        let (before, now) = (full(flushed, BLOCK), full(self.reached, BLOCK));
        let mut first = flushed + 1;
        if before < now {
            // What was written record by record is now part of a block, or of a run.
            let kept = if before < sealed { 0 } else { before };
            let delete = query("DELETE FROM tail WHERE first_sequence > $1");
            delete.bind(kept).execute(conn).await?;
            first = before.max(sealed) + 1;
        }
        let begin = self.legs.partition_point(|leg| leg.sequence < first);
        let mut keyed: BTreeMap<(i64, i64), Encoder> = BTreeMap::new();
        for leg in self.legs.get(begin..).unwrap_or_default() {
            let together =
                if leg.sequence <= now { full(leg.sequence - 1, BLOCK) + 1 } else { leg.sequence };
            keyed.entry((together, leg.account)).or_default().add(leg, 0);
        }
        let rows: Vec<_> = keyed
            .into_iter()
            .map(|((first, account), encoder)| {
                [first.into(), account.into(), encoder.finish().into()]
            })
            .collect();
        TAIL.rows(conn, &rows).await
    }
}

/// Writes full runs after the record `before`; those that end a long run are joined to it.
async fn write_runs(
    conn: &mut Conn,
    legs: &[Leg],
    (before, now): (i64, i64),
) -> Result<(), StoreError> {
    let (long_before, long_now) = (full(before, LONG), full(now, LONG));
    let mut waiting = match long_before < long_now {
        true => taken_out(conn, long_before).await?,
        false => BTreeMap::new(),
    };
    let mut rest = legs.iter().peekable();
    let mut first = before + 1;
    while first <= now {
        let last = first + RUN - 1;
        let mut run = Keyed::new();
        while let Some(leg) = rest.next_if(|leg| leg.sequence <= last) {
            let (month, first_day) = month_of(leg.day);
            run.entry((leg.account, month)).or_default().add(leg, first_day);
        }
        if last > long_now {
            write_run(conn, run, (first, last)).await?;
        } else {
            for (key, encoder) in run {
                waiting.entry(key).or_default().join(&encoder.finish());
            }
            if last % LONG == 0 {
                write_run(conn, std::mem::take(&mut waiting), (last - LONG + 1, last)).await?;
            }
        }
        first = last + 1;
    }
    Ok(())
}

async fn write_run(
    conn: &mut Conn,
    keyed: Keyed,
    (first, last): (i64, i64),
) -> Result<(), StoreError> {
    let rows: Vec<_> = keyed
        .into_iter()
        .map(|((account, month), encoder)| {
            [account.into(), month.into(), first.into(), last.into(), encoder.finish().into()]
        })
        .collect();
    ROWS.rows(conn, &rows).await
}

/// Takes the runs after a record out of the database, each account and month in the order of the
/// journal.
async fn taken_out(conn: &mut Conn, kept: i64) -> Result<Keyed, StoreError> {
    let mut keyed = Keyed::new();
    query(
        "SELECT account, month, entries FROM run WHERE first_sequence > $1 \
         ORDER BY account, month, first_sequence",
    )
    .bind(kept)
    .each(conn, |row| {
        keyed.entry((row.integer(0)?, row.integer(1)?)).or_default().join(row.blob(2)?);
        Ok(())
    })
    .await?;
    query("DELETE FROM run WHERE first_sequence > $1").bind(kept).execute(conn).await?;
    Ok(keyed)
}

const ROWS: Insert<5> = Insert {
    table: "run",
    columns: [
        ("account", Column::Integer),
        ("month", Column::Integer),
        ("first_sequence", Column::Integer),
        ("last_sequence", Column::Integer),
        ("entries", Column::Blob),
    ],
    then: "",
};

const TAIL: Insert<3> = Insert {
    table: "tail",
    columns: [
        ("first_sequence", Column::Integer),
        ("account", Column::Integer),
        ("entries", Column::Blob),
    ],
    then: "",
};
