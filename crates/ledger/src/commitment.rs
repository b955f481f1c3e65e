//! What stands in the journal for a personal value.

use crate::digest::{Algorithm, Hash};

/// The number of random bytes that come before the value.
pub const SALT_BYTES: usize = 16;

/// Random bytes that are destroyed with the value.
pub type Salt = [u8; SALT_BYTES];

/// Commits to a value: `H(0x03 ‖ salt ‖ value)`.
///
/// The prefix keeps it apart from leaves (0x00), nodes (0x01) and sealed figures (0x02). An identity
/// number has so few possible values that a digest without salt is found by trying them all; with 128
/// random bits before it that is out of reach, also for those who have everything but the salt.
#[must_use]
pub fn commit(algorithm: Algorithm, salt: &Salt, value: &[u8]) -> Hash {
    algorithm.of(&[&[3], salt, value])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_salt_counts_and_a_guess_without_it_is_nothing() {
        for algorithm in Algorithm::ALL {
            let value = b"110101199003070000";
            let one = commit(algorithm, &[1; SALT_BYTES], value);
            assert_eq!(one, commit(algorithm, &[1; SALT_BYTES], value));
            assert_ne!(one, commit(algorithm, &[2; SALT_BYTES], value));
            assert_ne!(one, algorithm.of(&[value]));
            assert_ne!(one, algorithm.of(&[&[3], value]));
        }
    }
}
