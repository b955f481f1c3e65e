//! Opening and creating a database.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use crate::lock::WriterLock;
use crate::{Reader, StoreError, Writer, migrate};

/// Whether a database may come into being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Opens the database, and makes it if there is none.
    Create,
    /// Opens a database that is there.
    Existing,
}

/// How many readers may ask at the same time.
const READERS_MAX: u32 = 8;

/// 64 MiB: a bulk load touches cells all over the table. Negative means KiB.
const CACHE: &str = "-65536";

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
        let mut glance = reading(path).connect().await?;
        migrate::refuse_foreign(&mut glance, path).await?;
        glance.close().await?;
    }
    let mut conn = writing(path).connect().await?;
    migrate::bring_up_to_date(&mut conn, path).await?;
    let reader = pool(path).await?;
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
    let mut glance = reading(path).connect().await?;
    migrate::require_current(&mut glance, path).await?;
    glance.close().await?;
    pool(path).await
}

async fn pool(path: &Path) -> Result<Reader, StoreError> {
    let options = SqlitePoolOptions::new().max_connections(READERS_MAX);
    Ok(Reader::new(options.connect_with(reading(path)).await?))
}

fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("query_only", "on")
        .disable_statement_logging()
}

fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .page_size(8192)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", CACHE)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}

/// A private database that vanishes when closed; it spills to disk when it outgrows memory.
pub(crate) async fn scratch() -> Result<SqliteConnection, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename("")
        .create_if_missing(true)
        .page_size(8192)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", CACHE)
        .disable_statement_logging();
    let mut conn = options.connect().await?;
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
