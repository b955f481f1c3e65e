//! The rules, one file each.

mod enum_;
mod ph;

use crate::{Draft, Finding};

/// A kind of mistake that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub(crate) find: fn(&Draft) -> Vec<Finding>,
}

/// All rules, in the order of their codes.
#[must_use]
pub fn all() -> &'static [Rule] {
    &[
        Rule {
            code: enum_::CODE,
            zh: "序号缺漏、重复，或列举的项数与所说不符",
            en: "an enumeration with a gap or a repetition, or of another length than stated",
            find: enum_::find,
        },
        Rule {
            code: ph::CODE,
            zh: "尚未填写的占位符",
            en: "a placeholder that nobody filled in",
            find: ph::find,
        },
    ]
}
