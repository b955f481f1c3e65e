//! Files of SQLite.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::sql::Conn;
use crate::{Place, StoreError, migrate};

/// A row of the journal with its body fits a page many times.
const PAGE_BYTES: i64 = 8_192;

/// At most 64 MiB for each connection: a bulk load touches matters all over the table, a figure the cells of
/// many units and the postings of a month. Negative means KiB.
const CACHE: i64 = -65_536;

/// Pages of the write-ahead log before they are written into the file: 64 MiB. Pages that are written
/// again and again, such as those of matters in hand, then reach the file once for many transactions.
const LOG_PAGES: i64 = 8_192;

/// How long a question waits for a database that is busy for a moment.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) fn reading(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_update(None, "query_only", "on")?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    Ok(Conn::sqlite(conn))
}

pub(super) fn writing(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    Ok(Conn::sqlite(conn))
}

/// A private database that vanishes when closed; it spills to disk when it outgrows memory.
pub(crate) async fn scratch() -> Result<Conn, StoreError> {
    let conn = Connection::open("")?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "journal_mode", "off")?;
    conn.pragma_update(None, "synchronous", "off")?;
    conn.pragma_update(None, "cache_size", CACHE)?;
    let mut conn = Conn::sqlite(conn);
    migrate::bring_up_to_date(&mut conn, &Place::from(Path::new(""))).await?;
    Ok(conn)
}

/// `false` if there is nothing, or an empty file.
pub(crate) fn is_ours_at_first_sight(path: &Path) -> Result<bool, StoreError> {
    let told = |source| StoreError::Path { path: path.to_owned(), source };
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(source) => return Err(told(source)),
    };
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(16).read_to_end(&mut head).map_err(told)?;
    if head.is_empty() {
        Ok(false)
    } else if head == b"SQLite format 3\0" {
        Ok(true)
    } else {
        Err(StoreError::NotOurs { place: path.into() })
    }
}

pub(super) fn missing_or_not_ours(path: &Path) -> StoreError {
    let place = path.into();
    if path.exists() { StoreError::NotOurs { place } } else { StoreError::NoDatabase { place } }
}
