//! Closings and their sealed figures.

use base::day;
use register::closing::Closing;

use crate::StoreError;
use crate::record::signed;
use crate::sql::Conn;

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct PendingClosings {
    closed: Vec<(i64, Closing)>,
}

impl PendingClosings {
    /// Takes a closing. It must say that it knows every record before it, and nothing in it may have
    /// been changed since it was sealed.
    pub(super) fn close(&mut self, sequence: i64, closing: &Closing) -> Result<(), StoreError> {
        if signed(closing.known_at) != sequence - 1 {
            return Err(StoreError::damaged(format!(
                "closing \"{}\" is record {sequence} but says it knows record {}",
                closing.key, closing.known_at
            )));
        }
        if let Some(forged) = closing.forged() {
            return Err(StoreError::damaged(format!(
                "figure \"{}\" of closing \"{}\" does not match its digest",
                forged.id, closing.key
            )));
        }
        self.closed.push((sequence, closing.clone()));
        Ok(())
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        for (sequence, closing) in self.closed.drain(..) {
            write(conn, sequence, &closing).await?;
        }
        Ok(())
    }
}

async fn write(conn: &mut Conn, sequence: i64, closing: &Closing) -> Result<(), StoreError> {
    crate::sql::query(
        "INSERT INTO closing (sequence, key, known_at, from_day, to_day, report, figures) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(sequence)
    .bind(closing.key.as_str())
    .bind(signed(closing.known_at))
    .bind(closing.from.map(|day| i64::from(day::number(day))))
    .bind(i64::from(day::number(closing.to)))
    .bind(closing.report.as_ref().map(|report| &*report.key))
    .bind(i64::try_from(closing.figures.len()).unwrap_or(i64::MAX))
    .execute(&mut *conn)
    .await?;
    for (place, figure) in (0_i64..).zip(&closing.figures) {
        crate::sql::query(
            "INSERT INTO sealed_figure (closing, place, id, name, unit, digest) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(sequence)
        .bind(place)
        .bind(figure.id.as_str())
        .bind(&*figure.name)
        .bind(figure.unit.as_str())
        .bind(&*figure.digest)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
