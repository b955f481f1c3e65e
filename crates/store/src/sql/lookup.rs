//! Many rows by their keys.

use super::{Conn, RowRef};
use crate::StoreError;

/// The rows of a table with certain keys, all of whole numbers.
///
/// SQLite runs one prepared statement again and again; PostgreSQL gets the keys as arrays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lookup<const KEYS: usize> {
    pub(crate) table: &'static str,
    pub(crate) keys: [&'static str; KEYS],
    /// What is read besides the keys.
    pub(crate) columns: &'static str,
}

impl<const KEYS: usize> Lookup<KEYS> {
    /// Looks at the rows that there are, in no order: first the columns of the key, then the others.
    pub(crate) async fn each(
        &self,
        conn: &mut Conn,
        keys: &[[i64; KEYS]],
        look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        conn.look_up((&self.single(), &self.arrays()), keys, look).await
    }

    fn select(&self) -> String {
        format!("SELECT {}, {} FROM {}", self.keys.join(", "), self.columns, self.table)
    }

    fn single(&self) -> String {
        let each = self.keys.iter().enumerate();
        let equal: Vec<String> = each.map(|(at, key)| format!("{key} = ${}", at + 1)).collect();
        format!("{} WHERE {}", self.select(), equal.join(" AND "))
    }

    fn arrays(&self) -> String {
        let arrays: Vec<String> = (1..=KEYS).map(|at| format!("${at}::bigint[]")).collect();
        let keys = self.keys.join(", ");
        format!(
            "{} JOIN unnest({}) AS wanted({keys}) USING ({keys})",
            self.select(),
            arrays.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_up_two_ways() {
        let lookup = Lookup { table: "t", keys: ["a", "b"], columns: "c" };
        assert_eq!(lookup.single(), "SELECT a, b, c FROM t WHERE a = $1 AND b = $2");
        assert_eq!(
            lookup.arrays(),
            "SELECT a, b, c FROM t JOIN unnest($1::bigint[], $2::bigint[]) AS wanted(a, b) USING (a, b)"
        );
    }
}
