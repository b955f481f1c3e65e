//! One way to speak to SQLite and to PostgreSQL.
//!
//! Statements are written once, in the part of SQL that both understand: `$1` placeholders, whole
//! numbers of 64 bits, texts and bytes. SQLite runs within the calling thread, without a queue in
//! between; PostgreSQL answers over its socket.

mod conn;
mod error;
mod insert;
mod lookup;
mod numeric;
mod parts;
mod pool;
mod postgres;
mod row;
mod sqlite;
mod statement;
mod value;

pub(crate) use conn::{Conn, Dialect, Transaction};
pub use error::SqlError;
pub(crate) use insert::{Column, Insert};
pub(crate) use lookup::Lookup;
pub(crate) use parts::{lists, parts, push_keys, push_list};
pub(crate) use pool::{Pool, View};
pub(crate) use row::{Row, RowRef};
pub(crate) use statement::{Statement, query, query_scalar};
pub(crate) use value::Value;
