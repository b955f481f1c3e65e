//! Opening and creating a database.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::lock::WriterLock;
use crate::sql::{Conn, Pool, Source};
use crate::{Reader, StoreError, Writer, migrate};

/// Whether a database may come into being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Opens the database, and makes it if there is none.
    Create,
    /// Opens a database that is there.
    Existing,
}

/// A row of the journal with its body fits a page many times.
const PAGE_BYTES: i64 = 8_192;

/// 64 MiB: a bulk load touches cells all over the table. Negative means KiB.
const CACHE: i64 = -65_536;

/// How long a question waits for a database that is busy for a moment.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Opens the database for reading and writing. No other process can write to it meanwhile.
///
/// # Errors
///
/// A sentence for each way in which the file can be unfit: [`StoreError::NoDatabase`],
/// [`NotOurs`](StoreError::NotOurs), [`Newer`](StoreError::Newer), [`Held`](StoreError::Held),
/// [`Damaged`](StoreError::Damaged), [`NotWritable`](StoreError::NotWritable),
/// [`Path`](StoreError::Path), [`DiskFull`](StoreError::DiskFull).
pub async fn open(path: &Path, mode: Open) -> Result<(Reader, Writer), StoreError> {
    let present = is_ours_at_first_sight(path)?;
    if !present && mode == Open::Existing {
        return Err(missing_or_not_ours(path));
    }
    let lock = WriterLock::take(path)?;
    if present {
        // Looked at before anything is set, so that somebody else's file stays as it is.
        let mut glance = sqlite_reading(path)?;
        migrate::refuse_foreign(&mut glance, path).await?;
        glance.close().await?;
    }
    let mut conn = writing(path)?;
    migrate::bring_up_to_date(&mut conn, path).await?;
    let reader = reader(path);
    let writer = Writer::new(conn, lock).await?;
    Ok((reader, writer))
}

/// Opens the database for reading only, also while another process writes.
///
/// # Errors
///
/// As [`open`]; and [`StoreError::Older`] if its layout must first be brought up to date.
pub async fn open_reader(path: &Path) -> Result<Reader, StoreError> {
    if !is_ours_at_first_sight(path)? {
        return Err(missing_or_not_ours(path));
    }
    let mut glance = sqlite_reading(path)?;
    migrate::require_current(&mut glance, path).await?;
    glance.close().await?;
    Ok(reader(path))
}

fn reader(path: &Path) -> Reader {
    Reader::new(Pool::new(Source::Sqlite(path.to_owned())))
}

/// A connection that can only read.
pub(crate) async fn reading(source: &Source) -> Result<Conn, StoreError> {
    match source {
        Source::Sqlite(path) => sqlite_reading(path),
        Source::Postgres(config) => Conn::postgres(config).await,
    }
}

fn sqlite_reading(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_update(None, "query_only", "on")?;
    Ok(Conn::sqlite(conn))
}

fn writing(path: &Path) -> Result<Conn, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
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
    migrate::bring_up_to_date(&mut conn, Path::new("")).await?;
    Ok(conn)
}

/// `false` if there is nothing, or an empty file.
fn is_ours_at_first_sight(path: &Path) -> Result<bool, StoreError> {
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
        Err(StoreError::NotOurs { path: path.to_owned() })
    }
}

fn missing_or_not_ours(path: &Path) -> StoreError {
    let path = path.to_owned();
    if path.exists() { StoreError::NotOurs { path } } else { StoreError::NoDatabase { path } }
}
