//! The dimensions a figure can be asked by.

use std::collections::BTreeMap;

use base::Key;
use base::dims::Filter;
use register::model::{Catalogue, Counts, Field, Measure, Name, Register};

use crate::error::IndicatorError;
use crate::kind::Operand;
use crate::subject::{self, Subject};
use crate::{DEPTH_MAX, kind};

/// Dimensions with the values each can have.
pub type Dimensions = BTreeMap<Key, Vec<Key>>;

/// The dimensions that the postings behind a count carry: those of the matter, and for rows of a group
/// those of the row.
pub(crate) fn of_counts(register: &Register, counts: &Counts) -> Dimensions {
    let group = match counts {
        Counts::FlowInto(_)
        | Counts::StockOf(_)
        | Counts::PlacesOf(_)
        | Counts::LightsOf { .. } => None,
        Counts::LinesOf(group) => register.field(group),
        Counts::SumOf(book) => {
            let group = book.split_once('.').and_then(|(group, _)| Key::new(group).ok());
            group.and_then(|group| register.field(&group))
        }
    };
    let row_fields = group.map(Field::columns).unwrap_or_default();
    let declared = register.fields.iter().chain(row_fields).filter(|field| field.dimension);
    declared.map(|field| (field.key.clone(), field.dimension_values())).collect()
}

/// The dimensions by which a measure or indicator can be asked, with the values each can have.
///
/// Those that at least one of its measures carries. Empty for an unknown name.
#[must_use]
pub fn possible_dimensions(catalogue: &Catalogue, name: &Name) -> Dimensions {
    let mut all = Dimensions::new();
    let mut seen = vec![];
    collect(catalogue, (name, 0), &mut seen, &mut |dimensions| all.extend(dimensions));
    all
}

/// Calls back with the dimensions of every measure that the name draws on, each name once.
fn collect(
    catalogue: &Catalogue,
    (name, depth): (&Name, usize),
    seen: &mut Vec<Name>,
    found: &mut impl FnMut(Dimensions),
) {
    if depth > DEPTH_MAX || seen.contains(name) {
        return;
    }
    seen.push(name.clone());
    match subject::find(catalogue, name) {
        Ok((_, Subject::Measure(measure))) => found(of_measure(catalogue, measure)),
        Ok((_, Subject::Indicator(indicator))) => {
            for Operand { name, .. } in kind::of(&indicator.formula).operands() {
                collect(catalogue, (&name, depth.saturating_add(1)), seen, found);
            }
        }
        Ok((_, Subject::Parameter(_))) | Err(_) => {}
    }
}

fn of_measure(catalogue: &Catalogue, measure: &Measure) -> Dimensions {
    let register = catalogue.register(&measure.register);
    register.map(|(_, register)| of_counts(register, &measure.counts)).unwrap_or_default()
}

/// Whether postings that carry these dimensions can be narrowed by the whole filter.
pub(crate) fn carries(dimensions: &Dimensions, filter: &Filter) -> bool {
    filter.iter().all(|(dimension, _)| dimensions.contains_key(dimension))
}

/// Refuses a filter that would narrow nothing, or that names a value nobody can have.
pub(crate) fn admit(
    catalogue: &Catalogue,
    name: &Name,
    filter: &Filter,
) -> Result<(), IndicatorError> {
    if filter.is_empty() {
        return Ok(());
    }
    let possible = possible_dimensions(catalogue, name);
    for (dimension, values) in filter.iter() {
        let Some(known) = possible.get(dimension) else {
            return Err(IndicatorError::NoSuchDimension {
                name: name.clone(),
                dimension: dimension.clone(),
                possible: possible.keys().cloned().collect(),
            });
        };
        if let Some(value) = values.iter().find(|value| !known.contains(value)) {
            return Err(IndicatorError::NoSuchValue {
                dimension: dimension.clone(),
                value: value.clone(),
                possible: known.clone(),
            });
        }
    }
    let mut narrows = false;
    collect(catalogue, (name, 0), &mut vec![], &mut |dimensions| {
        narrows |= carries(&dimensions, filter);
    });
    if narrows { Ok(()) } else { Err(not_together(name, filter)) }
}

fn not_together(name: &Name, filter: &Filter) -> IndicatorError {
    let dimensions = filter.iter().map(|(dimension, _)| dimension.clone()).collect();
    IndicatorError::NotTogether { name: name.clone(), dimensions }
}
