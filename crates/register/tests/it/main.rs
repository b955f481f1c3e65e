//! What the crate promises, from outside.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod calendar;
mod clocks;
mod corrections;
mod decide;
mod faults;
mod fixture;
mod hostile;
mod numbers;
mod organisation;
mod postings;
mod reversals;
mod schema;
mod shipped;
mod story;
mod values;
