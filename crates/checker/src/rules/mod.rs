//! The rules, one file each.

mod bound;
mod conf;
mod cut;
mod date;
mod enum_;
mod led;
mod org;
mod pct;
mod ph;
mod punct;
mod qual;
mod stage;
mod sum;
mod unit;
mod word;
mod yoy;

use crate::{Across, Draft, Fact, Finding};

/// A kind of mistake that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub code: &'static str,
    pub(crate) find: fn(&Draft) -> Vec<Finding>,
}

/// All rules, in the order of their codes.
#[must_use]
pub fn all() -> &'static [Rule] {
    &[
        Rule { code: bound::CODE, find: bound::find },
        Rule { code: conf::CODE, find: conf::find },
        Rule { code: cut::CODE, find: cut::find },
        Rule { code: date::CODE, find: date::find },
        Rule { code: enum_::CODE, find: enum_::find },
        Rule { code: org::CODE, find: org::find },
        Rule { code: pct::CODE, find: pct::find },
        Rule { code: ph::CODE, find: ph::find },
        Rule { code: punct::CODE, find: punct::find },
        Rule { code: qual::CODE, find: qual::find },
        Rule { code: stage::CODE, find: stage::find },
        Rule { code: sum::CODE, find: sum::find },
        Rule { code: unit::CODE, find: unit::find },
        Rule { code: word::CODE, find: word::find },
        Rule { code: yoy::CODE, find: yoy::find },
    ]
}

/// What several drafts say differently of one thing.
pub(crate) fn across(drafts: &[&Draft]) -> Vec<Across> {
    conf::across(drafts)
}

/// What a draft says otherwise than the ledger.
pub(crate) fn against(draft: &Draft, facts: &[Fact]) -> Vec<Finding> {
    led::against(draft, facts)
}
