//! The journal itself: its head, its size, its records one after the other.

use crate::sql::{Conn, Statement};
use ledger::chain::{self, Hash};

pub use crate::record::Stored;
use crate::record::{columns, signed};
use crate::{Reader, StoreError};

/// Where the journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last sequence number; 0 if nothing is recorded.
    pub sequence: u64,
    /// Commits to every record.
    pub hash: Hash,
}

/// Where does the journal end now?
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn head(reader: &Reader) -> Result<Head, StoreError> {
    head_of(&mut *reader.snapshot().await?).await
}

pub(crate) async fn head_of(conn: &mut Conn) -> Result<Head, StoreError> {
    let row = crate::sql::query("SELECT sequence, head FROM record ORDER BY sequence DESC LIMIT 1")
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else {
        let algorithm = crate::integrity::algorithm(conn).await?;
        return Ok(Head { sequence: 0, hash: chain::first_head(algorithm) });
    };
    let sequence: i64 = row.try_get(0)?;
    let head: Vec<u8> = row.try_get(1)?;
    let hash = Hash::try_from(head)
        .map_err(|_| StoreError::damaged(format!("record {sequence} has no digest")))?;
    Ok(Head { sequence: sequence.unsigned_abs(), hash })
}

/// One unchanging view of a database, for going through all of it while others go on writing.
#[derive(Debug)]
pub struct View(pub(crate) crate::sql::View);

impl View {
    /// Holds the database as it is now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn of(reader: &Reader) -> Result<View, StoreError> {
        Ok(View(reader.snapshot().await?))
    }

    /// The last sequence number in this view; 0 if nothing is recorded.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn last_sequence(&mut self) -> Result<u64, StoreError> {
        let last: i64 = crate::sql::query_scalar("SELECT coalesce(max(sequence), 0) FROM record")
            .fetch_one(&mut *self.0)
            .await?;
        Ok(last.unsigned_abs())
    }

    /// Where the journal ended when something was last appended. `None` if nothing ever was.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn noted_end(&mut self) -> Result<Option<u64>, StoreError> {
        let end: Option<i64> = crate::sql::query_scalar("SELECT sequence FROM journal_end")
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(end.map(i64::unsigned_abs))
    }

    /// The next records after a sequence number, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn records_after(
        &mut self,
        sequence: u64,
        limit: u32,
    ) -> Result<Vec<Stored>, StoreError> {
        records_after(&mut self.0, sequence, limit).await
    }

    /// What SQLite itself finds wrong with its file; empty if nothing. A server looks after its own.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file is too damaged to be looked at.
    pub async fn file_faults(&mut self) -> Result<Vec<String>, StoreError> {
        if self.0.dialect() == crate::sql::Dialect::Postgres {
            return Ok(vec![]);
        }
        let said: Vec<String> =
            crate::sql::query_scalar("PRAGMA quick_check(10)").fetch_all(&mut *self.0).await?;
        Ok(said.into_iter().filter(|line| line != "ok").collect())
    }
}

pub(crate) async fn records_after(
    conn: &mut Conn,
    sequence: u64,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    let rows = crate::sql::query(concat!(
        "SELECT ",
        columns!(),
        " FROM record WHERE sequence > $1 ORDER BY sequence LIMIT $2"
    ))
    .bind(signed(sequence))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(Stored::of).collect()
}

/// The records with these sequence numbers, in order.
pub(crate) async fn records_at(
    conn: &mut Conn,
    sequences: &[i64],
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::with_capacity(sequences.len());
    for list in crate::sql::lists(sequences) {
        let mut statement =
            Statement::new(concat!("SELECT ", columns!(), " FROM record WHERE sequence IN "));
        crate::sql::push_list(&mut statement, &list);
        statement.push(" ORDER BY sequence");
        let rows = statement.build().fetch_all(&mut *conn).await?;
        for row in &rows {
            found.push(Stored::of(row)?);
        }
    }
    found.sort_by_key(|record| record.sequence);
    Ok(found)
}
