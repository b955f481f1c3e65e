//! Units as a nested set, and people with their roles.

use std::collections::BTreeMap;

use crate::sql::{Conn, Statement};
use base::Key;
use register::event::{PersonDefined, UnitDefined};

use crate::StoreError;

/// All units; there are thousands at most.
#[derive(Debug)]
pub(crate) struct Organisation {
    units: BTreeMap<Key, (i64, UnitDefined)>,
    changed: bool,
    people: Vec<PersonDefined>,
}

impl Organisation {
    pub(super) async fn load(conn: &mut Conn) -> Result<Organisation, StoreError> {
        let rows = crate::sql::query("SELECT id, key, kind, parent, zh, en FROM unit ORDER BY id")
            .fetch_all(conn)
            .await?;
        let mut units = BTreeMap::new();
        for row in rows {
            let unit = UnitDefined {
                key: key(row.try_get(1)?)?,
                kind: key(row.try_get(2)?)?,
                parent: row.try_get::<Option<String>>(3)?.map(key).transpose()?,
                zh: row.try_get(4)?,
                en: row.try_get(5)?,
            };
            units.insert(unit.key.clone(), (row.try_get(0)?, unit));
        }
        Ok(Organisation { units, changed: false, people: vec![] })
    }

    /// The number of a unit.
    pub(super) fn id(&self, unit: &Key) -> Result<i64, StoreError> {
        let found = self.units.get(unit).map(|(id, _)| *id);
        found.ok_or_else(|| StoreError::UnknownUnit { unit: unit.clone() })
    }

    pub(crate) fn unit(&self, unit: &Key) -> Option<&UnitDefined> {
        self.units.get(unit).map(|(_, defined)| defined)
    }

    /// Units in the order in which they were first defined.
    pub(crate) fn units(&self) -> Vec<&UnitDefined> {
        let mut all: Vec<_> = self.units.values().collect();
        all.sort_by_key(|(id, _)| *id);
        all.into_iter().map(|(_, unit)| unit).collect()
    }

    /// Whether `unit` is `above` or lies below it.
    pub(crate) fn lies_within(&self, unit: &Key, above: &Key) -> bool {
        let mut at = self.unit(unit);
        // A chain of parents is no longer than there are units, also if it were a ring.
        for _ in 0..=self.units.len() {
            match at {
                None => return false,
                Some(here) if here.key == *above => return true,
                Some(here) => at = here.parent.as_ref().and_then(|parent| self.unit(parent)),
            }
        }
        false
    }

    /// Units come into being, or change their name, kind or place.
    pub(super) fn define(&mut self, units: &[UnitDefined]) {
        for unit in units {
            let next = i64::try_from(self.units.len()).unwrap_or(i64::MAX).saturating_add(1);
            let id = self.units.get(&unit.key).map_or(next, |(id, _)| *id);
            self.units.insert(unit.key.clone(), (id, unit.clone()));
        }
        self.changed = true;
    }

    pub(super) fn name(&mut self, people: &[PersonDefined]) {
        self.people.extend_from_slice(people);
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        if self.changed {
            self.write_units(conn).await?;
            self.changed = false;
        }
        for person in std::mem::take(&mut self.people) {
            write_person(conn, &person).await?;
        }
        Ok(())
    }

    async fn write_units(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let placed = nested_set(&self.units);
        let rows: Vec<_> = self.units.values().collect();
        for part in crate::sql::parts(&rows) {
            let mut statement = Statement::new(
                "INSERT INTO unit (id, key, kind, parent, zh, en, lft, rgt, depth) ",
            );
            statement.push_values(part, |mut row, (id, unit)| {
                let place = placed.get(id).copied().unwrap_or_default();
                row.push_bind(*id)
                    .push_bind(unit.key.as_str())
                    .push_bind(unit.kind.as_str())
                    .push_bind(unit.parent.as_ref().map(Key::as_str))
                    .push_bind(&*unit.zh)
                    .push_bind(&*unit.en)
                    .push_bind(place.lft)
                    .push_bind(place.rgt)
                    .push_bind(place.depth);
            });
            statement.push(
                " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, parent = excluded.parent, \
                 zh = excluded.zh, en = excluded.en, lft = excluded.lft, rgt = excluded.rgt, \
                 depth = excluded.depth",
            );
            statement.build().execute(&mut *conn).await?;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct InTree {
    lft: i64,
    rgt: i64,
    depth: i64,
}

/// Walks the tree once, siblings in the order of their numbers. A unit on a ring of parents, which no
/// command admits, stays outside at 0..0.
fn nested_set(units: &BTreeMap<Key, (i64, UnitDefined)>) -> BTreeMap<i64, InTree> {
    let mut children: BTreeMap<Option<&Key>, Vec<(i64, &Key)>> = BTreeMap::new();
    for (id, unit) in units.values() {
        let parent = unit.parent.as_ref().filter(|parent| units.contains_key(*parent));
        children.entry(parent).or_default().push((*id, &unit.key));
    }
    for siblings in children.values_mut() {
        // The walk takes from the end.
        siblings.sort_unstable_by(|a, b| b.cmp(a));
    }
    let mut placed = BTreeMap::new();
    let mut counter = 0;
    let mut open: Vec<i64> = vec![];
    let mut waiting: Vec<Vec<(i64, &Key)>> = vec![children.remove(&None).unwrap_or_default()];
    while let Some(siblings) = waiting.last_mut() {
        counter += 1;
        match siblings.pop() {
            Some((id, key)) => {
                let depth = i64::try_from(open.len()).unwrap_or(i64::MAX);
                placed.insert(id, InTree { lft: counter, rgt: counter, depth });
                open.push(id);
                waiting.push(children.remove(&Some(key)).unwrap_or_default());
            }
            None => {
                waiting.pop();
                if let Some(place) = open.pop().and_then(|id| placed.get_mut(&id)) {
                    place.rgt = counter;
                }
            }
        }
    }
    placed
}

async fn write_person(conn: &mut Conn, person: &PersonDefined) -> Result<(), StoreError> {
    crate::sql::query(
        "INSERT INTO person (id, name, unit) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit",
    )
    .bind(person.id.as_str())
    .bind(&person.name)
    .bind(person.unit.as_str())
    .execute(&mut *conn)
    .await?;
    crate::sql::query("DELETE FROM person_role WHERE person = $1")
        .bind(person.id.as_str())
        .execute(&mut *conn)
        .await?;
    for role in &person.roles {
        crate::sql::query(
            "INSERT INTO person_role (person, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(person.id.as_str())
        .bind(role)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A key that the database holds.
pub(crate) fn key(text: String) -> Result<Key, StoreError> {
    Key::try_from(text).map_err(|bad| StoreError::damaged(bad.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a; b<a` defines a and, below it, b; the result lists `key lft..rgt depth`.
    fn check(tree: &str, expected: &str) {
        let mut units = BTreeMap::new();
        for (id, part) in (1_i64..).zip(tree.split("; ")) {
            let (name, parent) =
                part.split_once('<').map_or((part, None), |(name, parent)| (name, Some(parent)));
            let key = Key::new(name).unwrap();
            let unit = UnitDefined {
                key: key.clone(),
                kind: Key::literal("division"),
                parent: parent.map(|parent| Key::new(parent).unwrap()),
                zh: name.to_owned(),
                en: name.to_owned(),
            };
            units.insert(key, (id, unit));
        }
        let placed = nested_set(&units);
        let told: Vec<String> = units
            .values()
            .map(|(id, unit)| {
                let place = placed.get(id).copied().unwrap_or_default();
                format!("{} {}..{} {}", unit.key, place.lft, place.rgt, place.depth)
            })
            .collect();
        assert_eq!(told.join(", "), expected);
    }

    #[test]
    fn a_tree_becomes_ranges() {
        check("a", "a 1..2 0");
        check("a; b<a; c<a; d<b", "a 1..8 0, b 2..5 1, c 6..7 1, d 3..4 2");
        check("a; b", "a 1..2 0, b 3..4 0");
        check("a<b; b<a; c", "a 0..0 0, b 0..0 0, c 1..2 0");
    }
}
