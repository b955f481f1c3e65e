//! Forms that a register's steps ask for: made from the pack, read back into values.

mod read;
mod show;

pub(crate) use read::{Faults, Typed, read};
pub(crate) use show::{Control, Input, Widget, controls};

use base::Key;
use register::model::{Field, Register, Step};

/// Blank rows that a form offers for a group, beyond those already filled.
pub(crate) const BLANK_ROWS: usize = 5;

/// The name of a field's control: `f.subject`.
pub(crate) fn field_name(field: &Key) -> String {
    format!("f.{field}")
}

/// The name of a control in a row of a group: `f.penalties.0.kind`.
pub(crate) fn cell_name(group: &Key, row: usize, field: &Key) -> String {
    format!("f.{group}.{row}.{field}")
}

/// The fields a step asks for, with whether it needs them: needed ones first.
pub(crate) fn asked<'a>(
    register: &'a Register,
    step: &'a Step,
) -> impl Iterator<Item = (&'a Field, bool)> {
    let needs = step.needs.iter().map(|key| (key, true));
    let may = step.may.iter().map(|key| (key, false));
    needs.chain(may).filter_map(|(key, needed)| register.field(key).map(|field| (field, needed)))
}

/// The fields of a group's rows, without personal ones.
pub(crate) fn columns(field: &Field) -> Vec<&Field> {
    field.columns().iter().filter(|column| !column.personal).collect()
}
