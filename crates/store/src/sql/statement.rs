//! Statements with their values.

use std::fmt::{Display, Write};

use super::value::FromValue;
use super::{Conn, Row, RowRef, Value};
use crate::StoreError;

/// A statement and the values of its placeholders.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statement<'a> {
    pub(super) text: String,
    pub(super) values: Vec<Value<'a>>,
}

/// A statement that asks for one column.
pub(crate) struct Scalar<'a>(Statement<'a>);

/// A statement written out in full.
pub(crate) fn query<'a>(text: &str) -> Statement<'a> {
    Statement::new(text)
}

/// A statement written out in full that asks for one column.
pub(crate) fn query_scalar<'a>(text: &str) -> Scalar<'a> {
    Scalar(Statement::new(text))
}

impl<'a> Statement<'a> {
    pub(crate) fn new(text: impl Into<String>) -> Statement<'a> {
        Statement { text: text.into(), values: vec![] }
    }

    /// The value of the next placeholder of a text written out in full.
    pub(crate) fn bind(mut self, value: impl Into<Value<'a>>) -> Statement<'a> {
        self.values.push(value.into());
        self
    }

    /// More text.
    pub(crate) fn push(&mut self, text: impl Display) -> &mut Statement<'a> {
        // Writing to a text cannot fail.
        let _ = write!(self.text, "{text}");
        self
    }

    /// A placeholder and its value.
    pub(crate) fn push_bind(&mut self, value: impl Into<Value<'a>>) -> &mut Statement<'a> {
        self.values.push(value.into());
        let place = self.values.len();
        self.push(format_args!("${place}"))
    }

    /// A list of parts with a mark between each two.
    pub(crate) fn separated(&mut self, mark: &'static str) -> Separated<'_, 'a> {
        Separated { statement: self, mark, begun: false }
    }

    /// `VALUES (…), (…)`: one group of values for each item.
    pub(crate) fn push_values<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(Separated<'_, 'a>, T),
    ) -> &mut Statement<'a> {
        self.push("VALUES ");
        for (index, item) in items.into_iter().enumerate() {
            self.push(if index == 0 { "(" } else { ", (" });
            write(self.separated(", "), item);
            self.push(")");
        }
        self
    }

    /// The statement as built so far.
    pub(crate) fn build(&mut self) -> Statement<'a> {
        std::mem::take(self)
    }

    /// The statement as built so far; it asks for one column.
    pub(crate) fn build_query_scalar(&mut self) -> Scalar<'a> {
        Scalar(self.build())
    }

    /// Runs it. How many rows it wrote.
    pub(crate) async fn execute(self, conn: &mut Conn) -> Result<u64, StoreError> {
        conn.execute(&self).await
    }

    pub(crate) async fn fetch_all(self, conn: &mut Conn) -> Result<Vec<Row>, StoreError> {
        conn.rows(&self).await
    }

    pub(crate) async fn fetch_optional(self, conn: &mut Conn) -> Result<Option<Row>, StoreError> {
        Ok(conn.rows(&self).await?.into_iter().next())
    }

    pub(crate) async fn fetch_one(self, conn: &mut Conn) -> Result<Row, StoreError> {
        let first = self.fetch_optional(conn).await?;
        first.ok_or_else(|| StoreError::damaged("an answer has no row"))
    }

    /// Looks at every row as it passes by.
    pub(crate) async fn each(
        self,
        conn: &mut Conn,
        look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        conn.each(&self, look).await
    }
}

impl<'a> Scalar<'a> {
    /// The value of the next placeholder.
    pub(crate) fn bind(self, value: impl Into<Value<'a>>) -> Scalar<'a> {
        Scalar(self.0.bind(value))
    }

    pub(crate) async fn fetch_one<T: FromValue>(self, conn: &mut Conn) -> Result<T, StoreError> {
        self.0.fetch_one(conn).await?.try_get(0)
    }

    pub(crate) async fn fetch_optional<T: FromValue>(
        self,
        conn: &mut Conn,
    ) -> Result<Option<T>, StoreError> {
        self.0.fetch_optional(conn).await?.map(|row| row.try_get(0)).transpose()
    }

    pub(crate) async fn fetch_all<T: FromValue>(
        self,
        conn: &mut Conn,
    ) -> Result<Vec<T>, StoreError> {
        self.0.fetch_all(conn).await?.iter().map(|row| row.try_get(0)).collect()
    }
}

/// A list being written.
pub(crate) struct Separated<'s, 'a> {
    statement: &'s mut Statement<'a>,
    mark: &'static str,
    begun: bool,
}

impl<'a> Separated<'_, 'a> {
    pub(crate) fn push_bind(&mut self, value: impl Into<Value<'a>>) -> &mut Self {
        if self.begun {
            self.statement.push(self.mark);
        }
        self.begun = true;
        self.statement.push_bind(value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_as_they_come() {
        let mut statement = Statement::new("INSERT INTO t (a, b) ");
        statement.push_values([(1_i64, "x"), (2, "y")], |mut row, (a, b)| {
            row.push_bind(a).push_bind(b);
        });
        assert_eq!(statement.text, "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(statement.values.len(), 4);
    }
}
