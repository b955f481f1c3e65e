//! What can be found wrong in packs before anything is evaluated.

mod law;
mod measures;
mod targets;
mod weights;

use std::collections::BTreeSet;

use base::{Key, Lang, Say};
use register::model::{Catalogue, Indicator, Name, Pack};

use crate::misfit::Misfit;
use crate::subject::{self, Subject};
use crate::typing::Typing;

/// A fault of a pack, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The pack.
    pub pack: Key,
    /// The path in the pack: `indicators.on_time`, `measures.fined`.
    pub place: String,
    /// What is wrong there.
    pub misfit: Misfit,
}

impl Fault {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        self.misfit.hint(lang)
    }
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        let (pack, place, misfit) = (&self.pack, &self.place, self.misfit.say(lang));
        match lang {
            Lang::En => format!("{pack}, {place}: {misfit}"),
            Lang::Zh => format!("{pack} 的 {place}：{misfit}"),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// Finds all that is wrong with the measures and indicators of these packs, together.
///
/// **Input:** packs that were read without faults. **Output:** in the order of the packs, each fault
/// once, at the place where it arises: a formula that draws on a faulty one is not reported again.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Fault> {
    let mut typing = Typing::new(catalogue);
    let mut found: Vec<(Name, Misfit)> = vec![];
    for pack in &catalogue.packs {
        found.extend(doubles(pack));
        let name = |key: &Key| Name::new(pack.key.clone(), key.clone());
        for measure in &pack.measures {
            let misfits = measures::misfits(catalogue, measure);
            found.extend(misfits.into_iter().map(|misfit| (name(&measure.key), misfit)));
        }
        for indicator in &pack.indicators {
            let name = name(&indicator.key);
            let typed = typing.of(&name);
            found.append(&mut typing.misfits);
            let misfits = excluded(catalogue, indicator)
                .chain(weights::misfits(catalogue, indicator))
                .chain(law::misfit(catalogue, &name, indicator))
                .chain(typed.into_iter().flat_map(|typed| targets::misfits(indicator, typed)));
            found.extend(misfits.map(|misfit| (name.clone(), misfit)));
        }
    }
    found.into_iter().map(|(name, misfit)| placed(catalogue, name, misfit)).collect()
}

fn placed(catalogue: &Catalogue, name: Name, misfit: Misfit) -> Fault {
    let section = match (&misfit, subject::find(catalogue, &name)) {
        (_, Ok((_, Subject::Measure(_)))) => "measures",
        (_, Ok((_, Subject::Parameter(_)))) => "parameters",
        (_, Ok((_, Subject::Indicator(_))) | Err(_)) => "indicators",
    };
    Fault { pack: name.pack, place: format!("{section}.{}", name.key), misfit }
}

fn doubles(pack: &Pack) -> Vec<(Name, Misfit)> {
    let mut seen = BTreeSet::new();
    let twice = subject::keys(pack).filter(|key| !seen.insert(*key));
    twice
        .map(|key| (Name::new(pack.key.clone(), key.clone()), Misfit::SameKey { key: key.clone() }))
        .collect()
}

fn excluded(catalogue: &Catalogue, indicator: &Indicator) -> impl Iterator<Item = Misfit> {
    indicator.excludes.iter().filter_map(|name| match subject::find(catalogue, name) {
        Ok((_, Subject::Measure(_))) => None,
        Ok((_, Subject::Indicator(_) | Subject::Parameter(_))) => {
            Some(Misfit::ExcludesNotMeasure { name: name.clone() })
        }
        Err(unknown) => Some(unknown),
    })
}
