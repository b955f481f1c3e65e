//! A whole installation into a file, and back.
//!
//! A *journal file* of JSON Lines is for moving an installation to the other database, and for keeping it
//! in a form that needs no database to be read. A *backup* is what the database gives fastest: of SQLite
//! a file like itself, of PostgreSQL a journal file. Either is restored into either database.

mod backup;
mod error;
mod export;
mod import;
mod line;
mod restore;

pub use backup::backup;
pub use error::TransferError;
pub use export::export;
pub use import::JournalFile;
pub use restore::{Restored, restore};
