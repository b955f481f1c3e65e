//! The whole journal as a file of JSON Lines, and back: for moving an installation to the other database,
//! and for keeping it in a form that needs no database to be read.

mod error;
mod export;
mod import;
mod line;

pub use error::TransferError;
pub use export::export;
pub use import::JournalFile;
