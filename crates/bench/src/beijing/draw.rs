//! Seeded chance, fast enough for tens of millions of matters.

/// A stream of draws (SplitMix64, Steele, Lea and Flood 2014): one multiplication chain per draw, the
/// same on every machine. Good enough to spread events, and an order of magnitude cheaper than a cipher.
#[derive(Clone, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from zero to one less than `bound`; zero if the bound is zero.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let product = u64::from(bound) * (self.next() >> 32);
        u32::try_from(product >> 32).expect("less than a bound of 32 bits")
    }

    /// A number of days between two ends, both included.
    pub(crate) fn days(&mut self, low: i32, high: i32) -> i32 {
        let width = u32::try_from(high - low + 1).unwrap_or(0);
        low + i32::try_from(self.below(width)).expect("a width that came from two i32")
    }

    /// Whether something happens that happens in so many of a thousand cases.
    pub(crate) fn per_mille(&mut self, of_thousand: u32) -> bool {
        self.below(1_000) < of_thousand
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_every_draw_and_draws_stay_within_their_ends() {
        let ten = |seed| {
            let mut draw = Draw::new(seed);
            (0..10).map(|_| draw.days(-3, 60)).collect::<Vec<i32>>()
        };
        assert_eq!(ten(1), ten(1));
        assert_ne!(ten(1), ten(2));
        assert!(ten(1).iter().all(|days| (-3..=60).contains(days)));
        assert!(!Draw::new(7).per_mille(0));
        assert!(Draw::new(7).per_mille(1_000));
    }
}
