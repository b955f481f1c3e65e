//! Who asks, on a day that the test says.

use base::ctx::Rights;
use base::{Actor, Ctx, Key, Lang};
use jiff::Timestamp;
use jiff::civil::{Date, Time, date};
use jiff::tz::{Offset, TimeZone};
use register::Pack;

use crate::units::AUTHORITY;

/// Builds a [`Ctx`] on a fixed clock: at noon in Beijing on the day given.
#[derive(Clone, Debug)]
pub struct Asker {
    id: Key,
    scope: Key,
    rights: Rights,
    today: Date,
    time: Time,
}

impl Asker {
    /// Somebody who may do everything, in the whole authority, on the last day of 2021.
    #[must_use]
    pub fn new(id: &'static str) -> Asker {
        Asker::of(Key::literal(id))
    }

    /// The same, with an id from outside.
    #[must_use]
    pub fn of(id: Key) -> Asker {
        let scope = Key::literal(AUTHORITY);
        Asker { id, scope, rights: Rights::All, today: date(2021, 12, 31), time: NOON }
    }

    /// On this day.
    #[must_use]
    pub fn on(self, today: Date) -> Asker {
        Asker { today, ..self }
    }

    /// At this time of the day, in Beijing.
    #[must_use]
    pub fn at(self, time: Time) -> Asker {
        Asker { time, ..self }
    }

    /// Seeing and touching only the subtree of this unit.
    #[must_use]
    pub fn within(self, scope: Key) -> Asker {
        Asker { scope, ..self }
    }

    /// With the rights of these roles of a pack; of all its roles if none is named.
    #[must_use]
    pub fn holding(self, pack: &Pack, roles: &[Key]) -> Asker {
        let held = pack.roles.iter().filter(|(role, _)| roles.is_empty() || roles.contains(role));
        let rights = held.flat_map(|(_, rights)| rights.iter().cloned()).collect();
        Asker { rights: Rights::Only(rights), ..self }
    }

    /// With no rights at all.
    #[must_use]
    pub fn powerless(self) -> Asker {
        Asker { rights: Rights::Only([].into()), ..self }
    }

    /// The context, in English, so that tests can compare sentences.
    #[must_use]
    pub fn ctx(&self) -> Ctx {
        Ctx {
            actor: Actor {
                id: self.id.clone(),
                name: self.id.to_string(),
                scope: self.scope.clone(),
                rights: self.rights.clone(),
            },
            today: self.today,
            now: instant(self.today, self.time),
            lang: Lang::En,
        }
    }
}

const NOON: Time = Time::constant(12, 0, 0, 0);

/// Noon in Beijing.
#[must_use]
pub fn noon(day: Date) -> Timestamp {
    instant(day, NOON)
}

fn instant(day: Date, time: Time) -> Timestamp {
    let beijing = TimeZone::fixed(Offset::constant(8));
    let instant = beijing.to_timestamp(day.to_datetime(time));
    instant.expect("every day of a test has every time of the day")
}
