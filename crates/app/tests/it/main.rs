//! Commands on a real database, each in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]

mod authority;
mod commands;
mod counts;
mod import;
mod organisation;
mod packs;
mod proofs;
