//! Draws from one seed: the same seed draws the same.

use base::{Key, day};
use jiff::civil::Date;

/// A small generator (SplitMix64): no randomness of its own, so that proptest can shrink.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64, salt: u64) -> Dice {
        Dice(seed.wrapping_add(salt.wrapping_mul(0xA076_1D64_78BD_642F)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `sides`; 0 if there are none.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        self.next().checked_rem(sides).unwrap_or(0)
    }

    pub(super) fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = self.below(list.len() as u64);
        list.get(usize::try_from(index).ok()?)
    }

    /// One of a list, the earlier the likelier: a few histories that go far say more than many that
    /// have just begun.
    pub(super) fn early_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let head = self.below(list.len() as u64).saturating_add(1);
        let index = self.below(head);
        list.get(usize::try_from(index).ok()?)
    }

    pub(super) fn flag(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A day between the two, both included; the earlier if they are reversed.
    pub(super) fn day(&mut self, from: Date, to: Date) -> Date {
        let days = i64::from(day::number(to)) - i64::from(day::number(from));
        let ahead = self.below(u64::try_from(days).unwrap_or(0).saturating_add(1));
        let ahead = i32::try_from(ahead).unwrap_or(0);
        day::from_number(day::number(from).saturating_add(ahead)).unwrap_or(from)
    }

    pub(super) fn unit(&mut self) -> Key {
        let unit = self.one_of(&["d01", "d02", "clinic"]).copied();
        Key::literal(unit.unwrap_or("d01"))
    }
}
