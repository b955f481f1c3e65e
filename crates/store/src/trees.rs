//! Which tree of the organisation was valid on which day, as known at which record?

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, day};
use indicators::{TreeVersion, Trees};
use jiff::civil::Date;
use register::organisation::Organisation;

use crate::scope::Subtree;
use crate::sql::{Conn, Statement};
use crate::{Reader, StoreError, legs};

/// The first day of a tree that is valid from the beginning.
pub(crate) const BEGINNING: i64 = i32::MIN as i64;

/// The organisation through time, with every reorganisation.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn through_time(reader: &Reader) -> Result<Organisation, StoreError> {
    let mut view = reader.snapshot().await?;
    crate::project::through_time(&mut view).await
}

/// All versions of the tree.
#[derive(Debug)]
pub(crate) struct Forest(Vec<Version>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    id: i64,
    valid_from: i64,
    made: u64,
}

/// A part of a span, with the tree that counts for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) tree: i64,
    /// `None` from the beginning.
    pub(crate) from: Option<Date>,
    pub(crate) to: Date,
}

impl Forest {
    pub(crate) async fn load(conn: &mut Conn) -> Result<Forest, StoreError> {
        let rows =
            crate::sql::query("SELECT id, valid_from, made FROM tree ORDER BY valid_from, made")
                .fetch_all(conn)
                .await?;
        let versions = rows.iter().map(|row| {
            let made: i64 = row.try_get(2)?;
            let (id, valid_from) = (row.try_get(0)?, row.try_get(1)?);
            Ok(Version { id, valid_from, made: made.unsigned_abs() })
        });
        Ok(Forest(versions.collect::<Result<_, StoreError>>()?))
    }

    /// The span in parts, each with the tree that counts for it; nothing while there is no unit.
    pub(crate) fn pieces(
        &self,
        trees: Trees,
        (from, to): (Option<Date>, Date),
        known_at: Option<u64>,
    ) -> Vec<Piece> {
        let whole = |found: Option<&Version>| {
            found.map(|found| Piece { tree: found.id, from, to }).into_iter().collect()
        };
        match trees {
            Trees::On(on) => whole(self.on(i64::from(day::number(on)), known_at)),
            Trees::Latest => whole(self.on(i64::MAX, known_at)),
            Trees::Known { at, on } => whole(self.on(i64::from(day::number(on)), Some(at))),
            Trees::EachDay => self.each_day((from, to), known_at),
        }
    }

    /// The trees that the pieces use, oldest first.
    pub(crate) fn named<'a>(
        &self,
        pieces: impl IntoIterator<Item = &'a Piece>,
    ) -> Vec<TreeVersion> {
        let used: Vec<i64> = pieces.into_iter().map(|piece| piece.tree).collect();
        let used = self.0.iter().filter(|version| used.contains(&version.id));
        used.map(|version| TreeVersion {
            valid_from: i32::try_from(version.valid_from)
                .ok()
                .filter(|_| version.valid_from != BEGINNING)
                .and_then(day::from_number),
            made: version.made,
        })
        .collect()
    }

    fn each_day(&self, (from, to): (Option<Date>, Date), known_at: Option<u64>) -> Vec<Piece> {
        let first = from.map_or(BEGINNING, |from| i64::from(day::number(from)));
        let last = i64::from(day::number(to));
        let known = |version: &&Version| known_at.is_none_or(|at| version.made <= at);
        let mut turns: Vec<i64> = self.0.iter().filter(known).map(|one| one.valid_from).collect();
        turns.retain(|turn| first < *turn && *turn <= last);
        turns.dedup();
        let mut pieces: Vec<Piece> = vec![];
        let mut begin = (first, from);
        for turn in turns {
            let day = |number: i64| i32::try_from(number).ok().and_then(day::from_number);
            if let (Some(found), Some(end)) = (self.on(begin.0, known_at), day(turn - 1)) {
                pieces.push(Piece { tree: found.id, from: begin.1, to: end });
            }
            begin = (turn, day(turn));
        }
        if let Some(found) = self.on(begin.0, known_at) {
            pieces.push(Piece { tree: found.id, from: begin.1, to });
        }
        pieces
    }

    fn on(&self, day: i64, known_at: Option<u64>) -> Option<&Version> {
        self.0.iter().rev().find(|version| {
            version.valid_from <= day && known_at.is_none_or(|at| version.made <= at)
        })
    }
}

/// The subtrees of these units in a tree, as far as it has them.
pub(crate) async fn subtrees(
    conn: &mut Conn,
    tree: i64,
    units: &BTreeSet<&Key>,
) -> Result<BTreeMap<Key, Subtree>, StoreError> {
    let keys: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
    let mut found = BTreeMap::new();
    for list in crate::sql::lists(&keys) {
        let mut statement = Statement::new(
            "SELECT u.key, t.lft, t.rgt FROM unit u JOIN tree_unit t ON t.unit = u.id WHERE t.tree = ",
        );
        statement.push_bind(tree).push(" AND u.key IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            let subtree = Subtree { lft: row.try_get(1)?, rgt: row.try_get(2)? };
            found.insert(crate::project::key(row.try_get(0)?)?, subtree);
        }
    }
    Ok(found)
}

/// The subtree of a unit in a tree; nothing if the tree does not have it.
pub(crate) async fn subtree(conn: &mut Conn, tree: i64, unit: &Key) -> Result<Subtree, StoreError> {
    let found = subtrees(conn, tree, &[unit].into()).await?;
    Ok(found.get(unit).copied().unwrap_or(Subtree::NOTHING))
}

/// How many units of a kind live in one tree that another has in this subtree.
pub(crate) async fn count_living(
    conn: &mut Conn,
    (lived, found_in): (i64, i64),
    subtree: Subtree,
    kind: &Key,
) -> Result<i64, StoreError> {
    let row = crate::sql::query(
        "SELECT count(*) FROM tree_unit a JOIN tree_unit b ON b.unit = a.unit AND b.tree = $1 \
         JOIN unit u ON u.id = a.unit \
         WHERE a.tree = $2 AND a.until_day IS NULL AND u.kind = $3 AND b.lft BETWEEN $4 AND $5",
    )
    .bind(found_in)
    .bind(lived)
    .bind(kind.as_str())
    .bind(subtree.lft)
    .bind(subtree.rgt)
    .fetch_one(conn)
    .await?;
    row.try_get(0)
}

/// Matters that are at one of these units, or have been since a day.
pub(crate) async fn matters_at(
    conn: &mut Conn,
    units: &BTreeSet<&Key>,
    since: Date,
) -> Result<BTreeSet<(Key, String)>, StoreError> {
    let mut found = BTreeSet::new();
    for unit in units {
        let rows = crate::sql::query(
            "SELECT s.text, m.number FROM matter m JOIN unit u ON u.id = m.unit \
             JOIN symbol s ON s.id = m.register WHERE u.key = $1 AND m.account IS NOT NULL",
        );
        for row in rows.bind(unit.as_str()).fetch_all(&mut *conn).await? {
            found.insert((crate::project::key(row.try_get(0)?)?, row.try_get(1)?));
        }
    }
    // Whatever has left since has posted so there.
    let posted: Vec<i64> = posted_at(conn, units, since).await?.into_iter().collect();
    for list in crate::sql::lists(&posted) {
        let mut statement = Statement::new(
            "SELECT s.text, m.number FROM record r JOIN matter m ON m.id = coalesce(r.matter, r.sequence) \
             JOIN symbol s ON s.id = m.register WHERE r.sequence IN ",
        );
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            found.insert((crate::project::key(row.try_get(0)?)?, row.try_get(1)?));
        }
    }
    Ok(found)
}

/// The records that moved matters into, out of or within these units since a day.
async fn posted_at(
    conn: &mut Conn,
    units: &BTreeSet<&Key>,
    since: Date,
) -> Result<BTreeSet<i64>, StoreError> {
    let accounts: Vec<i64> = crate::sql::query_scalar("SELECT id FROM account WHERE book = $1")
        .bind(ledger::account::STATE)
        .fetch_all(&mut *conn)
        .await?;
    let keys: Vec<&str> = units.iter().map(|unit| unit.as_str()).collect();
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    for list in crate::sql::lists(&keys) {
        let mut statement = Statement::new("SELECT id FROM unit WHERE key IN ");
        crate::sql::push_list(&mut statement, &list);
        let found: Vec<i64> = statement.build_query_scalar().fetch_all(&mut *conn).await?;
        ids.extend(found);
    }
    let (accounts, days) = (accounts.into_iter().collect(), (day::number(since), i32::MAX));
    let units = |unit: i64| ids.contains(&unit);
    let (accounts, units) = (&accounts, &units);
    let wanted = legs::Wanted { accounts, units, days, after: 0, until: i64::MAX };
    let mut posted = BTreeSet::new();
    let each = legs::each(conn, wanted, |leg| {
        posted.insert(leg.sequence);
        Ok(())
    });
    each.await?;
    Ok(posted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest() -> Forest {
        let day = |month| i64::from(day::number(jiff::civil::date(2021, month, 1)));
        // At record 9 the tree turned in July; at record 12 it was learnt that it had turned in April.
        let versions = [(1, BEGINNING, 0), (3, day(4), 12), (2, day(7), 9), (4, day(7), 12)];
        Forest(versions.map(|(id, valid_from, made)| Version { id, valid_from, made }).to_vec())
    }

    /// `tree:from..to` with months and days.
    fn check(trees: Trees, from: Option<Date>, known_at: Option<u64>, expected: &str) {
        let to = jiff::civil::date(2021, 8, 15);
        let told = forest().pieces(trees, (from, to), known_at).into_iter().map(|piece| {
            let from =
                piece.from.map_or("-".to_owned(), |from| from.strftime("%-m.%-d").to_string());
            format!("{}:{from}..{}", piece.tree, piece.to.strftime("%-m.%-d"))
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn each_policy_finds_its_trees() {
        let date = jiff::civil::date;
        check(Trees::EachDay, None, None, "1:-..3.31 3:4.1..6.30 4:7.1..8.15");
        check(Trees::EachDay, None, Some(11), "1:-..6.30 2:7.1..8.15");
        check(Trees::EachDay, None, Some(8), "1:-..8.15");
        check(Trees::EachDay, Some(date(2021, 4, 1)), None, "3:4.1..6.30 4:7.1..8.15");
        check(Trees::EachDay, Some(date(2021, 8, 1)), None, "4:8.1..8.15");
        check(Trees::On(date(2021, 5, 1)), None, None, "3:-..8.15");
        check(Trees::Latest, None, None, "4:-..8.15");
        check(Trees::Latest, None, Some(10), "2:-..8.15");
        check(Trees::Known { at: 9, on: date(2021, 8, 1) }, None, None, "2:-..8.15");
    }
}
