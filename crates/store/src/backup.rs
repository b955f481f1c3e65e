//! Copies of a database of SQLite.

use std::path::Path;

use crate::sql::query;
use crate::{Place, StoreError, migrate, open};

/// Writes what the database holds now into a new file, also while others go on writing: the copy is of
/// one moment. It is compact, complete in itself, and can be opened like any database.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read, or the file cannot be written or is there already.
pub async fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let place = Place::from(from);
    let mut conn = open::reading(&place).await?;
    migrate::refuse_foreign(&mut conn, &place).await?;
    // It writes nothing into the database itself, but is a statement that writes.
    conn.batch("PRAGMA query_only = off").await?;
    let path = to.to_str().ok_or_else(|| StoreError::Path {
        path: to.to_owned(),
        source: std::io::Error::other("its name is not UTF-8"),
    })?;
    query("VACUUM INTO $1").bind(path).execute(&mut conn).await?;
    conn.close().await?;
    // What SQLite leaves to the system is made to last before anybody relies on it.
    let lasting = std::fs::File::open(to).and_then(|file| file.sync_all());
    lasting.map_err(|source| StoreError::Path { path: to.to_owned(), source })
}

/// Whether a file begins like a database of SQLite.
///
/// # Errors
///
/// [`StoreError::Path`] if it cannot be read.
pub fn is_database(path: &Path) -> Result<bool, StoreError> {
    match open::is_database(path) {
        Err(StoreError::NotOurs { .. }) => Ok(false),
        found => found,
    }
}
