//! Formulas, written short.

use register::model::{Formula, Weight};

use crate::desk::name;

pub(crate) fn sum(terms: &[&str]) -> Formula {
    Formula::Sum(terms.iter().map(|term| name(term)).collect())
}

pub(crate) fn difference(of: &str, less: &str) -> Formula {
    Formula::Difference { of: name(of), less: name(less) }
}

pub(crate) fn share(part: &str, whole: &str) -> Formula {
    Formula::Share { part: name(part), whole: name(whole) }
}

/// `factor of` or just `of`.
pub(crate) fn weights(parts: &[&str]) -> Vec<Weight> {
    let weight = |part: &&str| match part.split_once(' ') {
        Some((factor, of)) => Weight { of: name(of), factor: Some(name(factor)) },
        None => Weight { of: name(part), factor: None },
    };
    parts.iter().map(weight).collect()
}

pub(crate) fn weighted_share(parts: &[&str], whole: &str) -> Formula {
    Formula::WeightedShare { parts: weights(parts), whole: name(whole) }
}

pub(crate) fn rate(of: &str, per: u32, base: &str) -> Formula {
    Formula::Rate { of: name(of), per, base: name(base) }
}

pub(crate) fn average(total: &str, over: &str) -> Formula {
    Formula::Average { total: name(total), over: name(over) }
}

pub(crate) fn change(of: &str) -> Formula {
    Formula::Change { of: name(of) }
}

pub(crate) fn all(of: &str, are: &str) -> Formula {
    Formula::All { of: name(of), are: name(are) }
}

pub(crate) fn none(of: &str) -> Formula {
    Formula::None { of: name(of) }
}
