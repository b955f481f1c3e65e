//! The organisation of a test.

use std::collections::BTreeMap;

use base::Key;
use register::event::UnitDefined;

/// The root of every organisation in tests.
pub const AUTHORITY: &str = "authority";

/// Units by key, each with its kind and its parent.
#[derive(Clone, Debug)]
pub struct Units(BTreeMap<Key, UnitDefined>);

impl Default for Units {
    fn default() -> Units {
        Units::new()
    }
}

impl Units {
    /// The authority alone.
    #[must_use]
    pub fn new() -> Units {
        let mut units = Units(BTreeMap::new());
        units.insert(Key::literal(AUTHORITY), Key::literal(AUTHORITY), None);
        units
    }

    /// Adds a unit right under the authority, unless it is there.
    pub fn add(&mut self, key: &Key, kind: &Key) {
        self.add_under(&Key::literal(AUTHORITY), key, kind);
    }

    /// Adds a unit under another, unless it is there.
    pub fn add_under(&mut self, parent: &Key, key: &Key, kind: &Key) {
        if !self.exists(key) {
            self.insert(key.clone(), kind.clone(), Some(parent.clone()));
        }
    }

    /// Adds a unit as an installation defined it.
    pub fn define(&mut self, unit: UnitDefined) {
        self.0.insert(unit.key.clone(), unit);
    }

    fn insert(&mut self, key: Key, kind: Key, parent: Option<Key>) {
        let (zh, en) = (key.to_string(), key.to_string());
        self.define(UnitDefined { key, kind, parent, zh, en });
    }

    /// Whether there is such a unit.
    #[must_use]
    pub fn exists(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// Whether a unit is this root or somewhere below it.
    #[must_use]
    pub fn is_within(&self, unit: &Key, root: &Key) -> bool {
        let mut above = Some(unit);
        while let Some(here) = above {
            if here == root {
                return true;
            }
            above = self.0.get(here).and_then(|unit| unit.parent.as_ref());
        }
        false
    }

    /// The units of a kind within a subtree.
    pub fn of_kind<'a>(
        &'a self,
        kind: &'a Key,
        root: &'a Key,
    ) -> impl Iterator<Item = &'a UnitDefined> {
        self.iter().filter(move |unit| unit.kind == *kind && self.is_within(&unit.key, root))
    }

    /// Every unit, parents before children, as an installation would define them.
    pub fn iter(&self) -> impl Iterator<Item = &UnitDefined> {
        let mut units: Vec<&UnitDefined> = self.0.values().collect();
        units.sort_by_key(|unit| (self.depth(&unit.key), &unit.key));
        units.into_iter()
    }

    fn depth(&self, unit: &Key) -> usize {
        let parent = self.0.get(unit).and_then(|unit| unit.parent.as_ref());
        parent.map_or(0, |parent| self.depth(parent).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_within_itself_and_all_above() {
        let (district, clinic) = (Key::literal("d01"), Key::literal("clinic"));
        let mut units = Units::new();
        units.add(&district, &Key::literal("district"));
        units.add_under(&district, &clinic, &Key::literal("institution"));
        assert!(units.is_within(&clinic, &district) && units.is_within(&clinic, &clinic));
        assert!(units.is_within(&clinic, &Key::literal(AUTHORITY)));
        assert!(!units.is_within(&district, &clinic));
        let keys: Vec<&str> = units.iter().map(|unit| unit.key.as_str()).collect();
        assert_eq!(keys, ["authority", "d01", "clinic"]);
    }
}
