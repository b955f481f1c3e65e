//! Record periods: runs of the journal within which “known at” is recomputed.

use crate::sql::Conn;

use crate::StoreError;

/// The most records of a period: recomputing them for one “known at” takes a blink.
pub(crate) const RECORDS_MAX: i64 = 4_096;

#[derive(Debug)]
pub(super) struct Periods {
    current: i64,
    first_sequence: i64,
    begun: Vec<(i64, i64)>,
}

impl Periods {
    pub(super) async fn load(conn: &mut Conn) -> Result<Periods, StoreError> {
        let row = crate::sql::query(
            "SELECT period, first_sequence FROM record_period ORDER BY period DESC LIMIT 1",
        )
        .fetch_optional(conn)
        .await?;
        let (current, first_sequence) = match row {
            Some(row) => (row.try_get(0)?, row.try_get(1)?),
            None => (0, 1 - RECORDS_MAX),
        };
        Ok(Periods { current, first_sequence, begun: vec![] })
    }

    /// Begins a new period if the record with this number no longer fits the current one.
    pub(super) fn reach(&mut self, sequence: i64) {
        if sequence - self.first_sequence >= RECORDS_MAX {
            self.current += 1;
            self.first_sequence = sequence;
            self.begun.push((self.current, sequence));
        }
    }

    pub(super) fn current(&self) -> i64 {
        self.current
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        for (period, first_sequence) in self.begun.drain(..) {
            crate::sql::query("INSERT INTO record_period (period, first_sequence) VALUES ($1, $2)")
                .bind(period)
                .bind(first_sequence)
                .execute(&mut *conn)
                .await?;
        }
        Ok(())
    }
}
