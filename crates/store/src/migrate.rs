//! The layout of the database: numbered steps, forward only, each whole or not at all.

use std::path::Path;

use crate::sql::Conn;

use crate::StoreError;

/// Steps in order; the position is the number. A step that has shipped is never edited.
const STEPS: [&str; 1] = [include_str!("../migrations/0001_journal_and_projections.sql")];

/// Marks a file as ours: the letters TAZH.
const APPLICATION_ID: i64 = 0x5441_5A48;

/// The layout that this program writes.
pub(crate) fn known() -> i64 {
    i64::try_from(STEPS.len()).expect("there are few migrations")
}

/// Makes an empty file a database of ours, or brings an older layout up to date.
pub(crate) async fn bring_up_to_date(conn: &mut Conn, path: &Path) -> Result<(), StoreError> {
    let found = match layout(conn, path).await? {
        Layout::Empty => 0,
        Layout::Ours(found) => found,
    };
    for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > found) {
        let mut tx = conn.begin().await?;
        tx.batch(step).await?;
        // `PRAGMA` takes no parameters; the numbers are ours.
        tx.batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}"
        ))
        .await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Refuses somebody else's file and a layout from the future.
pub(crate) async fn refuse_foreign(conn: &mut Conn, path: &Path) -> Result<(), StoreError> {
    layout(conn, path).await.map(|_| ())
}

/// Refuses a file that is not ours or not of this layout.
pub(crate) async fn require_current(conn: &mut Conn, path: &Path) -> Result<(), StoreError> {
    let path = path.to_owned();
    match layout(conn, &path).await? {
        Layout::Empty => Err(StoreError::NotOurs { path }),
        Layout::Ours(found) if found < known() => {
            Err(StoreError::Older { path, found, known: known() })
        }
        Layout::Ours(_) => Ok(()),
    }
}

enum Layout {
    Empty,
    Ours(i64),
}

async fn layout(conn: &mut Conn, path: &Path) -> Result<Layout, StoreError> {
    let mark: i64 = crate::sql::query_scalar("PRAGMA application_id").fetch_one(&mut *conn).await?;
    let found: i64 = crate::sql::query_scalar("PRAGMA user_version").fetch_one(&mut *conn).await?;
    if mark == APPLICATION_ID {
        return if found > known() {
            Err(StoreError::Newer { path: path.to_owned(), found, known: known() })
        } else {
            Ok(Layout::Ours(found))
        };
    }
    let tables: i64 =
        crate::sql::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(conn).await?;
    if mark == 0 && found == 0 && tables == 0 {
        Ok(Layout::Empty)
    } else {
        Err(StoreError::NotOurs { path: path.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_mark_is_written_as_it_is_read() {
        assert_eq!(super::APPLICATION_ID, i64::from(u32::from_be_bytes(*b"TAZH")));
    }
}
