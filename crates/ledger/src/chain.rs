//! The hash chain of the journal.
//!
//! Every record has canonical bytes: its fields in fixed order, each preceded by its length, so that
//! no two different records share bytes. A head commits to all records before it:
//!
//! ```text
//! leaf(n) = H(0x00 ‖ canonical(n))
//! head(0) = H("taizhang journal 1")          H = SHA-256
//!           H("taizhang journal 1 sm3")      H = SM3
//! head(n) = H(0x01 ‖ head(n−1) ‖ leaf(n))
//! ```
//!
//! The prefixes 0x00 and 0x01 keep leaves and heads apart, as RFC 6962 §2.1 does. The first head names
//! the digest, so a journal of one digest is never taken for one of another. The leaves are those of
//! the [Merkle tree](crate::merkle) too.

pub use crate::digest::{Algorithm, Hash, hex};

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
        self.in_parts(|parts| {
            for part in parts {
                bytes.extend_from_slice(part);
            }
        });
        bytes
    }

    /// Its leaf: the digest of its canonical bytes, without putting them together first.
    #[must_use]
    pub fn leaf(&self, algorithm: Algorithm) -> Hash {
        self.in_parts(|parts| {
            let [a, b, c, d, e, f, g, h, i, j, k, l] = parts;
            algorithm.of(&[&[LEAF], a, b, c, d, e, f, g, h, i, j, k, l])
        })
    }

    /// Each field after its length: the one place that knows their order.
    fn in_parts<T>(&self, take: impl FnOnce([&[u8]; 12]) -> T) -> T {
        let length = |field: &[u8]| (field.len() as u64).to_be_bytes();
        let (sequence, day, recorded) = (
            self.sequence.to_be_bytes(),
            self.effective_day.to_be_bytes(),
            self.recorded_us.to_be_bytes(),
        );
        let (actor, basis) = (self.actor.as_bytes(), self.basis.as_bytes());
        take([
            &length(&sequence),
            &sequence,
            &length(&day),
            &day,
            &length(&recorded),
            &recorded,
            &length(actor),
            actor,
            &length(basis),
            basis,
            &length(self.body),
            self.body,
        ])
    }
}

/// Comes before the canonical bytes of a record.
const LEAF: u8 = 0;
/// Comes before a head and a leaf, and before two nodes of the tree.
pub(crate) const NODE: u8 = 1;

/// The head of an empty journal.
#[must_use]
pub fn first_head(algorithm: Algorithm) -> Hash {
    match algorithm {
        Algorithm::Sha256 => algorithm.of(&[b"taizhang journal 1"]),
        Algorithm::Sm3 => algorithm.of(&[b"taizhang journal 1 sm3"]),
    }
}

/// The head after one more record, given its leaf.
#[must_use]
pub fn next_head(algorithm: Algorithm, head: &Hash, leaf: &Hash) -> Hash {
    algorithm.of(&[&[NODE], head, leaf])
}

/// The head of an empty journal of SHA-256.
#[must_use]
pub fn genesis() -> Hash {
    first_head(Algorithm::Sha256)
}

/// The head of a journal of SHA-256 after one more record.
#[must_use]
pub fn next(head: &Hash, record: &Record<'_>) -> Hash {
    next_head(Algorithm::Sha256, head, &record.leaf(Algorithm::Sha256))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(body: &[u8]) -> Record<'_> {
        Record { sequence: 1, effective_day: 18_992, recorded_us: 0, actor: "lin", basis: "", body }
    }

    fn after(algorithm: Algorithm, head: &Hash, body: &[u8]) -> Hash {
        next_head(algorithm, head, &record(body).leaf(algorithm))
    }

    #[test]
    fn every_byte_counts() {
        for algorithm in Algorithm::ALL {
            let first = first_head(algorithm);
            let head = after(algorithm, &first, b"accept");
            assert_ne!(head, after(algorithm, &first, b"accepu"));
            assert_ne!(head, after(algorithm, &head, b"accept"));
            assert_eq!(head, after(algorithm, &first, b"accept"));
        }
    }

    #[test]
    fn fields_cannot_slide_into_each_other() {
        let one = Record { actor: "ab", basis: "c", ..record(b"") };
        let two = Record { actor: "a", basis: "bc", ..record(b"") };
        assert_ne!(one.canonical(), two.canonical());
        assert_ne!(one.leaf(Algorithm::Sm3), two.leaf(Algorithm::Sm3));
    }

    #[test]
    fn a_leaf_is_the_digest_of_the_canonical_bytes() {
        for algorithm in Algorithm::ALL {
            let record = record(b"accept");
            assert_eq!(record.leaf(algorithm), algorithm.of(&[&[0], &record.canonical()]));
        }
    }

    /// Written down from the first version of this program: heads noted then must still be reached.
    #[test]
    fn heads_of_sha_256_stay_what_they_were() {
        let first = "1aec322d879db6e88c2dbd182bd6f37249571c73d3afbfafe7ace3ef13f87d17";
        assert_eq!(hex(&genesis()), first);
        let one = next(&genesis(), &record(b"accept"));
        assert_eq!(hex(&one), "0afb8cf4d08da3fb0758c1cf9e96c99098450f0217749a855396d691e6c3cd96");
    }

    #[test]
    fn a_journal_of_one_digest_is_never_one_of_another() {
        let [sha, sm3] = Algorithm::ALL;
        assert_ne!(first_head(sha), first_head(sm3));
        assert_ne!(first_head(sm3), sm3.of(&[b"taizhang journal 1"]));
    }
}
