//! Stored projections against recomputed ones.

use std::cmp::Ordering;

use crate::sql::Conn;

use super::tables::{Cell, ROWS, Table};
use super::words::{self, Difference, Names, What};
use crate::StoreError;

impl Table {
    /// Walks the stored rows and the recomputed ones side by side.
    pub(super) async fn compare(
        &self,
        names: &mut Names<'_>,
        limit: usize,
        found: &mut Vec<Difference>,
    ) -> Result<(), StoreError> {
        if self.digest(names.stored).await? == self.digest(names.fresh).await? {
            return Ok(());
        }
        let mut left = Cursor::new(self);
        let mut right = Cursor::new(self);
        loop {
            left.fill(names.stored).await?;
            right.fill(names.fresh).await?;
            let (what, row) = match (left.peek(), right.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => (What::Surplus, left.take()),
                (None, Some(_)) => (What::Missing, right.take()),
                (Some(a), Some(b)) => match self.key_of(a).cmp(self.key_of(b)) {
                    Ordering::Less => (What::Surplus, left.take()),
                    Ordering::Greater => (What::Missing, right.take()),
                    Ordering::Equal if a == b => {
                        let _equal = (left.take(), right.take());
                        continue;
                    }
                    Ordering::Equal => {
                        let _recomputed = right.take();
                        (What::Differs, left.take())
                    }
                },
            };
            if let Some(row) = row {
                found.push(words::difference(self, what, &row, names).await?);
            }
            if found.len() >= limit {
                return Ok(());
            }
        }
    }
}

/// Rows of a table, read in parts.
pub(super) struct Cursor<'a> {
    table: &'a Table,
    /// Ahead, the next one last.
    rows: Vec<Vec<Cell>>,
    last: Option<Vec<Cell>>,
    ended: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(table: &'a Table) -> Cursor<'a> {
        Cursor { table, rows: vec![], last: None, ended: false }
    }

    pub(super) async fn fill(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        if !self.rows.is_empty() || self.ended {
            return Ok(());
        }
        self.rows = self.table.rows_after(conn, self.last.as_deref()).await?;
        self.ended = self.rows.len() < ROWS;
        if let Some(last) = self.rows.last() {
            self.last = Some(self.table.key_of(last).to_vec());
        }
        self.rows.reverse();
        Ok(())
    }

    fn peek(&self) -> Option<&Vec<Cell>> {
        self.rows.last()
    }

    pub(super) fn take(&mut self) -> Option<Vec<Cell>> {
        self.rows.pop()
    }
}
