//! Bytes become rows and rows become bytes: workbooks and delimited text. Documents become drafts to be
//! checked, and come back with what was found ([`draft`]).
//!
//! Nothing here knows a register or a database. A file is read as a stream of [`Row`]s in bounded
//! memory whatever its length, its columns are found by their headers ([`header`]), and complaints
//! about rows are written back as a sheet ([`complaints`]).

pub mod cell;
pub mod complaints;
mod csv;
pub mod draft;
pub mod error;
pub mod header;
mod limit;
mod number;
mod opc;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod sheet;
mod xlsx;

pub use cell::{Cell, Epoch};
pub use csv::table as csv_table;
pub use error::{ReadError, Trouble};
pub use header::Header;
pub use sheet::{Options, Progress, Row, Sheet, Source, open};
