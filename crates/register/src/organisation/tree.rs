//! One tree of the organisation.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use jiff::civil::Date;

use crate::event::UnitDefined;

/// A tree of the organisation, valid from one day until the next turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    pub(super) units: BTreeMap<Key, Node>,
    /// The latest reorganisation that shaped it; 0 for the tree of the definitions.
    pub made: u64,
    /// First day of its validity; `None` from the beginning.
    pub valid_from: Option<Date>,
}

/// A unit in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: Key,
    pub parent: Option<Key>,
    pub zh: String,
    pub en: String,
    /// First day of its life; `None` from the beginning.
    pub since: Option<Date>,
    /// The day on which it no longer was; `None` while it lives.
    pub until: Option<Date>,
    /// The unit that took its place.
    pub merged_into: Option<Key>,
    /// Place in the order in which units came into being.
    pub order: usize,
}

/// A place in the nested set of a tree: a subtree is everything from `lft` to `rgt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub lft: i64,
    pub rgt: i64,
    /// 0 for the authority itself.
    pub depth: i64,
}

impl Tree {
    #[must_use]
    pub fn has(&self, unit: &Key) -> bool {
        self.units.contains_key(unit)
    }

    #[must_use]
    pub fn unit(&self, unit: &Key) -> Option<&Node> {
        self.units.get(unit)
    }

    /// All units, also those that have ended, in the order in which they came into being.
    #[must_use]
    pub fn units(&self) -> Vec<(&Key, &Node)> {
        let mut units: Vec<(&Key, &Node)> = self.units.iter().collect();
        units.sort_by_key(|(_, node)| node.order);
        units
    }

    /// Whether a unit is this root or somewhere below it.
    #[must_use]
    pub fn is_within(&self, unit: &Key, root: &Key) -> bool {
        let mut at = Some(unit);
        // A chain of parents is no longer than there are units, also if it were a ring.
        for _ in 0..=self.units.len() {
            match at {
                None => return false,
                Some(here) if here == root => return self.has(root),
                Some(here) => at = self.units.get(here).and_then(|node| node.parent.as_ref()),
            }
        }
        false
    }

    /// A unit and all below it; nothing if the tree does not have it.
    #[must_use]
    pub fn subtree(&self, root: &Key) -> BTreeSet<&Key> {
        self.units.keys().filter(|unit| self.is_within(unit, root)).collect()
    }

    /// Whether there is such a unit on this day, and it has not ended.
    #[must_use]
    pub fn lives(&self, unit: &Key, on: Date) -> bool {
        self.units.get(unit).is_some_and(|node| node.lives(on))
    }

    /// Units that live right below another.
    pub fn children<'a>(&'a self, of: &'a Key) -> impl Iterator<Item = &'a Key> {
        let below = self
            .units
            .iter()
            .filter(move |(_, node)| node.parent.as_ref() == Some(of) && node.until.is_none());
        below.map(|(key, _)| key)
    }

    /// The tree as a nested set, siblings in the order in which they came into being. A unit on a ring of
    /// parents, which no command admits, stays outside at 0..0.
    #[must_use]
    pub fn nested(&self) -> BTreeMap<&Key, Placed> {
        let mut children: BTreeMap<Option<&Key>, Vec<(usize, &Key)>> = BTreeMap::new();
        for (key, node) in &self.units {
            let parent = node.parent.as_ref().filter(|parent| self.has(parent));
            children.entry(parent).or_default().push((node.order, key));
        }
        // The walk takes from the end.
        children.values_mut().for_each(|siblings| siblings.sort_unstable_by(|a, b| b.cmp(a)));
        let mut placed: BTreeMap<&Key, Placed> =
            self.units.keys().map(|key| (key, Placed::default())).collect();
        let mut counter: i64 = 0;
        let mut open: Vec<&Key> = vec![];
        let mut waiting = vec![children.remove(&None).unwrap_or_default()];
        while let Some(siblings) = waiting.last_mut() {
            counter = counter.saturating_add(1);
            match siblings.pop() {
                Some((_, key)) => {
                    let depth = i64::try_from(open.len()).unwrap_or(i64::MAX);
                    placed.insert(key, Placed { lft: counter, rgt: counter, depth });
                    open.push(key);
                    waiting.push(children.remove(&Some(key)).unwrap_or_default());
                }
                None => {
                    waiting.pop();
                    if let Some(place) = open.pop().and_then(|key| placed.get_mut(key)) {
                        place.rgt = counter;
                    }
                }
            }
        }
        placed
    }

    pub(super) fn define(&mut self, unit: &UnitDefined) {
        match self.units.get_mut(&unit.key) {
            Some(node) => {
                node.kind.clone_from(&unit.kind);
                node.parent.clone_from(&unit.parent);
                node.zh.clone_from(&unit.zh);
                node.en.clone_from(&unit.en);
            }
            None => self.add(unit, None),
        }
    }

    pub(super) fn add(&mut self, unit: &UnitDefined, since: Option<Date>) {
        let node = Node {
            kind: unit.kind.clone(),
            parent: unit.parent.clone(),
            zh: unit.zh.clone(),
            en: unit.en.clone(),
            since,
            until: None,
            merged_into: None,
            order: self.units.len(),
        };
        self.units.insert(unit.key.clone(), node);
    }
}

impl Node {
    /// Whether the unit was there on this day.
    #[must_use]
    pub fn lives(&self, on: Date) -> bool {
        self.since.is_none_or(|since| since <= on) && self.until.is_none_or(|until| on < until)
    }
}
