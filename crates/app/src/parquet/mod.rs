//! The postings of the journal as Parquet files, for questions that this program does not ask.
//!
//! ```text
//! legs/<register>/<first record>.parquet   one row for each side of every posting
//! units.parquet                            every tree of the organisation, as known when
//! ```
//!
//! A file of postings covers a run of [`SEGMENT`] records. Complete ones never change again, so a
//! later export writes only what is new. Postings are made anew from the records, not read from what
//! is derived: the files are also a second opinion on every figure.

mod legs;
mod trees;

use std::path::{Path, PathBuf};

use base::{Lang, Say};
use exchange::parquet::WriteError;
use register::event::Body;
use store::journal::View;
use store::{Reader, StoreError};

use legs::Legs;

/// Records that one file of postings covers.
pub const SEGMENT: u64 = 1 << 20;

/// Records that are read at a time.
const AT_A_TIME: u32 = 4_096;

/// What was exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Records gone through.
    pub records: u64,
    /// Rows written.
    pub legs: u64,
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error("the folder {} cannot be made ({source}); choose one that can be written", .path.display())]
    Folder { path: PathBuf, source: std::io::Error },
    #[error(
        "record {sequence} cannot be exported ({detail}); `taizhang verify` says what is wrong with it"
    )]
    Record { sequence: u64, detail: String },
}

impl Say for ExportError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (_, Lang::En) => self.to_string(),
            (ExportError::Store(error), lang) => error.say(lang),
            (ExportError::Write(error), lang) => error.say(lang),
            (ExportError::Folder { path, source }, Lang::Zh) => {
                format!("建不了目录 {}（{source}）；请换一个可写的目录", path.display())
            }
            (ExportError::Record { sequence, detail }, Lang::Zh) => format!(
                "第 {sequence} 号记录无法导出（{detail}）；运行 taizhang verify 可知何处有误"
            ),
        }
    }
}

/// Writes the postings of every record, and the organisation, into a folder.
///
/// `progress` hears how many records of how many are done.
///
/// # Errors
///
/// [`ExportError`]; files of complete segments that were written until then stay and are right.
pub async fn export(
    reader: &Reader,
    folder: &Path,
    mut progress: impl FnMut(u64, u64),
) -> Result<Exported, ExportError> {
    let mut view = View::of(reader).await?;
    let last = view.last_sequence().await?;
    let mut legs = Legs::new(folder.join("legs"));
    let mut organisation = register::organisation::Organisation::new();
    let mut done = 0;
    loop {
        let records = view.records_after(done, AT_A_TIME).await?;
        let Some(end) = records.last().map(|record| record.sequence) else { break };
        for record in records {
            let body = record.body()?;
            match &body {
                Body::Units(units) => organisation.define(units),
                Body::Reorganised(what) => {
                    let on = base::day::from_number(record.effective_day);
                    let on = on.ok_or_else(|| damaged(record.sequence, &"it has no day"))?;
                    organisation.reorganise(record.sequence, on, what);
                }
                Body::Pack(adopted) => legs.adopt(record.sequence, adopted)?,
                Body::Matter(event) => legs.take(&record, event)?,
                _ => {}
            }
        }
        done = end;
        progress(done, last);
    }
    let written = legs.close()?;
    trees::write(&organisation, &folder.join("units.parquet"))?;
    Ok(Exported { records: done, legs: written })
}

fn damaged(sequence: u64, detail: &dyn std::fmt::Display) -> ExportError {
    ExportError::Record { sequence, detail: detail.to_string() }
}

fn make(folder: &Path) -> Result<(), ExportError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| ExportError::Folder { path: folder.to_path_buf(), source })
}
