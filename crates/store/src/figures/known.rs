//! What was known at a point of the record: cells of full runs, the rest posting by posting.

use crate::StoreError;
use crate::legs::sealed;
use crate::sql::{Conn, query};

/// How to arrive at what was known: by adding to cells what they do not hold yet, or by taking away what
/// they hold too much, whichever is the shorter way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KnownAt {
    /// The last volume whose cells count; all before it do.
    pub(super) volume: i64,
    /// Postings that count besides: those after one record and up to another.
    pub(super) rest: (i64, i64, Sign),
    /// The last record that is known.
    pub(super) until: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Added,
    TakenAway,
}

/// All that is recorded, up to the head.
pub(super) fn now(head: i64) -> KnownAt {
    KnownAt { volume: i64::MAX, rest: (sealed(head), head, Sign::Added), until: head }
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
    let (Some(own), next) = (rows.first(), rows.get(1)) else { return Ok(now(head)) };
    let last = match next {
        Some(next) => next.try_get::<i64>(1)?.saturating_sub(1),
        None => head,
    };
    Ok(shortest((own.try_get(0)?, own.try_get(1)?, last), sequence, sealed(head)))
}

/// From the cells of the volumes before its own, or of its own too. `own` is the number, the first and
/// the last record of the volume; cells hold records up to `sealed` only.
fn shortest(own: (i64, i64, i64), sequence: i64, sealed: i64) -> KnownAt {
    let (volume, first, last) = own;
    let (without, with) = ((first - 1).min(sealed), last.min(sealed));
    let is_with = (sequence - with).abs() < sequence - without;
    let (volume, held) = if is_with { (volume, with) } else { (volume - 1, without) };
    let rest = if held <= sequence {
        (held, sequence, Sign::Added)
    } else {
        (sequence, held, Sign::TakenAway)
    };
    KnownAt { volume, rest, until: sequence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sequence: i64, sealed: i64, expected: (i64, (i64, i64, Sign))) {
        let KnownAt { volume, rest, .. } = shortest((2, 101, 200), sequence, sealed);
        assert_eq!((volume, rest), expected, "{sequence}, sealed at {sealed}");
    }

    #[test]
    fn the_shorter_way_is_taken() {
        check(110, 300, (1, (100, 110, Sign::Added)));
        check(190, 300, (2, (190, 200, Sign::TakenAway)));
        check(200, 300, (2, (200, 200, Sign::Added)));
        // Cells end within the volume.
        check(190, 160, (2, (160, 190, Sign::Added)));
        check(150, 160, (2, (150, 160, Sign::TakenAway)));
        // Or before it.
        check(150, 60, (1, (60, 150, Sign::Added)));
    }
}
