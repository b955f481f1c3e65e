//! Delimited text, as systems export it: any of four encodings, three delimiters, quoted or not.

mod decode;
pub(crate) mod encoding;
mod write;

use std::io::{self, BufReader, Read, SeekFrom};

use ::csv::{Position, Reader, ReaderBuilder, StringRecord};

use self::decode::Decoded;
pub(crate) use self::write::CsvSheet;
pub use self::write::table;
use crate::cell::Cell;
use crate::error::Trouble;
use crate::limit::{self, Limited};
use crate::sheet::{COLUMNS_MAX, Meter, Metered, Row, Rows, Source};

/// The longest record: more than its columns may hold by far, and the most that an unclosed
/// quotation mark can swallow.
const RECORD_BYTES_MAX: usize = 1024 * 1024;
/// How much of the text decides what its delimiter is.
const SAMPLE_BYTES: u64 = 64 * 1024;

type Text = Limited<BufReader<Decoded<Metered<Box<dyn Source>>>>>;

/// Rows of a delimited text.
pub(crate) struct CsvRows {
    reader: Reader<Text>,
    record: StringRecord,
    /// Line breaks inside quoted fields so far: they are lines of the file but not rows of the sheet.
    inner_breaks: u64,
}

/// Opens a text: one pass over it finds the encoding, the first rows tell the delimiter.
///
/// # Errors
///
/// [`Trouble`] if it is no text or in no encoding that we know.
pub(crate) fn open(mut source: Box<dyn Source>) -> Result<(CsvRows, Meter), Trouble> {
    let encoding = encoding::of(&mut source)?;
    let bytes_total = source.seek(SeekFrom::End(0)).map_err(Trouble::Unreadable)?;
    let rewound = |source: &mut dyn Source| {
        source.seek(SeekFrom::Start(0)).map(|_| ()).map_err(Trouble::Unreadable)
    };
    rewound(&mut source)?;
    let mut sample = vec![];
    Decoded::new(&mut source, encoding)
        .take(SAMPLE_BYTES)
        .read_to_end(&mut sample)
        .map_err(Trouble::Unreadable)?;
    rewound(&mut source)?;

    let (delimiter, is_stated) = delimiter(&sample);
    let meter = Meter { bytes_total, ..Meter::default() };
    let text = Decoded::new(meter.over(source), encoding);
    let text = Limited::new(BufReader::new(text), RECORD_BYTES_MAX);
    let reader = builder(delimiter).from_reader(text);
    let mut rows = CsvRows { reader, record: StringRecord::new(), inner_breaks: 0 };
    if is_stated {
        rows.next_record()?;
    }
    Ok((rows, meter))
}

fn builder(delimiter: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter);
    builder
}

/// The delimiter, and whether the text states it in a first line `sep=;` as some programs write it.
fn delimiter(sample: &[u8]) -> (u8, bool) {
    if let Some([stated @ (b',' | b';' | b'\t'), b'\n', ..]) = sample.strip_prefix(b"sep=") {
        return (*stated, true);
    }
    // On equal counts the later wins: a text without any delimiter is taken as comma-separated.
    let candidates = [b'\t', b';', b','];
    let splits = |delimiter: u8| -> usize {
        let mut reader = builder(delimiter).from_reader(sample);
        let records = reader.byte_records().take(10).filter_map(Result::ok);
        records.map(|record| record.len().saturating_sub(1)).sum()
    };
    (candidates.into_iter().max_by_key(|delimiter| splits(*delimiter)).unwrap_or(b','), false)
}

impl CsvRows {
    /// Reads one record and says the number of its row; `None` at the end.
    fn next_record(&mut self) -> Result<Option<u64>, Trouble> {
        let begins = self.reader.position().line().saturating_sub(self.inner_breaks);
        self.reader.get_mut().begin();
        let more = self.reader.read_record(&mut self.record).map_err(|error| {
            let line = error.position().map_or(begins, Position::line);
            match error.into_kind() {
                ::csv::ErrorKind::Io(cause) if limit::is_too_long(&cause) => {
                    Trouble::OpenQuote { row: begins }
                }
                ::csv::ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::InvalidData => {
                    Trouble::Encoding { line: self.reader.position().line() }
                }
                ::csv::ErrorKind::Io(cause) => Trouble::Unreadable(cause),
                _ => Trouble::Encoding { line },
            }
        })?;
        if !more {
            return Ok(None);
        }
        let breaks = self.record.as_slice().bytes().filter(|byte| *byte == b'\n').count();
        let breaks = u64::try_from(breaks).unwrap_or_default();
        // A record that ends with a line break is given out before the end of the text is seen.
        let text = self.reader.get_ref().inner().get_ref();
        let next_line = self.reader.position().line() + u64::from(text.is_at_end());
        let row = next_line.saturating_sub(1 + self.inner_breaks + breaks);
        // A quotation mark that never closes makes one record of all that follows.
        if breaks > 0 && text.is_at_end() && text.has_odd_quotes() {
            return Err(Trouble::OpenQuote { row });
        }
        self.inner_breaks += breaks;
        Ok(Some(row))
    }
}

impl Rows for CsvRows {
    fn next_row(&mut self) -> Result<Option<Row>, Trouble> {
        while let Some(number) = self.next_record()? {
            if self.record.len() > COLUMNS_MAX {
                let beyond = self.record.iter().skip(COLUMNS_MAX);
                if beyond.into_iter().any(|field| !field.trim().is_empty()) {
                    return Err(Trouble::TooManyColumns { row: number, max: COLUMNS_MAX });
                }
            }
            let mut cells: Vec<Cell> = self.record.iter().take(COLUMNS_MAX).map(cell).collect();
            while cells.last().is_some_and(Cell::is_blank) {
                cells.pop();
            }
            if !cells.is_empty() {
                return Ok(Some(Row { number, cells }));
            }
        }
        Ok(None)
    }
}

/// Fields are text; `="00123"`, by which exports keep spreadsheet programs from eating zeros, is too.
fn cell(field: &str) -> Cell {
    let shielded = field.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let text = shielded.unwrap_or(field);
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}
