//! Rows: owned ones for a few, borrowed ones for millions.

use super::value::{FromValue, Value, misread};
use super::{postgres, sqlite};
use crate::StoreError;

/// A row that owns its values.
#[derive(Clone, Debug)]
pub(crate) struct Row(pub(super) Vec<Value<'static>>);

impl Row {
    /// The value of a column, counted from 0.
    pub(crate) fn try_get<T: FromValue>(&self, column: usize) -> Result<T, StoreError> {
        self.0.get(column).and_then(T::from_value).ok_or_else(|| misread(column))
    }

    /// All values, in the order of the columns.
    pub(crate) fn into_values(self) -> Vec<Value<'static>> {
        self.0
    }
}

/// A row that is looked at while it passes by.
pub(crate) enum RowRef<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl RowRef<'_> {
    pub(crate) fn value(&self, column: usize) -> Result<Value<'_>, StoreError> {
        match self {
            RowRef::Sqlite(row) => sqlite::value(row, column),
            RowRef::Postgres(row) => postgres::value(row, column),
        }
    }

    pub(crate) fn integer(&self, column: usize) -> Result<i64, StoreError> {
        self.integer_or_null(column)?.ok_or_else(|| misread(column))
    }

    pub(crate) fn integer_or_null(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Integer(number) => Ok(Some(number)),
            Value::Text(_) | Value::Blob(_) => Err(misread(column)),
        }
    }

    pub(crate) fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self {
            RowRef::Sqlite(row) => sqlite::text(row, column),
            RowRef::Postgres(row) => postgres::text(row, column),
        }
    }

    pub(crate) fn blob(&self, column: usize) -> Result<&[u8], StoreError> {
        match self {
            RowRef::Sqlite(row) => sqlite::blob(row, column),
            RowRef::Postgres(row) => postgres::blob(row, column),
        }
    }

    pub(super) fn to_owned(&self, columns: usize) -> Result<Row, StoreError> {
        (0..columns)
            .map(|column| Ok(self.value(column)?.into_owned()))
            .collect::<Result<_, _>>()
            .map(Row)
    }
}
