//! A small pack with one of everything, and people who act in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base::ctx::Rights;
use base::{Actor, Ctx, Key, Lang, Right};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::Pack;
use register::pack;

pub(crate) fn files() -> BTreeMap<String, String> {
    crate::shipped::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack"))
}

pub(crate) fn pack() -> Pack {
    let reading = pack::read(&files());
    let said: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{said:#?}");
    reading.pack.unwrap()
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// The last day of the tests.
pub(crate) const TODAY: Date = date(2021, 12, 31);

/// Somebody with the rights of a role, whose unit is the office.
pub(crate) fn somebody(pack: &Pack, id: &str, role: &str) -> Ctx {
    let rights: BTreeSet<Right> = match role {
        "nobody" => BTreeSet::new(),
        "organiser" => BTreeSet::from([Right::read("system.organise").unwrap()]),
        "everybody" => pack.roles.values().flatten().cloned().collect(),
        role => pack.roles[&key(role)].iter().cloned().collect(),
    };
    Ctx {
        actor: Actor {
            id: key(id),
            name: id.to_owned(),
            scope: key("office"),
            rights: Rights::Only(rights),
        },
        today: TODAY,
        now: Timestamp::UNIX_EPOCH,
        lang: Lang::Zh,
    }
}
