//! Random bytes of the operating system.

use super::KeyError;

/// As many random bytes as asked for.
pub(super) fn random<const BYTES: usize>() -> Result<[u8; BYTES], KeyError> {
    let mut bytes = [0; BYTES];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(KeyError::NoEntropy { detail: error.to_string() }),
    }
}
