//! Commands on a real database, each in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]

mod authority;
mod closing;
mod commands;
mod counts;
mod failing;
mod import;
mod interleaved;
mod keys;
mod killed;
mod organisation;
mod packs;
mod personal;
mod proofs;
mod sequencer;
