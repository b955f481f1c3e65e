//! Delimited text that spreadsheet programs open rightly.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use ::csv::{Terminator, Writer, WriterBuilder};
use base::Lang;
use tempfile::NamedTempFile;

use crate::complaints::{COLUMNS, Complaint, unnamed_in};

/// A text that is being written.
#[derive(Debug)]
pub(crate) struct CsvSheet {
    writer: Writer<BufWriter<NamedTempFile>>,
}

impl CsvSheet {
    pub(crate) fn begin(folder: &Path, lang: Lang) -> io::Result<CsvSheet> {
        let mut file = BufWriter::new(unnamed_in(folder)?);
        // Without the mark, spreadsheet programs take Chinese text for GBK.
        file.write_all("\u{feff}".as_bytes())?;
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
        writer.write_record(COLUMNS.map(|(zh, en, _)| lang.pick(zh, en)))?;
        Ok(CsvSheet { writer })
    }

    pub(crate) fn push(&mut self, complaint: &Complaint) -> io::Result<()> {
        let (row, value) = (complaint.row.to_string(), complaint.shown());
        let fields = [&complaint.sheet, &row, &complaint.column, &value, &complaint.reason];
        self.writer.write_record(fields.map(|field| harmless(field)))?;
        Ok(())
    }

    pub(crate) fn finish(self, path: &Path) -> io::Result<()> {
        let buffer =
            self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        let file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path)?;
        Ok(())
    }
}

/// Lines of cells as delimited text.
///
/// # Errors
///
/// Those of the writer; into memory there are none to be expected.
pub fn table<'a>(lines: impl IntoIterator<Item = &'a Vec<String>>) -> io::Result<Vec<u8>> {
    let into = "\u{feff}".as_bytes().to_vec();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(into);
    for line in lines {
        // A negative number is no formula.
        let written = line.iter().map(|field| match field.parse::<i64>() {
            Ok(_) => field.clone(),
            Err(_) => harmless(field),
        });
        writer.write_record(written)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// Keeps a spreadsheet program from taking somebody's text for a formula.
fn harmless(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t']);
    if is_formula && field.len() > 1 { format!("'{field}") } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_table_quotes_what_must_be_and_keeps_numbers() {
        let line = ["a, b", "=1+1", "-3", "台账"].map(str::to_owned).to_vec();
        let text = String::from_utf8(table([&line]).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}\"a, b\",'=1+1,-3,台账\r\n");
    }
}
