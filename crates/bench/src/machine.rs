//! What the numbers depend on: processor, memory, load, and how long a write to the disk takes.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Outcome;

/// Writes that are timed.
const WRITES: usize = 300;

/// Facts of the machine as it is now; the folder is where the databases lie.
///
/// # Errors
///
/// If the folder cannot be written.
pub fn facts(folder: &Path) -> Outcome<Value> {
    let mut writes = fsyncs(folder)?;
    let (median, p99) = (quantile(&mut writes, 50), quantile(&mut writes, 99));
    Ok(json!({
        "processor": line_of("/proc/cpuinfo", "model name"),
        "cores": std::thread::available_parallelism()?.get(),
        "memory": line_of("/proc/meminfo", "MemTotal"),
        "kernel": fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim(),
        "load": fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        "fsync_median_ms": millis(median),
        "fsync_p99_ms": millis(p99),
    }))
}

/// Writes 4 KiB over and over and asks each time that it be on the disk.
fn fsyncs(folder: &Path) -> Outcome<Vec<Duration>> {
    let path = folder.join("fsync.probe");
    let mut file = File::create(&path)?;
    let page = [7_u8; 4_096];
    file.write_all(&page)?;
    file.sync_all()?;
    let mut taken = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let begun = Instant::now();
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&page)?;
        file.sync_data()?;
        taken.push(begun.elapsed());
    }
    drop(file);
    fs::remove_file(path)?;
    Ok(taken)
}

/// Lets the peak of this process's memory begin anew.
pub fn forget_peak() {
    // Where the kernel does not offer it, the peak is that of the whole run: too high, never too low.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory this process has held since [`forget_peak`], in bytes; 0 if the system does not say.
#[must_use]
pub fn peak() -> u64 {
    let line = line_of("/proc/self/status", "VmHWM");
    let kib = line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok());
    kib.unwrap_or(0) * 1_024
}

/// Seconds of processor time that this process has taken: steadier than the clock on a machine that
/// does something else as well. To a hundredth.
#[must_use]
pub fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold anything; user and system time follow as the 12th
    // and 13th of the rest, in hundredths of a second on every Linux.
    let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks =
        rest.split_whitespace().skip(11).take(2).filter_map(|tick| tick.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn line_of(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

/// The duration below which so many of a hundred lie.
#[must_use]
pub fn quantile(taken: &mut [Duration], percent: usize) -> Duration {
    taken.sort_unstable();
    let place = (taken.len() * percent / 100).min(taken.len().saturating_sub(1));
    taken.get(place).copied().unwrap_or_default()
}

/// Milliseconds, for people.
#[must_use]
pub fn millis(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1_000.0
}

/// So many in so long, per second.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
pub fn rate(count: u64, seconds: f64) -> f64 {
    if seconds > 0.0 { count as f64 / seconds } else { 0.0 }
}

/// Asks again and again for as long as there is patience, at least five and at most 31 times, after one
/// time that does not count. Answers the median.
///
/// # Errors
///
/// What asking fails with.
pub async fn median<F>(patience: Duration, mut asks: F) -> Outcome<Duration>
where
    F: AsyncFnMut() -> Outcome<()>,
{
    asks().await?;
    let begun = Instant::now();
    let mut taken = vec![];
    while taken.len() < 5 || (taken.len() < 31 && begun.elapsed() < patience) {
        let one = Instant::now();
        asks().await?;
        taken.push(one.elapsed());
    }
    Ok(quantile(&mut taken, 50))
}
