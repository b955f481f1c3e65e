//! The tables of a draft as grids of numbers and words.

use std::collections::BTreeMap;

use crate::draft::{Draft, Kind, Paragraph};
use crate::quantity::{Quantity, is_bounded};

/// Columns that are looked at; wider tables are matrices.
pub(crate) const COLUMNS_MAX: usize = 24;
/// Rows that are looked at.
pub(crate) const ROWS_MAX: usize = 2_000;

/// A cell that holds a number and nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Figure<'a> {
    pub(crate) paragraph: Paragraph<'a>,
    pub(crate) quantity: Quantity,
    /// `%` stands behind it.
    pub(crate) is_share: bool,
}

/// A table: its numbers and its words by row and column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid<'a> {
    pub(crate) figures: BTreeMap<(usize, usize), Figure<'a>>,
    pub(crate) texts: BTreeMap<(usize, usize), String>,
}

/// Every table of a draft, in order.
pub(crate) fn tables(draft: &Draft) -> Vec<Grid<'_>> {
    let mut tables: BTreeMap<usize, Grid<'_>> = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        let Kind::Cell(cell) = paragraph.kind else { continue };
        if cell.column >= COLUMNS_MAX || cell.row >= ROWS_MAX {
            continue;
        }
        let grid = tables.entry(cell.table).or_default();
        let text: String = paragraph.letters.iter().filter(|one| !one.is_whitespace()).collect();
        if let Some(figure) = alone(&paragraph) {
            grid.figures.insert((cell.row, cell.column), figure);
        }
        grid.texts.insert((cell.row, cell.column), text);
    }
    tables.into_values().collect()
}

/// The number of a cell that holds nothing else but perhaps a unit.
fn alone<'a>(paragraph: &Paragraph<'a>) -> Option<Figure<'a>> {
    let [number] = paragraph.numbers else { return None };
    if !is_bounded(number) {
        return None;
    }
    let rest = paragraph.letters.iter().enumerate();
    let rest: String = rest
        .filter(|(at, one)| !number.range.contains(at) && !one.is_whitespace())
        .map(|(_, one)| *one)
        .collect();
    let (unit, range) = (None, number.range.clone());
    let quantity = Quantity { number: number.clone(), unit, range, is_about: false };
    let is_share = matches!(rest.as_str(), "%" | "％") || number.per == Some(100);
    let is_name = rest.contains(['年', '月', '日', '第', '季', '期']);
    (rest.chars().count() <= 2 && !is_name).then_some(Figure {
        paragraph: *paragraph,
        quantity,
        is_share,
    })
}

impl Grid<'_> {
    /// What a column is called: the words of its cells above the first number.
    pub(crate) fn heading(&self, column: usize) -> String {
        let first = self.figures.keys().map(|(row, _)| *row).min().unwrap_or_default();
        let above = self.texts.iter().filter(|((row, at), _)| *at == column && *row < first);
        above.map(|(_, text)| text.as_str()).collect()
    }

    /// The rows with a number in each of these columns.
    pub(crate) fn rows(&self, columns: &[usize]) -> Vec<usize> {
        let Some(first) = columns.first() else { return vec![] };
        let own = self.figures.keys().filter(|(_, column)| column == first).map(|(row, _)| *row);
        let has =
            |row: &usize| columns.iter().all(|column| self.figures.contains_key(&(*row, *column)));
        own.filter(has).collect()
    }
}
