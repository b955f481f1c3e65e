//! All packs in force, and names that reach into them.

use std::fmt;

use base::Key;

use super::{Indicator, Measure, Pack, Parameter, Register};

/// The name of a measure, indicator or parameter across packs: `disclosure.in_hand`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub pack: Key,
    pub key: Key,
}

impl Name {
    #[must_use]
    pub fn new(pack: Key, key: Key) -> Name {
        Name { pack, key }
    }

    /// Reads `pack.key`.
    #[must_use]
    pub fn read(text: &str) -> Option<Name> {
        let (pack, key) = text.split_once('.')?;
        Some(Name { pack: Key::new(pack).ok()?, key: Key::new(key).ok()? })
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.pack, self.key)
    }
}

/// The packs in force, one version of each. Register keys are unique across packs.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub packs: Vec<Pack>,
}

impl Catalogue {
    #[must_use]
    pub fn pack(&self, key: &Key) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.key == *key)
    }

    /// The register with this key, and the pack it belongs to.
    #[must_use]
    pub fn register(&self, key: &Key) -> Option<(&Pack, &Register)> {
        self.packs.iter().find_map(|pack| pack.register(key).map(|register| (pack, register)))
    }

    #[must_use]
    pub fn measure(&self, name: &Name) -> Option<&Measure> {
        self.pack(&name.pack)?.measure(&name.key)
    }

    #[must_use]
    pub fn indicator(&self, name: &Name) -> Option<&Indicator> {
        self.pack(&name.pack)?.indicator(&name.key)
    }

    #[must_use]
    pub fn parameter(&self, name: &Name) -> Option<&Parameter> {
        self.pack(&name.pack)?.parameter(&name.key)
    }

    /// Puts a pack in force, in place of an earlier version of it.
    pub fn adopt(&mut self, pack: Pack) {
        match self.packs.iter_mut().find(|present| present.key == pack.key) {
            Some(present) => *present = pack,
            None => self.packs.push(pack),
        }
    }
}
