//! SQLite: every call runs to its end within the calling thread.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use tokio::runtime::{Handle, RuntimeFlavor};

use super::value::misread;
use super::{RowRef, Statement, Value};
use crate::StoreError;

/// How many prepared statements a connection keeps.
const PREPARED_MAX: usize = 200;

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Lets other tasks of a server go on meanwhile; a thread of its own needs no such care.
pub(super) fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        Ok(_) | Err(_) => work(),
    }
}

pub(super) fn prepared_for(conn: &Connection) {
    conn.set_prepared_statement_cache_capacity(PREPARED_MAX);
}

pub(super) fn execute(conn: &Connection, statement: &Statement<'_>) -> Result<u64, StoreError> {
    let mut prepared = conn.prepare_cached(&statement.text)?;
    Ok(prepared.execute(rusqlite::params_from_iter(&statement.values))? as u64)
}

pub(super) fn each(
    conn: &Connection,
    statement: &Statement<'_>,
    mut look: impl FnMut(&RowRef<'_>, usize) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut prepared = conn.prepare_cached(&statement.text)?;
    let columns = prepared.column_count();
    let mut rows = prepared.query(rusqlite::params_from_iter(&statement.values))?;
    while let Some(row) = rows.next()? {
        look(&RowRef::Sqlite(row), columns)?;
    }
    Ok(())
}

pub(super) fn value<'a>(
    row: &'a rusqlite::Row<'_>,
    column: usize,
) -> Result<Value<'a>, StoreError> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(text) => {
            Value::Text(Cow::Borrowed(std::str::from_utf8(text).map_err(|_| misread(column))?))
        }
        ValueRef::Blob(bytes) => Value::Blob(Cow::Borrowed(bytes)),
        ValueRef::Real(_) => return Err(misread(column)),
    })
}

pub(super) fn text<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a str, StoreError> {
    row.get_ref(column)?.as_str().map_err(|_| misread(column))
}

pub(super) fn blob<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<&'a [u8], StoreError> {
    row.get_ref(column)?.as_blob().map_err(|_| misread(column))
}
