//! What is written to the journal itself: records, and heads of the chain.

use crate::StoreError;
use crate::journal::{self, Head};
use crate::record::{self, Filed, signed};
use crate::sql::{Column, Conn, Insert, query};

/// What is to be written to the journal.
#[derive(Debug, Default)]
pub(super) struct PendingJournal {
    records: Vec<Filed>,
    section_heads: Vec<Head>,
    end: Option<Head>,
}

impl PendingJournal {
    /// A record and the head after it.
    pub(super) fn add(&mut self, record: Filed, head: Head) {
        self.records.push(record);
        if head.sequence.is_multiple_of(journal::SECTION) {
            self.section_heads.push(head);
        }
        self.end = Some(head);
    }

    /// A record that is not written yet.
    pub(super) fn waiting(&self, sequence: i64) -> Option<&Filed> {
        let first = self.records.first()?.sequence;
        self.records.get(usize::try_from(sequence.checked_sub(first)?).ok()?)
    }

    pub(super) async fn write_records(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        record::insert(conn, &std::mem::take(&mut self.records)).await
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        self.write_records(conn).await?;
        let heads = std::mem::take(&mut self.section_heads);
        let rows: Vec<_> = heads
            .iter()
            .map(|head| [signed(head.sequence).into(), head.hash.as_slice().into()])
            .collect();
        SECTION_HEAD.rows(conn, &rows).await?;
        match self.end.take() {
            Some(head) => note_end(conn, head).await,
            None => Ok(()),
        }
    }
}

/// Notes where the journal ends.
pub(crate) async fn note_end(conn: &mut Conn, head: Head) -> Result<(), StoreError> {
    query(
        "INSERT INTO journal_end (\"only\", sequence, head) VALUES (1, $1, $2) \
         ON CONFLICT (\"only\") DO UPDATE SET sequence = excluded.sequence, head = excluded.head",
    )
    .bind(signed(head.sequence))
    .bind(head.hash.as_slice())
    .execute(conn)
    .await
    .map(|_| ())
}

const SECTION_HEAD: Insert<2> = Insert {
    table: "section_head",
    columns: [("sequence", Column::Integer), ("head", Column::Blob)],
    then: "",
};
