//! The projections, row by row in the order of their keys.
//!
//! Long because it lists every projection with its columns.

use std::fmt::Write;

use ledger::chain::{Algorithm, Hash};

use crate::sql::{Conn, Row, Statement, Value};

use super::compare::Cursor;
use super::words;
use crate::StoreError;

/// A projection.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// How many of the columns make up the key.
    key: usize,
    pub(super) columns: &'static [&'static str],
}

/// A value as the database holds it.
pub(super) type Cell = Value<'static>;

/// What later ones refer to comes first, so that the first difference is the one to look at.
pub(super) const ALL: &[Table] = &[
    Table { name: "volume", key: 1, columns: &["volume", "first_sequence"] },
    Table {
        name: "unit",
        key: 1,
        columns: &[
            "id",
            "key",
            "kind",
            "parent",
            "zh",
            "en",
            "lft",
            "rgt",
            "depth",
            "until_day",
            "merged_into",
        ],
    },
    Table { name: "shaping", key: 1, columns: &["sequence"] },
    Table { name: "tree", key: 1, columns: &["id", "valid_from", "made"] },
    Table {
        name: "tree_unit",
        key: 2,
        columns: &["tree", "unit", "lft", "rgt", "since_day", "until_day"],
    },
    Table { name: "person", key: 1, columns: &["id", "name", "unit"] },
    Table { name: "person_role", key: 2, columns: &["person", "role"] },
    Table { name: "definition", key: 2, columns: &["key", "version", "sequence"] },
    Table { name: "calendar", key: 1, columns: &["sequence", "year", "unit"] },
    Table { name: "account", key: 1, columns: &["id", "register", "book", "place"] },
    Table { name: "dim_value", key: 2, columns: &["dims", "dimension", "value"] },
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
            "settled_day",
            "due_day",
            "last_sequence",
        ],
    },
    Table {
        name: "deadline",
        key: 2,
        columns: &[
            "matter",
            "clock",
            "register",
            "unit",
            "from_day",
            "yellow_day",
            "red_day",
            "red_second",
        ],
    },
    Table {
        name: "deadline_past",
        key: 3,
        columns: &[
            "matter",
            "clock",
            "from_day",
            "register",
            "unit",
            "scale",
            "until_day",
            "yellow_day",
            "red_day",
            "red_second",
        ],
    },
    Table {
        name: "pool",
        key: 2,
        columns: &[
            "register",
            "number",
            "unit",
            "dims",
            "state",
            "due_day",
            "moved_day",
            "supplied",
            "held",
            "used",
        ],
    },
    Table {
        name: "pool_hold",
        key: 3,
        columns: &[
            "register",
            "number",
            "field",
            "pool_register",
            "pool_number",
            "until_us",
            "lapse",
        ],
    },
    Table {
        name: "pool_draw",
        key: 4,
        columns: &[
            "pool_register",
            "pool_number",
            "sequence",
            "place",
            "register",
            "number",
            "unit",
            "movement",
            "amount",
            "day",
        ],
    },
    Table { name: "request", key: 2, columns: &["key", "actor", "digest", "sequence"] },
    Table { name: "numbering", key: 2, columns: &["register", "year", "last"] },
    Table { name: "cell", key: 3, columns: &["account", "unit", "year", "entries"] },
    Table {
        name: "run",
        key: 3,
        columns: &["account", "month", "first_sequence", "last_sequence", "entries"],
    },
    Table { name: "tail", key: 2, columns: &["first_sequence", "account", "entries"] },
    Table { name: "erased_value", key: 1, columns: &["commitment", "sequence", "day"] },
    Table { name: "tree_node", key: 2, columns: &["level", "position", "hash"] },
    Table {
        name: "closing",
        key: 1,
        columns: &["sequence", "key", "known_at", "from_day", "to_day", "report", "figures"],
    },
    Table {
        name: "sealed_figure",
        key: 2,
        columns: &["closing", "place", "id", "name", "unit", "digest"],
    },
    Table { name: "journal_end", key: 1, columns: &["only", "sequence", "head"] },
];

/// How many rows are read at a time.
pub(super) const ROWS: usize = 4_096;

impl Table {
    pub(super) async fn dump(&self, conn: &mut Conn, text: &mut String) -> Result<(), StoreError> {
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
        conn: &mut Conn,
        key: &[Cell],
    ) -> Result<Option<Vec<Cell>>, StoreError> {
        let mut statement = self.select();
        for (index, (column, cell)) in self.columns.iter().zip(key).enumerate() {
            let mark = if index == 0 { " WHERE " } else { " AND " };
            statement.push(mark).push(quoted(column)).push(" = ");
            statement.push_bind(cell.clone());
        }
        let row = statement.build().fetch_optional(conn).await?;
        Ok(row.map(Row::into_values))
    }

    fn select(&self) -> Statement<'_> {
        let mut statement = Statement::new("SELECT ");
        statement.push(listed(self.columns)).push(" FROM ").push(self.name);
        statement
    }

    /// The next rows after a key, in the order of keys.
    pub(super) async fn rows_after(
        &self,
        conn: &mut Conn,
        key: Option<&[Cell]>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let mut statement = self.select();
        self.push_after(&mut statement, key);
        statement.push(format_args!(" LIMIT {ROWS}"));
        let rows = statement.build().fetch_all(conn).await?;
        Ok(rows.into_iter().map(Row::into_values).collect())
    }

    /// A digest of all rows in the order of keys: equal digests are equal tables. Reading rows one by one
    /// to compare them costs many times as much.
    pub(super) async fn digest(&self, conn: &mut Conn) -> Result<Hash, StoreError> {
        let mut statement = self.select();
        self.push_after(&mut statement, None);
        let mut digest = Hash::default();
        let mut bytes = Vec::with_capacity(2 * DIGESTED);
        let each = statement.build().each(conn, |row| {
            for column in 0..self.columns.len() {
                push_bytes(&row.value(column)?, &mut bytes);
            }
            if bytes.len() >= DIGESTED {
                digest = Algorithm::Sha256.of(&[&digest, &bytes]);
                bytes.clear();
            }
            Ok(())
        });
        each.await?;
        Ok(Algorithm::Sha256.of(&[&digest, &bytes]))
    }

    /// ` WHERE key > … ORDER BY key`.
    fn push_after(&self, statement: &mut Statement<'_>, key: Option<&[Cell]>) {
        let keys = listed(self.columns.get(..self.key).unwrap_or_default());
        if let Some(key) = key {
            statement.push(" WHERE (").push(&keys).push(") > (");
            for (index, cell) in key.iter().enumerate() {
                if index > 0 {
                    statement.push(", ");
                }
                statement.push_bind(cell.clone());
            }
            statement.push(")");
        }
        statement.push(" ORDER BY ").push(&keys);
    }
}

/// A name as both databases take it, also one that is a word of theirs.
fn quoted(column: &str) -> String {
    format!("\"{column}\"")
}

fn listed(columns: &[&str]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// Bytes that go into a digest at a time.
const DIGESTED: usize = 1 << 16;

/// A value after its kind and length, so that no two rows share bytes.
fn push_bytes(value: &Value<'_>, into: &mut Vec<u8>) {
    let (kind, bytes): (u8, &[u8]) = match value {
        Value::Null => (0, &[]),
        Value::Integer(number) => {
            into.push(1);
            return into.extend_from_slice(&number.to_be_bytes());
        }
        Value::Text(text) => (2, text.as_bytes()),
        Value::Blob(bytes) => (3, bytes),
    };
    into.push(kind);
    into.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    into.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::project::TABLES;

    #[tokio::test]
    async fn every_table_but_the_journal_is_rebuilt_and_compared_in_full() {
        let mut conn = crate::open::scratch().await.unwrap();
        let mut tables: Vec<String> = crate::sql::query_scalar(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        )
        .fetch_all(&mut conn)
        .await
        .unwrap();
        // None of these is derived from the journal.
        let kept = [
            "record",
            "symbol",
            "dims",
            "section_head",
            "journal_end",
            "installation",
            "person_key",
            "personal_value",
        ];
        tables.retain(|table| !kept.contains(&table.as_str()));
        let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
        let mut compared: Vec<&str> = ALL.iter().map(|table| table.name).collect();
        compared.retain(|table| !kept.contains(table));
        let mut rebuilt = TABLES.to_vec();
        compared.sort_unstable();
        rebuilt.sort_unstable();
        assert_eq!((&tables, &tables), (&compared, &rebuilt));
        for table in ALL {
            let mut columns: Vec<String> =
                crate::sql::query_scalar("SELECT name FROM pragma_table_info($1)")
                    .bind(table.name)
                    .fetch_all(&mut conn)
                    .await
                    .unwrap();
            columns.sort_unstable();
            let mut listed: Vec<&str> = table.columns.to_vec();
            listed.sort_unstable();
            assert_eq!(columns, listed, "{}", table.name);
        }
    }
}
