//! LED: against the ledger (`--ledger`). A measure that the ledger has an amount of for the same year, and the draft another, is a
//! warning that names the figure. What the ledger says comes as sentences of the report that it compiles now, so that
//! both are named in the same way. What the ledger does not have is left alone.

use crate::measure::{Mention, differ, named};
use crate::subject::Subject;
use crate::{Draft, Fact, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "LED";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("与台账核对", "against the ledger"),
    zh: "加 --ledger 时与台账现编的自查报告及其各项数据核对：同一事项、同一年度数值或单位对不上为警告，并写明是哪一项数据；台账里没有的不管。",
    source: include_str!("led.rs"),
};

/// Amounts of the draft that the ledger contradicts.
pub(crate) fn against(draft: &Draft, facts: &[Fact]) -> Vec<Finding> {
    let known: Vec<(Draft, &Fact)> =
        facts.iter().map(|fact| (Draft::plain(&fact.text), fact)).collect();
    let said: Vec<(Mention, &Draft, &Fact)> = known
        .iter()
        .flat_map(|(text, fact)| named(text).into_iter().map(move |one| (one, text, *fact)))
        .collect();
    let year = Subject::of(draft).year;
    let mut found = vec![];
    for mention in named(draft) {
        let same: Vec<_> = said
            .iter()
            .filter(|(known, _, fact)| is_same(&mention, known, fact, year.as_deref()))
            .collect();
        // The ledger may say it of several parts of the authority: one that agrees is enough.
        let Some((known, text, fact)) =
            same.first().filter(|_| same.iter().all(|(known, ..)| differ(known, &mention)))
        else {
            continue;
        };
        found.push(told(draft, &mention, &text.text(known.range.clone()), fact));
    }
    found
}

fn is_same(mention: &Mention, known: &Mention, fact: &Fact, year: Option<&str>) -> bool {
    let years = |periods: &[String]| -> Vec<String> {
        periods.iter().filter(|period| period.ends_with('年')).cloned().collect()
    };
    let own = years(&mention.periods);
    let is_year = match own.first() {
        Some(own) => *own == fact.year,
        None => year.is_none_or(|year| year == fact.year),
    };
    let parts = |periods: &[String]| -> Vec<String> {
        periods.iter().filter(|period| !period.ends_with('年')).cloned().collect()
    };
    let alike =
        |these: &[String], those: &[String]| these.is_empty() || those.is_empty() || these == those;
    let names = mention.key == known.key
        || (mention.key.chars().count() >= 4 && known.key.ends_with(&mention.key))
        || (known.key.chars().count() >= 4 && mention.key.ends_with(&known.key));
    names
        && is_year
        && mention.quantity.is_kin(&known.quantity)
        && parts(&mention.periods) == parts(&known.periods)
        && alike(&mention.places, &known.places)
        && mention.body == known.body
}

fn told(draft: &Draft, mention: &Mention, was: &str, fact: &Fact) -> Finding {
    let said = draft.text(mention.range.clone());
    let (name, key) = (&fact.name, &mention.key);
    let told = (
        format!("“{key}”台账中为 {was}（{name}），文中为 {said}"),
        format!("“{key}” is {was} in the ledger ({name}), and {said} here"),
    );
    let finding = Finding::new(CODE, Severity::Warning, mention.range.clone(), told);
    finding.stating(said, Some(was.to_owned()))
}
