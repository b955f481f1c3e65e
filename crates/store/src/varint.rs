//! Whole numbers in 7 bits a byte, the lowest first; the highest bit says that more follow.

pub(crate) fn write(number: i64, into: &mut Vec<u8>) {
    let mut rest = number.cast_unsigned();
    while rest >= 0x80 {
        into.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    into.push((rest & 0x7f) as u8);
}

/// Takes a number off the front. `None` if there is none.
#[inline]
pub(crate) fn read(bytes: &mut &[u8]) -> Option<i64> {
    let (&first, rest) = bytes.split_first()?;
    *bytes = rest;
    if first < 0x80 {
        return Some(i64::from(first));
    }
    let mut number = u64::from(first & 0x7f);
    for shift in (7..64).step_by(7) {
        let (&next, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(next & 0x7f) << shift;
        if next < 0x80 {
            return Some(number.cast_signed());
        }
    }
    None
}

/// Numbers below zero become as short as those above.
#[inline]
pub(crate) fn zigzag(number: i64) -> i64 {
    (number << 1) ^ (number >> 63)
}

#[inline]
pub(crate) fn unzigzag(number: i64) -> i64 {
    (number.cast_unsigned() >> 1).cast_signed() ^ -(number & 1)
}
