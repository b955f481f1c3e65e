//! Many rows into one table.

use std::fmt::Write;

use super::{Conn, Value};
use crate::StoreError;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Integer,
    Text,
    Blob,
}

impl Column {
    /// What PostgreSQL calls it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Column::Integer => "bigint",
            Column::Text => "text",
            Column::Blob => "bytea",
        }
    }
}

/// `INSERT INTO table (columns) … then`, for as many rows as there are.
///
/// SQLite runs one prepared statement again and again; PostgreSQL gets whole columns as arrays, or a
/// copy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Insert<const COLUMNS: usize> {
    pub(crate) table: &'static str,
    pub(crate) columns: [(&'static str, Column); COLUMNS],
    /// What follows the values, such as `ON CONFLICT …`; may be empty.
    pub(crate) then: &'static str,
}

/// How many rows go to PostgreSQL in one message.
const ROWS_MAX: usize = 10_000;

/// With fewer rows, the messages that begin and end a copy cost more than it saves.
const COPIED_MIN: usize = 256;

/// How many rows go into PostgreSQL at once.
pub(super) enum Many<const COLUMNS: usize> {
    /// One statement with a column in each array.
    Arrays(String),
    Copy(String, [Column; COLUMNS]),
}

/// How many rows are made at a time.
const PART: usize = 2_048;

impl<const COLUMNS: usize> Insert<COLUMNS> {
    pub(crate) async fn rows(
        &self,
        conn: &mut Conn,
        rows: &[[Value<'_>; COLUMNS]],
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let (single, arrays, copy) = (self.single(), self.arrays(), self.copy());
        let many = match copy {
            Some((copy, kinds)) if rows.len() >= COPIED_MIN => Many::Copy(copy, kinds),
            Some(_) | None => Many::Arrays(arrays),
        };
        for part in rows.chunks(ROWS_MAX) {
            conn.execute_rows(&single, &many, part).await?;
        }
        Ok(())
    }

    /// A row for each item, made a few at a time: all at once would be several times the items.
    pub(crate) async fn all<T: Sync>(
        &self,
        conn: &mut Conn,
        items: &[T],
        row: impl for<'a> Fn(&'a T) -> [Value<'a>; COLUMNS] + Send,
    ) -> Result<(), StoreError> {
        for part in items.chunks(PART) {
            let rows: Vec<_> = part.iter().map(&row).collect();
            self.rows(conn, &rows).await?;
        }
        Ok(())
    }

    /// The fastest way into PostgreSQL, for rows that cannot be there yet.
    fn copy(&self) -> Option<(String, [Column; COLUMNS])> {
        let text = format!("COPY {} ({}) FROM STDIN BINARY", self.table, self.names());
        self.then.is_empty().then(|| (text, self.columns.map(|(_, column)| column)))
    }

    fn names(&self) -> String {
        self.columns.map(|(name, _)| name).join(", ")
    }

    fn single(&self) -> String {
        let places: Vec<String> = (1..=COLUMNS).map(|place| format!("${place}")).collect();
        format!(
            "INSERT INTO {} ({}) VALUES ({}) {}",
            self.table,
            self.names(),
            places.join(", "),
            self.then
        )
    }

    fn arrays(&self) -> String {
        let mut text =
            format!("INSERT INTO {} ({}) SELECT * FROM unnest(", self.table, self.names());
        for (place, (_, column)) in (1..).zip(self.columns) {
            let kind = column.kind();
            let mark = if place == 1 { "" } else { ", " };
            // Writing to a text cannot fail.
            let _ = write!(text, "{mark}${place}::{kind}[]");
        }
        // Without the clause between, `ON CONFLICT` could be read as part of a join.
        text.push_str(") WHERE true ");
        text.push_str(self.then);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_two_ways() {
        let insert = Insert {
            table: "t",
            columns: [("a", Column::Integer), ("b", Column::Text)],
            then: "ON CONFLICT DO NOTHING",
        };
        assert_eq!(insert.single(), "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        assert_eq!(
            insert.arrays(),
            "INSERT INTO t (a, b) SELECT * FROM unnest($1::bigint[], $2::text[]) WHERE true \
             ON CONFLICT DO NOTHING"
        );
    }
}
