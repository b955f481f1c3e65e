//! The organisation through time: which tree was valid on which day, as known at which record.
//!
//! Definitions of units hold for all days. Reorganisations hold from their effective day on, also when
//! they are entered late: the tree of a day is made of all of them that are known, in the order of
//! their days.

mod apply;
mod life;
mod tree;
mod unfit;

pub use life::Gone;
pub use tree::{Node, Placed, Tree};
pub use unfit::Unfit;

use std::collections::BTreeSet;

use base::Key;
use jiff::civil::Date;

use crate::event::{Reorganised, UnitChange, UnitDefined};

/// All that ever changed in the organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    definitions: Vec<UnitDefined>,
    /// By effective day, then by place in the record.
    reorganisations: Vec<(Date, u64, Reorganised)>,
}

impl Organisation {
    #[must_use]
    pub fn new() -> Organisation {
        Organisation::default()
    }

    /// Takes a definition of units: it holds for all days, and at every point of the record.
    pub fn define(&mut self, units: &[UnitDefined]) {
        self.definitions.extend_from_slice(units);
    }

    /// Takes a record that reorganises them.
    pub fn reorganise(&mut self, sequence: u64, on: Date, reorganised: &Reorganised) {
        self.reorganisations.push((on, sequence, reorganised.clone()));
        self.reorganisations.sort_by_key(|(on, sequence, _)| (*on, *sequence));
    }

    /// The tree valid on a day, as known at a point of the record, or now.
    #[must_use]
    pub fn tree(&self, on: Date, known_at: Option<u64>) -> Tree {
        let known = |sequence: u64| known_at.is_none_or(|last| sequence <= last);
        let mut tree = self.base();
        for (day, sequence, reorganised) in &self.reorganisations {
            if *day > on || !known(*sequence) {
                continue;
            }
            tree.made = tree.made.max(*sequence);
            tree.valid_from = Some(*day);
            for change in &reorganised.changes {
                // What does not fit was refused when it was commanded.
                let _ = apply::apply(&mut tree, *day, change);
            }
        }
        tree
    }

    /// The latest tree, as known at a point of the record, or now.
    #[must_use]
    pub fn latest(&self, known_at: Option<u64>) -> Tree {
        self.tree(Date::MAX, known_at)
    }

    /// The days on which a tree begins to be valid, oldest first, as known at a point of the record or
    /// now. Before the first of them the tree of the definitions is valid.
    #[must_use]
    pub fn turns(&self, known_at: Option<u64>) -> BTreeSet<Date> {
        let known = self
            .reorganisations
            .iter()
            .filter(|(_, sequence, _)| known_at.is_none_or(|last| *sequence <= last));
        known.map(|(on, _, _)| *on).collect()
    }

    /// All reorganisations, by effective day, then by place in the record.
    pub fn reorganisations(&self) -> impl Iterator<Item = (Date, u64, &Reorganised)> {
        self.reorganisations.iter().map(|(on, sequence, what)| (*on, *sequence, what))
    }

    /// Whether a unit has been changed by a reorganisation, so that a definition can no longer move it.
    #[must_use]
    pub fn is_reorganised(&self, unit: &Key) -> bool {
        self.reorganisations.iter().flat_map(|(_, _, what)| &what.changes).any(
            |change| match change {
                UnitChange::Created(created) => created.key == *unit,
                UnitChange::Renamed { unit: changed, .. }
                | UnitChange::Moved { unit: changed, .. }
                | UnitChange::Dissolved { unit: changed } => changed == unit,
                UnitChange::Merged { units, .. } => units.contains(unit),
                UnitChange::Split { unit: changed, into, .. } => {
                    changed == unit || into.iter().any(|new| new.key == *unit)
                }
            },
        )
    }

    /// Whether a reorganisation fits on this day: by itself, and before all that is known of later days.
    ///
    /// # Errors
    ///
    /// [`Unfit`]: the first change that does not fit, and the later reorganisation that then would not.
    pub fn check(&self, on: Date, next: &Reorganised) -> Result<(), Unfit> {
        if next.changes.is_empty() {
            return Err(Unfit::Nothing);
        }
        let mut with = self.clone();
        with.reorganise(u64::MAX, on, next);
        let mut tree = with.base();
        for (day, sequence, reorganised) in &with.reorganisations {
            for change in &reorganised.changes {
                apply::apply(&mut tree, *day, change).map_err(|unfit| {
                    if *sequence == u64::MAX {
                        return unfit;
                    }
                    let because = Box::new(unfit);
                    Unfit::LaterWouldNotHold { sequence: *sequence, on: *day, because }
                })?;
            }
        }
        Ok(())
    }

    /// The tree of the definitions.
    fn base(&self) -> Tree {
        let mut tree = Tree::default();
        self.definitions.iter().for_each(|unit| tree.define(unit));
        tree
    }
}
