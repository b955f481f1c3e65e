//! Volumes (卷): long runs of the journal by which cells are kept, so that what was known at the end of
//! one is a sum of cells.

use crate::StoreError;
use crate::sql::{Column, Conn, Insert, query};

/// The most records of a volume: with so few volumes, cells by volume are hardly more than cells.
pub(crate) const RECORDS_MAX: i64 = 4 << 20;

#[derive(Debug)]
pub(super) struct Volumes {
    current: i64,
    first_sequence: i64,
    /// The next record begins a volume, however short this one is.
    is_ended: bool,
    begun: Vec<(i64, i64)>,
}

impl Volumes {
    pub(super) async fn load(conn: &mut Conn) -> Result<Volumes, StoreError> {
        let row = query("SELECT volume, first_sequence FROM volume ORDER BY volume DESC LIMIT 1")
            .fetch_optional(&mut *conn)
            .await?;
        let (current, first_sequence) = match row {
            Some(row) => (row.try_get(0)?, row.try_get(1)?),
            None => (0, 1 - RECORDS_MAX),
        };
        // Whoever made the closing may be gone: the next record begins a volume all the same.
        let is_ended = query("SELECT 1 FROM closing WHERE sequence >= $1 LIMIT 1")
            .bind(first_sequence)
            .fetch_optional(conn)
            .await?
            .is_some();
        Ok(Volumes { current, first_sequence, is_ended, begun: vec![] })
    }

    /// Begins a volume if the record with this number no longer fits the current one.
    pub(super) fn reach(&mut self, sequence: i64) {
        if self.is_ended || sequence - self.first_sequence >= RECORDS_MAX {
            self.current += 1;
            self.first_sequence = sequence;
            self.is_ended = false;
            self.begun.push((self.current, sequence));
        }
    }

    /// Ends the current volume with the record reached last: its balances stay as they are.
    pub(super) fn end(&mut self) {
        self.is_ended = true;
    }

    pub(super) fn current(&self) -> i64 {
        self.current
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let rows: Vec<_> =
            self.begun.drain(..).map(|(volume, first)| [volume.into(), first.into()]).collect();
        VOLUME.rows(conn, &rows).await
    }
}

const VOLUME: Insert<2> = Insert {
    table: "volume",
    columns: [("volume", Column::Integer), ("first_sequence", Column::Integer)],
    then: "",
};
