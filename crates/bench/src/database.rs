//! The ledger under measurement: a file of SQLite or a database of PostgreSQL.

use std::path::PathBuf;

use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::civil::date;
use serde_json::{Map, Value, json};
use store::{Open, Reader, Writer};

use crate::Outcome;

/// Where a ledger lies.
#[derive(Clone, Debug)]
pub struct Database {
    pub path: PathBuf,
}

impl Database {
    /// Opens it, or makes it.
    ///
    /// # Errors
    ///
    /// As [`store::open`].
    pub async fn open(&self) -> Outcome<(Reader, Writer)> {
        Ok(store::open(&self.path, Open::Create).await?)
    }

    /// Bytes of every table with its indexes, biggest first, and of all together.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub fn sizes(&self) -> Outcome<(u64, Value)> {
        let conn = rusqlite::Connection::open(&self.path)?;
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        let mut statement = conn.prepare(
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name \
             WHERE s.aggregate = TRUE GROUP BY m.tbl_name ORDER BY 2 DESC",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let mut sizes = Map::new();
        for row in rows {
            let (name, bytes) = row?;
            sizes.insert(name, json!(bytes));
        }
        Ok((std::fs::metadata(&self.path)?.len(), Value::Object(sizes)))
    }
}

/// Somebody who may see everything, after the end of the record.
#[must_use]
pub fn asker() -> Ctx {
    let id = Key::literal("operator");
    let actor =
        Actor { name: id.to_string(), id, scope: Key::literal("authority"), rights: Rights::All };
    Ctx { actor, today: date(2024, 1, 10), now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::En }
}
