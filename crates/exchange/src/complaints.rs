//! What was wrong with which row, written as a sheet that goes back to whoever made the file.

use std::io;
use std::path::{Path, PathBuf};

use base::{Lang, Say};
use tempfile::NamedTempFile;

use crate::csv::CsvSheet;
use crate::xlsx::XlsxSheet;

/// Why one cell, or one row, was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub sheet: String,
    /// As a spreadsheet program numbers it.
    pub row: u64,
    /// Letters and header: `C 工单类型`; empty if the row as a whole is meant.
    pub column: String,
    pub value: String,
    pub reason: String,
}

/// The result sheet cannot be written.
#[derive(Debug, thiserror::Error)]
#[error(
    "the result sheet {} cannot be written; check that the folder exists, is writable and has space, and that the file is not open elsewhere",
    .path.display()
)]
pub struct WriteError {
    pub path: PathBuf,
    #[source]
    pub source: io::Error,
}

impl Say for WriteError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "结果表 {} 无法写入；请确认文件夹存在、可写、有空间，且该文件没有在别处打开",
                self.path.display()
            ),
        }
    }
}

/// The columns of a result sheet, with their widths in Latin characters.
pub(crate) const COLUMNS: [(&str, &str, f64); 5] = [
    ("工作表", "Sheet", 20.0),
    ("行", "Row", 9.0),
    ("列", "Column", 22.0),
    ("值", "Value", 36.0),
    ("原因", "Reason", 90.0),
];

/// The most characters of a value that are shown.
const VALUE_CHARS_MAX: usize = 500;

impl Complaint {
    /// The value, cut to a length that can be looked at.
    pub(crate) fn shown(&self) -> String {
        let mut characters = self.value.chars();
        let mut shown: String = characters.by_ref().take(VALUE_CHARS_MAX).collect();
        shown.extend(characters.next().map(|_| '…'));
        shown
    }
}

/// Writes complaints while they come, in bounded memory; the file appears when it is complete.
#[derive(Debug)]
pub struct Complaints {
    path: PathBuf,
    count: u64,
    output: Output,
}

#[derive(Debug)]
enum Output {
    Xlsx(Box<XlsxSheet>),
    Csv(Box<CsvSheet>),
}

impl Complaints {
    /// Begins a sheet at this path: delimited text if it ends in `.csv`, else a workbook.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if the folder cannot be written.
    pub fn begin(path: &Path, lang: Lang) -> Result<Complaints, WriteError> {
        let is_csv =
            path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let output = if is_csv {
            CsvSheet::begin(folder(path), lang).map(|sheet| Output::Csv(Box::new(sheet)))
        } else {
            XlsxSheet::begin(folder(path), lang).map(|sheet| Output::Xlsx(Box::new(sheet)))
        };
        let output = output.map_err(|source| WriteError { path: path.to_owned(), source })?;
        Ok(Complaints { path: path.to_owned(), count: 0, output })
    }

    /// Adds one complaint. A workbook shows the first million of them and its summary counts all.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if there is no space left.
    pub fn push(&mut self, complaint: &Complaint) -> Result<(), WriteError> {
        self.count += 1;
        let pushed = match &mut self.output {
            Output::Xlsx(sheet) => sheet.push(complaint),
            Output::Csv(sheet) => sheet.push(complaint),
        };
        pushed.map_err(|source| WriteError { path: self.path.clone(), source })
    }

    /// How many complaints there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Writes the file, with these lines of summary on a sheet of their own; text has none.
    ///
    /// # Errors
    ///
    /// [`WriteError`] if the file cannot be written; then none is left behind.
    pub fn finish(self, summary: &[(String, String)]) -> Result<PathBuf, WriteError> {
        let path = self.path;
        let finished = match self.output {
            Output::Xlsx(sheet) => sheet.finish(&path, summary),
            Output::Csv(sheet) => sheet.finish(&path),
        };
        match finished {
            Ok(()) => Ok(path),
            Err(source) => Err(WriteError { path, source }),
        }
    }
}

/// A file in this folder that vanishes unless it is given a name. Once it has one, others may read it
/// as they may read any file that its owner makes.
pub(crate) fn unnamed_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// The folder that a file is in.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Where the result sheet of a file goes unless somebody says otherwise: beside it.
#[must_use]
pub fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-results.xlsx"))
}
