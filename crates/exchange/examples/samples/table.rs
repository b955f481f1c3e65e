//! A table, and the formats in which it is written.

use encoding_rs::GB18030;
use exchange::Cell;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

/// A sheet with its headers and rows.
pub(crate) struct Table {
    pub(crate) sheet: &'static str,
    /// A line above the headers, merged over all columns.
    pub(crate) title: Option<&'static str>,
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

pub(crate) fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// The day that lies so many days after another.
pub(crate) fn after(date: Date, days: i64) -> Date {
    date.checked_add(jiff::Span::new().days(days)).expect("sample days lie within a year")
}

/// The table as a workbook with real dates, as an official keeps it.
pub(crate) fn xlsx(table: &Table) -> Vec<u8> {
    written(table).expect("a sample table fits a workbook")
}

fn written(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2022, 4, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let heading = Format::new().set_bold().set_align(FormatAlign::Center).set_text_wrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.sheet)?;
    let mut line = 0;
    let last = u16::try_from(table.columns.len() - 1).expect("a sample table is narrow");
    if let Some(title) = table.title {
        sheet.merge_range(0, 0, 0, last, title, &heading)?;
        line = 1;
    }
    for (column, name) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(line, column, *name, &heading)?;
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_freeze_panes(line + 1, 1)?;
    for row in &table.rows {
        line += 1;
        for (column, cell) in (0_u16..).zip(row) {
            put(sheet, (line, column), cell)?;
        }
    }
    workbook.save_to_buffer()
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let minute = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(number) => {
            let number: f64 = number.parse().expect("a sample number is a number");
            sheet.write_number(row, column, number)?;
        }
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, column, excel(date.at(0, 0, 0, 0))?, &day)?;
        }
        Cell::DateTime(at) => {
            sheet.write_datetime_with_format(row, column, excel(*at)?, &minute)?;
        }
        Cell::Bool(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        Cell::Error(error) => {
            sheet.write_formula(row, column, Formula::new("=NA()").set_result(error.as_str()))?;
        }
    }
    Ok(())
}

fn excel(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(
        u16::try_from(at.hour()).unwrap_or_default(),
        part(at.minute()),
        part(at.second()),
    )
}

/// The table as comma-separated text in UTF-8 with byte order mark.
pub(crate) fn csv_utf8(table: &Table) -> Vec<u8> {
    format!("\u{feff}{}", csv(table)).into_bytes()
}

/// The table as comma-separated text in GB18030, as most systems export it.
pub(crate) fn csv_gbk(table: &Table) -> Vec<u8> {
    GB18030.encode(&csv(table)).0.into_owned()
}

fn csv(table: &Table) -> String {
    let mut text = line(table.columns.iter().map(|name| (*name).to_owned()));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(Cell::text)));
    }
    text
}

fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = fields.map(|field| {
        if field.contains([',', '"', '\n']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field
        }
    });
    format!("{}\r\n", quoted.collect::<Vec<_>>().join(","))
}
