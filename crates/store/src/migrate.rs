//! The layout of the database: numbered steps, forward only, each whole or not at all.

mod carry;

use crate::sql::{Conn, Dialect, query_scalar};
use crate::{Place, StoreError, lease, legs, project};

/// A step from one layout to the next, for either database.
struct Step {
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($file:literal) => {
        Step {
            sqlite: include_str!(concat!("../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../migrations/postgres/", $file)),
        }
    };
}

/// Steps in order; the position is the number. A step that has shipped is never edited.
const STEPS: [Step; 10] = [
    step!("0001_journal_and_projections.sql"),
    step!("0002_requests.sql"),
    step!("0003_integrity.sql"),
    step!("0004_trees.sql"),
    step!("0005_pools.sql"),
    step!("0006_closings.sql"),
    step!("0007_compact_journal.sql"),
    step!("0008_deadlines.sql"),
    step!("0009_calendars.sql"),
    step!("0010_deadlines_of_past_days.sql"),
];

/// The layout whose runs lie in the order of the journal.
const RUNS_BY_RECORD: i64 = 7;

/// The last layout that kept no deadlines of past days.
const DEADLINES_OF_NOW: i64 = 9;

/// Marks a file of SQLite as ours: the letters TAZH.
const APPLICATION_ID: i64 = 0x5441_5A48;

/// Marks a schema of PostgreSQL as ours, and says which steps it has taken.
const MARK: &str = "taizhang_layout";

/// The layout that this program writes.
pub(crate) fn known() -> i64 {
    i64::try_from(STEPS.len()).expect("there are few migrations")
}

/// Makes an empty place a database of ours, or brings an older layout up to date.
pub(crate) async fn bring_up_to_date(conn: &mut Conn, place: &Place) -> Result<(), StoreError> {
    bring_up_to(conn, place, known()).await
}

/// As [`bring_up_to_date`], as far as an earlier layout.
async fn bring_up_to(conn: &mut Conn, place: &Place, last: i64) -> Result<(), StoreError> {
    loop {
        let mut tx = conn.begin().await?;
        // Another program may be about to do the same.
        lease::take(&mut tx).await?;
        let found = match layout(&mut tx, place).await? {
            Layout::Empty => 0,
            Layout::Ours(found) => found,
        };
        let next = usize::try_from(found).ok().and_then(|found| STEPS.get(found));
        let Some(step) = next.filter(|_| found < last) else { return Ok(()) };
        take(&mut tx, step, found + 1).await.map_err(|error| error.if_forbidden(place))?;
        if found + 1 == known() {
            carry::over(&mut tx).await?;
        }
        if found == RUNS_BY_RECORD {
            legs::regroup(&mut tx).await?;
        }
        if found == DEADLINES_OF_NOW {
            project::tell_deadlines(&mut tx).await?;
        }
        tx.commit().await?;
    }
}

async fn take(tx: &mut Conn, step: &Step, number: i64) -> Result<(), StoreError> {
    match tx.dialect() {
        Dialect::Sqlite => {
            tx.batch(step.sqlite).await?;
            // `PRAGMA` takes no parameters; the numbers are ours.
            let mark =
                format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}");
            tx.batch(&mark).await
        }
        Dialect::Postgres => {
            tx.batch(step.postgres).await?;
            let mark = format!(
                "CREATE TABLE IF NOT EXISTS {MARK} (step BIGINT PRIMARY KEY, \
                 taken_at TIMESTAMPTZ NOT NULL DEFAULT now()); \
                 INSERT INTO {MARK} (step) VALUES ({number})"
            );
            tx.batch(&mark).await
        }
    }
}

/// Refuses somebody else's database and a layout from the future. Whether there is one of ours.
pub(crate) async fn refuse_foreign(conn: &mut Conn, place: &Place) -> Result<bool, StoreError> {
    Ok(matches!(layout(conn, place).await?, Layout::Ours(_)))
}

/// Refuses a database that is not ours or not of this layout.
pub(crate) async fn require_current(conn: &mut Conn, place: &Place) -> Result<(), StoreError> {
    let place = place.clone();
    match layout(conn, &place).await? {
        Layout::Empty => Err(match conn.dialect() {
            Dialect::Sqlite => StoreError::NotOurs { place },
            Dialect::Postgres => StoreError::NoDatabase { place },
        }),
        Layout::Ours(found) if found < known() => {
            Err(StoreError::Older { place, found, known: known() })
        }
        Layout::Ours(_) => Ok(()),
    }
}

enum Layout {
    Empty,
    Ours(i64),
}

async fn layout(conn: &mut Conn, place: &Place) -> Result<Layout, StoreError> {
    let found = match conn.dialect() {
        Dialect::Sqlite => in_file(conn).await?,
        Dialect::Postgres => in_schema(conn).await?,
    };
    match found {
        None => Err(StoreError::NotOurs { place: place.clone() }),
        Some(Layout::Ours(found)) if found > known() => {
            Err(StoreError::Newer { place: place.clone(), found, known: known() })
        }
        Some(layout) => Ok(layout),
    }
}

/// `None` if the file is somebody else's.
async fn in_file(conn: &mut Conn) -> Result<Option<Layout>, StoreError> {
    let mark: i64 = query_scalar("PRAGMA application_id").fetch_one(&mut *conn).await?;
    let found: i64 = query_scalar("PRAGMA user_version").fetch_one(&mut *conn).await?;
    if mark == APPLICATION_ID {
        return Ok(Some(Layout::Ours(found)));
    }
    let tables: i64 = query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(conn).await?;
    Ok((mark == 0 && found == 0 && tables == 0).then_some(Layout::Empty))
}

/// `None` if the schema is somebody else's. What extensions put there does not count.
async fn in_schema(conn: &mut Conn) -> Result<Option<Layout>, StoreError> {
    let tables: Vec<String> = query_scalar(
        "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') \
         AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')",
    )
    .fetch_all(&mut *conn)
    .await?;
    if tables.is_empty() {
        return Ok(Some(Layout::Empty));
    }
    if !tables.iter().any(|table| table == MARK) {
        return Ok(None);
    }
    let found = format!("SELECT coalesce(max(step), 0) FROM {MARK}");
    Ok(Some(Layout::Ours(query_scalar(&found).fetch_one(conn).await?)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_mark_is_written_as_it_is_read() {
        assert_eq!(super::APPLICATION_ID, i64::from(u32::from_be_bytes(*b"TAZH")));
    }
}
