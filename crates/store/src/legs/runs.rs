//! Writing postings: record by record, then in blocks, then in runs.
//!
//! Those of the records after the last run are held in memory too, so that nothing just written has to
//! be read again: there are never more than a run's.

use std::collections::BTreeMap;

use super::encoding::{self, Encoder};
use super::lengths::{BLOCK, LONG, RUN, full, sealed};
use super::{Leg, first_day, month_of};
use crate::cells::{self, Volumes};
use crate::sql::{Column, Conn, Insert, Value, query};
use crate::{StoreError, parallel};

/// The postings that are not yet in a run.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    legs: Vec<Leg>,
    /// The last record whose postings have been taken.
    reached: i64,
    /// The last record when the database was last written.
    flushed: i64,
}

/// An account and a month.
pub(super) type Place = (i64, i64);

/// The runs that are to be one, each in its bytes.
pub(super) type Waiting = BTreeMap<Place, Vec<Vec<u8>>>;

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
            keyed.entry((together, leg.account)).or_default().add(leg);
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
        false => Waiting::new(),
    };
    let (mut rest, mut first) = (legs, before + 1);
    while first <= now {
        let last = first + RUN - 1;
        let (run, later) = rest.split_at(rest.partition_point(|leg| leg.sequence <= last));
        rest = later;
        let run = by_place(run);
        if last > long_now {
            write_run(conn, run, (first, last)).await?;
        } else {
            for (place, bytes) in run {
                waiting.entry(place).or_default().push(bytes);
            }
            if last % LONG == 0 {
                let joined = joined(std::mem::take(&mut waiting))?;
                write_run(conn, joined, (last - LONG + 1, last)).await?;
            }
        }
        first = last + 1;
    }
    Ok(())
}

/// The postings of a run by account and month, each in its bytes.
pub(super) fn by_place(legs: &[Leg]) -> Vec<(Place, Vec<u8>)> {
    let mut sorted: Vec<(Place, Leg)> =
        legs.iter().map(|leg| ((leg.account, month_of(leg.day).0), *leg)).collect();
    // Stable: the postings of a unit stay in the order of the journal.
    sorted.sort_by_key(|(place, leg)| (*place, leg.unit));
    let mut together = vec![];
    let of_places = sorted.chunk_by(|(a, _), (b, _)| a == b);
    of_places
        .filter_map(|all| {
            let (place, leg) = all.first()?;
            together.clear();
            together.extend(all.iter().map(|(_, leg)| *leg));
            Some((*place, encoding::grouped(&together, month_of(leg.day).1)))
        })
        .collect()
}

/// Many runs as one.
pub(super) fn joined(waiting: Waiting) -> Result<Vec<(Place, Vec<u8>)>, StoreError> {
    let waiting: Vec<(Place, Vec<Vec<u8>>)> = waiting.into_iter().collect();
    let joined = parallel::map(&waiting, 1, |_, ((account, month), runs)| {
        let first_day = first_day(*month)?;
        let mut legs = vec![];
        for run in runs {
            let place = (*account, first_day);
            encoding::each_grouped(run, place, (0, i64::MAX), |_| true, |leg| legs.push(*leg))
                .ok_or_else(super::unreadable)?;
        }
        legs.sort_by_key(|leg| leg.unit);
        Ok(((*account, *month), encoding::grouped(&legs, first_day)))
    });
    joined.into_iter().collect()
}

pub(super) async fn write_run(
    conn: &mut Conn,
    run: Vec<(Place, Vec<u8>)>,
    (first, last): (i64, i64),
) -> Result<(), StoreError> {
    let row = |((account, month), bytes): (Place, Vec<u8>)| {
        [account.into(), month.into(), first.into(), last.into(), bytes.into()]
    };
    let rows: Vec<[Value<'_>; 5]> = run.into_iter().map(row).collect();
    ROWS.rows(conn, &rows).await
}

/// Takes the runs after a record out of the database, each account and month in the order of the
/// journal.
pub(super) async fn taken_out(conn: &mut Conn, kept: i64) -> Result<Waiting, StoreError> {
    let mut waiting = Waiting::new();
    query(
        "SELECT account, month, entries FROM run WHERE first_sequence > $1 \
         ORDER BY account, month, first_sequence",
    )
    .bind(kept)
    .each(conn, |row| {
        let place = (row.integer(0)?, row.integer(1)?);
        waiting.entry(place).or_default().push(row.blob(2)?.to_vec());
        Ok(())
    })
    .await?;
    query("DELETE FROM run WHERE first_sequence > $1").bind(kept).execute(conn).await?;
    Ok(waiting)
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
