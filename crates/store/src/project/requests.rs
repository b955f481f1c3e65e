//! Under which keys records were asked for.

use crate::StoreError;
use crate::record::{Stored, signed};
use crate::sql::{Column, Conn, Insert, Value};

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct PendingRequests(Vec<Row>);

#[derive(Debug)]
struct Row {
    key: String,
    actor: String,
    digest: Vec<u8>,
    sequence: i64,
}

const INSERT: Insert<4> = Insert {
    table: "request",
    columns: [
        ("key", Column::Text),
        ("actor", Column::Text),
        ("digest", Column::Blob),
        ("sequence", Column::Integer),
    ],
    then: "",
};

impl PendingRequests {
    pub(super) fn take(&mut self, record: &Stored) {
        if let Some(request) = record.request() {
            self.0.push(Row {
                key: request.key,
                actor: record.actor.clone(),
                digest: request.digest.to_vec(),
                sequence: signed(record.sequence),
            });
        }
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let taken = std::mem::take(&mut self.0);
        let rows: Vec<[Value<'_>; 4]> = taken
            .iter()
            .map(|row| {
                [(&row.key).into(), (&row.actor).into(), (&row.digest).into(), row.sequence.into()]
            })
            .collect();
        INSERT.rows(conn, &rows).await
    }
}
