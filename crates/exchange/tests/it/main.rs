//! Files as people bring them.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]

mod complaints;
mod csv;
mod header;
mod make;
mod never_panics;
mod troubles;
mod xlsx;
