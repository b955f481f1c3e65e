//! Adding the postings of full runs to cells.

use ledger::Tally;

use super::{Cell, Volumes, encoding, unreadable};
use crate::StoreError;
use crate::legs::{Leg, month_of};
use crate::sql::{Column, Conn, Insert, Lookup, Value};

/// A unit's year in an account.
type Key = [i64; 3];

/// How many years are read and written at a time.
const PART: usize = 2_048;

/// Adds postings, which come in the order of the journal. Each touched year is written once, in the
/// order of its key.
pub(crate) async fn add(
    conn: &mut Conn,
    legs: &[Leg],
    volumes: &Volumes,
) -> Result<(), StoreError> {
    let years = by_year(legs, volumes)?;
    for part in years.chunks(PART) {
        let keys: Vec<Key> = part.iter().map(|(key, _)| *key).collect();
        let mut found: Vec<Vec<Cell>> = vec![vec![]; keys.len()];
        let wanted: Vec<_> = keys.iter().map(|key| key.map(Value::from)).collect();
        YEAR.each(conn, &wanted, |row| {
            let key = [row.integer(0)?, row.integer(1)?, row.integer(2)?];
            let place = keys.binary_search(&key).ok().and_then(|place| found.get_mut(place));
            let into = place.ok_or_else(unreadable)?;
            encoding::read(row.blob(3)?, key[2], into).ok_or_else(unreadable)
        })
        .await?;
        let mut rows = Vec::with_capacity(part.len());
        for (([account, unit, year], new), old) in part.iter().zip(found) {
            let entries = encoding::write(&merged(old, new)?);
            rows.push([(*account).into(), (*unit).into(), (*year).into(), entries.into()]);
        }
        CELL.rows(conn, &rows).await?;
    }
    Ok(())
}

/// The postings as cells, by the years that hold them; both in the order of their keys.
fn by_year(legs: &[Leg], volumes: &Volumes) -> Result<Vec<(Key, Vec<Cell>)>, StoreError> {
    let mut all: Vec<(Key, Cell)> = legs
        .iter()
        .map(|leg| {
            let (month, _) = month_of(leg.day);
            let tally = Tally { debit: leg.debit, credit: leg.credit };
            let volume = volumes.of(leg.sequence);
            let key = [leg.account, leg.unit, month.div_euclid(12)];
            (key, Cell { volume, month, dims: leg.dims, tally })
        })
        .collect();
    all.sort_unstable_by_key(|(key, cell)| (*key, cell.key()));
    let mut years: Vec<(Key, Vec<Cell>)> = vec![];
    for (key, cell) in all {
        match years.last_mut() {
            Some((last, cells)) if *last == key => push(cells, cell)?,
            Some(_) | None => years.push((key, vec![cell])),
        }
    }
    Ok(years)
}

/// Adds a cell behind cells of smaller keys, or to the last if that has its key. A touched cell stays
/// even if it comes to nothing, so that the result does not depend on what was added together.
pub(super) fn push(cells: &mut Vec<Cell>, cell: Cell) -> Result<(), StoreError> {
    match cells.last_mut() {
        Some(last) if last.key() == cell.key() => {
            last.tally = last.tally.plus(cell.tally).ok_or(StoreError::TooLarge)?;
        }
        Some(_) | None => cells.push(cell),
    }
    Ok(())
}

fn merged(old: Vec<Cell>, new: &[Cell]) -> Result<Vec<Cell>, StoreError> {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut new = new.iter().copied().peekable();
    for cell in old {
        while let Some(earlier) = new.next_if(|new| new.key() < cell.key()) {
            push(&mut all, earlier)?;
        }
        push(&mut all, cell)?;
        while let Some(same) = new.next_if(|new| new.key() == cell.key()) {
            push(&mut all, same)?;
        }
    }
    for cell in new {
        push(&mut all, cell)?;
    }
    Ok(all)
}

const YEAR: Lookup<3> = Lookup {
    table: "cell",
    keys: [("account", Column::Integer), ("unit", Column::Integer), ("year", Column::Integer)],
    columns: "entries",
};

pub(super) const CELL: Insert<4> = Insert {
    table: "cell",
    columns: [
        ("account", Column::Integer),
        ("unit", Column::Integer),
        ("year", Column::Integer),
        ("entries", Column::Blob),
    ],
    then: "ON CONFLICT (account, unit, year) DO UPDATE SET entries = excluded.entries",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(volume: i64, month: i64, debit: i64) -> Cell {
        Cell { volume, month, dims: 1, tally: Tally { debit, credit: 0 } }
    }

    #[test]
    fn what_is_new_comes_to_its_place() {
        let old = vec![cell(1, 3, 10), cell(2, 1, 5)];
        let new = [cell(1, 2, 1), cell(1, 3, 2), cell(2, 4, 7)];
        let all = [cell(1, 2, 1), cell(1, 3, 12), cell(2, 1, 5), cell(2, 4, 7)];
        assert_eq!(merged(old, &new).unwrap(), all);
    }

    #[test]
    fn too_large_is_an_error() {
        let overflow = merged(vec![cell(1, 1, i64::MAX)], &[cell(1, 1, 1)]);
        assert!(matches!(overflow, Err(StoreError::TooLarge)));
    }
}
