//! One binary for all tests of the crate.

mod stream;
mod year;
