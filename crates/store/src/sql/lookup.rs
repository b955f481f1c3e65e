//! Many rows by their keys.

use super::{Column, Conn, RowRef, Value};
use crate::StoreError;

/// The rows of a table with certain keys.
///
/// SQLite runs one prepared statement again and again; PostgreSQL gets the keys as arrays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lookup<const KEYS: usize> {
    pub(crate) table: &'static str,
    pub(crate) keys: [(&'static str, Column); KEYS],
    /// What is read besides the keys.
    pub(crate) columns: &'static str,
}

impl<const KEYS: usize> Lookup<KEYS> {
    /// Looks at the rows that there are, in no order: first the columns of the key, then the others.
    pub(crate) async fn each(
        &self,
        conn: &mut Conn,
        keys: &[[Value<'_>; KEYS]],
        look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        conn.look_up((&self.single(), &self.arrays()), keys, look).await
    }

    fn select(&self) -> String {
        format!("SELECT {}, {} FROM {}", self.names(), self.columns, self.table)
    }

    fn names(&self) -> String {
        self.keys.map(|(key, _)| key).join(", ")
    }

    fn single(&self) -> String {
        let each = self.keys.iter().enumerate();
        let equal: Vec<String> =
            each.map(|(at, (key, _))| format!("{key} = ${}", at + 1)).collect();
        format!("{} WHERE {}", self.select(), equal.join(" AND "))
    }

    fn arrays(&self) -> String {
        let (each, keys) = (self.keys.iter().enumerate(), self.names());
        let arrays: Vec<String> =
            each.map(|(at, (_, column))| format!("${}::{}[]", at + 1, column.kind())).collect();
        let arrays = arrays.join(", ");
        format!("{} JOIN unnest({arrays}) AS wanted({keys}) USING ({keys})", self.select())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_up_two_ways() {
        let keys = [("a", Column::Integer), ("b", Column::Text)];
        let lookup = Lookup { table: "t", keys, columns: "c" };
        assert_eq!(lookup.single(), "SELECT a, b, c FROM t WHERE a = $1 AND b = $2");
        assert_eq!(
            lookup.arrays(),
            "SELECT a, b, c FROM t JOIN unnest($1::bigint[], $2::text[]) AS wanted(a, b) USING (a, b)"
        );
    }
}
