//! Month cells: what entries add up to, by the volume of the journal that brought them.

use ledger::Tally;

use crate::StoreError;
use crate::legs::{Leg, month_of};
use crate::sql::{Column, Conn, Insert, Value};

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
        let mut cells: Vec<(Key, Tally)> = vec![];
        for (key, more) in self.0.drain(..) {
            match cells.last_mut() {
                Some((last, sum)) if *last == key => {
                    *sum = sum.plus(more).ok_or(StoreError::TooLarge)?;
                }
                Some(_) | None => cells.push((key, more)),
            }
        }
        CELL.all(conn, &cells, row).await
    }
}

fn row((key, tally): &(Key, Tally)) -> [Value<'_>; 7] {
    [
        key.account.into(),
        key.unit.into(),
        key.month.into(),
        key.dims.into(),
        key.volume.into(),
        tally.debit.into(),
        tally.credit.into(),
    ]
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
