//! The hash chain of the journal.
//!
//! Every record has canonical bytes: its fields in fixed order, each preceded by its length, so that
//! no two different records share bytes. A head commits to all records before it:
//!
//! ```text
//! leaf(n) = SHA-256(0x00 ‖ canonical(n))
//! head(0) = SHA-256("taizhang journal 1")
//! head(n) = SHA-256(0x01 ‖ head(n−1) ‖ leaf(n))
//! ```
//!
//! The prefixes 0x00 and 0x01 keep leaves and heads apart, as RFC 6962 §2.1 does.

use sha2::{Digest, Sha256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// A record of the journal as the chain sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Place in the journal, counted from 1 without gaps.
    pub sequence: u64,
    /// Effective day, as days since 1970-01-01.
    pub effective_day: i32,
    /// Recorded-at, in microseconds since 1970-01-01T00:00Z.
    pub recorded_us: i64,
    /// Who acted.
    pub actor: &'a str,
    /// On what basis (依据): a document, a meeting, a law; may be empty.
    pub basis: &'a str,
    /// What happened, in its stored form.
    pub body: &'a [u8],
}

impl Record<'_> {
    /// The bytes that are hashed.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.body.len().saturating_add(96));
        let fields: [&[u8]; 6] = [
            &self.sequence.to_be_bytes(),
            &self.effective_day.to_be_bytes(),
            &self.recorded_us.to_be_bytes(),
            self.actor.as_bytes(),
            self.basis.as_bytes(),
            self.body,
        ];
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }
}

/// The head of an empty journal.
#[must_use]
pub fn genesis() -> Hash {
    Sha256::digest(b"taizhang journal 1").into()
}

/// The head after one more record.
#[must_use]
pub fn next(head: &Hash, record: &Record<'_>) -> Hash {
    let mut leaf = Sha256::new();
    leaf.update([0]);
    leaf.update(record.canonical());
    let mut link = Sha256::new();
    link.update([1]);
    link.update(head);
    link.update(leaf.finalize());
    link.finalize().into()
}

/// A digest as people compare it: lower-case hexadecimal.
#[must_use]
pub fn hex(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(body: &[u8]) -> Record<'_> {
        Record { sequence: 1, effective_day: 18_992, recorded_us: 0, actor: "lin", basis: "", body }
    }

    #[test]
    fn every_byte_counts() {
        let head = next(&genesis(), &record(b"accept"));
        assert_ne!(head, next(&genesis(), &record(b"accepu")));
        assert_ne!(head, next(&head, &record(b"accept")));
        assert_eq!(head, next(&genesis(), &record(b"accept")));
    }

    #[test]
    fn fields_cannot_slide_into_each_other() {
        let one = Record { actor: "ab", basis: "c", ..record(b"") };
        let two = Record { actor: "a", basis: "bc", ..record(b"") };
        assert_ne!(one.canonical(), two.canonical());
    }
}
