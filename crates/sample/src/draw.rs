//! Seeded chance. The same seed draws the same year on every machine and with every compiler.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws.
///
/// Every line of work draws from a stream of its own, so that adding to one leaves the others as they
/// were. Reduction to a range is written here and not taken from a library, because libraries are free
/// to change theirs and would change every sample with it.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of this number under this seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Draw {
        let mut bytes = [0_u8; 32];
        for (slot, byte) in bytes.iter_mut().zip(seed.to_le_bytes()) {
            *slot = byte;
        }
        let mut generator = ChaCha8Rng::from_seed(bytes);
        generator.set_stream(stream);
        Draw(generator)
    }

    /// A number from zero to one less than `bound`; zero if the bound is zero.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(bound);
        u64::try_from(product >> 64).expect("the upper half of 128 bits has 64")
    }

    /// A number between two ends, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(width)).expect("less than a width that came from two i64")
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub(crate) fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// One of several things.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let place = usize::try_from(self.below(things.len() as u64)).unwrap_or(0);
        things.get(place).expect("only lists that have something are drawn from")
    }

    /// One of several words.
    pub(crate) fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.pick::<&'static str>(words)
    }

    /// Brings things into a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(0);
            things.swap(last, other);
        }
    }

    /// A shuffled deck with exactly so many cards of each kind: how exact totals meet chance.
    pub(crate) fn deck<T: Clone>(&mut self, kinds: &[(T, usize)]) -> Vec<T> {
        let mut deck: Vec<T> = kinds
            .iter()
            .flat_map(|(kind, count)| std::iter::repeat_n(kind.clone(), *count))
            .collect();
        self.shuffle(&mut deck);
        deck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_stream_fix_every_draw() {
        let ten = |seed, stream| {
            let mut draw = Draw::new(seed, stream);
            (0..10).map(|_| draw.below(1000)).collect::<Vec<u64>>()
        };
        assert_eq!(ten(1, 1), ten(1, 1));
        assert_ne!(ten(1, 1), ten(2, 1));
        assert_ne!(ten(1, 1), ten(1, 2));
    }

    #[test]
    fn draws_stay_within_their_ends() {
        let mut draw = Draw::new(7, 0);
        let drawn: Vec<i64> = (0..200).map(|_| draw.between(-1, 1)).collect();
        assert!([-1, 0, 1].iter().all(|value| drawn.contains(value)));
        assert!(drawn.iter().all(|value| (-1..=1).contains(value)));
        assert!(!draw.percent(0));
        assert!(draw.percent(100));
    }

    #[test]
    fn a_deck_holds_exactly_its_cards() {
        let mut deck = Draw::new(7, 0).deck(&[("a", 2), ("b", 3)]);
        deck.sort_unstable();
        assert_eq!(deck, ["a", "a", "b", "b", "b"]);
    }
}
