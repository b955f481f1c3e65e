//! The rows of one sheet, cell by cell.

use quick_xml::events::{BytesStart, Event};

use super::archive::LastPart;
use super::markup::Markup;
use super::strings::{Strings, unescaped};
use crate::cell::{Cell, Epoch, read_date_time, serial};
use crate::error::Trouble;
use crate::number;
use crate::opc::push_text;
use crate::sheet::{COLUMNS_MAX, Metered, Row, Rows, Source};

/// Rows of a sheet, in the order in which it holds them.
pub(crate) struct XlsxRows {
    markup: Markup<Metered<Box<dyn Source>>>,
    strings: Strings,
    /// By cell style, whether it shows a day.
    dates: Vec<bool>,
    epoch: Epoch,
    buffer: Vec<u8>,
    text: String,
    /// Number of the last row.
    number: u64,
    is_at_end: bool,
}

/// How a cell says what its value is.
#[derive(Default)]
struct CellHead {
    column: Option<usize>,
    style: usize,
    kind: Kind,
}

/// The `t` attribute of a cell.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    Formula,
    Bool,
    Error,
    Date,
}

impl XlsxRows {
    /// Begins at the sheet's data.
    pub(super) fn new(
        part: LastPart,
        strings: Strings,
        dates: Vec<bool>,
        epoch: Epoch,
    ) -> Result<XlsxRows, Trouble> {
        let mut markup = Markup::new(part);
        let mut buffer = vec![];
        loop {
            match markup.next(&mut buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "sheetData" => break,
                Event::Eof => return Err(markup.broken("it holds no sheet")),
                _ => {}
            }
        }
        Ok(XlsxRows {
            markup,
            strings,
            dates,
            epoch,
            buffer,
            text: String::new(),
            number: 0,
            is_at_end: false,
        })
    }

    /// The cells of the row just begun.
    fn cells(&mut self) -> Result<Vec<Cell>, Trouble> {
        let mut cells: Vec<Cell> = vec![];
        let mut next_column = 0;
        loop {
            match self.markup.next(&mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let head = head(&element);
                    let column = head.column.unwrap_or(next_column);
                    next_column = column + 1;
                    let cell = self.cell(&head)?;
                    if cell.is_blank() {
                        continue;
                    }
                    if column >= COLUMNS_MAX {
                        return Err(Trouble::TooManyColumns { row: self.number, max: COLUMNS_MAX });
                    }
                    if cells.len() <= column {
                        cells.resize(column + 1, Cell::Empty);
                    }
                    if let Some(place) = cells.get_mut(column) {
                        *place = cell;
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "row" => return Ok(cells),
                Event::Eof => return Err(self.markup.cut_off()),
                _ => {}
            }
        }
    }

    /// The value of the cell just begun. Of a formula, what it came to when the workbook was saved.
    fn cell(&mut self, head: &CellHead) -> Result<Cell, Trouble> {
        self.text.clear();
        let mut in_reading = false;
        let mut in_value = false;
        loop {
            match self.markup.next(&mut self.buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => in_value = head.kind != Kind::Inline,
                    "t" => in_value = !in_reading,
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => break,
                    "v" | "t" => in_value = false,
                    "rPh" => in_reading = false,
                    _ => {}
                },
                Event::Eof => return Err(self.markup.cut_off()),
                other if in_value => {
                    push_text(&other, &mut self.text);
                    self.markup.check_cell(&self.text)?;
                }
                _ => {}
            }
        }
        self.value(head)
    }

    fn value(&mut self, head: &CellHead) -> Result<Cell, Trouble> {
        let stored = self.text.as_str();
        if stored.is_empty() {
            return Ok(Cell::Empty);
        }
        let text = |text: &str| Cell::Text(text.to_owned());
        Ok(match head.kind {
            Kind::Shared => {
                let number = stored.trim().parse().unwrap_or(u64::MAX);
                let Some(shared) = self.strings.get(number)? else {
                    return Err(self.markup.broken(&format!("no shared string {stored}")));
                };
                if shared.is_empty() { Cell::Empty } else { Cell::Text(shared) }
            }
            Kind::Inline | Kind::Formula => Cell::Text(unescaped(stored)),
            Kind::Bool => Cell::Bool(matches!(stored.trim(), "1" | "true" | "TRUE")),
            Kind::Error => Cell::Error(stored.to_owned()),
            Kind::Date => read_date_time(stored).map_or_else(|| text(stored), Cell::DateTime),
            Kind::Number => {
                let shows_a_day = self.dates.get(head.style).copied().unwrap_or_default();
                let day = shows_a_day.then(|| serial(stored, self.epoch)).flatten();
                match (day, number::plain(stored)) {
                    (Some(at), _) if at.time() == jiff::civil::Time::midnight() => {
                        Cell::Date(at.date())
                    }
                    (Some(at), _) => Cell::DateTime(at),
                    (None, Some(number)) => Cell::Number(number),
                    (None, None) => text(stored),
                }
            }
        })
    }
}

impl Rows for XlsxRows {
    fn next_row(&mut self) -> Result<Option<Row>, Trouble> {
        while !self.is_at_end {
            match self.markup.next(&mut self.buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    let stated = raw(&element, "r").and_then(|number| number.parse().ok());
                    self.number = stated.unwrap_or(self.number + 1);
                    let cells = self.cells()?;
                    if !cells.is_empty() {
                        return Ok(Some(Row { number: self.number, cells }));
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.markup.finish()?;
                    self.is_at_end = true;
                }
                Event::Eof => return Err(self.markup.cut_off()),
                _ => {}
            }
        }
        Ok(None)
    }
}

fn head(element: &BytesStart<'_>) -> CellHead {
    let mut head = CellHead::default();
    for attribute in element.attributes().with_checks(false).filter_map(Result::ok) {
        match attribute.key.as_ref() {
            "r" => head.column = column(&attribute.value),
            "s" => head.style = attribute.value.parse().unwrap_or_default(),
            "t" => {
                head.kind = match attribute.value.as_ref() {
                    "s" => Kind::Shared,
                    "inlineStr" => Kind::Inline,
                    "str" => Kind::Formula,
                    "b" => Kind::Bool,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    head
}

fn raw(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut found = attributes.with_checks(false).filter_map(Result::ok);
    found.find(|attribute| attribute.key.as_ref() == name).map(|found| found.value.into_owned())
}

/// The column of a reference such as `AB12`, from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let count = letters.clone().count();
    if count == 0 || count > 3 {
        return None;
    }
    let ordinal = letters
        .fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some(ordinal - 1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn references_name_columns() {
        assert_eq!(
            ["A1", "Z9", "AA10", "XFD1", "12", ""].map(column),
            [Some(0), Some(25), Some(26), Some(16_383), None, None]
        );
    }
}
