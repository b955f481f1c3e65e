//! The journal itself: its head, its size, its records one after the other.

use std::sync::Arc;

use ledger::chain::{self, Hash};
use register::event::Happened;

pub use crate::record::Stored;
use crate::record::{Dictionary, Filed, bare_columns, columns, signed};
use crate::sql::{Conn, Statement, query, query_scalar};
use crate::{Reader, StoreError, sql};

/// Where the journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last sequence number; 0 if nothing is recorded.
    pub sequence: u64,
    /// Commits to every record.
    pub hash: Hash,
}

/// After how many records the head of the chain is kept: what a changed record changes is found within
/// so many.
pub(crate) const SECTION: u64 = 4_096;

/// Where does the journal end now?
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn head(reader: &Reader) -> Result<Head, StoreError> {
    head_of(&mut *reader.snapshot().await?).await
}

pub(crate) async fn head_of(conn: &mut Conn) -> Result<Head, StoreError> {
    match noted_end(conn).await? {
        Some(head) => Ok(head),
        None => computed_head(conn).await,
    }
}

/// Where the journal ended when something was last appended. `None` if nothing ever was.
pub(crate) async fn noted_end(conn: &mut Conn) -> Result<Option<Head>, StoreError> {
    let end = query("SELECT sequence, head FROM journal_end").fetch_optional(conn).await?;
    end.map(|row| as_head(row.try_get(0)?, row.try_get(1)?)).transpose()
}

/// The head as the records give it, from the last that is kept on.
pub(crate) async fn computed_head(conn: &mut Conn) -> Result<Head, StoreError> {
    let kept = query("SELECT sequence, head FROM section_head ORDER BY sequence DESC LIMIT 1");
    let algorithm = crate::integrity::algorithm(&mut *conn).await?;
    let mut head = match kept.fetch_optional(&mut *conn).await? {
        Some(row) => as_head(row.try_get(0)?, row.try_get(1)?)?,
        None => Head { sequence: 0, hash: chain::first_head(algorithm) },
    };
    let dictionary = Dictionary::load(conn).await?;
    loop {
        let records = filed_after(conn, head.sequence, 4_096).await?;
        if records.is_empty() {
            return Ok(head);
        }
        for record in records {
            let record = record.stored(&dictionary)?;
            head =
                Head { sequence: record.sequence, hash: record.head_after(algorithm, &head.hash) };
        }
    }
}

fn as_head(sequence: i64, head: Vec<u8>) -> Result<Head, StoreError> {
    let hash = Hash::try_from(head)
        .map_err(|_| StoreError::damaged(format!("the head after record {sequence}")))?;
    Ok(Head { sequence: sequence.unsigned_abs(), hash })
}

/// One unchanging view of a database, for going through all of it while others go on writing.
#[derive(Debug)]
pub struct View {
    pub(crate) conn: sql::View,
    pub(crate) dictionary: Arc<Dictionary>,
}

impl View {
    /// Holds the database as it is now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn of(reader: &Reader) -> Result<View, StoreError> {
        let mut conn = reader.snapshot().await?;
        let dictionary = reader.dictionary(&mut conn).await?;
        Ok(View { conn, dictionary })
    }

    /// The last sequence number in this view; 0 if nothing is recorded.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn last_sequence(&mut self) -> Result<u64, StoreError> {
        let last: i64 = query_scalar("SELECT coalesce(max(sequence), 0) FROM record")
            .fetch_one(&mut self.conn)
            .await?;
        Ok(last.unsigned_abs())
    }

    /// Where the journal ended when something was last appended. `None` if nothing ever was.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn noted_end(&mut self) -> Result<Option<Head>, StoreError> {
        noted_end(&mut self.conn).await
    }

    /// The heads of the chain that are kept after one record and up to another.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the database cannot be read.
    pub async fn section_heads(&mut self, after: u64, until: u64) -> Result<Vec<Head>, StoreError> {
        let rows = query(
            "SELECT sequence, head FROM section_head WHERE sequence > $1 AND sequence <= $2 \
             ORDER BY sequence",
        );
        let rows = rows.bind(signed(after)).bind(signed(until)).fetch_all(&mut self.conn).await?;
        rows.iter().map(|row| as_head(row.try_get(0)?, row.try_get(1)?)).collect()
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
        let filed = filed_after(&mut self.conn, sequence, limit).await?;
        filed.iter().map(|record| record.stored(&self.dictionary)).collect()
    }

    /// What SQLite itself finds wrong with its file; empty if nothing. A server looks after its own.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file is too damaged to be looked at.
    pub async fn file_faults(&mut self) -> Result<Vec<String>, StoreError> {
        if self.conn.dialect() == sql::Dialect::Postgres {
            return Ok(vec![]);
        }
        let said: Vec<String> =
            query_scalar("PRAGMA quick_check(10)").fetch_all(&mut self.conn).await?;
        Ok(said.into_iter().filter(|line| line != "ok").collect())
    }
}

/// The next records after a sequence number, written out.
pub(crate) async fn records_after(
    conn: &mut Conn,
    sequence: u64,
    limit: u32,
) -> Result<Vec<Stored>, StoreError> {
    let dictionary = Dictionary::load(conn).await?;
    let filed = filed_after(conn, sequence, limit).await?;
    filed.iter().map(|record| record.stored(&dictionary)).collect()
}

/// The records with these sequence numbers, in order, written out.
pub(crate) async fn records_at(
    conn: &mut Conn,
    sequences: &[i64],
) -> Result<Vec<Stored>, StoreError> {
    let dictionary = Dictionary::load(conn).await?;
    let mut found = Vec::with_capacity(sequences.len());
    for list in sql::lists(sequences) {
        let mut statement = Statement::new(concat!(columns!(), " WHERE r.sequence IN "));
        sql::push_list(&mut statement, &list);
        statement.push(" ORDER BY r.sequence");
        let each = statement.build().each(conn, |row| {
            found.push(Filed::of(row)?.stored(&dictionary)?);
            Ok(())
        });
        each.await?;
    }
    found.sort_by_key(|record| record.sequence);
    Ok(found)
}

/// The next records after a sequence number, as they lie there.
pub(crate) async fn filed_after(
    conn: &mut Conn,
    sequence: u64,
    limit: u32,
) -> Result<Vec<Filed>, StoreError> {
    let mut filed = vec![];
    query(concat!(columns!(), " WHERE r.sequence > $1 ORDER BY r.sequence LIMIT $2"))
        .bind(signed(sequence))
        .bind(limit)
        .each(conn, |row| {
            filed.push(Filed::of(row)?);
            Ok(())
        })
        .await?;
    Ok(filed)
}

/// The same without the numbers of their matters.
pub(crate) async fn bare_after(
    conn: &mut Conn,
    sequence: u64,
    limit: u32,
) -> Result<Vec<Filed>, StoreError> {
    let mut filed = vec![];
    query(concat!(bare_columns!(), " WHERE r.sequence > $1 ORDER BY r.sequence LIMIT $2"))
        .bind(signed(sequence))
        .bind(limit)
        .each(conn, |row| {
            filed.push(Filed::of(row)?);
            Ok(())
        })
        .await?;
    Ok(filed)
}

/// What happened to the matters whose latest records these are, oldest first.
pub(crate) async fn histories(
    conn: &mut Conn,
    dictionary: &Dictionary,
    latest: &[i64],
) -> Result<Vec<Happened>, StoreError> {
    let mut found = vec![];
    for list in sql::lists(latest) {
        let mut statement = Statement::new(
            "WITH RECURSIVE past (sequence, previous) AS (\
             SELECT sequence, coalesce(previous, matter) FROM record WHERE sequence IN ",
        );
        sql::push_list(&mut statement, &list);
        statement.push(
            " UNION ALL SELECT r.sequence, coalesce(r.previous, r.matter) FROM past p \
             JOIN record r ON r.sequence = p.previous AND r.sequence < p.sequence) ",
        );
        statement.push(columns!());
        statement.push(" WHERE r.sequence IN (SELECT sequence FROM past) ORDER BY r.sequence");
        statement
            .build()
            .each(conn, |row| {
                found.push(Filed::of(row)?.happened(dictionary)?);
                Ok(())
            })
            .await?;
    }
    found.sort_by_key(|happened| happened.sequence);
    Ok(found)
}
