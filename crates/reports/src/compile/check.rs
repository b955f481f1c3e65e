//! A template against the packs in force.

use base::{Key, UnitOfMeasure};
use indicators::{possible_dimensions, unit_of_measure};
use register::model::{Catalogue, Formula, Name};

use super::render::ClaimFunction;
use crate::fault::{Fault, Faults, Needs, Unfit};
use crate::style::measure_words;
use crate::template::calls::Function;
use crate::template::{REPORT_FILE, Spec, Template};

pub(super) fn fit(template: &Template, catalogue: &Catalogue) -> Vec<Fault> {
    let mut faults = Faults::in_file(REPORT_FILE);
    for spec in template.figures.values() {
        figure(spec, catalogue, &mut faults);
    }
    for call in &template.calls {
        let Some(spec) = template.spec(&call.name) else { continue };
        let Some(formula) = formula(catalogue, &spec.name) else { continue };
        if let Some(wrong) = misused(call.function, formula, &spec.name) {
            let (file, place) = (call.file.clone(), call.at);
            faults.found.push(Fault { file, place, wrong: wrong.into() });
        }
    }
    let mut found = faults.found;
    found.sort();
    found
}

/// The formula of an indicator, `Some(None)` for a measure, `None` for neither.
#[expect(clippy::option_option, reason = "a measure has no formula; an unknown name has no entry")]
fn formula<'c>(catalogue: &'c Catalogue, name: &Name) -> Option<Option<&'c Formula>> {
    if catalogue.measure(name).is_some() {
        return Some(None);
    }
    catalogue.indicator(name).map(|indicator| Some(&indicator.formula))
}

fn figure(spec: &Spec, catalogue: &Catalogue, faults: &mut Faults) {
    let name = spec.name.to_string();
    let Some(formula) = formula(catalogue, &spec.name) else {
        faults.add(spec.at, Unfit::UnknownName(name));
        return;
    };
    let dimensions = possible_dimensions(catalogue, &spec.name);
    for (dimension, values) in spec.filter.iter() {
        let Some(possible) = dimensions.get(dimension) else {
            let dimension = dimension.to_string();
            faults.add(spec.at, Unfit::UnknownDimension { name: name.clone(), dimension });
            continue;
        };
        let unknown = |value: &&Key| !possible.contains(value);
        for value in values.iter().filter(unknown) {
            let (dimension, value) = (dimension.to_string(), value.to_string());
            faults.add(spec.at, Unfit::UnknownValue { name: name.clone(), dimension, value });
        }
    }
    let Some(unit) = unit_of_measure(catalogue, &spec.name) else { return };
    let truth = matches!(formula, Some(Formula::All { .. } | Formula::None { .. }));
    if !truth && !prints(spec.style.needs(), formula, unit) {
        let (style, needs) = (spec.style.name(), spec.style.needs());
        faults.add(spec.at, Unfit::StyleUnit { style, needs, name, found: unit.key().to_owned() });
    }
    if let Some(word) = &spec.word
        && !measure_words(unit).contains(&word.as_str())
    {
        let (word, found) = (word.clone(), unit.key().to_owned());
        faults.add(spec.at, Unfit::MeasureWord { word, found });
    }
}

fn prints(needs: Needs, formula: Option<&Formula>, unit: UnitOfMeasure) -> bool {
    let ratio = unit == UnitOfMeasure::Ratio;
    let change = matches!(formula, Some(Formula::Change { .. }));
    let difference = matches!(formula, Some(Formula::Difference { .. }));
    match needs {
        Needs::Share => ratio && !change && !difference,
        Needs::Change => change,
        Needs::DifferenceOfShares => ratio && difference,
        Needs::Difference => difference && !ratio,
        Needs::Money => unit == UnitOfMeasure::Yuan,
        Needs::Count => !ratio,
        Needs::CountOrShare => !(change || ratio && difference),
    }
}

/// A function of the template that does not suit what the name yields.
fn misused(function: Function, formula: Option<&Formula>, name: &Name) -> Option<Unfit> {
    let name = name.to_string();
    let says = match formula {
        Some(Formula::All { .. }) => Some(("that all are", ClaimFunction::All.word())),
        Some(Formula::None { .. }) => Some(("that there is none", ClaimFunction::Zero.word())),
        Some(_) | None => None,
    };
    match (function, says) {
        (Function::Fig, Some(_)) => Some(Unfit::ATruth(name)),
        (Function::All | Function::Each | Function::Zero | Function::Holds, None) => {
            Some(Unfit::NotATruth(name))
        }
        (Function::All | Function::Each, Some((says, wanted))) if wanted == "zero" => {
            Some(Unfit::OtherTruth { name, says, function: wanted })
        }
        (Function::Zero, Some((says, wanted))) if wanted == "all" => {
            Some(Unfit::OtherTruth { name, says, function: wanted })
        }
        _ => None,
    }
}
