//! The organisation as a closing knew it, on every day.

use std::collections::BTreeMap;

use base::Key;
use indicators::Ask;
use indicators::policy::Trees;
use jiff::civil::Date;
use register::event::Body;
use register::organisation::{Organisation, Tree};

use super::since::Posted;
use crate::record::signed;
use crate::sql::Conn;
use crate::{StoreError, journal};

/// The trees of the organisation by the first day on which each was valid.
pub(super) struct TreesThen(BTreeMap<Date, Tree>);

impl TreesThen {
    /// As known at a point of the record.
    pub(super) async fn known_at(conn: &mut Conn, sequence: u64) -> Result<TreesThen, StoreError> {
        let sequences = crate::sql::query_scalar(
            "SELECT sequence FROM shaping WHERE sequence <= $1 ORDER BY sequence",
        );
        let sequences: Vec<i64> = sequences.bind(signed(sequence)).fetch_all(conn).await?;
        let mut organisation = Organisation::new();
        for record in journal::records_at(conn, &sequences).await? {
            match record.body()? {
                Body::Units(units) => organisation.define(&units),
                Body::Reorganised(reorganised) => {
                    let on = record.effective_on()?;
                    organisation.reorganise(record.sequence, on, &reorganised);
                }
                Body::People(_)
                | Body::Pack(_)
                | Body::Matter(_)
                | Body::Closed(_)
                | Body::Calendar(_)
                | Body::Erased(_) => {}
            }
        }
        let turns = organisation.turns(None).into_iter().chain([Date::MIN]);
        Ok(TreesThen(turns.map(|day| (day, organisation.tree(day, None))).collect()))
    }

    /// Whether the ask is about this posting, whose account it names.
    pub(super) fn counts(&self, ask: &Ask, posted: &Posted<'_>) -> bool {
        let (unit, from, to, trees) = match ask {
            Ask::Tally { unit, from, to, trees, .. }
            | Ask::Coverage { unit, from, to, trees, .. } => (unit, *from, *to, *trees),
        };
        let is_admitted = match ask {
            Ask::Tally { filter, .. } => filter.admits(posted.dims),
            Ask::Coverage { .. } => true,
        };
        from.is_none_or(|from| from <= posted.day)
            && posted.day <= to
            && is_admitted
            && self.lies_within(posted.unit, unit, day_of(trees, posted.day))
    }

    fn lies_within(&self, unit: &Key, above: &Key, on: Date) -> bool {
        let valid = self.0.range(..=on).next_back();
        valid.is_some_and(|(_, tree)| tree.is_within(unit, above))
    }
}

/// The day whose tree counts for what took effect on a day.
fn day_of(trees: Trees, effective_on: Date) -> Date {
    match trees {
        Trees::EachDay => effective_on,
        Trees::On(day) | Trees::Known { on: day, .. } => day,
        Trees::Latest => Date::MAX,
    }
}
