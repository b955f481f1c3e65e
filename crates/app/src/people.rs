//! People as they act.

use std::collections::BTreeSet;

use base::ctx::{Actor, Rights};
use base::{Key, Right};
use register::model::Catalogue;
use store::people::Person;

/// A person with the rights of all their roles, over the subtree of their unit. A role that no pack in
/// force declares gives no right.
#[must_use]
pub fn actor(catalogue: &Catalogue, person: &Person) -> Actor {
    let rights: BTreeSet<Right> =
        person.roles.iter().filter_map(|role| rights(catalogue, role)).flatten().cloned().collect();
    Actor {
        id: person.id.clone(),
        name: person.name.clone(),
        scope: person.unit.clone(),
        rights: Rights::Only(rights),
    }
}

/// The rights of a role, written `pack.role`.
pub(crate) fn rights<'a>(catalogue: &'a Catalogue, role: &str) -> Option<&'a [Right]> {
    let (pack, role) = role.split_once('.')?;
    let pack = catalogue.pack(&Key::new(pack).ok()?)?;
    pack.roles.get(&Key::new(role).ok()?).map(Vec::as_slice)
}
