//! Each rule on sentences that are right and on sentences that are not.

mod bound;
mod conf;
mod cut;
mod date;
mod enum_;
mod led;
mod notes;
mod org;
mod pct;
mod ph;
mod qual;
mod stage;
mod sum;
mod tables;
mod unit;
mod yoy;

use checker::{Draft, check};
use proptest::prelude::*;

proptest! {
    /// Whatever stands there: it comes to an end, and what is found lies in the text.
    #[test]
    fn any_text_is_checked(parts in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..40)) {
        let draft = Draft::plain(&parts.concat());
        for finding in check(&draft) {
            prop_assert!(finding.range.start < finding.range.end);
            prop_assert!(finding.range.end <= draft.letters().len());
        }
    }
}

/// What rules look for, with numbers of every size.
const WORDS: [&str; 78] = [
    "12345678.123456",
    "999999999999999",
    "0.000001",
    "1,234,567,890",
    "万元",
    "人",
    "‰",
    "比上年",
    "多",
    "少",
    "占",
    "合计",
    "其余",
    "还有",
    "按类分",
    "平均每件",
    "这",
    "；",
    "由",
    "从",
    "增加到",
    "下降至",
    "增长",
    "，",
    "。",
    "、",
    "其中",
    "占",
    "合计",
    "共计",
    "件",
    "人次",
    "%",
    "个百分点",
    "12",
    "30.5",
    "0",
    "999999999999999999999999",
    "1.2345678",
    "三分之一",
    "百分之五",
    "两百",
    "万",
    "亿",
    "余",
    "约",
    "一是",
    "三是",
    "X",
    "××",
    "合格率",
    "\n",
    "1/7",
    "3.3亿亿亿",
    "-5",
    "年",
    "（",
    "：",
    "每千人口",
    "床位",
    "常住人口",
    "/10万",
    "医护比",
    "1:1.2",
    "存贷比",
    "贷款",
    "存款",
    "前两项",
    "上述",
    "加上",
    "第一期",
    "第二期",
    "其他",
    "分别为",
    "2021年",
    "年初结余",
    "出生",
    "每万",
];

/// What a text is found guilty of: `PH:X` and so on.
fn found(text: &str) -> Vec<String> {
    let draft = Draft::plain(text);
    check(&draft)
        .iter()
        .map(|finding| format!("{}:{}", finding.code, draft.text(finding.range.clone())))
        .collect()
}

/// None of them is found guilty of anything.
fn clean(texts: &[&str]) {
    let guilty: Vec<(&str, Vec<String>)> = texts
        .iter()
        .map(|text| (*text, found(text)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert_eq!(guilty, []);
}

/// Each is found guilty of this and of nothing else.
fn faulty(code: &str, cases: &[(&str, &str)]) {
    let is_so = |(text, expected): &&(&str, &str)| found(text) != [format!("{code}:{expected}")];
    let other: Vec<(&str, &str, Vec<String>)> = cases
        .iter()
        .filter(is_so)
        .map(|(text, expected)| (*text, *expected, found(text)))
        .collect();
    assert_eq!(other, []);
}
