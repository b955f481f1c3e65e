//! The checker from outside.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod numbers;
mod quantities;
mod recall;
mod rules;
mod seeds;
