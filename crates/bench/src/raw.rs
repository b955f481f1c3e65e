//! What the databases allow: bare rows of the same payload, without anything that makes them a ledger.

use std::path::Path;
use std::time::Instant;

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::SinkExt;
use rusqlite::{Connection, params};

use crate::Outcome;
use crate::beijing::{Event, SEED, Stream, Tree, record};

/// Rows that are inserted at most: enough for a steady rate.
pub const ROWS: u64 = 2_000_000;

const COLUMNS: &str = "sequence BIGINT PRIMARY KEY, day BIGINT, recorded BIGINT, actor BIGINT, \
                       matter BIGINT, account BIGINT, unit BIGINT, dims BIGINT, payload BYTEA";

/// Inserts bare rows into SQLite with the settings of the store (WAL, synchronous=FULL, pages of
/// 8 KiB) and one prepared statement. Answers rows per second, and microseconds of processor time per row.
///
/// # Errors
///
/// If the database cannot be written.
pub fn sqlite(path: &Path, rows: u64, batch: usize) -> Outcome<(f64, f64)> {
    let mut conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA cache_size = -65536;",
    )?;
    conn.execute_batch(&format!("CREATE TABLE raw ({})", COLUMNS.replace("BIGINT", "INTEGER")))?;
    let events = bare(rows);
    let (begun, worked) = (Instant::now(), crate::machine::cpu_seconds());
    for some in events.chunks(batch) {
        let tx = conn.transaction()?;
        let mut insert =
            tx.prepare_cached("INSERT INTO raw VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        for (event, payload) in some {
            let [actor, account, unit] = columns(event);
            insert.execute(params![
                event.sequence.cast_signed(),
                event.effective_day,
                event.recorded_us,
                actor,
                event.matter,
                account,
                unit,
                event.dims_number(),
                payload.as_bytes(),
            ])?;
        }
        drop(insert);
        tx.commit()?;
    }
    let cpu = (crate::machine::cpu_seconds() - worked) * 1e6;
    let rows = events.len() as u64;
    let rate = crate::machine::rate(rows, begun.elapsed().as_secs_f64());
    Ok((rate, cpu / crate::machine::rate(rows, 1.0)))
}

/// Copies bare rows into PostgreSQL in its binary form, 10,000 to a transaction. Answers rows per second.
///
/// # Errors
///
/// If the server refuses.
pub async fn copy(client: &tokio_postgres::Client, rows: u64, batch: usize) -> Outcome<f64> {
    client
        .batch_execute(&format!("DROP TABLE IF EXISTS raw; CREATE TABLE raw ({COLUMNS})"))
        .await?;
    let events = bare(rows);
    let begun = Instant::now();
    for some in events.chunks(batch) {
        let sink = client.copy_in::<_, Bytes>("COPY raw FROM STDIN (FORMAT binary)").await?;
        let mut sink = std::pin::pin!(sink);
        sink.send(binary(some)).await?;
        sink.finish().await?;
    }
    let rate = crate::machine::rate(events.len() as u64, begun.elapsed().as_secs_f64());
    client.batch_execute("DROP TABLE raw").await?;
    Ok(rate)
}

/// The events with their payload, made before the clock starts.
fn bare(rows: u64) -> Vec<(Event, String)> {
    let tree = Tree::new(SEED);
    let with_payload = |event: Event| (event, record::note(event.sequence, record::PAYLOAD));
    Stream::new(&tree, SEED, rows, 0).map(with_payload).collect()
}

fn columns(event: &Event) -> [i64; 3] {
    let unit = event.after.or(event.before).map_or(0, |spot| spot.unit);
    let state = event.after.map_or(0, |spot| event.line.account(spot.state));
    [i64::from(unit), i64::from(state), i64::from(unit)]
}

/// Rows as COPY takes them: a head, for every row its columns with their lengths, an end.
fn binary(some: &[(Event, String)]) -> Bytes {
    let mut bytes = BytesMut::with_capacity(some.len() * 210);
    bytes.put_slice(b"PGCOPY\n\xff\r\n\0");
    bytes.put_i32(0);
    bytes.put_i32(0);
    for (event, payload) in some {
        let [actor, account, unit] = columns(event);
        bytes.put_i16(9);
        for number in [
            event.sequence.cast_signed(),
            i64::from(event.effective_day),
            event.recorded_us,
            actor,
            i64::from(event.matter),
            account,
            unit,
            i64::from(event.dims_number()),
        ] {
            bytes.put_i32(8);
            bytes.put_i64(number);
        }
        bytes.put_i32(i32::try_from(payload.len()).unwrap_or(0));
        bytes.put_slice(payload.as_bytes());
    }
    bytes.put_i16(-1);
    bytes.freeze()
}
