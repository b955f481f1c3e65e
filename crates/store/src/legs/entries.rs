//! Postings that follow each other, in a few bytes each.
//!
//! ```text
//! entry = flags ‖ sequence ‖ [day] ‖ [unit] ‖ [dims] ‖ [amount] ‖ [origin]
//! ```
//!
//! `sequence` counts from the entry before, `origin` back from the sequence, `day` from the first of the
//! month, or of all days in the tail. Only entries of the tail say their unit.

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

/// Writes entries that follow each other.
#[derive(Debug, Default)]
pub(super) struct Entries {
    bytes: Vec<u8>,
    sequence: i64,
    day: i64,
    dims: i64,
}

impl Entries {
    /// None yet; the sequence of the first counts from here.
    pub(super) fn restart(&mut self, sequence: i64) {
        self.bytes.clear();
        (self.sequence, self.day, self.dims) = (sequence, -1, -1);
    }

    pub(super) fn add(&mut self, leg: &Leg, first_day: i64, says_unit: bool) {
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
        let bytes = &mut self.bytes;
        bytes.push(flags);
        write(leg.sequence.wrapping_sub(self.sequence), bytes);
        if flags & SAME_DAY == 0 {
            write(day, bytes);
        }
        if says_unit {
            write(leg.unit, bytes);
        }
        if flags & SAME_DIMS == 0 {
            write(leg.dims, bytes);
        }
        if size == OTHER {
            write(zigzag(amount), bytes);
        }
        if flags & ORIGIN != 0 {
            write(leg.sequence.wrapping_sub(leg.origin), bytes);
        }
        (self.sequence, self.day, self.dims) = (leg.sequence, day, leg.dims);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Puts them behind `into`, after a number that says which they are.
    pub(super) fn put(&self, number: i64, into: &mut Vec<u8>) {
        write(number, into);
        write(i64::try_from(self.bytes.len()).unwrap_or(i64::MAX), into);
        into.extend_from_slice(&self.bytes);
    }
}

/// Takes what the length that comes first says off the front.
pub(super) fn part<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(read(bytes)?).ok()?;
    let (part, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(part)
}

/// Reads one entry over the one before it.
#[inline]
pub(super) fn entry(
    bytes: &mut &[u8],
    leg: &mut Leg,
    first_day: i64,
    says_unit: bool,
) -> Option<()> {
    let (&flags, rest) = bytes.split_first()?;
    *bytes = rest;
    leg.sequence = leg.sequence.checked_add(read(bytes)?)?;
    if flags & SAME_DAY == 0 {
        leg.day = i32::try_from(first_day.checked_add(read(bytes)?)?).ok()?;
    }
    if says_unit {
        leg.unit = read(bytes)?;
    }
    if flags & SAME_DIMS == 0 {
        leg.dims = read(bytes)?;
    }
    let amount = match flags & AMOUNT {
        ONE => 1,
        MINUS_ONE => -1,
        OTHER => unzigzag(read(bytes)?),
        _ => return None,
    };
    (leg.debit, leg.credit) = if flags & DEBIT == 0 { (0, amount) } else { (amount, 0) };
    let back = if flags & ORIGIN == 0 { 0 } else { read(bytes)? };
    leg.origin = leg.sequence.checked_sub(back)?;
    leg.class = Class::of((flags >> CLASS_AT) & 0b11);
    Some(())
}
