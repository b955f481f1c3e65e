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
    pub zh: &'static str,
    pub en: &'static str,
    pub(crate) find: fn(&Draft) -> Vec<Finding>,
}

/// All rules, in the order of their codes.
#[must_use]
pub fn all() -> &'static [Rule] {
    &[
        Rule {
            code: date::CODE,
            zh: "不存在的日期，或起止颠倒",
            en: "a day that does not exist, or a span that ends before it begins",
            find: date::find,
        },
        Rule {
            code: enum_::CODE,
            zh: "序号缺漏、重复，或列举的项数与所说不符",
            en: "an enumeration with a gap or a repetition, or of another length than stated",
            find: enum_::find,
        },
        Rule {
            code: pct::CODE,
            zh: "占比与前文数字不符，或比率超过百分之百",
            en: "a share that the numbers before it do not make, or a rate beyond 100 %",
            find: pct::find,
        },
        Rule {
            code: ph::CODE,
            zh: "尚未填写的占位符",
            en: "a placeholder that nobody filled in",
            find: ph::find,
        },
        Rule {
            code: qual::CODE,
            zh: "概数用词相互矛盾或重复",
            en: "words about a number that contradict or repeat each other",
            find: qual::find,
        },
        Rule {
            code: sum::CODE,
            zh: "合计与各项相加不符，或部分大于总数",
            en: "a total that its parts do not come to, or a part greater than the whole",
            find: sum::find,
        },
        Rule {
            code: yoy::CODE,
            zh: "增减幅度与前后数值不符，或增减方向相反",
            en: "a growth that is not that of the values, or goes the other way",
            find: yoy::find,
        },
    ]
}
