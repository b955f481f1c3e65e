//! Personal data: who may see and erase them, and how their values leave an event before it is recorded.
//!
//! The journal can never be erased, so it carries no personal value: only what commits to it
//! ([`Value::Sealed`]). The values themselves lie beside it, where they can be destroyed.

use base::value::Fields;
use base::{Commitment, Key, Right, Value};

use crate::decide::{Act, What};
use crate::event::{Happening, MatterEvent};
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
///
/// # Errors
///
/// What `cover` fails with; the event is then of no use.
pub fn seal<E>(
    register: &Register,
    event: &mut MatterEvent,
    mut cover: impl FnMut(&Key, &Value) -> Result<Commitment, E>,
) -> Result<(), E> {
    let MatterEvent { set, what, .. } = event;
    let restated = match what {
        Happening::Correction { rebooked, .. } | Happening::Reversal { rebooked, .. } => {
            rebooked.as_mut_slice()
        }
        Happening::Step(_)
        | Happening::Note(_)
        | Happening::Reassigned { .. }
        | Happening::Recounted { .. } => &mut [],
    };
    let restated = restated.iter_mut().filter_map(|rebooked| rebooked.set.as_mut());
    for (field, value) in std::iter::once(set).chain(restated).flatten() {
        if is_personal(register, field) && !matches!(value, Value::Sealed(_)) {
            *value = Value::Sealed(cover(field, value)?);
        }
    }
    Ok(())
}

/// Every set of field values that an event states: its own, and those that a correction restates.
pub fn stated(event: &MatterEvent) -> impl Iterator<Item = &Fields> {
    let restated = match &event.what {
        Happening::Correction { rebooked, .. } | Happening::Reversal { rebooked, .. } => {
            rebooked.as_slice()
        }
        Happening::Step(_)
        | Happening::Note(_)
        | Happening::Reassigned { .. }
        | Happening::Recounted { .. } => &[],
    };
    std::iter::once(&event.set).chain(restated.iter().filter_map(|rebooked| rebooked.set.as_ref()))
}

/// Whether an event states a personal value that is not sealed yet.
#[must_use]
pub fn is_open(register: &Register, event: &MatterEvent) -> bool {
    let mut fields = stated(event).flatten();
    fields.any(|(field, value)| is_personal(register, field) && !matches!(value, Value::Sealed(_)))
}

/// The act without its personal values: what may be digested, logged or compared.
#[must_use]
pub fn without(register: &Register, act: &Act) -> Act {
    let mut act = act.clone();
    match &mut act.what {
        What::Step { set, .. } => set.retain(|field, _| !is_personal(register, field)),
        What::Correct { to, .. } => to.set.retain(|field, _| !is_personal(register, field)),
        What::Note(_) | What::Reverse { .. } | What::Reassign { .. } => {}
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
        | Value::Moment(_)
        | Value::Choice(_)
        | Value::Flag(_)
        | Value::Unit(_)
        | Value::Lines(_) => None,
    })
}
