//! Measures: do they count something that their register has, in a unit that fits?

use base::dims::Filter;
use base::{Key, UnitOfMeasure};
use register::model::{Catalogue, Counts, DAYS_OPEN, FieldKind, Measure, Register};

use super::law;
use crate::dimension;
use crate::misfit::Misfit;
use crate::plan::registers;

/// All that is wrong with a measure.
pub(super) fn misfits(catalogue: &Catalogue, measure: &Measure) -> Vec<Misfit> {
    let Some((_, register)) = catalogue.register(&measure.register) else {
        let possible = registers(catalogue);
        return vec![Misfit::UnknownRegister { register: measure.register.clone(), possible }];
    };
    let unit = measure.unit_of_measure;
    let mut misfits = match &measure.counts {
        Counts::FlowInto(states) | Counts::StockOf(states) => {
            let mut misfits = unknown_states(register, states);
            misfits.extend(counted_in(unit));
            misfits
        }
        Counts::LinesOf(group) => match register.field(group).map(|field| &field.kind) {
            Some(FieldKind::Lines { .. }) => counted_in(unit).into_iter().collect(),
            Some(_) | None => vec![unknown_book(register, group.as_str(), is_group)],
        },
        Counts::SumOf(book) => amount_in(register, book, unit).into_iter().collect(),
        Counts::PlacesOf(_) => places_in(register, unit).into_iter().collect(),
        Counts::LightsOf { .. } => counted_in(unit).into_iter().collect(),
    };
    misfits.extend(unknown_filter(register, measure));
    misfits
}

fn unknown_states(register: &Register, states: &[Key]) -> Vec<Misfit> {
    let possible: Vec<Key> = register.states.iter().map(|state| state.key.clone()).collect();
    let unknown = states.iter().filter(|state| register.state(state).is_none());
    unknown
        .map(|state| Misfit::UnknownState { state: state.clone(), possible: possible.clone() })
        .collect()
}

/// Matters and rows are counted in things, not in money, days, points or shares.
fn counted_in(unit: UnitOfMeasure) -> Option<Misfit> {
    match unit {
        UnitOfMeasure::Yuan | UnitOfMeasure::Day | UnitOfMeasure::Point | UnitOfMeasure::Ratio => {
            Some(Misfit::CountedIn { unit })
        }
        _ => None,
    }
}

/// Money is told in yuan and nothing else is; the days a matter was open are days.
fn amount_in(register: &Register, book: &str, unit: UnitOfMeasure) -> Option<Misfit> {
    let must = if book == DAYS_OPEN {
        Some(UnitOfMeasure::Day)
    } else {
        match law::amount(register, book) {
            Some(FieldKind::Money | FieldKind::PenaltyMoney) => Some(UnitOfMeasure::Yuan),
            Some(FieldKind::Integer { .. }) => None,
            Some(_) | None => return Some(unknown_book(register, book, is_amount)),
        }
    };
    let fits = match must {
        Some(must) => unit == must,
        None => !matches!(unit, UnitOfMeasure::Yuan | UnitOfMeasure::Ratio),
    };
    (!fits).then(|| Misfit::AmountIn { book: book.to_owned(), unit, must })
}

/// Places are told in what the pools of the register hold.
fn places_in(register: &Register, unit: UnitOfMeasure) -> Option<Misfit> {
    let Some(stock) = register.stock() else {
        return Some(unknown_book(register, ledger::account::POOL, |_| false));
    };
    let must = Some(stock.counts);
    let book = ledger::account::POOL.to_owned();
    (unit != stock.counts).then_some(Misfit::AmountIn { book, unit, must })
}

fn is_group(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Lines { .. })
}

fn is_amount(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Integer { .. } | FieldKind::Money | FieldKind::PenaltyMoney)
}

/// The misfit of a book that is not there, with those that are.
fn unknown_book(register: &Register, book: &str, fits: fn(&FieldKind) -> bool) -> Misfit {
    let mut possible = vec![];
    for field in &register.fields {
        if fits(&field.kind) {
            possible.push(field.key.to_string());
        }
        if let FieldKind::Lines { fields, .. } = &field.kind {
            let inner = fields.iter().filter(|inner| fits(&inner.kind));
            possible.extend(inner.map(|inner| format!("{}.{}", field.key, inner.key)));
        }
    }
    Misfit::UnknownBook { book: book.to_owned(), possible }
}

fn unknown_filter(register: &Register, measure: &Measure) -> Vec<Misfit> {
    let dimensions = dimension::of_counts(register, &measure.counts);
    let filter: &Filter = &measure.filter;
    let mut misfits = vec![];
    for (dimension, values) in filter.iter() {
        let Some(known) = dimensions.get(dimension) else {
            let possible = dimensions.keys().cloned().collect();
            misfits.push(Misfit::UnknownDimension { dimension: dimension.clone(), possible });
            continue;
        };
        misfits.extend(values.iter().filter(|value| !known.contains(value)).map(|value| {
            Misfit::UnknownValue {
                dimension: dimension.clone(),
                value: value.clone(),
                possible: known.clone(),
            }
        }));
    }
    misfits
}
