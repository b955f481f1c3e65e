//! How much of the journal lies together.
//!
//! Multiples of the number of records, whatever the transactions: so the same journal always gives the
//! same tables.

/// Records of a block: postings of later ones lie record by record.
#[cfg(not(feature = "short"))]
pub(crate) const BLOCK: i64 = 1 << 10;
#[cfg(feature = "short")]
pub(crate) const BLOCK: i64 = 1 << 2;

/// Records of a run: what they post is sealed into cells when it is full.
pub(crate) const RUN: i64 = BLOCK << 6;

/// Records of a long run, which many runs are joined to.
pub(super) const LONG: i64 = RUN << 6;

/// The last record whose postings lie in runs and in cells, of a journal of so many.
pub(crate) fn sealed(records: i64) -> i64 {
    full(records, RUN)
}

/// The last record of the last full length.
pub(super) fn full(records: i64, length: i64) -> i64 {
    records - records.rem_euclid(length)
}
