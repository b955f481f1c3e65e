//! The pack in force, and the versions it had before.

use base::Key;

use crate::model::Pack;
use crate::words::Words;

/// Where earlier versions of packs are found.
pub trait Earlier {
    /// This version of a pack.
    fn pack(&self, pack: &Key, version: u32) -> Option<&Pack>;
}

/// The pack in force, and the versions it had before.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    pub in_force: &'a Pack,
    /// `None`: the pack in force stands for every version.
    pub earlier: Option<&'a dyn Earlier>,
}

impl<'a> From<&'a Pack> for Versions<'a> {
    fn from(in_force: &'a Pack) -> Versions<'a> {
        Versions { in_force, earlier: None }
    }
}

impl<'a> Versions<'a> {
    /// The words of a register as this version of the pack gave them.
    pub(super) fn words(self, register: &Key, version: u32) -> Option<Words<'a>> {
        let earlier = self.earlier.filter(|_| version != self.in_force.version);
        let found = earlier.and_then(|earlier| earlier.pack(&self.in_force.key, version));
        let pack = found.unwrap_or(self.in_force);
        pack.register(register).map(|register| Words::new(pack, register))
    }
}
