//! Postings in a few bytes each.
//!
//! The postings of a run lie by account and effective month, and there by unit, so that a figure reads
//! those of its own units only. Those after the last run lie by account in the order of the journal, in
//! a *chunk* for each block of records.
//!
//! ```text
//! group = unit ‖ length ‖ entries           of a run; unit: counts from the group before
//! chunk = block ‖ length ‖ entries          of the tail; block: (sequence − 1) / records of a block
//! ```
//!
//! All are whole numbers of 7 bits a byte.

use super::Leg;
use super::entries::{Entries, entry, part};
use super::lengths::BLOCK;
use crate::varint::read;

/// The block of a record.
fn block(sequence: i64) -> i64 {
    (sequence - 1).div_euclid(BLOCK)
}

/// Writes the postings of one account and month, by unit and for each in the order of the journal.
pub(super) fn grouped(legs: &[Leg], first_day: i64) -> Vec<u8> {
    let (mut bytes, mut entries, mut last) = (vec![], Entries::default(), 0);
    for of_unit in legs.chunk_by(|a, b| a.unit == b.unit) {
        entries.restart(0);
        of_unit.iter().for_each(|leg| entries.add(leg, first_day, false));
        let unit = of_unit.first().map_or(last, |leg| leg.unit);
        entries.put(unit.wrapping_sub(last), &mut bytes);
        last = unit;
    }
    bytes
}

/// Reads the postings of a run at these units, after one record and up to another. `None` if the bytes
/// are none of ours.
pub(super) fn each_grouped(
    mut bytes: &[u8],
    (account, first_day): (i64, i64),
    (after, until): (i64, i64),
    wants: impl Fn(i64) -> bool,
    mut look: impl FnMut(&Leg),
) -> Option<()> {
    let mut unit = 0_i64;
    while !bytes.is_empty() {
        unit = unit.checked_add(read(&mut bytes)?)?;
        let mut group = part(&mut bytes)?;
        if !wants(unit) {
            continue;
        }
        let mut leg = Leg { account, unit, ..Leg::default() };
        while !group.is_empty() {
            entry(&mut group, &mut leg, first_day, false)?;
            if leg.sequence > until {
                break;
            }
            if leg.sequence > after {
                look(&leg);
            }
        }
    }
    Some(())
}

/// Writes the chunks of one account.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    bytes: Vec<u8>,
    chunk: Entries,
    block: i64,
}

impl Encoder {
    /// Adds a posting. Postings come in the order of the journal.
    pub(super) fn add(&mut self, leg: &Leg) {
        let block = block(leg.sequence);
        if self.chunk.is_empty() || block != self.block {
            self.end_chunk();
            self.block = block;
            self.chunk.restart(block * BLOCK);
        }
        self.chunk.add(leg, 0, true);
    }

    fn end_chunk(&mut self) {
        if !self.chunk.is_empty() {
            self.chunk.put(self.block, &mut self.bytes);
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.end_chunk();
        self.bytes
    }
}

/// Reads the postings of chunks after one record and up to another. `None` if the bytes are none of ours.
/// Before runs lay by unit, theirs lay so, with their days counted from the first of the month.
pub(super) fn each(
    mut bytes: &[u8],
    (account, first_day): (i64, i64),
    (after, until): (i64, i64),
    mut look: impl FnMut(&Leg),
) -> Option<()> {
    while !bytes.is_empty() {
        let block = read(&mut bytes)?;
        let mut chunk = part(&mut bytes)?;
        let start = block.checked_mul(BLOCK)?;
        if start >= until {
            return Some(());
        }
        if start.saturating_add(BLOCK) <= after {
            continue;
        }
        let mut leg = Leg { account, sequence: start, ..Leg::default() };
        while !chunk.is_empty() {
            entry(&mut chunk, &mut leg, first_day, true)?;
            if leg.sequence > until {
                break;
            }
            if leg.sequence > after {
                look(&leg);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::legs::Class;

    fn legs() -> impl Strategy<Value = Vec<Leg>> {
        let one = (
            (0_i64..700, 0_i64..50, 0_u8..4),
            (0_i64..60, 0_i64..300, 0_i32..31),
            any::<bool>(),
            prop_oneof![Just(1_i64), Just(-1), Just(i64::MAX), Just(-i64::MAX), 2_i64..5_000],
        );
        proptest::collection::vec(one, 0..200).prop_map(|all| {
            let mut sequence = 1;
            all.into_iter()
                .map(|((step, back, class), (unit, dims, day), is_debit, amount)| {
                    sequence += step;
                    let (debit, credit) = if is_debit { (amount, 0) } else { (0, amount) };
                    let (origin, class) = (sequence - back, Class::of(class));
                    let day = 18_000 + day;
                    Leg { sequence, origin, class, account: 7, unit, dims, day, debit, credit }
                })
                .collect()
        })
    }

    fn encode(legs: &[Leg]) -> Vec<u8> {
        let mut encoder = Encoder::default();
        legs.iter().for_each(|leg| encoder.add(leg));
        encoder.finish()
    }

    fn decode(bytes: &[u8], span: (i64, i64)) -> Option<Vec<Leg>> {
        let mut legs = vec![];
        each(bytes, (7, 0), span, |leg| legs.push(*leg)).map(|()| legs)
    }

    fn decode_grouped(
        bytes: &[u8],
        span: (i64, i64),
        wants: impl Fn(i64) -> bool,
    ) -> Option<Vec<Leg>> {
        let mut legs = vec![];
        each_grouped(bytes, (7, 18_000), span, wants, |leg| legs.push(*leg)).map(|()| legs)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(legs in legs(), after in 0_i64..90_000, length in 0_i64..90_000) {
            let bytes = encode(&legs);
            prop_assert_eq!(&decode(&bytes, (0, i64::MAX)).unwrap(), &legs);
            let within = |leg: &&Leg| after < leg.sequence && leg.sequence <= after + length;
            let some: Vec<Leg> = legs.iter().filter(within).copied().collect();
            prop_assert_eq!(decode(&bytes, (after, after + length)).unwrap(), some);
        }

        #[test]
        fn a_run_is_read_unit_by_unit(mut legs in legs(), after in 0_i64..90_000, length in 0_i64..90_000, last in 0_i64..60) {
            legs.sort_by_key(|leg| leg.unit);
            let bytes = grouped(&legs, 18_000);
            prop_assert_eq!(&decode_grouped(&bytes, (0, i64::MAX), |_| true).unwrap(), &legs);
            let within = |leg: &&Leg| after < leg.sequence && leg.sequence <= after + length && leg.unit <= last;
            let some: Vec<Leg> = legs.iter().filter(within).copied().collect();
            prop_assert_eq!(decode_grouped(&bytes, (after, after + length), |unit| unit <= last).unwrap(), some);
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _read = decode(&bytes, (0, i64::MAX));
            let _read = decode_grouped(&bytes, (0, i64::MAX), |_| true);
        }
    }
}
