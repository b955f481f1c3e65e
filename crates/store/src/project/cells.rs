//! Month and day cells.

use std::collections::BTreeMap;

use crate::sql::{Conn, Statement};
use ledger::{Leg, Tally};

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

/// Additions to cells, gathered so that each touched cell is written once, in the order of its key.
#[derive(Debug, Default)]
pub(super) struct PendingCells {
    months: BTreeMap<(Line, i32), Tally>,
    days: BTreeMap<(Line, i32), Tally>,
    periods: BTreeMap<(i64, Line, i32), Tally>,
}

impl PendingCells {
    pub(super) fn add(&mut self, line: Line, when: When, leg: &Leg<'_>) -> Result<(), StoreError> {
        let added = Tally { debit: leg.debit, credit: leg.credit };
        let cells = [
            self.months.entry((line, when.month)).or_default(),
            self.days.entry((line, when.day)).or_default(),
            self.periods.entry((when.period, line, when.day)).or_default(),
        ];
        for cell in cells {
            *cell = cell.plus(added).ok_or(StoreError::TooLarge)?;
        }
        Ok(())
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let dated = |cells: BTreeMap<(Line, i32), Tally>| -> Vec<[i64; 6]> {
            let row = |(((account, unit, dims), time), tally): ((Line, i32), Tally)| {
                [account, unit, dims, i64::from(time), tally.debit, tally.credit]
            };
            cells.into_iter().map(row).collect()
        };
        let months = dated(std::mem::take(&mut self.months));
        let days = dated(std::mem::take(&mut self.days));
        let periods = std::mem::take(&mut self.periods);
        let periods: Vec<[i64; 7]> = periods
            .into_iter()
            .map(|((period, (account, unit, dims), day), tally)| {
                [period, account, unit, dims, i64::from(day), tally.debit, tally.credit]
            })
            .collect();
        MONTH.add(conn, &months).await?;
        DAY.add(conn, &days).await?;
        PERIOD.add(conn, &periods).await
    }
}

/// How rows are added to a table of cells.
struct Table {
    insert: &'static str,
    add: &'static str,
}

const MONTH: Table = Table {
    insert: "INSERT INTO cell_month (account, unit, dims, month, debit, credit) ",
    add: " ON CONFLICT (account, unit, dims, month) DO UPDATE SET \
          debit = cell_month.debit + excluded.debit, \
          credit = cell_month.credit + excluded.credit",
};

const DAY: Table = Table {
    insert: "INSERT INTO cell_day (account, unit, dims, day, debit, credit) ",
    add: " ON CONFLICT (account, unit, dims, day) DO UPDATE SET \
          debit = cell_day.debit + excluded.debit, \
          credit = cell_day.credit + excluded.credit",
};

const PERIOD: Table = Table {
    insert: "INSERT INTO cell_period (period, account, unit, dims, day, debit, credit) ",
    add: " ON CONFLICT (period, account, unit, dims, day) DO UPDATE SET \
          debit = cell_period.debit + excluded.debit, \
          credit = cell_period.credit + excluded.credit",
};

impl Table {
    async fn add<const COLUMNS: usize>(
        &self,
        conn: &mut Conn,
        cells: &[[i64; COLUMNS]],
    ) -> Result<(), StoreError> {
        for part in crate::sql::parts(cells) {
            let mut statement = Statement::new(self.insert);
            statement.push_values(part, |mut row, cell| {
                for value in cell {
                    row.push_bind(*value);
                }
            });
            statement.push(self.add);
            statement.build().execute(&mut *conn).await?;
        }
        Ok(())
    }
}
