//! Postings in a few bytes each.
//!
//! The postings of one account and effective month lie one after the other in the order of the
//! journal, in *chunks*: one for each block of records that posted anything there. Runs that follow each
//! other are joined by putting their bytes one after the other.
//!
//! ```text
//! chunk = block ‖ length ‖ entries          block: (sequence − 1) / records of a block
//! entry = flags ‖ sequence ‖ [day] ‖ unit ‖ [dims] ‖ [amount] ‖ [origin]
//! ```
//!
//! All are whole numbers of 7 bits a byte. `sequence` counts from the entry before, `origin` back from
//! the sequence, `day` from the first of the month.

use super::lengths::BLOCK;
use super::{Class, Leg};
use crate::varint::{read, unzigzag, write, zigzag};

const DEBIT: u8 = 1;
const AMOUNT: u8 = 0b110;
const ONE: u8 = 0;
const MINUS_ONE: u8 = 0b010;
const OTHER: u8 = 0b100;
const ORIGIN: u8 = 0b1000;
const CLASS_AT: u32 = 4;
const SAME_DAY: u8 = 0b0100_0000;
const SAME_DIMS: u8 = 0b1000_0000;

/// The block of a record.
fn block(sequence: i64) -> i64 {
    (sequence - 1).div_euclid(BLOCK)
}

/// Writes the chunks of one account and month.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    bytes: Vec<u8>,
    chunk: Vec<u8>,
    block: i64,
    sequence: i64,
    day: i64,
    dims: i64,
}

impl Encoder {
    /// Puts more chunks behind these.
    pub(super) fn join(&mut self, chunks: &[u8]) {
        self.end_chunk();
        self.bytes.extend_from_slice(chunks);
    }

    /// Adds a posting; `first_day` is the first of its month. Postings come in the order of the journal.
    pub(super) fn add(&mut self, leg: &Leg, first_day: i64) {
        let block = block(leg.sequence);
        if self.chunk.is_empty() || block != self.block {
            self.end_chunk();
            (self.block, self.sequence) = (block, block * BLOCK);
            (self.day, self.dims) = (-1, -1);
        }
        let day = i64::from(leg.day) - first_day;
        let (side, amount) = match leg.debit {
            0 => (0, leg.credit),
            debit => (DEBIT, debit),
        };
        let size = match amount {
            1 => ONE,
            -1 => MINUS_ONE,
            _ => OTHER,
        };
        let mut flags = side | size | ((leg.class as u8) << CLASS_AT);
        for (flag, holds) in [
            (ORIGIN, leg.origin != leg.sequence),
            (SAME_DAY, day == self.day),
            (SAME_DIMS, leg.dims == self.dims),
        ] {
            flags |= if holds { flag } else { 0 };
        }
        self.chunk.push(flags);
        write(leg.sequence.wrapping_sub(self.sequence), &mut self.chunk);
        if flags & SAME_DAY == 0 {
            write(day, &mut self.chunk);
        }
        write(leg.unit, &mut self.chunk);
        if flags & SAME_DIMS == 0 {
            write(leg.dims, &mut self.chunk);
        }
        if size == OTHER {
            write(zigzag(amount), &mut self.chunk);
        }
        if flags & ORIGIN != 0 {
            write(leg.sequence.wrapping_sub(leg.origin), &mut self.chunk);
        }
        (self.sequence, self.day, self.dims) = (leg.sequence, day, leg.dims);
    }

    fn end_chunk(&mut self) {
        if self.chunk.is_empty() {
            return;
        }
        write(self.block, &mut self.bytes);
        write(i64::try_from(self.chunk.len()).unwrap_or(i64::MAX), &mut self.bytes);
        self.bytes.append(&mut self.chunk);
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.end_chunk();
        self.bytes
    }
}

/// Reads the postings after one record and up to another. `None` if the bytes are none of ours.
pub(super) fn each(
    mut bytes: &[u8],
    (account, first_day): (i64, i64),
    (after, until): (i64, i64),
    mut look: impl FnMut(&Leg),
) -> Option<()> {
    while !bytes.is_empty() {
        let block = read(&mut bytes)?;
        let length = usize::try_from(read(&mut bytes)?).ok()?;
        let (mut chunk, rest) = bytes.split_at_checked(length)?;
        bytes = rest;
        let start = block.checked_mul(BLOCK)?;
        if start >= until {
            return Some(());
        }
        if start.saturating_add(BLOCK) <= after {
            continue;
        }
        let mut leg = Leg { account, sequence: start, ..Leg::default() };
        while !chunk.is_empty() {
            entry(&mut chunk, &mut leg, first_day)?;
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

/// Reads one entry over the one before it.
#[inline]
fn entry(chunk: &mut &[u8], leg: &mut Leg, first_day: i64) -> Option<()> {
    let (&flags, rest) = chunk.split_first()?;
    *chunk = rest;
    leg.sequence = leg.sequence.checked_add(read(chunk)?)?;
    if flags & SAME_DAY == 0 {
        leg.day = i32::try_from(first_day.checked_add(read(chunk)?)?).ok()?;
    }
    leg.unit = read(chunk)?;
    if flags & SAME_DIMS == 0 {
        leg.dims = read(chunk)?;
    }
    let amount = match flags & AMOUNT {
        ONE => 1,
        MINUS_ONE => -1,
        OTHER => unzigzag(read(chunk)?),
        _ => return None,
    };
    (leg.debit, leg.credit) = if flags & DEBIT == 0 { (0, amount) } else { (amount, 0) };
    let back = if flags & ORIGIN == 0 { 0 } else { read(chunk)? };
    leg.origin = leg.sequence.checked_sub(back)?;
    leg.class = Class::of((flags >> CLASS_AT) & 0b11);
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn legs() -> impl Strategy<Value = Vec<Leg>> {
        let one = (
            (0_i64..700, 0_i64..50, 0_u8..4),
            (0_i64..5_000, 0_i64..300, 0_i32..31),
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
        legs.iter().for_each(|leg| encoder.add(leg, 18_000));
        encoder.finish()
    }

    fn decode(bytes: &[u8], span: (i64, i64)) -> Option<Vec<Leg>> {
        let mut legs = vec![];
        each(bytes, (7, 18_000), span, |leg| legs.push(*leg)).map(|()| legs)
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
        fn runs_are_joined_by_their_bytes(legs in legs(), cut in 0_i64..100) {
            let (early, late): (Vec<Leg>, Vec<Leg>) = legs.iter().partition(|leg| leg.sequence <= cut * BLOCK);
            let joined = [encode(&early), encode(&late)].concat();
            prop_assert_eq!(&joined, &encode(&legs));
            let mut encoder = Encoder::default();
            encoder.join(&encode(&early));
            late.iter().for_each(|leg| encoder.add(leg, 18_000));
            prop_assert_eq!(encoder.finish(), joined);
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _read = decode(&bytes, (0, i64::MAX));
        }
    }
}
