//! An open sheet: a stream of rows, whatever the format.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cell::{Cell, Epoch};
use crate::error::{ReadError, Trouble};
use crate::{csv, xlsx};

/// The most columns a sheet may fill: more than any register has, few enough to hold in memory.
pub const COLUMNS_MAX: usize = 1_024;

/// A filled row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet program numbers it, from 1.
    pub number: u64,
    /// From column A; blanks at the end are left out.
    pub cells: Vec<Cell>,
}

impl Row {
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// How to open a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The sheet to read; without it, the first visible one.
    pub sheet: Option<String>,
}

/// How much of the file has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub bytes: u64,
    pub bytes_total: u64,
}

/// Where bytes come from: a file, or memory in tests.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// What each format provides.
pub(crate) trait Rows: Send {
    /// The next row that is not blank.
    fn next_row(&mut self) -> Result<Option<Row>, Trouble>;
}

/// A sheet that is being read from top to bottom, in memory bounded by its widest row.
pub struct Sheet {
    file: String,
    name: String,
    epoch: Epoch,
    is_delimited: bool,
    rows: Box<dyn Rows>,
    put_back: Option<Row>,
    meter: Meter,
}

impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("file", &self.file).field("name", &self.name).finish()
    }
}

/// Opens a workbook or a text file; what it is, its first bytes say and not its name.
///
/// # Errors
///
/// [`ReadError`] if the file is missing, damaged, or of a kind that cannot be read.
pub fn open(path: &Path, options: &Options) -> Result<Sheet, ReadError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let source = File::open(path)
        .and_then(|source| if source.metadata()?.is_dir() { Err(is_folder()) } else { Ok(source) })
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Trouble::Missing.of(&file),
            io::ErrorKind::IsADirectory => Trouble::Folder.of(&file),
            _ => Trouble::Unreadable(error).of(&file),
        })?;
    read(&file, Box::new(source), options)
}

fn is_folder() -> io::Error {
    io::ErrorKind::IsADirectory.into()
}

/// Reads a workbook or a text from bytes; `file` is what messages call it.
///
/// # Errors
///
/// As [`open`].
pub fn read(file: &str, source: Box<dyn Source>, options: &Options) -> Result<Sheet, ReadError> {
    sheet(file, source, options).map_err(|trouble| trouble.of(file))
}

fn sheet(file: &str, mut source: Box<dyn Source>, options: &Options) -> Result<Sheet, Trouble> {
    match kind(&mut source, file)? {
        Kind::Workbook => {
            let opened = xlsx::open(source, options.sheet.as_deref())?;
            Ok(Sheet {
                file: file.to_owned(),
                name: opened.name,
                epoch: opened.epoch,
                is_delimited: false,
                rows: Box::new(opened.rows),
                put_back: None,
                meter: opened.meter,
            })
        }
        Kind::Text => {
            let (rows, meter) = csv::open(source)?;
            Ok(Sheet {
                file: file.to_owned(),
                name: file.to_owned(),
                epoch: Epoch::Y1900,
                is_delimited: true,
                rows: Box::new(rows),
                put_back: None,
                meter,
            })
        }
    }
}

impl Sheet {
    /// The next row that is not blank; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ReadError`] if the file turns out to be damaged here.
    pub fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        match self.put_back.take() {
            Some(row) => Ok(Some(row)),
            None => self.rows.next_row().map_err(|trouble| trouble.of(&self.file)),
        }
    }

    /// Gives a row back, to be the next one again.
    pub fn put_back(&mut self, row: Row) {
        self.put_back = Some(row);
    }

    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The name of the sheet; a text file is its own sheet.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the cells are told apart by a delimiter, which a text may hold by mistake.
    #[must_use]
    pub fn is_delimited(&self) -> bool {
        self.is_delimited
    }

    #[must_use]
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    #[must_use]
    pub fn progress(&self) -> Progress {
        let bytes_total = self.meter.bytes_total;
        Progress { bytes: self.meter.read.load(Ordering::Relaxed).min(bytes_total), bytes_total }
    }
}

/// Counts the bytes that have been taken from a source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter {
    pub(crate) read: Arc<AtomicU64>,
    pub(crate) bytes_total: u64,
}

impl Meter {
    pub(crate) fn over<R: Read>(&self, inner: R) -> Metered<R> {
        Metered { inner, read: Arc::clone(&self.read) }
    }
}

pub(crate) struct Metered<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.read.fetch_add(u64::try_from(length).unwrap_or_default(), Ordering::Relaxed);
        Ok(length)
    }
}

enum Kind {
    Workbook,
    Text,
}

/// The beginning of compound files: workbooks of the 1990s, WPS tables, encrypted workbooks.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Which reader the first bytes ask for.
fn kind(source: &mut dyn Source, file: &str) -> Result<Kind, Trouble> {
    let mut head = vec![];
    Read::take(&mut *source, 1_024).read_to_end(&mut head).map_err(Trouble::Unreadable)?;
    let kind = if head.is_empty() {
        Err(Trouble::Nothing)
    } else if head.starts_with(b"PK") {
        Ok(Kind::Workbook)
    } else if head.starts_with(&COMPOUND) {
        Err(compound(source, file)?)
    } else if looks_like_a_web_page(&head) {
        Err(Trouble::WebPage)
    } else {
        Ok(Kind::Text)
    }?;
    source.seek(SeekFrom::Start(0)).map_err(Trouble::Unreadable)?;
    Ok(kind)
}

fn looks_like_a_web_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    ["<!doctype html", "<html", "<table", "<?xml"].iter().any(|start| text.starts_with(start))
}

/// An encrypted workbook keeps its content in a stream of this name, written in UTF-16.
fn compound(source: &mut dyn Source, file: &str) -> Result<Trouble, Trouble> {
    source.seek(SeekFrom::Start(0)).map_err(Trouble::Unreadable)?;
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = contains(&mut BufReader::new(source), &mark).map_err(Trouble::Unreadable)?;
    let is_wps = file.to_ascii_lowercase().ends_with(".et");
    Ok(match (encrypted, is_wps) {
        (true, _) => Trouble::Protected,
        (false, true) => Trouble::WpsWorkbook,
        (false, false) => Trouble::OldWorkbook,
    })
}

fn contains(source: &mut dyn Read, mark: &[u8]) -> io::Result<bool> {
    let mut window = vec![];
    loop {
        let taken = Read::take(&mut *source, 64 * 1_024).read_to_end(&mut window)?;
        if window.windows(mark.len()).any(|part| part == mark) {
            return Ok(true);
        }
        if taken == 0 {
            return Ok(false);
        }
        let kept = window.len().saturating_sub(mark.len());
        window.drain(..kept);
    }
}
