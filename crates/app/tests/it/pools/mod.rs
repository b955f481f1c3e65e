//! Pools: nothing is sold twice, whoever comes at the same time.

mod interleaved;
mod jobs;
mod rush;
mod together;

use app::{AppError, Done};
use base::value::Fields;
use base::{Ctx, Key, Value};
use jiff::Timestamp;
use register::decide::{Act, What};
use store::pools;

use super::authority::{Authority, admin, day, key, step};

/// An authority with the pack of appointments, and this many places in `HY-1` on the eighth of March.
pub(crate) async fn clinic(places: i64) -> Authority {
    let authority = Authority::bare().await;
    authority.commands.adopt_pack(&admin(), files()).await.unwrap();
    authority.submit(release("HY-1", "primary", "general", places)).await.unwrap();
    authority
}

pub(crate) fn files() -> std::collections::BTreeMap<String, String> {
    testkit::packs::files(&testkit::packs::folder().join("appointments"))
}

pub(crate) fn release(number: &str, channel: &str, service: &str, places: i64) -> Act {
    let choice = |word: &str| Value::Choice(key(word));
    let set: Fields = [
        (key("clinic"), Value::Text("呼吸内科".to_owned())),
        (key("held_on"), Value::Date(day(3, 8))),
        (key("half"), choice("morning")),
        (key("service"), choice(service)),
        (key("channel"), choice(channel)),
        (key("places"), Value::Integer(places)),
    ]
    .into();
    taken(("slots", number), "release", set, Some(key("office")))
}

/// A booking `number` of a place in a pool.
pub(crate) fn hold(number: &str, pool: &str) -> Act {
    let choice = |word: &str| Value::Choice(key(word));
    let set: Fields = [
        (key("slot"), Value::Text(pool.to_owned())),
        (key("visit"), choice("first")),
        (key("via"), choice("app")),
    ]
    .into();
    taken(("bookings", number), "hold", set, Some(key("d01")))
}

pub(crate) fn later(number: &str, name: &str) -> Act {
    step(day(3, 2), ("bookings", number), name, "")
}

pub(crate) fn taken(
    (register, number): (&str, &str),
    name: &str,
    set: Fields,
    unit: Option<Key>,
) -> Act {
    let number = Some(number.to_owned()).filter(|number| !number.is_empty());
    let what = What::Step { step: key(name), unit, set };
    Act { register: key(register), number, what, effective_on: day(3, 2), basis: String::new() }
}

/// The administrator, so many minutes after half past eight.
pub(crate) fn at(minutes: i64) -> Ctx {
    let now = Timestamp::from_second(1_614_645_000 + minutes * 60).unwrap();
    Ctx { now, today: day(3, 2), ..admin() }
}

impl Authority {
    pub(crate) async fn after(&self, minutes: i64, act: Act) -> Result<Done, AppError> {
        self.commands.submit(&at(minutes), act).await
    }

    /// Free, held and used places of a pool.
    pub(crate) async fn places(&self, number: &str) -> [i64; 3] {
        let numbers = [number.to_owned()];
        let found = pools::of(&self.reader, &admin(), &key("slots"), &numbers).await.unwrap();
        let balance = found.get(number).unwrap().balance;
        ledger::pool::Standing::ALL.map(|standing| balance.standing(standing))
    }

    /// The journal is sound, every projection is what it makes, and a rebuild makes the same.
    pub(crate) async fn is_sound(&self) {
        app::verify::run(&self.reader, |_, _| {}).await.unwrap();
        let before = store::verify::dump(&self.reader).await.unwrap();
        self.commands.rebuild(|_, _| {}).await.unwrap();
        assert_eq!(store::verify::dump(&self.reader).await.unwrap(), before);
    }
}
