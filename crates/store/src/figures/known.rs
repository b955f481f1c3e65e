//! What was known at a point of the record: whole volumes from cells, the rest posting by posting.

use crate::StoreError;
use crate::sql::{Conn, query};

/// How to arrive at what was known: by adding what the volumes before brought and the beginning of its
/// own, or by taking the end of its own away from all of it, whichever is the shorter way.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownAt {
    /// The last volume whose cells count; all before it do.
    pub(super) volume: i64,
    /// Postings that count besides: those after one record and up to another.
    pub(super) rest: Option<(i64, i64, Sign)>,
    /// The last record that is known.
    pub(super) until: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Added,
    TakenAway,
}

/// All that is recorded.
pub(super) fn now() -> KnownAt {
    KnownAt { volume: i64::MAX, rest: None, until: i64::MAX }
}

/// What was known at a record before the head.
pub(super) async fn known_at(
    conn: &mut Conn,
    (sequence, head): (i64, i64),
) -> Result<KnownAt, StoreError> {
    let rows = query(
        "SELECT volume, first_sequence FROM volume WHERE volume >= \
         (SELECT coalesce(max(volume), 0) FROM volume WHERE first_sequence <= $1) \
         ORDER BY volume LIMIT 2",
    );
    let rows = rows.bind(sequence).fetch_all(conn).await?;
    let (Some(own), next) = (rows.first(), rows.get(1)) else { return Ok(now()) };
    let (volume, first): (i64, i64) = (own.try_get(0)?, own.try_get(1)?);
    let last = match next {
        Some(next) => next.try_get::<i64>(1)?.saturating_sub(1),
        None => head,
    };
    let (begun, left) = (sequence - first + 1, last - sequence);
    Ok(if begun <= left {
        let rest = Some((first - 1, sequence, Sign::Added));
        KnownAt { volume: volume - 1, rest, until: sequence }
    } else {
        let rest = Some((sequence, last, Sign::TakenAway));
        KnownAt { volume, rest, until: sequence }
    })
}
