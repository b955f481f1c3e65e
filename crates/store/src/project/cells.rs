//! Month cells: what entries add up to, by the volume of the journal that brought them.

use ledger::Tally;

use crate::StoreError;
use crate::legs::{Leg, month_of};
use crate::sql::{Column, Conn, Insert};

/// The key of a cell, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    account: i64,
    unit: i64,
    month: i64,
    dims: i64,
    volume: i64,
}

/// Additions to cells, gathered so that each touched cell is written once, in the order of its key.
#[derive(Debug, Default)]
pub(super) struct PendingCells(Vec<(Key, Tally)>);

impl PendingCells {
    pub(super) fn add(&mut self, leg: &Leg, volume: i64) {
        let Leg { account, unit, dims, .. } = *leg;
        let (month, _) = month_of(leg.day);
        let added = Tally { debit: leg.debit, credit: leg.credit };
        self.0.push((Key { account, unit, month, dims, volume }, added));
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.0.sort_unstable_by_key(|(key, _)| *key);
        let mut rows = vec![];
        for same in self.0.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((key, _)) = same.first() else { continue };
            let tally = same.iter().try_fold(Tally::default(), |sum, (_, more)| sum.plus(*more));
            let tally = tally.ok_or(StoreError::TooLarge)?;
            rows.push([
                key.account.into(),
                key.unit.into(),
                key.month.into(),
                key.dims.into(),
                key.volume.into(),
                tally.debit.into(),
                tally.credit.into(),
            ]);
        }
        self.0.clear();
        CELL.rows(conn, &rows).await
    }
}

const CELL: Insert<7> = Insert {
    table: "cell",
    columns: [
        ("account", Column::Integer),
        ("unit", Column::Integer),
        ("month", Column::Integer),
        ("dims", Column::Integer),
        ("volume", Column::Integer),
        ("debit", Column::Integer),
        ("credit", Column::Integer),
    ],
    then: "ON CONFLICT (account, unit, month, dims, volume) DO UPDATE SET \
           debit = cell.debit + excluded.debit, credit = cell.credit + excluded.credit",
};
