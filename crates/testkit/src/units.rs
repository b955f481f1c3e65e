//! The organisation of a test.

use base::Key;
use jiff::civil::Date;
use register::event::{Reorganised, UnitDefined};
use register::organisation::{Organisation, Tree};

/// The root of every organisation in tests.
pub const AUTHORITY: &str = "authority";

/// The units of a test: as defined, and as reorganised since.
#[derive(Clone, Debug)]
pub struct Units {
    through_time: Organisation,
    /// The latest tree.
    latest: Tree,
    /// The record of the last reorganisation; 0 if there was none.
    last: u64,
}

impl Default for Units {
    fn default() -> Units {
        Units::new()
    }
}

impl Units {
    /// The authority alone.
    #[must_use]
    pub fn new() -> Units {
        let (through_time, latest) = (Organisation::new(), Tree::default());
        let mut units = Units { through_time, latest, last: 0 };
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
        self.through_time.define(&[unit]);
        self.latest = self.through_time.latest(None);
    }

    /// Reorganises the units with effect on a day, as a record says.
    pub fn reorganise(&mut self, sequence: u64, on: Date, what: &Reorganised) {
        self.through_time.reorganise(sequence, on, what);
        self.latest = self.through_time.latest(None);
        self.last = sequence;
    }

    /// The organisation through time.
    #[must_use]
    pub fn through_time(&self) -> &Organisation {
        &self.through_time
    }

    /// The latest tree.
    #[must_use]
    pub fn latest(&self) -> &Tree {
        &self.latest
    }

    /// The record of the last reorganisation; 0 if there was none.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    fn insert(&mut self, key: Key, kind: Key, parent: Option<Key>) {
        let (zh, en) = (key.to_string(), key.to_string());
        self.define(UnitDefined { key, kind, parent, zh, en });
    }

    /// Whether there is such a unit.
    #[must_use]
    pub fn exists(&self, key: &Key) -> bool {
        self.latest.has(key)
    }

    /// Whether a unit is this root or somewhere below it, by the latest tree.
    #[must_use]
    pub fn is_within(&self, unit: &Key, root: &Key) -> bool {
        self.latest.is_within(unit, root)
    }

    /// Every unit of the latest tree as an installation would define it, parents before children.
    pub fn iter(&self) -> impl Iterator<Item = UnitDefined> {
        let depth = self.latest.nested();
        let mut units = self.latest.units();
        units.sort_by_key(|(key, _)| (depth.get(key).map_or(0, |place| place.depth), *key));
        units.into_iter().map(|(key, node)| UnitDefined {
            key: key.clone(),
            kind: node.kind.clone(),
            parent: node.parent.clone(),
            zh: node.zh.clone(),
            en: node.en.clone(),
        })
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
        let keys: Vec<String> = units.iter().map(|unit| unit.key.to_string()).collect();
        assert_eq!(keys, ["authority", "d01", "clinic"]);
    }
}
