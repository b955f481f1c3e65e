//! What a database answers when it cannot do as told.

use std::error::Error;

use tokio_postgres::error::SqlState;

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
        let Some(told) = error.as_db_error() else {
            let is_of_the_way = error.is_closed()
                || error.source().is_some_and(|cause| cause.is::<std::io::Error>());
            return if is_of_the_way {
                StoreError::Lost
            } else {
                StoreError::Database(error.into())
            };
        };
        match *told.code() {
            SqlState::NUMERIC_VALUE_OUT_OF_RANGE => StoreError::TooLarge,
            SqlState::DISK_FULL => StoreError::DiskFull,
            SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::NotWritable,
            SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy,
            SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => {
                StoreError::damaged(told.message())
            }
            SqlState::ADMIN_SHUTDOWN
            | SqlState::CRASH_SHUTDOWN
            | SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT => StoreError::Lost,
            _ => StoreError::Database(error.into()),
        }
    }
}
