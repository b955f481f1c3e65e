//! Connections and transactions.

use std::ops::{Deref, DerefMut};

use super::insert::Many;
use super::postgres::Postgres;
use super::{Row, RowRef, Statement, Value, sqlite};
use crate::StoreError;

/// Which database is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// A connection to either database.
#[derive(Debug)]
pub(crate) struct Conn(Link);

#[derive(Debug)]
enum Link {
    Sqlite(rusqlite::Connection),
    Postgres(Postgres),
}

impl Conn {
    pub(crate) fn sqlite(conn: rusqlite::Connection) -> Conn {
        sqlite::prepared_for(&conn);
        Conn(Link::Sqlite(conn))
    }

    pub(crate) async fn postgres(config: &tokio_postgres::Config) -> Result<Conn, StoreError> {
        Ok(Conn(Link::Postgres(Postgres::connect(config).await?)))
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match &self.0 {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Whether nothing can be asked here any more.
    pub(crate) fn is_closed(&self) -> bool {
        match &self.0 {
            Link::Sqlite(_) => false,
            Link::Postgres(conn) => conn.is_closed(),
        }
    }

    pub(super) async fn execute(&mut self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        match &mut self.0 {
            Link::Sqlite(conn) => sqlite::blocking(|| sqlite::execute(conn, statement)),
            Link::Postgres(conn) => conn.execute(statement).await,
        }
    }

    pub(super) async fn each(
        &mut self,
        statement: &Statement<'_>,
        mut look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        match &mut self.0 {
            Link::Sqlite(conn) => {
                sqlite::blocking(|| sqlite::each(conn, statement, |row, _| look(row)))
            }
            Link::Postgres(conn) => conn.each(statement, |row, _| look(row)).await,
        }
    }

    pub(super) async fn rows(&mut self, statement: &Statement<'_>) -> Result<Vec<Row>, StoreError> {
        let mut rows = vec![];
        let mut take = |row: &RowRef<'_>, columns: usize| {
            rows.push(row.to_owned(columns)?);
            Ok(())
        };
        match &mut self.0 {
            Link::Sqlite(conn) => sqlite::blocking(|| sqlite::each(conn, statement, take))?,
            Link::Postgres(conn) => conn.each(statement, &mut take).await?,
        }
        Ok(rows)
    }

    /// Writes many rows: `single` is for SQLite, `many` for PostgreSQL. Only for [`super::Insert`].
    pub(super) async fn execute_rows<const COLUMNS: usize>(
        &mut self,
        single: &str,
        many: &Many<COLUMNS>,
        rows: &[[Value<'_>; COLUMNS]],
    ) -> Result<(), StoreError> {
        match (&mut self.0, many) {
            (Link::Sqlite(conn), _) => sqlite::blocking(|| {
                let mut prepared = conn.prepare_cached(single)?;
                for row in rows {
                    prepared.execute(rusqlite::params_from_iter(row))?;
                }
                Ok(())
            }),
            (Link::Postgres(conn), Many::Arrays(text)) => {
                conn.execute_arrays(text, &columns(rows)).await.map(|_| ())
            }
            (Link::Postgres(conn), Many::Copy(text, kinds)) => conn.copy(text, kinds, rows).await,
        }
    }

    /// Runs one question for many keys. Only for [`super::Lookup`].
    pub(super) async fn look_up<const KEYS: usize>(
        &mut self,
        (single, arrays): (&str, &str),
        keys: &[[Value<'_>; KEYS]],
        mut look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        match &mut self.0 {
            Link::Sqlite(conn) => sqlite::blocking(|| {
                let mut prepared = conn.prepare_cached(single)?;
                for key in keys {
                    let mut rows = prepared.query(rusqlite::params_from_iter(key))?;
                    while let Some(row) = rows.next()? {
                        look(&RowRef::Sqlite(row))?;
                    }
                }
                Ok(())
            }),
            Link::Postgres(conn) => {
                let columns = columns(keys);
                conn.each_of_arrays(arrays, &columns, |row| look(row)).await
            }
        }
    }

    /// Runs several statements that have no values.
    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        match &mut self.0 {
            Link::Sqlite(conn) => Ok(sqlite::blocking(|| conn.execute_batch(text))?),
            Link::Postgres(conn) => conn.batch(text).await,
        }
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        // Already a transaction, so that whoever stops waiting for it leaves none behind.
        let tx = self.begun();
        tx.conn.start().await?;
        Ok(tx)
    }

    /// The first half of [`Conn::begin`], for those who mean to try again.
    pub(crate) async fn start(&mut self) -> Result<(), StoreError> {
        let begin = match self.dialect() {
            // Waits for its turn now rather than failing at its first write.
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        };
        self.batch(begin).await
    }

    /// The second half.
    pub(crate) fn begun(&mut self) -> Transaction<'_> {
        Transaction { conn: self, is_open: true }
    }

    /// Begins a transaction that sees one state of the database throughout.
    pub(super) async fn begin_view(&mut self) -> Result<(), StoreError> {
        let begin = match self.dialect() {
            Dialect::Sqlite => "BEGIN",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.batch(begin).await
    }

    /// Leaves a transaction without waiting.
    pub(super) fn roll_back(&mut self) {
        match &mut self.0 {
            Link::Sqlite(conn) => {
                // An error has ended the transaction by itself.
                if !conn.is_autocommit() {
                    let _ = conn.execute_batch("ROLLBACK");
                }
            }
            Link::Postgres(conn) => conn.send("ROLLBACK"),
        }
    }

    /// Ends the connection; SQLite writes what is left in its log into the file.
    pub(crate) async fn close(self) -> Result<(), StoreError> {
        match self.0 {
            Link::Sqlite(conn) => {
                Ok(sqlite::blocking(|| conn.close().map_err(|(_, error)| error))?)
            }
            Link::Postgres(_) => Ok(()),
        }
    }
}

/// Rows turned into columns.
fn columns<'a, const COLUMNS: usize>(rows: &'a [[Value<'_>; COLUMNS]]) -> Vec<Vec<Value<'a>>> {
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at).map(Value::borrowed));
    (0..COLUMNS).map(|at| column(at).collect()).collect()
}

/// A transaction; dropped without [`Transaction::commit`] it leaves the database as it was.
#[derive(Debug)]
pub(crate) struct Transaction<'a> {
    conn: &'a mut Conn,
    is_open: bool,
}

impl Transaction<'_> {
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if let Link::Postgres(conn) = &self.conn.0 {
            conn.require_sound()?;
        }
        self.conn.batch("COMMIT").await?;
        self.is_open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.is_open {
            self.conn.roll_back();
        }
    }
}

impl Deref for Transaction<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}
