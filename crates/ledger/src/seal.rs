//! The digest of something that was sealed.

use sha2::{Digest, Sha256};

use crate::chain::Hash;

/// Commits to the bytes of a sealed figure and to the point of the record at which it was sealed:
/// `SHA-256(0x02 ‖ point ‖ bytes)`. The prefix keeps it apart from the leaves and heads of the chain.
#[must_use]
pub fn digest(known_at: u64, bytes: &[u8]) -> Hash {
    let mut sealed = Sha256::new();
    sealed.update([2]);
    sealed.update(known_at.to_be_bytes());
    sealed.update(bytes);
    sealed.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn content_and_point_both_count() {
        assert_ne!(digest(7, b"207"), digest(7, b"208"));
        assert_ne!(digest(7, b"207"), digest(8, b"207"));
        assert_eq!(digest(7, b"207"), digest(7, b"207"));
    }
}
