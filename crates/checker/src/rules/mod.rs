//! The rules, one file each. The doc comment at the top of a rule's file is its page in the reference.

mod bound;
mod columns;
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

use base::Lang;

use crate::{Across, Draft, Fact, Finding};

/// A kind of mistake that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub about: About,
    pub(crate) find: fn(&Draft) -> Vec<Finding>,
}

/// What a rule finds, for those who read its findings.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// `SUM`.
    pub code: &'static str,
    /// In Chinese and in English.
    pub name: (&'static str, &'static str),
    zh: &'static str,
    /// The rule's file, whose doc comment says the same in English.
    source: &'static str,
}

impl About {
    /// What it finds, how serious that is, and what it leaves alone.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let english = lines.map(str::trim).collect::<Vec<_>>().join(" ");
        let title = format!("{}: ", self.code);
        let english = english.strip_prefix(&title).unwrap_or(&english);
        let mut letters = english.chars();
        let first = letters.next().map(char::to_uppercase).into_iter().flatten();
        match lang {
            Lang::Zh => self.zh.to_owned(),
            Lang::En => first.chain(letters).collect(),
        }
    }
}

/// All rules that look at one draft, in the order of their codes.
#[must_use]
pub fn all() -> &'static [Rule] {
    &[
        Rule { about: bound::ABOUT, find: bound::find },
        Rule { about: conf::ABOUT, find: conf::find },
        Rule { about: cut::ABOUT, find: cut::find },
        Rule { about: date::ABOUT, find: date::find },
        Rule { about: enum_::ABOUT, find: enum_::find },
        Rule { about: org::ABOUT, find: org::find },
        Rule { about: pct::ABOUT, find: pct::find },
        Rule { about: ph::ABOUT, find: ph::find },
        Rule { about: punct::ABOUT, find: punct::find },
        Rule { about: qual::ABOUT, find: qual::find },
        Rule { about: stage::ABOUT, find: stage::find },
        Rule { about: sum::ABOUT, find: sum::find },
        Rule { about: unit::ABOUT, find: unit::find },
        Rule { about: word::ABOUT, find: word::find },
        Rule { about: yoy::ABOUT, find: yoy::find },
    ]
}

/// All rules, those that need the ledger too, in the order of their codes.
#[must_use]
pub fn abouts() -> Vec<About> {
    let mut abouts: Vec<About> = all().iter().map(|rule| rule.about).chain([led::ABOUT]).collect();
    abouts.sort_by_key(|about| about.code);
    abouts
}

/// What several drafts say differently of one thing.
pub(crate) fn across(drafts: &[&Draft]) -> Vec<Across> {
    conf::across(drafts)
}

/// What a draft says otherwise than the ledger.
pub(crate) fn against(draft: &Draft, facts: &[Fact]) -> Vec<Finding> {
    led::against(draft, facts)
}
