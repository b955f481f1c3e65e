//! The rules, one file each.

mod date;
mod enum_;
mod pct;
mod ph;
mod qual;
mod sum;
mod yoy;

use crate::{Draft, Finding};

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
        Rule { code: date::CODE, find: date::find },
        Rule { code: enum_::CODE, find: enum_::find },
        Rule { code: pct::CODE, find: pct::find },
        Rule { code: ph::CODE, find: ph::find },
        Rule { code: qual::CODE, find: qual::find },
        Rule { code: sum::CODE, find: sum::find },
        Rule { code: yoy::CODE, find: yoy::find },
    ]
}
