//! The ledger under measurement: a file of SQLite or a database of PostgreSQL.

use std::path::{Path, PathBuf};

use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::civil::date;
use serde_json::{Map, Value, json};
use store::{Open, Place, Reader, Writer};

use crate::{Outcome, peers};

/// Where a ledger lies.
#[derive(Clone, Debug)]
pub enum Database {
    File(PathBuf),
    /// The address of a database that holds nothing else.
    Server(String),
}

impl Database {
    /// The database of this name: a file in the folder, or made on the server if there is one.
    ///
    /// # Errors
    ///
    /// If the server refuses.
    pub async fn named(server: Option<&str>, folder: &Path, name: &str) -> Outcome<Database> {
        let Some(server) = server else {
            return Ok(Database::File(folder.join(format!("{name}.db"))));
        };
        let client = peers::connect(server).await?;
        let name = format!("bench_{name}");
        let known = "SELECT 1 FROM pg_database WHERE datname = $1";
        if client.query_opt(known, &[&name]).await?.is_none() {
            client.batch_execute(&format!("CREATE DATABASE {name}")).await?;
        }
        let (before, _) = server.rsplit_once('/').ok_or("an address ends with a database")?;
        Ok(Database::Server(format!("{before}/{name}")))
    }

    /// Makes it, without what an interrupted run has left of it.
    ///
    /// # Errors
    ///
    /// As [`store::open`], and if what was left cannot be removed.
    pub async fn anew(&self) -> Outcome<(Reader, Writer)> {
        match self {
            Database::File(path) => {
                for end in ["", "-wal", "-shm"] {
                    let mut file = path.clone().into_os_string();
                    file.push(end);
                    match std::fs::remove_file(&file) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                            return Err(error.into());
                        }
                        _ => {}
                    }
                }
            }
            Database::Server(address) => {
                let client = peers::connect(address).await?;
                client.batch_execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await?;
            }
        }
        self.open().await
    }

    /// Opens it, or makes it.
    ///
    /// # Errors
    ///
    /// As [`store::open`].
    pub async fn open(&self) -> Outcome<(Reader, Writer)> {
        let place = match self {
            Database::File(path) => Place::File(path.clone()),
            Database::Server(address) => Place::read(address)?,
        };
        Ok(store::open(place, Open::Create).await?)
    }

    /// Bytes of every table with its indexes, and of all together.
    ///
    /// # Errors
    ///
    /// If the database cannot be read.
    pub async fn sizes(&self) -> Outcome<Value> {
        let (bytes, tables) = match self {
            Database::File(path) => of_file(path)?,
            Database::Server(address) => of_server(address).await?,
        };
        Ok(json!({ "bytes": bytes, "tables": tables }))
    }
}

fn of_file(path: &Path) -> Outcome<(u64, Map<String, Value>)> {
    let conn = rusqlite::Connection::open(path)?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let mut statement = conn.prepare(
        "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name \
         WHERE s.aggregate = TRUE GROUP BY m.tbl_name",
    )?;
    let mut rows = statement.query([])?;
    let mut tables = Map::new();
    while let Some(row) = rows.next()? {
        tables.insert(row.get(0)?, json!(row.get::<_, i64>(1)?));
    }
    Ok((std::fs::metadata(path)?.len(), tables))
}

async fn of_server(address: &str) -> Outcome<(u64, Map<String, Value>)> {
    let client = peers::connect(address).await?;
    let sql = "SELECT relname::text, pg_total_relation_size(oid) FROM pg_class \
               WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
    let mut tables = Map::new();
    let mut bytes = 0_i64;
    for row in client.query(sql, &[]).await? {
        let size: i64 = row.get(1);
        bytes += size;
        tables.insert(row.get(0), json!(size));
    }
    Ok((bytes.unsigned_abs(), tables))
}

/// Somebody who may see everything, after the end of the record.
#[must_use]
pub fn asker() -> Ctx {
    let id = Key::literal("operator");
    let actor =
        Actor { name: id.to_string(), id, scope: Key::literal("authority"), rights: Rights::All };
    Ctx { actor, today: date(2024, 1, 10), now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::En }
}
