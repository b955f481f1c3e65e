//! The only SQL: an append-only journal, projections that can be dropped, one function per question.
//!
//! A page asks through a [`Reader`], which cannot write. A command writes through the one [`Writer`],
//! which `app` holds. Every question about matters and figures takes `&Ctx`; what lies outside the
//! asker's part of the organisation is answered as if it did not exist.

pub mod asked;
pub mod backup;
pub mod calendars;
pub mod catalogue;
pub mod closings;
pub mod deadlines;
pub mod digest;
pub mod error;
pub mod figures;
#[cfg(fuzzing)]
pub mod fuzzing;
pub mod integrity;
pub mod journal;
pub mod matters;
pub mod people;
pub mod personal;
pub mod pools;
pub mod registers;
pub mod restated;
pub mod rows;
pub mod transfer;
pub mod traps;
pub mod trees;
pub mod units;
pub mod verify;

mod cells;
mod definitions;
mod lease;
mod legs;
mod lock;
mod migrate;
mod open;
mod page;
mod parallel;
mod place;
mod project;
mod reader;
mod record;
mod scope;
mod server_fault;
mod shred;
mod sql;
mod varint;
mod writer;

pub use error::StoreError;
pub use open::{Open, open, open_reader};
pub use page::Page;
pub use place::{BadAddress, Place};
pub use reader::Reader;
pub use record::New;
pub use server_fault::ServerFault;
pub use sql::SqlError;
pub use writer::{Tx, Writer};
