//! Asks the ledger, and takes the time.

use std::path::Path;
use std::time::{Duration, Instant};

use base::{Exact, Key, day};
use indicators::{Outcome as Answer, Rows};
use jiff::civil::date;
use register::model::Name;
use serde_json::{Value, json};
use store::Page;

use crate::beijing::{Line, Tree};
use crate::database::{Database, asker};
use crate::questions::Asked;
use crate::{Outcome, machine};

/// The ledger's answers and their median times.
#[derive(Debug)]
pub struct Told {
    /// In the order of the questions.
    pub answers: Vec<Vec<Answer>>,
    /// Milliseconds by question.
    pub medians: Vec<f64>,
}

/// Asks every question until its median is steady.
///
/// # Errors
///
/// If a question cannot be answered: all of them can.
pub async fn run(database: &Database, questions: &[Asked], patience: Duration) -> Outcome<Told> {
    let (reader, writer) = database.open().await?;
    let catalogue = store::catalogue::current(&reader).await?;
    let ctx = asker();
    let mut told = Told { answers: vec![], medians: vec![] };
    for asked in questions {
        let mut answers = vec![];
        for figure in store::figures::figures(&reader, &ctx, &catalogue, &asked.figures).await? {
            answers.push(figure?.outcome);
        }
        let median = machine::median(patience, async || {
            store::figures::figures(&reader, &ctx, &catalogue, &asked.figures).await?;
            Ok(())
        });
        told.medians.push(machine::millis(median.await?));
        told.answers.push(answers);
    }
    reader.close().await;
    writer.close().await?;
    Ok(told)
}

/// The rows behind one cell: doses given by one institution in one month.
///
/// # Errors
///
/// If the rows cannot be read.
pub async fn lineage(
    database: &Database,
    tree: &Tree,
    patience: Duration,
) -> Outcome<(f64, Exact, u64)> {
    let (reader, writer) = database.open().await?;
    let catalogue = store::catalogue::current(&reader).await?;
    let ctx = asker();
    let known_at = store::journal::head(&reader).await?.sequence;
    let rows = Rows {
        measure: Name::new(Key::literal("beijing"), Key::literal("given")),
        unit: tree.key(CELL_UNIT).clone(),
        filter: base::dims::Filter::new(),
        from: Some(CELL_MONTH),
        as_of: CELL_MONTH.last_of_month(),
        known_at,
        trees: indicators::Trees::EachDay,
    };
    let page = Page::new(1, Page::ROWS_MAX);
    let found = store::rows::behind(&reader, &ctx, &catalogue, &rows, page).await?;
    let median = machine::median(patience, async || {
        store::rows::behind(&reader, &ctx, &catalogue, &rows, page).await?;
        Ok(())
    });
    let median = machine::millis(median.await?);
    reader.close().await;
    writer.close().await?;
    Ok((median, found.sum, found.total))
}

const CELL_UNIT: u16 = 2;
const CELL_MONTH: jiff::civil::Date = date(2022, 5, 1);

/// The same rows for the peers, with their amounts.
#[must_use]
pub fn lineage_sql() -> String {
    format!(
        "SELECT sequence, amount FROM moves WHERE to_account = {} AND unit = {CELL_UNIT} \
         AND effective_day BETWEEN {} AND {} ORDER BY effective_day, sequence",
        Line::Doses.account_of("given").unwrap_or_default(),
        day::number(CELL_MONTH),
        day::number(CELL_MONTH.last_of_month())
    )
}

/// Rebuilds every projection, then verifies the whole; each with its peak of memory.
///
/// # Errors
///
/// If the journal does not hold.
pub async fn rebuild(database: &Database) -> Outcome<Value> {
    let (reader, mut writer) = database.open().await?;
    let events = store::journal::head(&reader).await?.sequence;
    let of_one = |cpu: f64| cpu * 1e6 / machine::rate(events, 1.0);
    machine::forget_peak();
    let (begun, worked) = (Instant::now(), machine::cpu_seconds());
    writer.rebuild(|_, _| {}).await?;
    let (rebuilt, rebuild_peak) = (begun.elapsed().as_secs_f64(), machine::peak());
    let rebuild_cpu = of_one(machine::cpu_seconds() - worked);
    let (begun, worked) = (Instant::now(), machine::cpu_seconds());
    writer.rebuild_cells(|_, _| {}).await?;
    let cells = begun.elapsed().as_secs_f64();
    let cells_cpu = of_one(machine::cpu_seconds() - worked);
    machine::forget_peak();
    let (begun, worked) = (Instant::now(), machine::cpu_seconds());
    store::verify::run(&reader, |_, _| {}).await?;
    let (verified, verify_peak) = (begun.elapsed().as_secs_f64(), machine::peak());
    let verify_cpu = of_one(machine::cpu_seconds() - worked);
    reader.close().await;
    writer.close().await?;
    Ok(json!({
        "rebuild_s": rebuilt,
        "rebuild_cpu_us": rebuild_cpu,
        "rebuild_per_s": machine::rate(events, rebuilt),
        "rebuild_peak": rebuild_peak,
        "cells_s": cells,
        "cells_cpu_us": cells_cpu,
        "cells_per_s": machine::rate(events, cells),
        "verify_s": verified,
        "verify_cpu_us": verify_cpu,
        "verify_per_s": machine::rate(events, verified),
        "verify_peak": verify_peak,
    }))
}

/// Writes the stream as plain rows, and the district of each unit, as the peers read them.
///
/// # Errors
///
/// If the files cannot be written.
pub fn write_rows(folder: &Path, events: u64, head: u64) -> Outcome<u64> {
    use std::io::Write;

    use crate::beijing::{SEED, Stream};
    let tree = Tree::new(SEED);
    let mut rows = std::io::BufWriter::with_capacity(
        1 << 20,
        std::fs::File::create(folder.join("moves.csv"))?,
    );
    let mut count = 0;
    for event in Stream::new(&tree, SEED, events, head) {
        for row in event.rows() {
            let month = day::from_number(row.effective_day).map_or(0, day::month);
            writeln!(
                rows,
                "{},{},{},{month},{},{},{},{},{},{}",
                row.sequence,
                row.recorded_day,
                row.effective_day,
                row.from,
                row.to,
                row.unit,
                row.dims,
                row.matter,
                row.amount
            )?;
            count += 1;
        }
    }
    rows.flush()?;
    let mut units = std::io::BufWriter::new(std::fs::File::create(folder.join("units.csv"))?);
    for unit in 0..crate::beijing::tree::UNITS {
        writeln!(units, "{unit},{}", tree.district_number(unit))?;
    }
    units.flush()?;
    Ok(count)
}
