//! What a name in a formula stands for.

use register::model::{Catalogue, Indicator, Measure, Name, Pack, Parameter};

use crate::misfit::Misfit;

/// Something that a name can stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    Measure(&'a Measure),
    Indicator(&'a Indicator),
    Parameter(&'a Parameter),
}

/// Finds what the name stands for, and the pack that says so.
pub(crate) fn find<'a>(
    catalogue: &'a Catalogue,
    name: &Name,
) -> Result<(&'a Pack, Subject<'a>), Misfit> {
    let pack = catalogue.pack(&name.pack);
    let measure = || pack?.measure(&name.key).map(Subject::Measure);
    let indicator = || pack?.indicator(&name.key).map(Subject::Indicator);
    let parameter = || pack?.parameter(&name.key).map(Subject::Parameter);
    let subject = measure().or_else(indicator).or_else(parameter);
    pack.zip(subject)
        .ok_or_else(|| Misfit::Unknown { name: name.clone(), possible: possible(catalogue, name) })
}

/// The keys of the pack that was meant, or else the packs there are.
fn possible(catalogue: &Catalogue, name: &Name) -> Vec<String> {
    let Some(pack) = catalogue.pack(&name.pack) else {
        return catalogue.packs.iter().map(|pack| format!("{}.…", pack.key)).collect();
    };
    keys(pack).map(ToString::to_string).collect()
}

/// Every key of the pack that a formula can name.
pub(crate) fn keys(pack: &Pack) -> impl Iterator<Item = &base::Key> {
    let measures = pack.measures.iter().map(|measure| &measure.key);
    let indicators = pack.indicators.iter().map(|indicator| &indicator.key);
    let parameters = pack.parameters.iter().map(|parameter| &parameter.key);
    measures.chain(indicators).chain(parameters)
}
