//! Makes small files and prints what is read from them.

use std::io::{Cursor, Write};

use exchange::{Cell, Options, ReadError, Sheet};

/// Opens bytes as a file of this name.
pub(crate) fn open(file: &str, bytes: &[u8]) -> Result<Sheet, ReadError> {
    open_sheet(file, bytes, None)
}

pub(crate) fn open_sheet(
    file: &str,
    bytes: &[u8],
    sheet: Option<&str>,
) -> Result<Sheet, ReadError> {
    let options = Options { sheet: sheet.map(str::to_owned) };
    exchange::sheet::read(file, Box::new(Cursor::new(bytes.to_vec())), &options)
}

/// All rows, one line each: `2: a | 1 | 2021-03-01`. Ends with the error, if one comes.
pub(crate) fn rows(file: &str, bytes: &[u8]) -> String {
    match open(file, bytes) {
        Ok(sheet) => listed(sheet),
        Err(error) => format!("! {error}"),
    }
}

pub(crate) fn listed(mut sheet: Sheet) -> String {
    let mut lines = vec![];
    loop {
        match sheet.next_row() {
            Ok(Some(row)) => {
                let cells: Vec<String> = row.cells.iter().map(cell).collect();
                lines.push(format!("{}: {}", row.number, cells.join(" | ")));
            }
            Ok(None) => return lines.join("\n"),
            Err(error) => {
                lines.push(format!("! {error}"));
                return lines.join("\n");
            }
        }
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.replace('\n', "⏎"),
        Cell::Number(number) => format!("#{number}"),
        Cell::Date(date) => format!("@{date}"),
        Cell::DateTime(at) => format!("@{at}"),
        Cell::Bool(flag) => flag.to_string(),
        Cell::Error(error) => format!("!{error}"),
        Cell::Empty => "-".to_owned(),
    }
}

/// An archive of these parts.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The relations that a workbook begins with.
pub(crate) const ROOT: (&str, &str) = (
    "_rels/.rels",
    r#"<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
);

/// A workbook written by hand: one sheet with this data, these shared strings, and two styles of
/// which the second shows days.
pub(crate) fn workbook(properties: &str, data: &str, strings: &str) -> Vec<u8> {
    zipped(&[
        ROOT,
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns:r="x">{properties}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{data}</sheetData><mergeCells/></worksheet>"),
        ),
    ])
}
