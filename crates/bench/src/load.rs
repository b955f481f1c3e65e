//! Loads the stream through the store's one way of writing.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use register::Request;
use serde_json::{Value, json};
use store::{New, Writer};

use crate::beijing::{Journal, Recorder, SEED, Stream, Tree};
use crate::database::Database;
use crate::{Outcome, machine, say};

/// What a transaction holds in a bulk load.
pub const BATCH: usize = 10_000;

/// How a ledger is filled.
#[derive(Clone, Copy, Debug)]
pub struct How {
    /// About so many events.
    pub events: u64,
    /// Events of a transaction.
    pub batch: usize,
    /// Whether every event comes under a key of its sender, so that it would not be taken twice.
    pub keyed: bool,
}

/// Fills an empty ledger. Only appending and committing is timed; making the events is not.
///
/// # Errors
///
/// If the store refuses anything: the events are decided, so nothing may be refused.
pub async fn run(database: &Database, how: How) -> Outcome<Value> {
    let How { events, batch, keyed } = how;
    let tree = Tree::new(SEED);
    let recorder = Recorder::new(&tree);
    let (reader, mut writer) = database.anew().await?;
    machine::forget_peak();
    let (mut appending, mut generating) = (Duration::ZERO, Duration::ZERO);
    let mut cpu = 0.0;
    let began = Timestamp::from_second(i64::from(crate::beijing::days().0) * 86_400 - 86_400)?;
    append(&mut writer, recorder.definitions(began)).await?;
    let head = store::journal::head(&reader).await?.sequence;
    let mut journal = Journal::new(&recorder, Stream::new(&tree, SEED, events, head), head);
    let mut count = 0_u64;
    loop {
        let begun = Instant::now();
        let mut some: Vec<New> = journal.by_ref().take(batch).collect();
        if keyed {
            for (place, new) in some.iter_mut().enumerate() {
                new.request = Some(request(count + place as u64));
            }
        }
        generating += begun.elapsed();
        if some.is_empty() {
            break;
        }
        let before = count;
        count += some.len() as u64;
        let (begun, worked) = (Instant::now(), machine::cpu_seconds());
        append(&mut writer, some).await?;
        appending += begun.elapsed();
        cpu += machine::cpu_seconds() - worked;
        if count / 1_000_000 > before / 1_000_000 {
            say(&format!(
                "  {count} events, {:.0} events/s",
                machine::rate(count, appending.as_secs_f64())
            ));
        }
    }
    let peak = machine::peak();
    let head = store::journal::head(&reader).await?.sequence;
    writer.close().await?;
    reader.close().await;
    let seconds = appending.as_secs_f64();
    Ok(json!({
        "events": count,
        "head": head,
        "sealed": journal.sealed(),
        "batch": batch,
        "keyed": keyed,
        "seconds": seconds,
        "events_per_s": machine::rate(count, seconds),
        "cpu_us": cpu * 1e6 / machine::rate(count, 1.0),
        "generated_per_s": machine::rate(count, generating.as_secs_f64()),
        "peak_bytes": peak,
    }))
}

/// The key under which a connected system sends an event: its own count.
fn request(count: u64) -> Request {
    let mut digest = [0; 16];
    for (byte, part) in digest.iter_mut().zip(count.to_le_bytes()) {
        *byte = part;
    }
    Request { key: format!("his-{count}"), digest }
}

async fn append(writer: &mut Writer, new: Vec<New>) -> Outcome<()> {
    let mut tx = writer.begin().await?;
    tx.append(new).await?;
    tx.commit().await?;
    Ok(())
}
