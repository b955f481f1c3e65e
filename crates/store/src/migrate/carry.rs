//! Carries the journal of the first layout over into the compact form.

use base::{Key, day};
use jiff::Timestamp;
use register::event::Body;
use register::request;

use crate::StoreError;
use crate::journal::{self, Head};
use crate::project::{self, Projector};
use crate::record::New;
use crate::sql::{Conn, Dialect, Row, query, query_scalar};

/// Records carried over at a time.
const RECORDS: i64 = 4_096;

/// Moves what the first layout left behind, checks that it gives the same chain, and derives everything
/// from it again. Nothing to do if nothing was left.
pub(super) async fn over(conn: &mut Conn) -> Result<(), StoreError> {
    let found = match conn.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_master WHERE name = 'record_of_layout_1'",
        Dialect::Postgres => {
            "SELECT count(*) FROM pg_tables \
             WHERE tablename = 'record_of_layout_1' AND schemaname = current_schema()"
        }
    };
    let found: i64 = query_scalar(found).fetch_one(&mut *conn).await?;
    if found == 0 {
        return Ok(());
    }
    project::clear(conn).await?;
    let mut projector = Projector::load(conn).await?;
    let mut head = journal::head_of(conn).await?;
    loop {
        let rows = query(
            "SELECT sequence, effective_day, recorded_us, actor, basis, body, head \
             FROM record_of_layout_1 WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        );
        let last = crate::record::signed(head.sequence);
        let rows = rows.bind(last).bind(RECORDS).fetch_all(&mut *conn).await?;
        let Some(last) = rows.last() else { break };
        let expected: Vec<u8> = last.try_get(6)?;
        let records = rows.iter().map(new).collect::<Result<Vec<New>, _>>()?;
        projector.append(conn, &records, &mut head).await?;
        projector.finish(conn).await?;
        same(head, &expected)?;
    }
    conn.batch("DROP TABLE record_of_layout_1").await
}

fn new(row: &Row) -> Result<New, StoreError> {
    let sequence: i64 = row.try_get(0)?;
    let damaged = |what: &str| StoreError::damaged(format!("record {sequence}: {what}"));
    let json: Vec<u8> = row.try_get(5)?;
    let (body, asked) = request::split(&json);
    let body: Body = serde_json::from_slice(&body).map_err(|error| damaged(&error.to_string()))?;
    Ok(New {
        effective_on: day::from_number(row.try_get(1)?).ok_or_else(|| damaged("it has no day"))?,
        recorded_at: Timestamp::from_microsecond(row.try_get(2)?)
            .map_err(|_| damaged("it has no time"))?,
        actor: Key::new(&row.try_get::<String>(3)?).map_err(|_| damaged("it has no actor"))?,
        basis: row.try_get(4)?,
        body,
        personal: vec![],
        request: asked,
    })
}

/// Whether the chain is the one that was kept.
fn same(head: Head, expected: &[u8]) -> Result<(), StoreError> {
    if head.hash.as_slice() == expected {
        return Ok(());
    }
    Err(StoreError::damaged(format!(
        "up to record {} the journal does not give the digest that was kept with it; \
         the program that wrote it can say which record fails (`taizhang verify`)",
        head.sequence
    )))
}
