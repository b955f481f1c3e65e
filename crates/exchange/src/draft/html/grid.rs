//! Where the cells of a table stand, when some cover several rows or columns.

use checker::{Cell, Kind};

use super::Part;

/// No cell covers more rows or columns, whatever it says; browsers stop there too.
const SPAN_MAX: i64 = 1_000;

/// A table whose cells are still being read.
pub(super) struct Grid {
    index: usize,
    /// Rows begun so far.
    rows: usize,
    /// The column in which the next cell of the row may stand.
    column: usize,
    /// For each column the first row that no cell from above covers.
    free_from: Vec<usize>,
    /// The paragraphs of cells that cover several rows, as places in the parts. How far they reach is
    /// known only at the end of their section.
    tall: Vec<usize>,
}

impl Grid {
    pub(super) fn new(index: usize) -> Grid {
        Grid { index, rows: 0, column: 0, free_from: vec![], tall: vec![] }
    }

    /// Its number among the tables.
    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows += 1;
        self.column = 0;
    }

    /// The place of the next cell of the row, by its `rowspan` and `colspan`.
    pub(super) fn cell(&mut self, rows: Option<i64>, columns: Option<i64>) -> Cell {
        let row = self.rows.saturating_sub(1);
        while self.free_from.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let rows = match rows {
            // As many as there are.
            Some(0) => SPAN_MAX,
            rows => rows.unwrap_or(1),
        };
        let rows = span(rows);
        let columns = span(columns.unwrap_or(1));
        let column = self.column;
        self.column += columns;
        if self.free_from.len() < self.column {
            self.free_from.resize(self.column, 0);
        }
        for free in self.free_from.iter_mut().skip(column).take(columns) {
            *free = (*free).max(row + rows);
        }
        Cell { table: self.index, row, column, rows, columns }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.free_from.len()
    }

    /// Notes that the paragraph at this place is one of a cell of this table that covers several rows.
    pub(super) fn note_tall(&mut self, part: usize) {
        self.tall.push(part);
    }

    /// Ends a section, such as the head: no cell reaches beyond it.
    pub(super) fn end_section(&mut self, parts: &mut [Part]) {
        self.free_from.fill(0);
        for part in self.tall.drain(..) {
            if let Some((_, Kind::Cell(cell))) = parts.get_mut(part) {
                cell.rows = cell.rows.min(self.rows.saturating_sub(cell.row)).max(1);
            }
        }
    }
}

fn span(said: i64) -> usize {
    usize::try_from(said.clamp(1, SPAN_MAX)).unwrap_or(1)
}
