//! Volumes (卷): long runs of the journal by which cells are kept, so that what was known at the end of
//! one is a sum of cells.

use crate::StoreError;
use crate::sql::{Column, Conn, Insert, query_scalar};

/// The most records of a volume: with so few volumes, cells by volume are hardly more than cells.
const RECORDS_MAX: i64 = 4 << 20;

#[derive(Debug)]
pub(crate) struct Volumes {
    /// First records, the first volume's first. Closings begin them, so there are never many.
    first: Vec<i64>,
    /// The next record begins a volume, however short this one is.
    is_ended: bool,
    /// How many the database has.
    stored: usize,
}

impl Volumes {
    /// As they are after the record `reached`.
    pub(crate) async fn load(conn: &mut Conn, reached: i64) -> Result<Volumes, StoreError> {
        let closed: Option<i64> =
            query_scalar("SELECT max(sequence) FROM closing").fetch_one(&mut *conn).await?;
        let first = query_scalar("SELECT first_sequence FROM volume ORDER BY volume");
        let first: Vec<i64> = first.fetch_all(conn).await?;
        Ok(Volumes { stored: first.len(), first, is_ended: closed == Some(reached) })
    }

    /// Begins a volume if the record with this number no longer fits the current one.
    pub(crate) fn reach(&mut self, sequence: i64) {
        let is_full = self.first.last().is_none_or(|first| sequence - first >= RECORDS_MAX);
        if self.is_ended || is_full {
            self.first.push(sequence);
            self.is_ended = false;
        }
    }

    /// Ends the current volume with the record reached last: its balances stay as they are.
    pub(crate) fn end(&mut self) {
        self.is_ended = true;
    }

    /// The volume of a record that has been reached; the first is 1.
    pub(crate) fn of(&self, sequence: i64) -> i64 {
        number(self.first.partition_point(|first| *first <= sequence))
    }

    /// The same with the records that it holds, as far as they have been reached.
    pub(super) fn around(&self, sequence: i64) -> Around {
        let at = self.first.partition_point(|first| *first <= sequence);
        let first = at.checked_sub(1).and_then(|before| self.first.get(before));
        let next = self.first.get(at);
        Around {
            volume: number(at),
            first: first.copied().unwrap_or(i64::MIN),
            before: next.copied().unwrap_or(i64::MAX),
        }
    }

    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let new = self.first.iter().enumerate().skip(self.stored);
        let rows: Vec<_> =
            new.map(|(index, first)| [number(index + 1).into(), (*first).into()]).collect();
        self.stored = self.first.len();
        VOLUME.rows(conn, &rows).await
    }
}

/// A volume and its records. Postings that follow each other are nearly always of one volume.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) volume: i64,
    first: i64,
    /// The first record of the next volume.
    before: i64,
}

impl Around {
    pub(super) fn holds(&self, sequence: i64) -> bool {
        self.first <= sequence && sequence < self.before
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

const VOLUME: Insert<2> = Insert {
    table: "volume",
    columns: [("volume", Column::Integer), ("first_sequence", Column::Integer)],
    then: "",
};
