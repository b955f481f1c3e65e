//! Commands: each one is a transaction, decided by pure rules and appended to the journal.
//!
//! [`Commands`] is the only holder of the writing end. What needs no decision is asked of `store`
//! directly.

pub mod commands;
pub mod error;
pub mod import;
pub mod people;
pub mod report;

mod deciding;
mod organisation;
mod packs;
mod reporting;

pub use commands::{Commands, Done};
pub use error::AppError;
pub use packs::Adopted;
pub use store::verify;
