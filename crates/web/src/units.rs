//! The organisation as an actor sees it: the subtree of their scope.

use std::collections::BTreeMap;

use base::{Key, Lang};
use store::units::Unit;

use crate::frame::Choice;

/// The organisation tree, parents before children.
pub(crate) struct Units {
    all: Vec<Unit>,
    place: BTreeMap<Key, usize>,
}

impl Units {
    pub(crate) fn new(all: Vec<Unit>) -> Units {
        let place = all.iter().enumerate().map(|(index, unit)| (unit.key.clone(), index)).collect();
        Units { all, place }
    }

    pub(crate) fn get(&self, key: &Key) -> Option<&Unit> {
        self.place.get(key).and_then(|index| self.all.get(*index))
    }

    /// The name of a unit, or its key if it has none.
    pub(crate) fn name<'a>(&'a self, key: &'a Key, lang: Lang) -> &'a str {
        self.get(key).map_or(key.as_str(), |unit| lang.pick(&unit.zh, &unit.en))
    }

    /// The topmost unit.
    pub(crate) fn root(&self) -> Option<&Unit> {
        self.all.first()
    }

    /// A unit and everything below it.
    fn within(&self, scope: &Key) -> &[Unit] {
        let Some(start) = self.place.get(scope).copied() else {
            return &[];
        };
        let below = self.all.get(start..).unwrap_or_default();
        let depth = below.first().map_or(0, |unit| unit.depth);
        let end = below.iter().skip(1).position(|unit| unit.depth <= depth);
        below.get(..end.map_or(below.len(), |end| end + 1)).unwrap_or_default()
    }

    /// The subtree as a list to choose from, each unit indented below its parent.
    pub(crate) fn choices(&self, scope: &Key, chosen: Option<&Key>, lang: Lang) -> Vec<Choice> {
        let within = self.within(scope);
        let top = within.first().map_or(0, |unit| unit.depth);
        within
            .iter()
            .map(|unit| {
                // Options of a select cannot be styled; a wide space per level shows the tree.
                let indent = "\u{3000}".repeat(usize::try_from(unit.depth - top).unwrap_or(0));
                let name = lang.pick(&unit.zh, &unit.en);
                Choice::new(&unit.key, &format!("{indent}{name}"), chosen == Some(&unit.key))
            })
            .collect()
    }

    /// All units as a list to choose from.
    pub(crate) fn everywhere(&self, lang: Lang) -> Vec<Choice> {
        self.root().map_or_else(Vec::new, |root| self.choices(&root.key, None, lang))
    }

    /// The units of one kind within a subtree.
    pub(crate) fn of_kind(
        &self,
        scope: &Key,
        kind: &Key,
        chosen: Option<&Key>,
        lang: Lang,
    ) -> Vec<Choice> {
        let within = self.within(scope).iter().filter(|unit| unit.kind == *kind);
        within
            .map(|unit| {
                Choice::new(&unit.key, lang.pick(&unit.zh, &unit.en), chosen == Some(&unit.key))
            })
            .collect()
    }
}
