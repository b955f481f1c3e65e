//! Importing: rows of a workbook or a text become the histories of matters.
//!
//! The `import` section of a register says which columns there are and which steps a filled row stands
//! for. A row loads whole or not at all; a bad one is listed with its place and a reason. A matter that
//! is there with the same content is recognised by its number, so importing a file twice loads nothing
//! the second time, and a later export of the same tickets adds only their new steps. What is recorded
//! is never changed by an import.
//!
//! The file is read twice: once to its end, so that a damaged file loads nothing at all, and once more
//! to load it.

mod batch;
mod columns;
mod error;
mod fault;
mod history;
mod load;
mod outcome;
mod units;

use std::path::PathBuf;
use std::sync::Arc;

use base::{Ctx, Key, Say};
use exchange::header::{self, Wanted};
use exchange::{Header, Options, Sheet};
use register::Catalogue;
use register::model::Import;
use register::told::Told;
use register::words::Words;

pub use self::error::ImportError;
pub use self::outcome::Outcome;
use crate::{AppError, Commands};

/// What to import, and how.
#[derive(Clone, Debug)]
pub struct Order {
    pub register: Key,
    pub file: PathBuf,
    /// The sheet to read; without it, the first visible one.
    pub sheet: Option<String>,
    /// Load nothing if any row is bad.
    pub all_or_nothing: bool,
    /// Where bad rows are listed: a workbook, or a text if it ends in `.csv`. Written only if there are
    /// any; without a path, beside the file.
    pub results: Option<PathBuf>,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub phase: Phase,
    pub rows: u64,
    /// Known once the file has been read to its end.
    pub rows_total: Option<u64>,
    pub bytes: u64,
    pub bytes_total: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading the file to its end, to see that it is whole.
    Checking,
    Loading,
}

/// Who hears how far an import has come.
pub type Watch<'a> = dyn FnMut(Progress) + Send + 'a;

/// Imports a file into a register.
///
/// # Errors
///
/// [`ImportError`] if the file cannot be read, its columns cannot be told, the actor may not take one
/// of the steps, or the database or disk fails. Bad rows are no error: [`Outcome`] counts them.
pub async fn run(
    commands: &Commands,
    ctx: &Ctx,
    order: &Order,
    watch: &mut Watch<'_>,
) -> Result<Outcome, ImportError> {
    let catalogue = commands.catalogue().await.map_err(stopped)?;
    let (words, import) = importable(&catalogue, &order.register)?;
    for step in import.steps.iter().filter_map(|step| words.register.step(&step.step)) {
        ctx.require(&step.right)?;
    }
    let rows_total = check(order, import, watch)?;
    let opened = open(order, import)?;
    let catalogue = Arc::clone(&catalogue);
    load::Loading::new((ctx, order), catalogue, opened, rows_total).run(commands, watch).await
}

/// Reads the file to its end. Answers how many rows it has below its headers.
fn check(order: &Order, import: &Import, watch: &mut Watch<'_>) -> Result<u64, ImportError> {
    let (mut sheet, _) = open(order, import)?;
    let mut rows = 0;
    while sheet.next_row()?.is_some() {
        rows += 1;
        if rows % REPORT_ROWS == 0 {
            let read = sheet.progress();
            watch(Progress {
                phase: Phase::Checking,
                rows,
                rows_total: None,
                bytes: read.bytes,
                bytes_total: read.bytes_total,
            });
        }
    }
    Ok(rows)
}

/// How often progress is told.
const REPORT_ROWS: u64 = 2_000;

fn open(order: &Order, import: &Import) -> Result<(Sheet, Header), ImportError> {
    let options = Options { sheet: order.sheet.clone() };
    let mut sheet = exchange::open(&order.file, &options)?;
    let wanted =
        Wanted { columns: &import.columns, required: &import.required, personal: &import.personal };
    let header = header::find(&mut sheet, wanted)?;
    Ok((sheet, header))
}

/// The register and its import section; or which registers have one.
fn importable<'a>(
    catalogue: &'a Catalogue,
    register: &Key,
) -> Result<(Words<'a>, &'a Import), ImportError> {
    let found = catalogue
        .register(register)
        .and_then(|(pack, register)| Some((Words::new(pack, register), register.import.as_ref()?)));
    found.ok_or_else(|| {
        let all = catalogue
            .packs
            .iter()
            .flat_map(|pack| pack.registers.iter().map(move |register| Words::new(pack, register)));
        let known = all.filter(|words| words.register.import.is_some()).map(|words| {
            let word = words.register();
            let key = &words.register.key;
            Told::new(format!("{key} {}", word.say(base::Lang::Zh)), format!("{key} {}", word.en))
        });
        ImportError::UnknownRegister { register: register.clone(), known: known.collect() }
    })
}

fn stopped(source: AppError) -> ImportError {
    match source {
        AppError::Store(source) => ImportError::Stopped { rows: 0, source },
        other => ImportError::Refused { rows: 0, source: Box::new(other) },
    }
}
