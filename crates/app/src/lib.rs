//! Commands: each one is a transaction, decided by pure rules and appended to the journal.
//!
//! [`Commands`] leads to the sequencer, the only holder of the writing end. What needs no decision is
//! asked of `store` directly.

pub mod bridge;
pub mod calendars;
pub mod closing;
pub mod commands;
pub mod error;
pub mod form;
pub mod import;
pub mod jobs;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod people;
pub mod personal;
pub mod proofs;
pub mod reorganising;
pub mod report;
pub mod transfer;

mod asked;
mod deciding;
mod drawing;
mod organisation;
mod packs;
mod reporting;
mod sequencer;

pub use asked::KEY_CHARS_MAX;
pub use commands::{Command, Commands, Done};
pub use error::AppError;
pub use packs::Adopted;
pub use sequencer::Served;
pub use store::verify;
