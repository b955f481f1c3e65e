//! Which grid places the cells of tables cover (ECMA-376 Part 1, 17.4).

use std::collections::BTreeMap;

use checker::Cell;

use crate::draft::DraftError;

/// The most tables of an honest document.
const TABLES_MAX: usize = 20_000;
/// Word allows 63 columns; other programs some more.
const COLUMNS_MAX: usize = 1_024;

/// The cells of all tables of a part. Those that go on from the row above are no cells of their own.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) cells: Vec<Cell>,
    count: usize,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    table: usize,
    row: usize,
    column: usize,
    /// By their first column: cells that the next row may go on with.
    open: BTreeMap<usize, usize>,
    own: Own,
    is_row_deleted: bool,
}

/// What the cell that is being read says of itself.
#[derive(Debug, Default)]
struct Own {
    span: usize,
    merge: Merge,
    settled: Option<usize>,
}

/// `w:vMerge`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    /// The first of cells that are one.
    Restart,
    /// The cell above goes on.
    Continue,
}

impl Tables {
    /// # Errors
    ///
    /// [`DraftError::TooManyTables`].
    pub(super) fn begin(&mut self) -> Result<Grid, DraftError> {
        if self.count == TABLES_MAX {
            return Err(DraftError::TooManyTables { max: TABLES_MAX });
        }
        self.count += 1;
        Ok(Grid { table: self.count - 1, ..Grid::default() })
    }
}

impl Grid {
    pub(super) fn begin_row(&mut self) {
        (self.column, self.is_row_deleted) = (0, false);
    }

    /// The row begins so many columns later: `w:gridBefore`.
    pub(super) fn skip(&mut self, columns: usize) {
        self.column = columns;
    }

    /// The row is one that a tracked change has deleted.
    pub(super) fn delete_row(&mut self) {
        self.is_row_deleted = true;
    }

    pub(super) fn is_row_deleted(&self) -> bool {
        self.is_row_deleted
    }

    pub(super) fn end_row(&mut self) {
        self.row += usize::from(!std::mem::take(&mut self.is_row_deleted));
    }

    pub(super) fn begin_cell(&mut self) {
        self.own = Own { span: 1, ..Own::default() };
    }

    pub(super) fn span(&mut self, columns: usize) {
        self.own.span = columns.max(1);
    }

    pub(super) fn merge(&mut self, merge: Merge) {
        self.own.merge = merge;
    }

    /// The cell that is being read, once all is known that it says of itself.
    ///
    /// # Errors
    ///
    /// [`DraftError::TooManyColumns`].
    pub(super) fn cell(&mut self, tables: &mut Tables) -> Result<usize, DraftError> {
        if let Some(settled) = self.own.settled {
            return Ok(settled);
        }
        let (column, columns) = (self.column, self.own.span.max(1));
        if column.saturating_add(columns) > COLUMNS_MAX {
            return Err(DraftError::TooManyColumns { max: COLUMNS_MAX });
        }
        // Only a cell of the same width goes on.
        let above = self.open.get(&column).copied().filter(|above| {
            let is_as_wide = tables.cells.get(*above).is_some_and(|it| it.columns == columns);
            is_as_wide && self.own.merge == Merge::Continue
        });
        let settled = if let Some(above) = above {
            if let Some(cell) = tables.cells.get_mut(above) {
                cell.rows = self.row - cell.row + 1;
            }
            above
        } else {
            tables.cells.push(Cell { table: self.table, row: self.row, column, rows: 1, columns });
            tables.cells.len() - 1
        };
        let covered: Vec<usize> =
            self.open.range(column..column + columns).map(|it| *it.0).collect();
        for from in covered {
            self.open.remove(&from);
        }
        if self.own.merge != Merge::None {
            self.open.insert(column, settled);
        }
        self.own.settled = Some(settled);
        Ok(settled)
    }

    /// # Errors
    ///
    /// [`DraftError::TooManyColumns`].
    pub(super) fn end_cell(&mut self, tables: &mut Tables) -> Result<(), DraftError> {
        self.cell(tables)?;
        self.column = self.column.saturating_add(self.own.span);
        Ok(())
    }
}
