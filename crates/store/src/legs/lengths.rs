//! How much of the journal lies together.
//!
//! Multiples of the number of records, whatever the transactions: so the same journal always gives the
//! same tables.

/// Records of a block, as a power of two, and how many times as long runs and long runs are.
#[cfg(not(feature = "short"))]
const LENGTHS: (u32, u32) = (10, 6);
#[cfg(feature = "short")]
const LENGTHS: (u32, u32) = (2, 2);

/// Records of a block: postings of later ones lie record by record.
pub(super) const BLOCK: i64 = 1 << LENGTHS.0;

/// Records of a run: what they post is sealed into cells when it is full.
pub(super) const RUN: i64 = BLOCK << LENGTHS.1;

/// Records of a long run, which many runs are joined to.
pub(super) const LONG: i64 = RUN << LENGTHS.1;

/// The last record whose postings lie in runs and in cells, of a journal of so many.
pub(crate) fn sealed(records: i64) -> i64 {
    full(records, RUN)
}

/// The last record of the last full length.
pub(super) fn full(records: i64, length: i64) -> i64 {
    records - records.rem_euclid(length)
}
