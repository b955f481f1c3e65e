//! Runs as layout 7 wrote them, in the order of the journal, written anew by unit.

use super::{encoding, first_day};
use crate::StoreError;
use crate::sql::{Conn, query};

/// How many runs are written anew at a time.
const REGROUPED: i64 = 64;

/// Writes runs that lie in the order of the journal anew, by unit.
pub(crate) async fn regroup(conn: &mut Conn) -> Result<(), StoreError> {
    let mut after: (i64, i64, i64) = (i64::MIN, i64::MIN, i64::MIN);
    loop {
        let mut old: Vec<((i64, i64, i64), Vec<u8>)> = vec![];
        query(
            "SELECT account, month, first_sequence, entries FROM run \
             WHERE (account, month, first_sequence) > ($1, $2, $3) \
             ORDER BY account, month, first_sequence LIMIT $4",
        )
        .bind(after.0)
        .bind(after.1)
        .bind(after.2)
        .bind(REGROUPED)
        .each(conn, |row| {
            old.push(((row.integer(0)?, row.integer(1)?, row.integer(2)?), row.blob(3)?.to_vec()));
            Ok(())
        })
        .await?;
        let Some((last, _)) = old.last() else { return Ok(()) };
        after = *last;
        for ((account, month, first), bytes) in &old {
            let (mut legs, first_day) = (vec![], first_day(*month)?);
            encoding::each(bytes, (*account, first_day), (0, i64::MAX), |leg| legs.push(*leg))
                .ok_or_else(super::unreadable)?;
            legs.sort_by_key(|leg| leg.unit);
            query(
                "UPDATE run SET entries = $1 \
                 WHERE account = $2 AND month = $3 AND first_sequence = $4",
            )
            .bind(encoding::grouped(&legs, first_day))
            .bind(*account)
            .bind(*month)
            .bind(*first)
            .execute(conn)
            .await?;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::legs::Leg;
    use crate::legs::encoding::Encoder;
    use crate::legs::lengths::RUN;
    use crate::legs::month_of;
    use crate::legs::runs::{Place, Waiting, by_place, joined, taken_out, write_run};

    /// Postings of two units and two months, those of the units in turn.
    fn legs() -> Vec<Leg> {
        let leg = |sequence: i64| Leg {
            sequence,
            origin: sequence,
            account: 3,
            unit: 1 + sequence % 2,
            dims: sequence % 3,
            day: 18_993 + i32::try_from(sequence * 7 % 59).unwrap(),
            debit: sequence,
            ..Leg::default()
        };
        (1..=RUN).map(leg).collect()
    }

    /// As they lay before runs lay by unit.
    fn in_order(legs: &[Leg]) -> Vec<(Place, Vec<u8>)> {
        let mut encoders: BTreeMap<Place, Encoder> = BTreeMap::new();
        for leg in legs {
            let (month, first_day) = month_of(leg.day);
            let day = leg.day - i32::try_from(first_day).unwrap();
            encoders.entry((leg.account, month)).or_default().add(&Leg { day, ..*leg });
        }
        encoders.into_iter().map(|(place, encoder)| (place, encoder.finish())).collect()
    }

    #[tokio::test]
    async fn runs_in_the_order_of_the_journal_are_written_anew_by_unit() {
        let mut conn = crate::open::scratch().await.unwrap();
        let expected = by_place(&legs());
        assert!(expected.len() > 1 && expected != in_order(&legs()));
        write_run(&mut conn, in_order(&legs()), (1, RUN)).await.unwrap();
        regroup(&mut conn).await.unwrap();
        let written = taken_out(&mut conn, 0).await.unwrap();
        let written: Vec<_> =
            written.into_iter().map(|(at, mut run)| (at, run.remove(0))).collect();
        assert_eq!(written, expected);
    }

    #[test]
    fn many_runs_joined_are_one() {
        let (early, late) = legs().into_iter().partition(|leg| leg.sequence <= RUN / 2);
        let mut waiting = Waiting::new();
        for part in [early, late] {
            let part: Vec<Leg> = part;
            by_place(&part)
                .into_iter()
                .for_each(|(at, run)| waiting.entry(at).or_default().push(run));
        }
        assert_eq!(joined(waiting).unwrap(), by_place(&legs()));
    }
}
