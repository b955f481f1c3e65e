//! The digests of many records, as the chain is made of them.

use std::collections::{BTreeMap, BTreeSet};

use ledger::digest::{Algorithm, Hash};

use super::{Dictionary, Filed, number_in};
use crate::{StoreError, parallel};

/// What a record comes to when it is written out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    pub(crate) hash: Hash,
    /// Whether it says what happened to a matter.
    pub(crate) is_of_a_matter: bool,
}

/// The leaves of records that follow each other. `known` has the numbers of the matters that were opened
/// before them.
pub(crate) fn leaves<'a>(
    records: &[Filed],
    known: impl Fn(i64) -> Option<&'a str> + Sync,
    (dictionary, algorithm): (&Dictionary, Algorithm),
) -> Vec<Result<Leaf, StoreError>> {
    let opened = opened(records);
    parallel::map(records, parallel::RECORDS, |_, record| {
        let number = record.matter.filter(|matter| *matter != record.sequence);
        let number = number.and_then(|matter| match opened.get(&matter) {
            Some(number) => Some(number.as_str()),
            None => known(matter),
        });
        let stored = record.stored_of(number.unwrap_or_default(), dictionary)?;
        let is_of_a_matter = stored.body.starts_with(br#"{"matter":"#);
        Ok(Leaf { hash: stored.leaf(algorithm), is_of_a_matter })
    })
}

/// The numbers of the matters that one of these records opens and another is about.
fn opened(records: &[Filed]) -> BTreeMap<i64, String> {
    let first = records.first().map_or(i64::MAX, |record| record.sequence);
    let others = records.iter().filter(|record| record.matter != Some(record.sequence));
    let asked: BTreeSet<i64> =
        others.filter_map(|record| record.matter.filter(|matter| *matter >= first)).collect();
    let opens = |record: &&Filed| asked.contains(&record.sequence);
    let number = |record: &Filed| Some((record.sequence, number_in(&record.body)?));
    records.iter().filter(opens).filter_map(number).collect()
}
