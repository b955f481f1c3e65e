//! Units as nested sets, one for every version of the tree, and people with their roles.

use std::collections::BTreeMap;

use crate::sql::{Conn, Statement};
use base::{Key, day};
use jiff::civil::Date;
use register::event::{Body, PersonDefined, Reorganised, UnitDefined};
use register::organisation::{Organisation as ThroughTime, Tree};

use super::people;
use crate::record::signed;
use crate::trees::BEGINNING;
use crate::{StoreError, journal};

/// All units, with all trees there ever were; there are thousands of units at most, and few trees.
#[derive(Debug)]
pub(crate) struct Organisation {
    through_time: ThroughTime,
    /// The latest tree.
    tree: Tree,
    /// The units of the latest tree.
    current: BTreeMap<Key, UnitDefined>,
    /// Units by number, in the order in which they first came up in the record.
    ids: BTreeMap<Key, i64>,
    /// Versions of the tree that are written: first day and record that made it. The place is the number.
    written: Vec<(i64, u64)>,
    /// Records that have shaped the organisation since it was last written.
    shaping: Vec<i64>,
    defined: bool,
    people: Vec<PersonDefined>,
}

impl Organisation {
    pub(super) async fn load(conn: &mut Conn) -> Result<Organisation, StoreError> {
        let rows = crate::sql::query("SELECT key, id FROM unit").fetch_all(&mut *conn).await?;
        let mut ids = BTreeMap::new();
        for row in rows {
            ids.insert(key(row.try_get(0)?)?, row.try_get(1)?);
        }
        let rows = crate::sql::query("SELECT valid_from, made FROM tree ORDER BY id")
            .fetch_all(&mut *conn)
            .await?;
        let written = rows.iter().map(|row| {
            let made: i64 = row.try_get(1)?;
            Ok((row.try_get(0)?, made.unsigned_abs()))
        });
        let written = written.collect::<Result<_, StoreError>>()?;
        let through_time = through_time(conn).await?;
        let tree = through_time.latest(None);
        Ok(Organisation {
            current: current(&tree),
            tree,
            through_time,
            ids,
            written,
            shaping: vec![],
            defined: false,
            people: vec![],
        })
    }

    /// The number of a unit.
    pub(super) fn id(&self, unit: &Key) -> Result<i64, StoreError> {
        let found = self.ids.get(unit).copied();
        found.ok_or_else(|| StoreError::UnknownUnit { unit: unit.clone() })
    }

    /// The organisation through time.
    pub(crate) fn through_time(&self) -> &ThroughTime {
        &self.through_time
    }

    /// The latest tree.
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    pub(crate) fn unit(&self, unit: &Key) -> Option<&UnitDefined> {
        self.current.get(unit)
    }

    /// Units in the order in which they came into being.
    pub(crate) fn units(&self) -> Vec<&UnitDefined> {
        self.tree.units().into_iter().filter_map(|(key, _)| self.unit(key)).collect()
    }

    /// Whether `unit` is `above` or lies below it.
    pub(crate) fn lies_within(&self, unit: &Key, above: &Key) -> bool {
        self.tree.is_within(unit, above)
    }

    /// Units come into being, or change their name.
    pub(super) fn define(&mut self, sequence: i64, units: &[UnitDefined]) {
        self.through_time.define(units);
        self.defined = true;
        self.shaped(sequence, units.iter().map(|unit| unit.key.clone()).collect());
    }

    /// Units are reorganised with effect on a day.
    pub(super) fn reorganise(&mut self, sequence: u64, on: Date, what: &Reorganised) {
        self.through_time.reorganise(sequence, on, what);
        let tree = self.through_time.latest(None);
        let mut new: Vec<_> =
            tree.units().into_iter().filter(|(key, _)| !self.ids.contains_key(*key)).collect();
        new.sort_by_key(|(_, node)| node.order);
        let new = new.into_iter().map(|(key, _)| key.clone()).collect();
        self.shaped(signed(sequence), new);
    }

    fn shaped(&mut self, sequence: i64, units: Vec<Key>) {
        for unit in units {
            let next = i64::try_from(self.ids.len()).unwrap_or(i64::MAX).saturating_add(1);
            self.ids.entry(unit).or_insert(next);
        }
        self.tree = self.through_time.latest(None);
        self.current = current(&self.tree);
        self.shaping.push(sequence);
    }

    pub(super) fn name(&mut self, people: &[PersonDefined]) {
        self.people.extend_from_slice(people);
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        if !self.shaping.is_empty() {
            self.write_units(conn).await?;
            self.write_trees(conn).await?;
            for sequence in std::mem::take(&mut self.shaping) {
                crate::sql::query("INSERT INTO shaping (sequence) VALUES ($1)")
                    .bind(sequence)
                    .execute(&mut *conn)
                    .await?;
            }
        }
        for person in std::mem::take(&mut self.people) {
            people::write(conn, &person).await?;
        }
        Ok(())
    }

    async fn write_units(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let placed = self.tree.nested();
        let rows: Vec<_> = self.tree.units();
        for part in crate::sql::parts(&rows) {
            let mut statement = Statement::new(
                "INSERT INTO unit \
                 (id, key, kind, parent, zh, en, lft, rgt, depth, until_day, merged_into) ",
            );
            statement.push_values(part, |mut row, (key, node)| {
                let place = placed.get(key).copied().unwrap_or_default();
                row.push_bind(self.ids.get(*key).copied().unwrap_or_default())
                    .push_bind(key.as_str())
                    .push_bind(node.kind.as_str())
                    .push_bind(node.parent.as_ref().map(Key::as_str))
                    .push_bind(&*node.zh)
                    .push_bind(&*node.en)
                    .push_bind(place.lft)
                    .push_bind(place.rgt)
                    .push_bind(place.depth)
                    .push_bind(node.until.map(day::number))
                    .push_bind(node.merged_into.as_ref().map(Key::as_str));
            });
            statement.push(
                " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, parent = excluded.parent, \
                 zh = excluded.zh, en = excluded.en, lft = excluded.lft, rgt = excluded.rgt, \
                 depth = excluded.depth, until_day = excluded.until_day, \
                 merged_into = excluded.merged_into",
            );
            statement.build().execute(&mut *conn).await?;
        }
        Ok(())
    }

    /// Writes the versions of the tree that are new; all of them anew if a definition, which holds for all
    /// days, has changed them.
    async fn write_trees(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        if std::mem::take(&mut self.defined) {
            crate::sql::query("DELETE FROM tree_unit").execute(&mut *conn).await?;
            crate::sql::query("DELETE FROM tree").execute(&mut *conn).await?;
            self.written.clear();
        }
        for (valid_from, made) in versions(&self.through_time) {
            if self.written.contains(&(valid_from, made)) {
                continue;
            }
            self.written.push((valid_from, made));
            let id = i64::try_from(self.written.len()).unwrap_or(i64::MAX);
            crate::sql::query("INSERT INTO tree (id, valid_from, made) VALUES ($1, $2, $3)")
                .bind(id)
                .bind(valid_from)
                .bind(signed(made))
                .execute(&mut *conn)
                .await?;
            self.write_tree(conn, id, (valid_from, made)).await?;
        }
        Ok(())
    }

    async fn write_tree(
        &self,
        conn: &mut Conn,
        id: i64,
        (valid_from, made): (i64, u64),
    ) -> Result<(), StoreError> {
        let first = i32::try_from(valid_from).ok().and_then(day::from_number);
        let tree = self.through_time.tree(first.unwrap_or(Date::MIN), Some(made));
        let placed = tree.nested();
        let units = tree.units();
        for part in crate::sql::parts(&units) {
            let mut statement = Statement::new(
                "INSERT INTO tree_unit (tree, unit, lft, rgt, since_day, until_day) ",
            );
            statement.push_values(part, |mut row, (key, node)| {
                let place = placed.get(key).copied().unwrap_or_default();
                row.push_bind(id)
                    .push_bind(self.ids.get(*key).copied().unwrap_or_default())
                    .push_bind(place.lft)
                    .push_bind(place.rgt)
                    .push_bind(node.since.map(day::number))
                    .push_bind(node.until.map(day::number));
            });
            statement.build().execute(&mut *conn).await?;
        }
        Ok(())
    }
}

fn current(tree: &Tree) -> BTreeMap<Key, UnitDefined> {
    let units = tree.units().into_iter().map(|(key, node)| {
        let defined = UnitDefined {
            key: key.clone(),
            kind: node.kind.clone(),
            parent: node.parent.clone(),
            zh: node.zh.clone(),
            en: node.en.clone(),
        };
        (key.clone(), defined)
    });
    units.collect()
}

/// Every version of the tree there ever was, in the order in which they were made: first day, and record.
///
/// A reorganisation makes the tree of its day, and those of all later turns anew.
fn versions(through_time: &ThroughTime) -> Vec<(i64, u64)> {
    let mut made: Vec<(u64, Date)> =
        through_time.reorganisations().map(|(on, sequence, _)| (sequence, on)).collect();
    made.sort_unstable();
    let mut versions = vec![(BEGINNING, 0)];
    for (sequence, on) in made {
        let turns = through_time.turns(Some(sequence));
        versions.extend(turns.range(on..).map(|turn| (i64::from(day::number(*turn)), sequence)));
    }
    versions
}

/// The organisation through time, from the records that shaped it.
pub(crate) async fn through_time(conn: &mut Conn) -> Result<ThroughTime, StoreError> {
    let sequences: Vec<i64> =
        crate::sql::query_scalar("SELECT sequence FROM shaping ORDER BY sequence")
            .fetch_all(&mut *conn)
            .await?;
    let mut through_time = ThroughTime::new();
    for record in journal::records_at(conn, &sequences).await? {
        match record.body()? {
            Body::Units(units) => through_time.define(&units),
            Body::Reorganised(what) => {
                through_time.reorganise(record.sequence, record.effective_on()?, &what);
            }
            _ => {
                let what = format!("record {} does not shape the organisation", record.sequence);
                return Err(StoreError::damaged(what));
            }
        }
    }
    Ok(through_time)
}

/// A key that the database holds.
pub(crate) fn key(text: String) -> Result<Key, StoreError> {
    Key::try_from(text).map_err(|bad| StoreError::damaged(bad.to_string()))
}
