//! Weights of an index are one together, on every day on which all of them are in force.

use std::collections::BTreeSet;

use base::Exact;
use num_traits::{CheckedAdd, Zero};
use register::model::{Catalogue, Formula, Indicator, Parameter, Weight};

use crate::misfit::Misfit;

/// The misfit of the first day from which the weights are not one together.
pub(super) fn misfits(catalogue: &Catalogue, indicator: &Indicator) -> Option<Misfit> {
    let Formula::Index(weights) = &indicator.formula else { return None };
    let parameters: Vec<Option<&Parameter>> =
        weights.iter().map(|weight| catalogue.parameter(weight.factor.as_ref()?)).collect();
    let is_unknown = |(weight, parameter): (&Weight, &Option<&Parameter>)| {
        weight.factor.is_some() && parameter.is_none()
    };
    // Typing reports an unknown factor, or that there is no weight at all.
    if weights.is_empty() || weights.iter().zip(&parameters).any(is_unknown) {
        return None;
    }
    let dated = parameters.iter().flatten().flat_map(|parameter| &parameter.values);
    let mut days: BTreeSet<_> = dated.map(|value| value.from).collect();
    if days.is_empty() {
        // Weights of one each hold on every day; any day stands for all.
        days.insert(jiff::civil::Date::MIN);
    }
    days.into_iter().find_map(|from| {
        let one = Exact::from_integer(1);
        let weight = |parameter: &Option<&Parameter>| match parameter {
            Some(parameter) => parameter.on(from).map(|value| value.value),
            None => Some(one),
        };
        let in_force: Option<Vec<Exact>> = parameters.iter().map(weight).collect();
        let sum = in_force?.iter().try_fold(Exact::zero(), |sum, part| sum.checked_add(part))?;
        (sum != one).then_some(Misfit::WeightsSum { from, sum })
    })
}
