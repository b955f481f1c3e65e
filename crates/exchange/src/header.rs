//! Finds the columns of a sheet by their headers, in any order, under any of their names.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, Lang, Say};

use crate::cell::{Cell, column_letters};
use crate::error::ReadError;
use crate::sheet::{Row, Sheet};

/// How many rows a title and explanations may take above the headers.
const ROWS_ABOVE_MAX: usize = 10;

/// Which columns are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Column key → the headers under which it may appear.
    pub columns: &'a BTreeMap<Key, Vec<String>>,
    pub required: &'a [Key],
    /// Headers of personal columns, which are recognised and left out.
    pub personal: &'a [String],
}

/// The columns of a sheet, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Number of the row that holds the headers; of the lower one, if they take two.
    pub row: u64,
    /// Headers as written, from column A.
    pub names: Vec<String>,
    columns: BTreeMap<Key, usize>,
    /// Headers of personal columns that were left out.
    pub personal: Vec<String>,
    /// Headers that mean nothing here.
    pub ignored: Vec<String>,
}

/// Why the columns cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{file}, sheet \"{sheet}\": {}", faults_en(.faults))]
    Columns { file: String, sheet: String, faults: Vec<HeaderFault> },
}

/// One thing that is wrong with the headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// A required column is not there, under none of its names.
    Missing { names: Vec<String> },
    /// Two or more columns mean the same.
    Twice { columns: Vec<String> },
}

impl Header {
    /// The cell of a wanted column; empty if the sheet has no such column.
    #[must_use]
    pub fn cell<'r>(&self, row: &'r Row, column: &Key) -> &'r Cell {
        self.columns.get(column).map_or(&Cell::Empty, |index| row.cell(*index))
    }

    #[must_use]
    pub fn has(&self, column: &Key) -> bool {
        self.columns.contains_key(column)
    }

    /// Where a wanted column stands, counted from 0; `None` if the sheet has no such column.
    #[must_use]
    pub fn index(&self, column: &Key) -> Option<usize> {
        self.columns.get(column).copied()
    }

    /// A column as people find it: its letters and its header, `C 工单类型`.
    #[must_use]
    pub fn place(&self, column: &Key) -> String {
        self.columns.get(column).map_or_else(String::new, |index| place(&self.names, *index))
    }

    /// The first filled cell to the right of the last header, with its place: a sign that a row has
    /// slipped because of a delimiter within a text.
    #[must_use]
    pub fn beyond<'r>(&self, row: &'r Row) -> Option<(String, &'r Cell)> {
        let mut cells = row.cells.iter().enumerate().skip(self.names.len());
        cells.find(|(_, cell)| !cell.is_blank()).map(|(index, cell)| (column_letters(index), cell))
    }
}

fn place(names: &[String], index: usize) -> String {
    let name = names.get(index).map(String::as_str).unwrap_or_default();
    format!("{} {name}", column_letters(index)).trim_end().to_owned()
}

/// Reads down to the headers. They are the row, among the first few, in which most wanted columns are
/// found; merged headers that take two rows are read together. The next row of the sheet is data.
///
/// # Errors
///
/// [`HeaderError`] if the sheet cannot be read, or with every missing and every doubled column.
pub fn find(sheet: &mut Sheet, wanted: Wanted<'_>) -> Result<Header, HeaderError> {
    let dictionary = Dictionary::new(wanted);
    let mut best: Option<Header> = None;
    let mut best_faults = vec![];
    for _ in 0..=ROWS_ABOVE_MAX {
        let Some(row) = sheet.next_row()? else { break };
        let names: Vec<String> = row.cells.iter().map(Cell::text).collect();
        let (header, faults) = dictionary.read(row.number, names);
        if header.columns.is_empty() {
            continue;
        }
        let (header, faults) = two_rows(sheet, &dictionary, header, faults)?;
        if faults.is_empty() {
            return Ok(header);
        }
        if best.as_ref().is_none_or(|best| best.columns.len() < header.columns.len()) {
            best = Some(header);
            best_faults = faults;
        }
    }
    let faults = if best.is_some() { best_faults } else { dictionary.read(0, vec![]).1 };
    Err(HeaderError::Columns {
        file: sheet.file().to_owned(),
        sheet: sheet.name().to_owned(),
        faults,
    })
}

/// Joins a header row with the one below it if that has headers where the upper one has none, as
/// merged cells leave it; otherwise gives the lower row back.
fn two_rows(
    sheet: &mut Sheet,
    dictionary: &Dictionary<'_>,
    upper: Header,
    faults: Vec<HeaderFault>,
) -> Result<(Header, Vec<HeaderFault>), HeaderError> {
    let Some(lower) = sheet.next_row()? else { return Ok((upper, faults)) };
    let taken: BTreeSet<usize> = upper.columns.values().copied().collect();
    let is_data = taken.iter().any(|index| !lower.cell(*index).is_blank());
    let width = upper.names.len().max(lower.cells.len());
    let names: Vec<String> = (0..width)
        .map(|index| {
            let below = lower.cell(index).text();
            let above = upper.names.get(index).cloned().unwrap_or_default();
            if below.is_empty() { above } else { below }
        })
        .collect();
    let (joined, joined_faults) = dictionary.read(lower.number, names);
    if !is_data && joined.columns.len() > upper.columns.len() {
        return Ok((joined, joined_faults));
    }
    sheet.put_back(lower);
    Ok((upper, faults))
}

/// Headers in the form in which they are compared.
struct Dictionary<'a> {
    wanted: Wanted<'a>,
    columns: BTreeMap<String, &'a Key>,
    personal: BTreeSet<String>,
}

impl<'a> Dictionary<'a> {
    fn new(wanted: Wanted<'a>) -> Dictionary<'a> {
        let aliases = wanted
            .columns
            .iter()
            .flat_map(|(key, names)| names.iter().map(move |name| (comparable(name), key)));
        Dictionary {
            wanted,
            columns: aliases.collect(),
            personal: wanted.personal.iter().map(|name| comparable(name)).collect(),
        }
    }

    /// The column that a header names: as written, else without what it says in parentheses.
    fn column(&self, name: &str) -> Option<&'a Key> {
        let whole = comparable(name);
        let found = self.columns.get(&whole).or_else(|| self.columns.get(without_remark(&whole)));
        found.copied()
    }

    fn is_personal(&self, name: &str) -> bool {
        let whole = comparable(name);
        self.personal.contains(&whole) || self.personal.contains(without_remark(&whole))
    }

    fn read(&self, row: u64, names: Vec<String>) -> (Header, Vec<HeaderFault>) {
        let mut found: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        let (mut personal, mut ignored) = (vec![], vec![]);
        for (index, name) in names.iter().enumerate() {
            if let Some(column) = self.column(name) {
                found.entry(column.clone()).or_default().push(index);
            } else if self.is_personal(name) {
                personal.push(name.clone());
            } else if !name.is_empty() {
                ignored.push(name.clone());
            }
        }
        let missing =
            self.wanted.required.iter().filter(|key| !found.contains_key(key)).map(|key| {
                let names = self.wanted.columns.get(key).cloned().unwrap_or_default();
                HeaderFault::Missing { names }
            });
        let twice = found.values().filter(|places| places.len() > 1).map(|places| {
            let columns = places.iter().map(|index| place(&names, *index)).collect();
            HeaderFault::Twice { columns }
        });
        let faults: Vec<HeaderFault> = missing.chain(twice).collect();
        let first = |(key, places): (Key, Vec<usize>)| Some((key, places.first().copied()?));
        let columns = found.into_iter().filter_map(first).collect();
        (Header { row, names, columns, personal, ignored }, faults)
    }
}

/// A header without spaces, marks and differences of width and case: `＊工单编号 ：` is `工单编号`.
#[must_use]
pub fn comparable(text: &str) -> String {
    let folded = text.chars().map(half_width).filter(|character| {
        !character.is_whitespace() && !matches!(character, '*' | ':' | '\u{feff}' | '\u{200b}')
    });
    folded.flat_map(char::to_lowercase).collect()
}

/// Full-width forms of ASCII become ASCII.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Without a unit or explanation in parentheses at the end: `罚款金额(元)`, `问题分类(三级)`.
fn without_remark(comparable: &str) -> &str {
    match comparable.split_once('(') {
        Some((name, rest)) if rest.ends_with(')') && !name.is_empty() => name,
        Some(_) | None => comparable,
    }
}

fn faults_en(faults: &[HeaderFault]) -> String {
    let faults: Vec<String> = faults.iter().map(|fault| fault.say(Lang::En)).collect();
    faults.join("; ")
}

impl Say for HeaderFault {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (HeaderFault::Missing { names }, Lang::En) => {
                format!("the column {} is missing; add it", names.join(" or "))
            }
            (HeaderFault::Missing { names }, Lang::Zh) => {
                format!("缺少“{}”列，请补上", names.join("”或“"))
            }
            (HeaderFault::Twice { columns }, Lang::En) => {
                format!("the columns {} mean the same; keep one of them", columns.join(" and "))
            }
            (HeaderFault::Twice { columns }, Lang::Zh) => {
                format!("{} 各列含义相同，请只保留一列", columns.join("、"))
            }
        }
    }
}

impl Say for HeaderError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (HeaderError::Read(error), lang) => error.say(lang),
            (HeaderError::Columns { .. }, Lang::En) => self.to_string(),
            (HeaderError::Columns { file, sheet, faults }, Lang::Zh) => {
                let faults: Vec<String> = faults.iter().map(|fault| fault.say(lang)).collect();
                format!("{file}，工作表“{sheet}”：{}", faults.join("；"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_without_their_dress() {
        for text in ["工单编号", " 工单 编号", "＊工单编号：", "\u{feff}工单编号", "工单\n编号"]
        {
            assert_eq!(comparable(text), "工单编号", "{text}");
        }
        assert_eq!(comparable("ＡＰＰ（元）"), "app(元)");
        assert_eq!(without_remark("罚款金额(元)"), "罚款金额");
        assert_eq!(without_remark("(元)"), "(元)");
    }
}
