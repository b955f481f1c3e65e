//! The pack in force, the versions it had before, and the calendars.

use std::borrow::Cow;

use base::Key;

use crate::calendar::{Calendar, shipped};
use crate::model::Pack;
use crate::words::Words;

/// Where earlier versions of packs are found.
pub trait Earlier {
    /// This version of a pack.
    fn pack(&self, pack: &Key, version: u32) -> Option<&Pack>;
}

/// Where the calendars are found that terms are counted on.
pub trait Calendars {
    /// The calendar of a unit.
    fn calendar(&self, unit: &Key) -> Cow<'_, Calendar>;
}

/// The pack in force, and the versions it had before.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    pub in_force: &'a Pack,
    /// `None`: the pack in force stands for every version.
    pub earlier: Option<&'a dyn Earlier>,
    /// `None`: the calendar that comes with the program holds for every unit.
    pub calendars: Option<&'a dyn Calendars>,
}

impl<'a> From<&'a Pack> for Versions<'a> {
    fn from(in_force: &'a Pack) -> Versions<'a> {
        Versions { in_force, earlier: None, calendars: None }
    }
}

impl<'a> Versions<'a> {
    /// The calendar of a unit.
    pub(super) fn calendar(self, unit: &Key) -> Cow<'a, Calendar> {
        match self.calendars {
            Some(calendars) => calendars.calendar(unit),
            None => Cow::Borrowed(shipped()),
        }
    }

    /// The words of a register as this version of the pack gave them.
    pub(super) fn words(self, register: &Key, version: u32) -> Option<Words<'a>> {
        let earlier = self.earlier.filter(|_| version != self.in_force.version);
        let found = earlier.and_then(|earlier| earlier.pack(&self.in_force.key, version));
        let pack = found.unwrap_or(self.in_force);
        pack.register(register).map(|register| Words::new(pack, register))
    }
}
