//! The peers: DuckDB and ClickHouse in a Python process, PostgreSQL over its own protocol.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use bytes::Bytes;
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_postgres::{Client, Row};

use crate::{Outcome, machine};

/// Threads that a peer may use.
pub const THREADS: usize = 2;

/// What a peer said: its version and load, and for every question the median and the rows.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub about: Value,
    pub answers: BTreeMap<String, (f64, Vec<Vec<i64>>)>,
}

/// How long a peer is asked the same question, as the Python driver does.
const PATIENCE: Duration = Duration::from_secs(4);

/// A question by name, as SQL.
pub type Sql = (String, String);

/// Asks an engine of the Python driver: `duckdb`, `parquet` or `clickhouse`.
///
/// # Errors
///
/// If the driver fails; its own words are on standard error.
pub fn python(python: &Path, engine: &str, folder: &Path, questions: &[Sql]) -> Outcome<Said> {
    let driver = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/peers/peers.py"));
    let asked = json!({
        "engine": engine,
        "rows": folder.join("moves.csv"),
        "units": folder.join("units.csv"),
        "folder": folder,
        "threads": THREADS,
        "questions": questions.iter().map(|(id, sql)| json!({ "id": id, "sql": sql })).collect::<Vec<_>>(),
    });
    let mut child =
        Command::new(python).arg(driver).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("the pipe is there")?.write_all(asked.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("the driver of {engine} ended with {}", output.status).into());
    }
    let mut said: Value = serde_json::from_slice(&output.stdout)?;
    let answers = said.as_object_mut().and_then(|said| said.remove("answers")).unwrap_or_default();
    let mut read = Said { about: said, answers: BTreeMap::new() };
    for (id, answer) in answers.as_object().ok_or("answers are an object")? {
        let median = answer.get("median_ms").and_then(Value::as_f64).unwrap_or_default();
        let rows = serde_json::from_value(answer.get("rows").cloned().unwrap_or_default())?;
        read.answers.insert(id.clone(), (median, rows));
    }
    Ok(read)
}

/// Opens a connection to PostgreSQL and lets it run beside.
///
/// # Errors
///
/// If the server does not answer.
pub async fn connect(url: &str) -> Outcome<Client> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    // It ends with the client; what it would say the client says too.
    tokio::spawn(async move { connection.await.unwrap_or_default() });
    Ok(client)
}

/// Loads the rows into PostgreSQL, once as a plain table and then with a covering index.
///
/// # Errors
///
/// If the server refuses.
pub async fn postgres(client: &Client, folder: &Path, questions: &[Sql]) -> Outcome<[Said; 2]> {
    client
        .batch_execute(
            "DROP TABLE IF EXISTS moves, units; \
             CREATE TABLE moves (sequence BIGINT, recorded_day INT, effective_day INT, month INT, \
             from_account SMALLINT, to_account SMALLINT, unit SMALLINT, dims SMALLINT, matter INT, amount INT); \
             CREATE TABLE units (unit SMALLINT, district SMALLINT)",
        )
        .await?;
    copy(client, "moves", &folder.join("moves.csv")).await?;
    copy(client, "units", &folder.join("units.csv")).await?;
    // Each by itself: together they would be one transaction, in which nothing can be vacuumed.
    client.batch_execute("VACUUM ANALYZE moves").await?;
    client.batch_execute("VACUUM ANALYZE units").await?;
    let settings =
        format!("SET work_mem = '256MB'; SET max_parallel_workers_per_gather = {THREADS}");
    client.batch_execute(&settings).await?;
    let scanned = ask(client, questions).await?;
    let index = "CREATE INDEX ON moves (to_account, unit, effective_day) INCLUDE (amount)";
    client.batch_execute(index).await?;
    client.batch_execute("VACUUM ANALYZE moves").await?;
    let covered = ask(client, questions).await?;
    client.batch_execute("DROP TABLE moves, units").await?;
    Ok([scanned, covered])
}

async fn copy(client: &Client, table: &str, file: &Path) -> Outcome<()> {
    use std::io::Read;
    let sink = client.copy_in::<_, Bytes>(&format!("COPY {table} FROM STDIN (FORMAT csv)")).await?;
    let mut sink = std::pin::pin!(sink);
    let mut file = std::fs::File::open(file)?;
    let mut part = vec![0_u8; 1 << 20];
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            break;
        }
        sink.send(Bytes::copy_from_slice(part.get(..read).unwrap_or_default())).await?;
    }
    sink.finish().await?;
    Ok(())
}

async fn ask(client: &Client, questions: &[Sql]) -> Outcome<Said> {
    let version: String = client.query_one("SHOW server_version", &[]).await?.get(0);
    let bytes: i64 = client.query_one("SELECT pg_total_relation_size('moves')", &[]).await?.get(0);
    let mut said = Said { about: json!({ "version": version, "bytes": bytes }), ..Said::default() };
    for (id, sql) in questions {
        let statement = client.prepare(sql).await?;
        let rows = client.query(&statement, &[]).await?;
        let width = statement.columns().len();
        let rows = rows.iter().map(|row| (0..width).map(|column| number(row, column)).collect());
        let rows: Vec<Vec<i64>> = rows.collect();
        let median = machine::median(PATIENCE, async || {
            client.query(&statement, &[]).await?;
            Ok(())
        });
        said.answers.insert(id.clone(), (machine::millis(median.await?), rows));
    }
    Ok(said)
}

/// A column of whole numbers of any width; nothing is zero, as a sum over no rows is.
fn number(row: &Row, column: usize) -> i64 {
    let small = || row.try_get::<_, Option<i16>>(column).map(|found| found.map(i64::from));
    let middle = || row.try_get::<_, Option<i32>>(column).map(|found| found.map(i64::from));
    let large = || row.try_get::<_, Option<i64>>(column);
    large().or_else(|_| middle()).or_else(|_| small()).ok().flatten().unwrap_or_default()
}
