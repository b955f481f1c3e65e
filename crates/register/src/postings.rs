//! What an event posts: a pure function of the event and its register.

use base::value::Fields;
use base::{Dims, Key, Value};
use jiff::civil::Date;
use ledger::{Account, Entry, Transfer, Unbalanced};

use crate::draw::Draw;
use crate::event::{Happening, MatterEvent, Place};
use crate::model::{Field, FieldKind, Register};

/// The balanced entry of an event that takes effect on `effective_on`.
///
/// A step moves one matter from its old state to its new one; between units it goes through transit,
/// so that every unit's books balance by themselves. A matter that stays in its state but changes its
/// unit or dimensions has not entered the state again: its new place has one less taken out, not one
/// more put in, so that “how many came in” counts it once. Posted rows and amounts come in from
/// outside. Places of a pool move among free, held and used. A note posts nothing. A reversal posts the reversed entry in red ink.
///
/// # Errors
///
/// [`Unbalanced`] if the event asks for a transfer that cannot be, such as a stored amount of `i64::MIN`.
pub fn postings(
    register: &Register,
    event: &MatterEvent,
    effective_on: Date,
) -> Result<Entry, Unbalanced> {
    let at = At { register, on: effective_on };
    match &event.what {
        Happening::Step(_) => {
            let moved = at.forward(event.before.as_ref(), event.after.as_ref(), &event.posted)?;
            Ok(moved.and(at.draws(&event.draws)?))
        }
        Happening::Note(_) => Ok(Entry::default()),
        Happening::Reversal { .. } => {
            let reversed =
                at.forward(event.after.as_ref(), event.before.as_ref(), &event.posted)?;
            Ok(reversed.and(at.draws(&event.draws)?).red_ink())
        }
    }
}

/// The register whose books are posted to, and the day.
struct At<'a> {
    register: &'a Register,
    on: Date,
}

impl At<'_> {
    fn forward(
        &self,
        before: Option<&Place>,
        after: Option<&Place>,
        posted: &Fields,
    ) -> Result<Entry, Unbalanced> {
        let mut transfers = self.moves(before, after)?;
        if let Some(place) = after {
            for (key, value) in posted {
                transfers.extend(self.amounts(place, key, value)?);
            }
        }
        Ok(Entry::new(transfers))
    }

    /// Places move in the books of their pool, at its unit, whoever drew them.
    fn draws(&self, draws: &[Draw]) -> Result<Entry, Unbalanced> {
        let transfers: Result<Vec<Transfer>, Unbalanced> =
            draws.iter().map(|draw| draw.transfer(self.on)).collect();
        Ok(Entry::new(transfers?))
    }

    fn moves(
        &self,
        before: Option<&Place>,
        after: Option<&Place>,
    ) -> Result<Vec<Transfer>, Unbalanced> {
        let register = &self.register.key;
        let at = |place: &Place| (Account::state(register, &place.state), place.dims.clone());
        let outside = || (Account::outside(register), Dims::new());
        let transit = || (Account::transit(register), Dims::new());
        let transfer =
            |at: &Place, from, to, amount| Transfer::new(self.on, &at.unit, from, to, amount);
        let moved = match (before, after) {
            (None, None) => vec![],
            (None, Some(after)) => vec![transfer(after, outside(), at(after), 1)?],
            (Some(before), None) => vec![transfer(before, at(before), outside(), 1)?],
            (Some(before), Some(after)) if before == after => vec![],
            (Some(before), Some(after)) if before.state == after.state => vec![
                transfer(before, at(before), transit(), 1)?,
                transfer(after, at(after), transit(), -1)?,
            ],
            (Some(before), Some(after)) if before.unit == after.unit => {
                vec![transfer(after, at(before), at(after), 1)?]
            }
            (Some(before), Some(after)) => vec![
                transfer(before, at(before), transit(), 1)?,
                transfer(after, transit(), at(after), 1)?,
            ],
        };
        Ok(moved)
    }

    /// Rows of a group post one each to the group's book and their amounts to `group.field`; an amount
    /// field posts to its own book. Zero amounts post nothing: the report itself shows that zero was
    /// said.
    fn amounts(
        &self,
        place: &Place,
        key: &Key,
        value: &Value,
    ) -> Result<Vec<Transfer>, Unbalanced> {
        let register = self.register;
        let post = |book: &str, dims: &Dims, amount: i64| {
            let from = (Account::source(&register.key, book), Dims::new());
            let to = (Account::posted(&register.key, book), dims.clone());
            Transfer::new(self.on, &place.unit, from, to, amount)
        };
        if let Some(amount) = value.as_amount() {
            return if amount == 0 {
                Ok(vec![])
            } else {
                Ok(vec![post(key.as_str(), &place.dims, amount)?])
            };
        }
        let Some(Field { kind: FieldKind::Lines { fields, .. }, .. }) = register.field(key) else {
            return Ok(vec![]);
        };
        let mut transfers = vec![];
        for line in value.as_lines().unwrap_or_default() {
            let dims = line_dims(fields, line, &place.dims);
            transfers.push(post(key.as_str(), &dims, 1)?);
            for (field, value) in line {
                match value.as_amount() {
                    Some(amount) if amount != 0 => {
                        transfers.push(post(&format!("{key}.{field}"), &dims, amount)?);
                    }
                    Some(_) | None => {}
                }
            }
        }
        Ok(transfers)
    }
}

fn line_dims(fields: &[Field], line: &Fields, matter: &Dims) -> Dims {
    let declared = fields.iter().filter(|field| field.dimension);
    declared.fold(matter.clone(), |dims, field| {
        match line.get(&field.key).and_then(dimension_value) {
            Some(value) => dims.with(field.key.clone(), value),
            None => dims,
        }
    })
}

/// The value of a dimension field as postings carry it; flags are `yes` and `no`.
#[must_use]
pub fn dimension_value(value: &Value) -> Option<Key> {
    match value {
        Value::Choice(key) => Some(key.clone()),
        Value::Flag(flag) => Some(Key::literal(if *flag { "yes" } else { "no" })),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Fen(_)
        | Value::Date(_)
        | Value::Unit(_)
        | Value::Lines(_) => None,
    }
}
