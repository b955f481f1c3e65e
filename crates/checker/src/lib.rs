//! The checker 校核: reads a draft and finds what does not add up. It does no I/O and knows no ledger.
//!
//! A [`Draft`] is text whose characters keep their places; rules look at it and report [`Finding`]s. What is
//! uncertain is never an error.

mod dates;
pub mod draft;
pub mod finding;
mod fingerprint;
mod grid;
mod measure;
mod named;
pub mod number;
mod phrase;
pub mod quantity;
mod rules;
mod scene;
mod slip;
mod subject;
mod table;
mod units;

pub use draft::{Cell, Draft, Kind};
pub use finding::{Across, Fact, Finding, Fix, Severity};
pub use fingerprint::fingerprint;
pub use number::{Number, numbers};
pub use rules::{About, Rule, abouts, all as rules};

/// Everything that the rules find in a draft, by place.
#[must_use]
pub fn check(draft: &Draft) -> Vec<Finding> {
    let mut found: Vec<Finding> = rules().iter().flat_map(|rule| (rule.find)(draft)).collect();
    // If shares prove a whole wrong, that it does not make them is no second fault.
    let proven: Vec<std::ops::Range<usize>> = found
        .iter()
        .filter(|finding| finding.code == "SUM" && finding.fix.is_some())
        .map(|finding| finding.range.clone())
        .collect();
    found.retain(|finding| {
        finding.code != "PCT" || finding.other.as_ref().is_none_or(|of| !proven.contains(of))
    });
    found.sort_by_key(|finding| (finding.range.start, finding.range.end, finding.code));
    found = one_sum_each(found);
    // Two ways to read a sentence may find the same thing.
    found.dedup_by_key(|finding| (finding.range.clone(), finding.code));
    found
}

/// Of one amount only the gravest of what does not add up: the rules for sums, shares and changes may all look at it.
fn one_sum_each(found: Vec<Finding>) -> Vec<Finding> {
    let is_sum = |one: &Finding| matches!(one.code, "SUM" | "PCT" | "YOY");
    let mut kept: Vec<Finding> = vec![];
    for finding in found {
        let same = kept.iter_mut().rev().take_while(|one| one.range.start == finding.range.start);
        let mut same =
            same.filter(|one| one.range == finding.range && is_sum(one) && is_sum(&finding));
        match same.next() {
            Some(before) if before.severity < finding.severity => *before = finding,
            Some(_) => {}
            None => kept.push(finding),
        }
    }
    kept
}

/// What several drafts say differently of one thing.
#[must_use]
pub fn across(drafts: &[&Draft]) -> Vec<Across> {
    rules::across(drafts)
}

/// What a draft says otherwise than the ledger.
#[must_use]
pub fn against(draft: &Draft, facts: &[Fact]) -> Vec<Finding> {
    rules::against(draft, facts)
}
