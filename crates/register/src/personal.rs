//! Personal data: who may see and erase them, and how their values leave an event before it is recorded.
//!
//! The journal can never be erased, so it carries no personal value: only what commits to it
//! ([`Value::Sealed`]). The values themselves lie beside it, where they can be destroyed.

use base::value::Fields;
use base::{Commitment, Key, Right, Value};

use crate::decide::{Act, What};
use crate::event::MatterEvent;
use crate::model::Register;

/// The act of the right to see the personal data of a register: `hotline.personal`.
pub const PERSONAL: &str = "personal";

/// The act of the right to erase them: `hotline.erase`.
pub const ERASE: &str = "erase";

/// The right to see the personal data of a register.
#[must_use]
pub fn to_see(register: &Key) -> Right {
    Right { register: register.clone(), act: Key::literal(PERSONAL) }
}

/// The right to erase personal data of a register.
#[must_use]
pub fn to_erase(register: &Key) -> Right {
    Right { register: register.clone(), act: Key::literal(ERASE) }
}

/// Whether a field of the register is personal.
#[must_use]
pub fn is_personal(register: &Register, field: &Key) -> bool {
    register.field(field).is_some_and(|field| field.personal)
}

/// Takes every personal value out of an event and puts in its place what `cover` commits to it with.
/// Values that are sealed already stay as they are.
pub fn seal(
    register: &Register,
    event: &mut MatterEvent,
    mut cover: impl FnMut(&Key, &Value) -> Commitment,
) {
    let personal = event.set.iter_mut().filter(|(field, _)| is_personal(register, field));
    for (field, value) in personal {
        if !matches!(value, Value::Sealed(_)) {
            *value = Value::Sealed(cover(field, value));
        }
    }
}

/// The act without its personal values: what may be digested, logged or compared.
#[must_use]
pub fn without(register: &Register, act: &Act) -> Act {
    let mut act = act.clone();
    if let What::Step { set, .. } = &mut act.what {
        set.retain(|field, _| !is_personal(register, field));
    }
    act
}

/// What the sealed values of some fields are known by.
pub fn sealed(fields: &Fields) -> impl Iterator<Item = (&Key, &Commitment)> {
    fields.iter().filter_map(|(field, value)| match value {
        Value::Sealed(commitment) => Some((field, commitment)),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Fen(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Flag(_)
        | Value::Unit(_)
        | Value::Lines(_) => None,
    })
}
