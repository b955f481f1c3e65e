//! BOUND: amounts beyond what the text itself says of them. 分别为 98%、91%，均超过 95% is an error: one of the amounts that 均 is
//! said of lies on the wrong side. More than the full marks is an error (满分 100 分，得 103 分). A range that runs backwards is a
//! warning (40至20分钟).

use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "BOUND";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("界限", "bounds"),
    zh: "同句里“均超过、均不低于、均在……以内”所指的各数，有一个越界即为错误；得分高于满分为错误；区间前大后小（40至20分钟）为警告。",
    source: include_str!("bound.rs"),
};

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        for sentence in sentences(&paragraph) {
            found.extend(all_beyond(draft, &sentence));
            found.extend(backwards(draft, &sentence));
            found.extend(reached(draft, &sentence));
            found.extend(marks(draft, &sentence));
        }
    }
    found
}

/// Which side of a bound the amounts are said to lie on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// A bound of all amounts before it (均), and an amount on the wrong side.
fn all_beyond(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, bound) in all.iter().enumerate() {
        let Some(side) = side(sentence, place) else { continue };
        let before = all.get(..place).unwrap_or_default();
        // 签约率达到 45%，规范管理率方面，高血压、糖尿病均达到 80% 以上: 均 is said of names, not of amounts.
        let last = before.last().map_or(sentence.within().start, |last| last.range.end);
        let names = sentence.words(last, bound.range.start);
        if names.trim_start_matches('、').contains('、') {
            continue;
        }
        // The amounts in a row right before it.
        let row = before.iter().rev().take_while(|one| {
            let is_near = !sentence.ends_piece(one.range.end, bound.range.start);
            one.is_kin(bound) && !one.is_about && is_near
        });
        for one in row {
            let (value, limit) = (one.number.value, bound.number.value);
            let is_wrong = match side {
                Side::Above => value < limit,
                Side::Below => value > limit,
            };
            if is_wrong {
                found.push(told(draft, sentence, (one, bound), side));
            }
        }
    }
    found
}

fn side(sentence: &Sentence<'_>, place: usize) -> Option<Side> {
    let bound = sentence.quantities.get(place)?;
    let lead = sentence.lead(place);
    let all = lead.rsplit_once('均').or_else(|| lead.rsplit_once('都')).map(|(_, words)| words)?;
    let after =
        sentence.words(bound.number.range.end, (bound.range.end + 2).min(sentence.within().end));
    let ends = |words: &[&str]| words.iter().any(|word| all.ends_with(word));
    let follows = |words: &[&str]| words.iter().any(|word| after.contains(word));
    let is_least = ends(&["不低于", "不少于"]);
    if is_least || ends(&["超过", "高于", "大于", "多于", "超"]) && !ends(&["不超过"]) {
        return Some(Side::Above);
    }
    if ends(&["不超过", "低于", "少于", "小于", "控制在"]) || follows(&["以下", "以内", "之内"])
    {
        return Some(Side::Below);
    }
    follows(&["以上"]).then_some(Side::Above)
}

/// 覆盖率超过 95%，达到 94.2%. A goal may be missed; what is said to be passed is.
fn reached(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let wrong = all.windows(2).enumerate().filter(|(place, pair)| {
        let [bound, one] = pair else { return false };
        let (lead, next) = (sentence.lead(*place), sentence.lead(place + 1));
        let is_goal = GOALS.iter().any(|word| lead.contains(word));
        let passes = ["超过", "高于", "多于"].iter().any(|word| lead.ends_with(word));
        let is_reached = matches!(next.as_str(), "达" | "达到" | "为" | "已达" | "已达到");
        let is_less = bound.is_kin(one) && one.number.value < bound.number.value;
        passes && !lead.ends_with("不超过") && !is_goal && is_reached && is_less
    });
    let told = wrong.filter_map(|(_, pair)| match pair {
        [bound, one] => Some(told(draft, sentence, (one, bound), Side::Above)),
        _ => None,
    });
    told.collect()
}

/// Words of what is to be reached.
const GOALS: [&str; 10] =
    ["目标", "要求", "任务", "应", "规定", "标准", "计划", "力争", "确保", "需"];

fn told(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (one, bound): (&Quantity, &Quantity),
    side: Side,
) -> Finding {
    let [range, other] = [one, bound].map(|one| sentence.paragraph.place(&one.range));
    let [said, limit] = [&range, &other].map(|range| draft.text(range.clone()));
    let told = match side {
        Side::Above => (
            format!("{said} 低于同句所说达到的 {limit}"),
            format!("{said} is below {limit}, which is said to be reached"),
        ),
        Side::Below => (
            format!("{said} 高于同句所说不超过的 {limit}"),
            format!("{said} is above {limit}, which is said not to be passed"),
        ),
    };
    Finding::new(CODE, Severity::Error, range, told).with(other).stating(said, Some(limit))
}

/// 40至20分钟.
fn backwards(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let letters = sentence.paragraph.letters;
    let mut found = vec![];
    for pair in sentence.paragraph.numbers.windows(2) {
        let [from, to] = pair else { continue };
        if !sentence.within().contains(&from.range.start) {
            continue;
        }
        let between: String =
            letters.get(from.range.end..to.range.start).unwrap_or_default().iter().collect();
        let joins = matches!(
            between.as_str(),
            "至" | "~" | "～" | "—" | "-" | "－" | "%-" | "%至" | "%~" | "%～" | "%—"
        );
        let unit = sentence.quantities.iter().find(|one| one.number.range == to.range);
        let is_counted = unit.is_some_and(|unit| unit.unit.is_some());
        let first = from.range.start.checked_sub(1).and_then(|at| letters.get(at));
        let is_code = first
            .is_some_and(|one| one.is_ascii_alphanumeric() || "-—－+/.第〔[（(由从".contains(*one));
        if joins && is_counted && !is_code && from.value > to.value {
            let end = unit.map_or(to.range.end, |unit| unit.range.end);
            let range = sentence.paragraph.place(&(from.range.start..end));
            let said = draft.text(range.clone());
            let told =
                (format!("区间“{said}”前大后小"), format!("the range “{said}” runs backwards"));
            found.push(Finding::new(CODE, Severity::Warning, range, told).stating(said, None));
        }
    }
    found
}

/// 满分 100 分，得 103 分.
fn marks(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let Some(full) = (0..all.len()).find(|place| sentence.lead(*place).ends_with("满分")) else {
        return vec![];
    };
    let Some(most) = all.get(full) else { return vec![] };
    let got = |place: &usize| {
        let lead = sentence.lead(*place);
        ["得", "得分", "得分为", "总分", "评分", "评分为"].iter().any(|word| lead.ends_with(word))
    };
    let over = (0..all.len())
        .filter(|place| *place != full)
        .filter(got)
        .filter_map(|place| all.get(place));
    let over = over.filter(|one| one.is_kin(most) && one.number.value > most.number.value);
    over.map(|one| {
        let [range, other] = [one, most].map(|one| sentence.paragraph.place(&one.range));
        let [said, limit] = [&range, &other].map(|range| draft.text(range.clone()));
        let told =
            (format!("{said} 超过满分 {limit}"), format!("{said} is more than the full {limit}"));
        Finding::new(CODE, Severity::Error, range, told).with(other).stating(said, Some(limit))
    })
    .collect()
}
