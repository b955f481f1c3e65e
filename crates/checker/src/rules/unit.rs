//! UNIT: one amount that is ten thousand times the other, for 万 that is missing or too many, is an error. % for 个百分点 and 件次 beside 次 of one
//! thing are warnings. 元 beside 万元 in one list is a note.

use base::Exact;
use num_rational::Ratio;
use num_traits::Zero;

use crate::measure::{Mention, contradictions, is_apart, mentions};
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "UNIT";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("计量单位", "units"),
    zh: "同一事项相差万倍（漏写或多写“万”）为错误；两个百分数之差写成 % 而非个百分点、并列的件次与次为警告；并列的元与万元为提示。",
    source: include_str!("unit.rs"),
};

/// Units of which one counts things and the other how often.
const PAIRS: [(&str, &str); 7] = [
    ("人", "人次"),
    ("户", "户次"),
    ("件", "件次"),
    ("家", "家次"),
    ("件次", "次"),
    ("台", "台次"),
    ("例", "例次"),
];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = slips(draft);
    for paragraph in draft.paragraphs() {
        for sentence in sentences(&paragraph) {
            found.extend(points(draft, &sentence));
            found.extend(times(draft, &sentence));
            found.extend(money(draft, &sentence));
        }
    }
    found
}

/// Whether one amount is ten thousand or a hundred million times the other.
pub(super) fn is_slip(one: &Mention, other: &Mention) -> bool {
    let (one, other) = (one.quantity.number.value, other.quantity.number.value);
    if one.is_zero() || other.is_zero() {
        return false;
    }
    let by = if one > other { one / other } else { other / one };
    let near = |times: i128| {
        let times: Exact = Ratio::from_integer(times);
        by >= times * Ratio::new(97, 100) && by <= times * Ratio::new(103, 100)
    };
    near(10_000) || near(100_000_000)
}

/// One measure that is ten thousand times as large at another place.
fn slips(draft: &Draft) -> Vec<Finding> {
    let mentions = mentions(draft);
    let slips = contradictions(&mentions)
        .into_iter()
        .filter(|(first, other)| is_apart(first, other) && is_slip(first, other));
    let told = slips.map(|(first, other)| {
        let [was, said] = [first, other].map(|one| draft.text(one.range.clone()));
        let told = (
            format!("“{}”一处为 {was}，此处为 {said}，相差万倍：单位可能写错", other.key),
            format!("“{}” is {was} in one place and {said} here: a unit may be wrong", other.key),
        );
        let finding = Finding::new(CODE, Severity::Error, other.range.clone(), told);
        finding.with(first.range.clone()).stating(said, Some(was))
    });
    told.collect()
}

/// 由 90% 提高到 95%，提高 5%: of shares the difference is in points.
fn points(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, run) in all.windows(3).enumerate() {
        let [from, to, by] = run else { continue };
        let leads = [sentence.lead(place + 1), sentence.lead(place + 2)];
        let [to_lead, by_lead] = &leads;
        let moves =
            ["到", "至"].iter().any(|word| to_lead.ends_with(word)) || to_lead.contains("年的");
        let changes = ["提高", "上升", "提升", "增加", "下降", "降低", "减少", "增长"]
            .iter()
            .any(|word| by_lead.trim_end_matches('了').ends_with(word));
        if !(moves && changes && from.is_share() && to.is_share() && by.is_share()) {
            continue;
        }
        let apart = to.number.value - from.number.value;
        let apart = if apart < Ratio::zero() { -apart } else { apart };
        if apart != by.number.value || by.number.per.is_some() {
            continue;
        }
        let range = sentence.paragraph.place(&by.range);
        let said = draft.text(range.clone());
        let expected = said.replace(['%', '％'], "个百分点");
        let told = (
            format!("两个百分数之差应写“{expected}”，文中为 {said}"),
            format!("the difference of two percentages is {expected}, not {said}"),
        );
        let other = sentence.paragraph.place(&from.range);
        let finding = Finding::new(CODE, Severity::Warning, range, told).with(other);
        found.push(finding.stating(said, Some(expected.clone())).mended(expected));
    }
    found
}

/// 4.5 万件次、2.9 万次: two units in one list of one thing.
fn times(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for pair in all.windows(2) {
        let [one, other] = pair else { continue };
        let between = sentence.words(one.range.end, other.range.start);
        let units = (one.unit.unwrap_or_default(), other.unit.unwrap_or_default());
        let is_pair =
            PAIRS.iter().any(|(of, times)| units == (*of, *times) || units == (*times, *of));
        // 监督 3521 户、5417 户次: how many, and how often.
        let is_often =
            units.1 == format!("{}次", units.0) && other.number.value >= one.number.value;
        let is_each = sentence.words(sentence.within().start, one.range.start).contains("分别");
        if is_often && !is_each && units.0 != "件" {
            continue;
        }
        // Only where nothing but a mark stands between them do both count the same thing; 一件 counts nothing.
        if !is_pair
            || sentence.is_word(other)
            || !matches!(between.as_str(), "、" | "和" | "，" | "," | "及")
        {
            continue;
        }
        let [second, range] = [one, other].map(|one| sentence.paragraph.place(&one.range));
        let [was, said] = [&second, &range].map(|range| draft.text(range.clone()));
        let told = (
            format!("并列的 {was} 与 {said} 计量单位不一致"),
            format!("{was} and {said} stand side by side and count in different units"),
        );
        let expected = said.replace(units.1, units.0);
        let finding = Finding::new(CODE, Severity::Warning, range, told).with(second);
        found.push(finding.stating(said, Some(expected)));
    }
    found
}

/// 甲 71.5 万元、乙 8260 元: right, and hard to add up.
fn money(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let is_large =
        |one: &Quantity| draft.text(sentence.paragraph.place(&one.range)).contains(['万', '亿']);
    let is_small =
        |one: &Quantity| !is_large(one) && one.number.value >= Ratio::from_integer(1_000);
    let is_money = |one: &Quantity| one.unit == Some("元");
    let mixes = |pair: &&[Quantity]| match pair {
        [one, other] if is_money(one) && is_money(other) => {
            let between = sentence.between(one.range.end, other.range.start);
            let is_list =
                between.contains(&'、') && !between.iter().any(|one| "，；,;（）".contains(*one));
            is_list && ((is_large(one) && is_small(other)) || (is_small(one) && is_large(other)))
        }
        _ => false,
    };
    let told = |pair: &[Quantity]| {
        let [one, other] = pair else { return None };
        let [second, range] = [one, other].map(|one| sentence.paragraph.place(&one.range));
        let [was, said] = [&second, &range].map(|range| draft.text(range.clone()));
        let told = (
            format!("并列的 {was} 与 {said} 单位不同，宜统一"),
            format!("{was} and {said} stand side by side in different units"),
        );
        Some(Finding::new(CODE, Severity::Note, range, told).with(second).stating(said, None))
    };
    sentence.quantities.windows(2).filter(mixes).filter_map(told).collect()
}
