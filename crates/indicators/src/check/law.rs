//! Fines and confiscations never enter an assessment.
//!
//! **Source:** 行政处罚法 (2021) 第七十四条第三款: 罚款、没收的违法所得或者没收非法财物拍卖的款项 must not, directly
//! or indirectly, be linked to the assessment of the organ that punishes or of its staff. Counting
//! cases is allowed; so is a figure of fines that assesses nobody.

use register::model::{Catalogue, Counts, FieldKind, Indicator, Measure, Name, Register};

use crate::misfit::Misfit;
use crate::subject::{self, Subject};
use crate::{DEPTH_MAX, kind};

/// The misfit of an indicator that judges by fines. A target or a better direction judges, even
/// where nobody wrote `assessed`.
pub(super) fn misfit(catalogue: &Catalogue, name: &Name, indicator: &Indicator) -> Option<Misfit> {
    let judges = indicator.assessed || indicator.target.is_some() || indicator.better.is_some();
    if !judges {
        return None;
    }
    let path = path_to_fines(catalogue, (name, 0), &mut vec![])?;
    Some(Misfit::PenaltyMoney { path })
}

/// The way from a name down to a measure of fines, if there is one. `seen` ends circles, and looks
/// at nothing twice; deeper than [`DEPTH_MAX`] is a fault of its own.
fn path_to_fines(
    catalogue: &Catalogue,
    (name, depth): (&Name, usize),
    seen: &mut Vec<Name>,
) -> Option<Vec<Name>> {
    if depth > DEPTH_MAX || seen.contains(name) {
        return None;
    }
    seen.push(name.clone());
    match subject::find(catalogue, name).ok()?.1 {
        Subject::Measure(measure) => is_of_fines(catalogue, measure).then(|| vec![name.clone()]),
        Subject::Parameter(_) => None,
        Subject::Indicator(indicator) => {
            let operands = kind::of(&indicator.formula).operands();
            let below = operands.iter().find_map(|operand| {
                path_to_fines(catalogue, (&operand.name, depth.saturating_add(1)), seen)
            })?;
            Some(std::iter::once(name.clone()).chain(below).collect())
        }
    }
}

/// Whether the measure adds up fines, by its own word or by the field it adds up.
fn is_of_fines(catalogue: &Catalogue, measure: &Measure) -> bool {
    let register = catalogue.register(&measure.register).map(|(_, register)| register);
    let by_field = match (&measure.counts, register) {
        (Counts::SumOf(book), Some(register)) => {
            amount(register, book) == Some(&FieldKind::PenaltyMoney)
        }
        _ => false,
    };
    measure.penalty_money || by_field
}

/// The kind of the field behind a book: `amount` or `penalties.amount`.
pub(super) fn amount<'a>(register: &'a Register, book: &str) -> Option<&'a FieldKind> {
    let (head, rest) = book.split_once('.').map_or((book, None), |(head, rest)| (head, Some(rest)));
    let field = register.fields.iter().find(|field| field.key.as_str() == head)?;
    match (&field.kind, rest) {
        (kind, None) => Some(kind),
        (FieldKind::Lines { fields, .. }, Some(rest)) => {
            fields.iter().find(|field| field.key.as_str() == rest).map(|field| &field.kind)
        }
        (_, Some(_)) => None,
    }
}
