//! The projections, row by row in the order of their keys.

use std::cmp::Ordering;
use std::fmt::Write;

use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, TypeInfo, ValueRef};

use super::words::{self, Difference, What};
use crate::StoreError;

/// A projection.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// How many of the columns make up the key.
    key: usize,
    pub(super) columns: &'static [&'static str],
}

/// A value as SQLite holds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// What later ones refer to comes first, so that the first difference is the one to look at.
pub(super) const ALL: [Table; 14] = [
    Table { name: "record_period", key: 1, columns: &["period", "first_sequence"] },
    Table {
        name: "unit",
        key: 1,
        columns: &["id", "key", "kind", "parent", "zh", "en", "lft", "rgt", "depth"],
    },
    Table { name: "person", key: 1, columns: &["id", "name", "unit"] },
    Table { name: "person_role", key: 2, columns: &["person", "role"] },
    Table { name: "definition", key: 2, columns: &["key", "version", "sequence"] },
    Table { name: "account", key: 1, columns: &["id", "register", "book", "place"] },
    Table { name: "dims", key: 1, columns: &["id", "text"] },
    Table { name: "dim_value", key: 2, columns: &["dims", "dimension", "value"] },
    Table {
        name: "event",
        key: 1,
        columns: &[
            "sequence",
            "matter",
            "version",
            "day",
            "step",
            "reverses",
            "posts",
            "before_account",
            "before_unit",
            "before_dims",
            "after_account",
            "after_unit",
            "after_dims",
        ],
    },
    Table {
        name: "matter",
        key: 1,
        columns: &[
            "id",
            "register",
            "number",
            "title",
            "account",
            "unit",
            "dims",
            "version",
            "opened_day",
            "changed_day",
            "due_day",
            "last_sequence",
        ],
    },
    Table { name: "numbering", key: 2, columns: &["register", "year", "last"] },
    Table {
        name: "cell_month",
        key: 5,
        columns: &["account", "unit", "dims", "month", "period", "debit", "credit"],
    },
    Table {
        name: "cell_day",
        key: 5,
        columns: &["account", "unit", "dims", "day", "period", "debit", "credit"],
    },
    Table { name: "journal_end", key: 1, columns: &["only", "sequence", "head"] },
];

/// How many rows are read at a time.
const ROWS: usize = 4_096;

impl Table {
    /// Walks the stored rows and the recomputed ones side by side.
    pub(super) async fn compare(
        &self,
        stored: &mut SqliteConnection,
        fresh: &mut SqliteConnection,
        limit: usize,
        found: &mut Vec<Difference>,
    ) -> Result<(), StoreError> {
        let mut left = Cursor::new(self);
        let mut right = Cursor::new(self);
        loop {
            left.fill(stored).await?;
            right.fill(fresh).await?;
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
                found.push(words::difference(self, what, &row, stored, fresh).await?);
            }
            if found.len() >= limit {
                return Ok(());
            }
        }
    }

    pub(super) async fn dump(
        &self,
        conn: &mut SqliteConnection,
        text: &mut String,
    ) -> Result<(), StoreError> {
        let mut rows = Cursor::new(self);
        rows.fill(conn).await?;
        while let Some(row) = rows.take() {
            let said: Vec<String> = row.iter().map(words::plain).collect();
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{}: {}", self.name, said.join(" | "));
            rows.fill(conn).await?;
        }
        Ok(())
    }

    pub(super) fn key_of<'a>(&self, row: &'a [Cell]) -> &'a [Cell] {
        row.get(..self.key).unwrap_or(row)
    }

    /// The row with this key.
    pub(super) async fn find(
        &self,
        conn: &mut SqliteConnection,
        key: &[Cell],
    ) -> Result<Option<Vec<Cell>>, StoreError> {
        let mut statement = self.select();
        for (index, (column, cell)) in self.columns.iter().zip(key).enumerate() {
            statement.push(if index == 0 { " WHERE " } else { " AND " }).push(column).push(" = ");
            bind(&mut statement, cell);
        }
        let row = statement.build().fetch_optional(conn).await?;
        row.as_ref().map(read).transpose()
    }

    fn select(&self) -> QueryBuilder<Sqlite> {
        let mut statement = QueryBuilder::<Sqlite>::new("SELECT ");
        statement.push(self.columns.join(", ")).push(" FROM ").push(self.name);
        statement
    }

    /// The next rows after a key, in the order of keys.
    async fn rows_after(
        &self,
        conn: &mut SqliteConnection,
        key: Option<&[Cell]>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let keys = self.columns.get(..self.key).unwrap_or_default().join(", ");
        let mut statement = self.select();
        if let Some(key) = key {
            statement.push(" WHERE (").push(&keys).push(") > (");
            for (index, cell) in key.iter().enumerate() {
                if index > 0 {
                    statement.push(", ");
                }
                bind(&mut statement, cell);
            }
            statement.push(")");
        }
        statement.push(" ORDER BY ").push(&keys).push(format_args!(" LIMIT {ROWS}"));
        let rows = statement.build().fetch_all(conn).await?;
        rows.iter().map(read).collect()
    }
}

/// Rows of a table, read in parts.
struct Cursor<'a> {
    table: &'a Table,
    /// Ahead, the next one last.
    rows: Vec<Vec<Cell>>,
    last: Option<Vec<Cell>>,
    ended: bool,
}

impl<'a> Cursor<'a> {
    fn new(table: &'a Table) -> Cursor<'a> {
        Cursor { table, rows: vec![], last: None, ended: false }
    }

    async fn fill(&mut self, conn: &mut SqliteConnection) -> Result<(), StoreError> {
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

    fn take(&mut self) -> Option<Vec<Cell>> {
        self.rows.pop()
    }
}

fn bind(statement: &mut QueryBuilder<Sqlite>, cell: &Cell) {
    match cell {
        Cell::Null => statement.push("NULL"),
        Cell::Integer(number) => statement.push_bind(*number),
        Cell::Text(text) => statement.push_bind(text.clone()),
        Cell::Blob(bytes) => statement.push_bind(bytes.clone()),
    };
}

fn read(row: &SqliteRow) -> Result<Vec<Cell>, StoreError> {
    (0..row.len())
        .map(|index| {
            let raw = row.try_get_raw(index)?;
            if raw.is_null() {
                return Ok(Cell::Null);
            }
            Ok(match raw.type_info().name() {
                "INTEGER" => Cell::Integer(row.try_get(index)?),
                "BLOB" => Cell::Blob(row.try_get(index)?),
                _ => Cell::Text(row.try_get(index)?),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::project::TABLES;

    #[tokio::test]
    async fn every_table_but_the_journal_is_rebuilt_and_compared_in_full() {
        let mut conn = crate::open::scratch().await.unwrap();
        let mut tables: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .fetch_all(&mut conn)
                .await
                .unwrap();
        tables.retain(|table| table != "record");
        let mut compared = ALL.map(|table| table.name);
        let mut rebuilt = TABLES;
        compared.sort_unstable();
        rebuilt.sort_unstable();
        assert_eq!(
            (&tables[..], &tables[..]),
            (&compared.map(str::to_owned)[..], &rebuilt.map(str::to_owned)[..])
        );
        for table in &ALL {
            let mut columns: Vec<String> =
                sqlx::query_scalar("SELECT name FROM pragma_table_info($1)")
                    .bind(table.name)
                    .fetch_all(&mut conn)
                    .await
                    .unwrap();
            columns.sort_unstable();
            let mut listed = table.columns.to_vec();
            listed.sort_unstable();
            assert_eq!(columns, listed, "{}", table.name);
        }
    }
}
