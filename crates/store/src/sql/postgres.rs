//! PostgreSQL: statements are prepared once for each connection and kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use futures_util::TryStreamExt;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls};

use super::numeric::Numeric;
use super::value::misread;
use super::{Column, RowRef, Statement, Value};
use crate::StoreError;

/// How many prepared statements a connection keeps.
const PREPARED_MAX: usize = 200;

/// A connection to a server.
pub(super) struct Postgres {
    client: Client,
    /// By text, and by the kinds of its values.
    prepared: BTreeMap<String, Vec<(Vec<Type>, tokio_postgres::Statement)>>,
    /// The last statement has not come to a good end. In a transaction the server would answer a commit
    /// by rolling back, without a word.
    has_failed: bool,
}

impl Postgres {
    pub(super) async fn connect(config: &Config) -> Result<Postgres, StoreError> {
        let connected = config.connect(NoTls).await;
        let (client, connection) = connected.map_err(|error| StoreError::Database(error.into()))?;
        tokio::spawn(async move {
            // Whoever waits for an answer is told by the client's own error.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to PostgreSQL ended");
            }
        });
        Ok(Postgres { client, prepared: BTreeMap::new(), has_failed: false })
    }

    /// Whether the server is still there.
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Kinds are told to the server: what it guesses depends on the place of a value in the text.
    async fn prepare(
        &mut self,
        text: &str,
        kinds: Vec<Type>,
    ) -> Result<tokio_postgres::Statement, StoreError> {
        self.has_failed = true;
        let known = self.prepared.get(text).into_iter().flatten();
        if let Some((_, prepared)) = known.into_iter().find(|(of, _)| *of == kinds) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare_typed(text, &kinds).await?;
        if self.prepared.len() >= PREPARED_MAX {
            self.prepared.clear();
        }
        self.prepared.entry(text.to_owned()).or_default().push((kinds, prepared.clone()));
        Ok(prepared)
    }

    pub(super) async fn execute(&mut self, statement: &Statement<'_>) -> Result<u64, StoreError> {
        let prepared = self.prepare(&statement.text, kinds(&statement.values)).await?;
        let rows = self.client.execute_raw(&prepared, &statement.values).await?;
        self.has_failed = false;
        Ok(rows)
    }

    pub(super) async fn each(
        &mut self,
        statement: &Statement<'_>,
        mut look: impl FnMut(&RowRef<'_>, usize) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let prepared = self.prepare(&statement.text, kinds(&statement.values)).await?;
        let mut rows = pin!(self.client.query_raw(&prepared, &statement.values).await?);
        while let Some(row) = rows.try_next().await? {
            look(&RowRef::Postgres(&row), row.len())?;
        }
        self.has_failed = false;
        Ok(())
    }

    /// Writes arrays of values through one statement: `… unnest($1, $2, …)`.
    pub(super) async fn execute_arrays(
        &mut self,
        text: &str,
        columns: &[Vec<Value<'_>>],
    ) -> Result<u64, StoreError> {
        // The text says the kinds of its arrays.
        let prepared = self.prepare(text, vec![]).await?;
        let rows = self.client.execute_raw(&prepared, columns).await?;
        self.has_failed = false;
        Ok(rows)
    }

    /// Writes rows by `COPY … FROM STDIN BINARY`.
    pub(super) async fn copy<const COLUMNS: usize>(
        &mut self,
        text: &str,
        kinds: &[Column; COLUMNS],
        rows: &[[Value<'_>; COLUMNS]],
    ) -> Result<(), StoreError> {
        self.has_failed = true;
        let kinds = kinds.map(|kind| match kind {
            Column::Integer => Type::INT8,
            Column::Text => Type::TEXT,
            Column::Blob => Type::BYTEA,
        });
        let sink = self.client.copy_in(text).await?;
        let mut writer = pin!(BinaryCopyInWriter::new(sink, &kinds));
        for row in rows {
            writer.as_mut().write_raw(row).await?;
        }
        writer.finish().await?;
        self.has_failed = false;
        Ok(())
    }

    /// Asks with arrays of keys: `… unnest($1, $2, …)`.
    pub(super) async fn each_of_arrays(
        &mut self,
        text: &str,
        columns: &[Vec<Value<'_>>],
        mut look: impl FnMut(&RowRef<'_>) -> Result<(), StoreError> + Send,
    ) -> Result<(), StoreError> {
        let prepared = self.prepare(text, vec![]).await?;
        let mut rows = pin!(self.client.query_raw(&prepared, columns).await?);
        while let Some(row) = rows.try_next().await? {
            look(&RowRef::Postgres(&row))?;
        }
        self.has_failed = false;
        Ok(())
    }

    pub(super) async fn batch(&mut self, text: &str) -> Result<(), StoreError> {
        self.has_failed = true;
        self.client.batch_execute(text).await?;
        self.has_failed = false;
        Ok(())
    }

    /// Refuses to go on if the last statement failed.
    pub(super) fn require_sound(&self) -> Result<(), StoreError> {
        if self.has_failed { Err(StoreError::Lost) } else { Ok(()) }
    }

    /// Sends a statement without waiting for the answer: the way out of a transaction when there is
    /// nobody left to wait.
    pub(super) fn send(&self, text: &str) {
        let sent = pin!(self.client.batch_execute(text));
        // The first look at the future puts the message into the connection's queue.
        let _ = sent.poll(&mut Context::from_waker(Waker::noop()));
    }
}

fn kinds(values: &[Value<'_>]) -> Vec<Type> {
    let kind = |value: &Value<'_>| match value {
        Value::Null => Type::UNKNOWN,
        Value::Integer(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Blob(_) => Type::BYTEA,
    };
    values.iter().map(kind).collect()
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres").field("prepared", &self.prepared.len()).finish_non_exhaustive()
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Value::Integer(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Value::Integer(number), &Type::INT2) => i16::try_from(*number)?.to_sql(kind, out),
            (Value::Integer(number), &Type::BOOL) => (*number != 0).to_sql(kind, out),
            (Value::Text(text), _) => text.as_ref().to_sql(kind, out),
            (Value::Blob(bytes), _) => bytes.as_ref().to_sql(kind, out),
            (Value::Integer(_), other) => {
                Err(format!("a number is bound where {other} goes").into())
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which kinds go together is decided value by value.
        true
    }

    to_sql_checked!();
}

pub(super) fn value(row: &tokio_postgres::Row, column: usize) -> Result<Value<'_>, StoreError> {
    let kind = row.columns().get(column).map(|column| column.type_().clone());
    Ok(match kind.ok_or_else(|| misread(column))? {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(column)?.into(),
        Type::INT2 => row.try_get::<_, Option<i16>>(column)?.into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(column)?.into(),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(column)?.into(),
        // What `sum` of 64-bit numbers gives.
        Type::NUMERIC => match row.try_get::<_, Option<Numeric<'_>>>(column)? {
            Some(number) => Value::Integer(number.whole()?.ok_or_else(|| misread(column))?),
            None => Value::Null,
        },
        kind if <&str as FromSql>::accepts(&kind) => {
            let text: Option<&str> = row.try_get(column)?;
            text.map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text)))
        }
        _ => return Err(misread(column)),
    })
}

pub(super) fn text(row: &tokio_postgres::Row, column: usize) -> Result<&str, StoreError> {
    Ok(row.try_get(column)?)
}

pub(super) fn blob(row: &tokio_postgres::Row, column: usize) -> Result<&[u8], StoreError> {
    Ok(row.try_get(column)?)
}
