//! Under which keys records were asked for.

use register::request::Request;

use crate::StoreError;
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
    pub(super) fn take(&mut self, request: Option<&Request>, actor: &str, sequence: i64) {
        if let Some(request) = request {
            self.0.push(Row {
                key: request.key.clone(),
                actor: actor.to_owned(),
                digest: request.digest.to_vec(),
                sequence,
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
