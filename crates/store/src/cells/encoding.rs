//! The cells of a unit's year in a few bytes each.
//!
//! ```text
//! cell = flags ‖ [volume] ‖ [dims] ‖ [debit] ‖ [credit]
//! ```
//!
//! The low bits of `flags` are the month from 0 to 11. Whole numbers have 7 bits a byte. `volume` counts
//! from the cell before; amounts are zigzag, so that those below zero are as short as those above.

use ledger::Tally;

use super::Cell;
use crate::varint::{read as take, unzigzag, write as put, zigzag};

const MONTH: u8 = 0b1111;
const SAME_VOLUME: u8 = 0b0001_0000;
const SAME_DIMS: u8 = 0b0010_0000;
const NO_DEBIT: u8 = 0b0100_0000;
const NO_CREDIT: u8 = 0b1000_0000;

/// Writes the cells of a year, in the order of their keys.
pub(super) fn write(cells: &[Cell]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(cells.len() * 4);
    let (mut volume, mut dims) = (0, -1);
    for cell in cells {
        let Tally { debit, credit } = cell.tally;
        let month = u8::try_from(cell.month.rem_euclid(12)).unwrap_or_default();
        let flag = |flag, holds: bool| if holds { flag } else { 0 };
        let flags = month
            | flag(SAME_VOLUME, cell.volume == volume)
            | flag(SAME_DIMS, cell.dims == dims)
            | flag(NO_DEBIT, debit == 0)
            | flag(NO_CREDIT, credit == 0);
        bytes.push(flags);
        if flags & SAME_VOLUME == 0 {
            put(cell.volume.wrapping_sub(volume), &mut bytes);
        }
        if flags & SAME_DIMS == 0 {
            put(cell.dims, &mut bytes);
        }
        if flags & NO_DEBIT == 0 {
            put(zigzag(debit), &mut bytes);
        }
        if flags & NO_CREDIT == 0 {
            put(zigzag(credit), &mut bytes);
        }
        (volume, dims) = (cell.volume, cell.dims);
    }
    bytes
}

/// Reads the cells of a year behind those that are there. `None` if the bytes are none of ours.
pub(super) fn read(mut bytes: &[u8], year: i64, into: &mut Vec<Cell>) -> Option<()> {
    let first = year.checked_mul(12)?;
    let (mut volume, mut dims) = (0_i64, -1_i64);
    while let Some((&flags, rest)) = bytes.split_first() {
        bytes = rest;
        if flags & SAME_VOLUME == 0 {
            volume = volume.checked_add(take(&mut bytes)?)?;
        }
        if flags & SAME_DIMS == 0 {
            dims = take(&mut bytes)?;
        }
        let mut amount = |flag| {
            if flags & flag == 0 { take(&mut bytes).map(unzigzag) } else { Some(0) }
        };
        let tally = Tally { debit: amount(NO_DEBIT)?, credit: amount(NO_CREDIT)? };
        let month = first.checked_add(i64::from(flags & MONTH))?;
        into.push(Cell { volume, month, dims, tally });
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells() -> impl Strategy<Value = Vec<Cell>> {
        let amount = || prop_oneof![Just(0_i64), Just(i64::MIN), Just(i64::MAX), -300_i64..300];
        let cell = (1_i64..9, 24_240_i64..24_252, 1_i64..300, amount(), amount());
        proptest::collection::vec(cell, 0..60).prop_map(|all| {
            let mut cells: Vec<Cell> = all
                .into_iter()
                .map(|(volume, month, dims, debit, credit)| Cell {
                    volume,
                    month,
                    dims,
                    tally: Tally { debit, credit },
                })
                .collect();
            cells.sort_by_key(Cell::key);
            cells
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(cells in cells()) {
            let mut read_again = vec![];
            read(&write(&cells), 2_020, &mut read_again).unwrap();
            prop_assert_eq!(read_again, cells);
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut cells = vec![];
            let _read = read(&bytes, 2_020, &mut cells);
            prop_assert!(cells.len() <= bytes.len());
        }
    }

    #[test]
    fn a_month_like_the_one_before_takes_two_bytes() {
        let cell = |month| Cell { volume: 1, month, dims: 1, tally: Tally { debit: 5, credit: 0 } };
        assert_eq!(write(&[cell(24_240), cell(24_241)]).len(), 4 + 2);
    }
}
