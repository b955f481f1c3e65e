//! Writing postings: first one by one, then in runs, then in longer and longer ones.
//!
//! Runs end where the number of records is a multiple of 1 Ki, 16 Ki, 256 Ki and 4 Mi, whatever the
//! transactions: so the same journal always gives the same runs, and there are few of them.

use std::collections::BTreeMap;

use super::encoding::{BLOCK, Encoder};
use super::{Leg, month_of, of_row};
use crate::StoreError;
use crate::sql::{Column, Conn, Insert, query};

/// Records of a run, the longest first.
const LENGTHS: [i64; 4] = [BLOCK << 12, BLOCK << 8, BLOCK << 4, BLOCK];

/// The postings that are not yet in a run.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    legs: Vec<Leg>,
    /// How many of them the table `leg` has.
    stored: usize,
    /// The last record whose postings have been taken.
    reached: i64,
    /// The last record when the database was last written.
    flushed: i64,
}

impl Runs {
    pub(crate) async fn load(conn: &mut Conn, reached: i64) -> Result<Runs, StoreError> {
        let mut legs = vec![];
        query(
            "SELECT sequence, origin, class, account, unit, dims, day, debit, credit FROM leg \
             ORDER BY sequence, place",
        )
        .each(conn, |row| {
            legs.push(of_row(row)?);
            Ok(())
        })
        .await?;
        Ok(Runs { stored: legs.len(), legs, reached, flushed: reached })
    }

    /// The next record, whether it posts anything or not.
    pub(crate) fn reach(&mut self, sequence: i64) {
        self.reached = sequence;
    }

    /// A posting of the record reached last.
    pub(crate) fn add(&mut self, leg: Leg) {
        self.legs.push(leg);
    }

    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let (before, now) = (ends(self.flushed), ends(self.reached));
        self.flushed = self.reached;
        if before == now {
            return self.write_legs(conn).await;
        }
        let same = before.iter().zip(&now).take_while(|(before, now)| before == now).count();
        let new = now.get(same..).unwrap_or_default();
        let kept = same.checked_sub(1).and_then(|last| now.get(last)).copied().unwrap_or(0);
        let mut entries = taken_out(conn, kept).await?;
        let mut first = kept + 1;
        let mut rest = std::mem::take(&mut self.legs).into_iter().peekable();
        for last in new {
            let mut run = entries.split_off(&(first, 0, 0));
            let later = run.split_off(&(last + 1, 0, 0));
            entries = later;
            let mut keyed: BTreeMap<(i64, i64), Encoder> = BTreeMap::new();
            for ((_, account, month), bytes) in run {
                let key = (account, month);
                match keyed.get_mut(&key) {
                    Some(encoder) => encoder.join(&bytes),
                    None => {
                        keyed.insert(key, Encoder::after(bytes));
                    }
                }
            }
            while let Some(leg) = rest.next_if(|leg| leg.sequence <= *last) {
                let (month, first_day) = month_of(leg.day);
                keyed.entry((leg.account, month)).or_default().add(&leg, first_day);
            }
            let rows: Vec<_> = keyed
                .into_iter()
                .map(|((account, month), encoder)| {
                    let bytes = encoder.finish();
                    [account.into(), month.into(), first.into(), (*last).into(), bytes.into()]
                })
                .collect();
            RUN.rows(conn, &rows).await?;
            first = last + 1;
        }
        query("DELETE FROM leg").execute(conn).await?;
        (self.legs, self.stored) = (rest.collect(), 0);
        self.write_legs(conn).await
    }

    async fn write_legs(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let mut place = (0, 0);
        let mut rows = vec![];
        for (index, leg) in self.legs.iter().enumerate() {
            place =
                if place.0 == leg.sequence { (place.0, place.1 + 1) } else { (leg.sequence, 0) };
            if index >= self.stored {
                rows.push([
                    leg.sequence.into(),
                    i64::from(place.1).into(),
                    leg.origin.into(),
                    i64::from(leg.class as u8).into(),
                    leg.account.into(),
                    leg.unit.into(),
                    leg.dims.into(),
                    leg.day.into(),
                    leg.debit.into(),
                    leg.credit.into(),
                ]);
            }
        }
        self.stored = self.legs.len();
        LEG.rows(conn, &rows).await
    }
}

/// Takes the runs after a record out of the database, by first record, account and month.
async fn taken_out(
    conn: &mut Conn,
    kept: i64,
) -> Result<BTreeMap<(i64, i64, i64), Vec<u8>>, StoreError> {
    let mut entries = BTreeMap::new();
    query("SELECT first_sequence, account, month, entries FROM run WHERE first_sequence > $1")
        .bind(kept)
        .each(conn, |row| {
            let key = (row.integer(0)?, row.integer(1)?, row.integer(2)?);
            entries.insert(key, row.blob(3)?.to_vec());
            Ok(())
        })
        .await?;
    if !entries.is_empty() {
        query("DELETE FROM run WHERE first_sequence > $1").bind(kept).execute(conn).await?;
    }
    Ok(entries)
}

/// Where the runs end of a journal of so many records.
fn ends(records: i64) -> Vec<i64> {
    let mut ends = vec![];
    let mut end = 0;
    for length in LENGTHS {
        while records - end >= length {
            end += length;
            ends.push(end);
        }
    }
    ends
}

const RUN: Insert<5> = Insert {
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

const LEG: Insert<10> = Insert {
    table: "leg",
    columns: [
        ("sequence", Column::Integer),
        ("place", Column::Integer),
        ("origin", Column::Integer),
        ("class", Column::Integer),
        ("account", Column::Integer),
        ("unit", Column::Integer),
        ("dims", Column::Integer),
        ("day", Column::Integer),
        ("debit", Column::Integer),
        ("credit", Column::Integer),
    ],
    then: "",
};

#[cfg(test)]
mod tests {
    use super::{BLOCK, ends};

    #[test]
    fn runs_grow_with_the_journal() {
        assert!(ends(BLOCK - 1).is_empty());
        assert_eq!(ends(3 * BLOCK + 5), [BLOCK, 2 * BLOCK, 3 * BLOCK]);
        assert_eq!(ends(17 * BLOCK), [16 * BLOCK, 17 * BLOCK]);
        // At 57 million events.
        assert!(ends(57_000_000).len() < 60);
    }
}
