//! Proofs as files: written for somebody who has neither the database nor this program, and checked
//! without either.
//!
//! The form of the files, and a program of thirty lines that checks them, is in
//! `docs/reference/proofs.md`.

mod check;
mod error;
mod file;
mod made;
mod shown;

pub use check::{Trusted, check};
pub use error::ProofError;
pub use file::{Consistency, Inclusion, RecordInFile, Seal, written};
pub use made::{prove_continuation, prove_record};
pub use shown::Shown;
