//! Month cells: what entries add up to, by the volume of the journal that brought them.

use std::collections::BTreeMap;

use ledger::Tally;

use crate::StoreError;
use crate::legs::Leg;
use crate::sql::{Column, Conn, Insert};

/// The key of a cell, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    account: i64,
    unit: i64,
    month: i32,
    dims: i64,
    volume: i64,
}

/// Additions to cells, gathered so that each touched cell is written once, in the order of its key.
#[derive(Debug, Default)]
pub(super) struct PendingCells(BTreeMap<Key, Tally>);

impl PendingCells {
    pub(super) fn add(&mut self, leg: &Leg, month: i32, volume: i64) -> Result<(), StoreError> {
        let Leg { account, unit, dims, .. } = *leg;
        let cell = self.0.entry(Key { account, unit, month, dims, volume }).or_default();
        let added = Tally { debit: leg.debit, credit: leg.credit };
        *cell = cell.plus(added).ok_or(StoreError::TooLarge)?;
        Ok(())
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let rows: Vec<_> = std::mem::take(&mut self.0)
            .into_iter()
            .map(|(key, tally)| {
                [
                    key.account.into(),
                    key.unit.into(),
                    key.month.into(),
                    key.dims.into(),
                    key.volume.into(),
                    tally.debit.into(),
                    tally.credit.into(),
                ]
            })
            .collect();
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
