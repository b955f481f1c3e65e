//! What a database answers when it cannot do as told.

use crate::StoreError;

/// An error of the database or of the way to it.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Postgres(#[from] tokio_postgres::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let rusqlite::Error::SqliteFailure(code, told) = &error else {
            return StoreError::Database(error.into());
        };
        use rusqlite::ErrorCode;
        if told.as_deref() == Some("integer overflow") {
            return StoreError::TooLarge;
        }
        // A balance that no longer fits 64 bits would become a float, which the column refuses.
        if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_DATATYPE {
            return StoreError::TooLarge;
        }
        let told = told.clone().unwrap_or_else(|| code.to_string());
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ReadOnly | ErrorCode::CannotOpen => StoreError::NotWritable,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::damaged(told),
            ErrorCode::DiskFull => StoreError::DiskFull,
            _ => StoreError::Database(error.into()),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> StoreError {
        use tokio_postgres::error::SqlState;
        match error.code() {
            Some(code) if *code == SqlState::NUMERIC_VALUE_OUT_OF_RANGE => StoreError::TooLarge,
            Some(code) if *code == SqlState::DISK_FULL => StoreError::DiskFull,
            Some(code) if *code == SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::NotWritable,
            Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy,
            Some(code) if *code == SqlState::DATA_CORRUPTED => {
                StoreError::damaged(error.to_string())
            }
            Some(_) | None => StoreError::Database(error.into()),
        }
    }
}
