//! Month and day cells.

use std::collections::BTreeMap;

use ledger::{Leg, Tally};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::StoreError;

/// Account, unit, dimensions.
pub(super) type Line = (i64, i64, i64);

/// The effective month and day of a leg, and the record period in which it became known.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    pub(super) month: i32,
    pub(super) day: i32,
    pub(super) period: i64,
}

type CellKey = (Line, i32, i64);

/// Additions to cells, gathered so that each touched cell is written once, in the order of its key.
#[derive(Debug, Default)]
pub(super) struct PendingCells {
    months: BTreeMap<CellKey, Tally>,
    days: BTreeMap<CellKey, Tally>,
}

impl PendingCells {
    pub(super) fn add(&mut self, line: Line, when: When, leg: &Leg<'_>) -> Result<(), StoreError> {
        let added = Tally { debit: leg.debit, credit: leg.credit };
        let month = self.months.entry((line, when.month, when.period)).or_default();
        *month = month.plus(added).ok_or(StoreError::TooLarge)?;
        let day = self.days.entry((line, when.day, when.period)).or_default();
        *day = day.plus(added).ok_or(StoreError::TooLarge)?;
        Ok(())
    }

    pub(super) async fn flush(&mut self, conn: &mut SqliteConnection) -> Result<(), StoreError> {
        let months: Vec<(CellKey, Tally)> = std::mem::take(&mut self.months).into_iter().collect();
        let days: Vec<(CellKey, Tally)> = std::mem::take(&mut self.days).into_iter().collect();
        let month = Table {
            insert: "INSERT INTO cell_month (account, unit, dims, month, period, debit, credit) ",
            add: " ON CONFLICT (account, unit, dims, month, period) DO UPDATE SET \
                  debit = cell_month.debit + excluded.debit, \
                  credit = cell_month.credit + excluded.credit",
        };
        let day = Table {
            insert: "INSERT INTO cell_day (account, unit, dims, day, period, debit, credit) ",
            add: " ON CONFLICT (account, unit, dims, day, period) DO UPDATE SET \
                  debit = cell_day.debit + excluded.debit, \
                  credit = cell_day.credit + excluded.credit",
        };
        month.upsert(conn, &months).await?;
        day.upsert(conn, &days).await
    }
}

struct Table {
    insert: &'static str,
    add: &'static str,
}

impl Table {
    async fn upsert(
        &self,
        conn: &mut SqliteConnection,
        cells: &[(CellKey, Tally)],
    ) -> Result<(), StoreError> {
        for part in crate::sql::parts(cells) {
            let mut statement = QueryBuilder::<Sqlite>::new(self.insert);
            statement.push_values(
                part,
                |mut row, (((account, unit, dims), time, period), tally)| {
                    row.push_bind(*account)
                        .push_bind(*unit)
                        .push_bind(*dims)
                        .push_bind(*time)
                        .push_bind(*period)
                        .push_bind(tally.debit)
                        .push_bind(tally.credit);
                },
            );
            statement.push(self.add);
            statement.build().execute(&mut *conn).await?;
        }
        Ok(())
    }
}
