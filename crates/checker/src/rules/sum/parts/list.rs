//! The parts that a whole opens: 其中, 分别为, a bracket.

use base::Exact;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::PARTS_MAX;

/// What is said of change is no amount, and its parts may go both ways.
const CHANGES: [&str; 14] = [
    "增收",
    "减收",
    "增支",
    "减支",
    "增加",
    "减少",
    "增长",
    "下降",
    "净增",
    "上升",
    "较上年",
    "比上年",
    "同比",
    "较去年",
];
/// Words after which another matter begins.
const OTHERS: [&str; 9] = ["另有", "另外", "此外", "同时", "累计", "截至", "共计", "合计", "还有"];

/// Words in a bracket after which no part stands.
const ASIDES: [&str; 24] = [
    "年", "共", "上周", "前一", "同期", "计划", "目标", "应", "原", "预算", "任务", "满分", "总分",
    "权重", "分值", "上月", "定额", "上季", "平均", "现有", "原有", "已有", "合计", "总计",
];

/// How the parts are opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    /// 其中: perhaps not all of them.
    Among,
    /// 分别为, or a colon.
    All,
    /// A bracket: often the main ones only.
    Bracket,
}

/// A whole and its parts by their places in the sentence.
pub(super) struct List {
    pub(super) whole: usize,
    pub(super) opened: Opened,
    pub(super) parts: Vec<usize>,
}

/// The parts that a whole opens.
pub(super) fn list(sentence: &Sentence<'_>, whole: usize) -> Option<List> {
    let all = sentence.quantities;
    let of = all.get(whole).filter(|of| of.is_exact_count() && !sentence.is_word(of))?;
    let lead = sentence.lead(whole);
    let is_before = lead.starts_with(['比', '较', '与']) || has(&lead, &["上年", "去年", "同期"]);
    if is_change(&lead) || is_before {
        return None;
    }
    // 总人口 187036 人，增加 3344 人，增长 1.82%，其中 …: what it changed by stands between.
    // 案件 204 件 249 人，其中 …: what it is in people stands between.
    let is_beside = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        before.zip(all.get(place)).is_some_and(|(before, one)| before.range.end == one.range.start)
    };
    let is_aside = |place: &usize| {
        let lead = sentence.lead(*place);
        all.get(*place).is_some_and(|one| one.is_share() || one.is_points())
            || ["上年", "去年", "同期"].iter().any(|word| lead.starts_with(word))
            || is_beside(*place)
            || is_change(&sentence.lead(*place))
    };
    let aside = (whole + 1..all.len()).take_while(is_aside).count();
    let (before, next) = (all.get(whole + aside)?, all.get(whole + aside + 1)?);
    let (opened, from) = opener(sentence, before.range.end, next.range.start)?;
    // A whole within a bracket has no parts after it.
    if sentence.depth(from) < sentence.depth(of.range.start) {
        return None;
    }
    let depth = sentence.depth(from);
    // 1062 例（2021 年：1143 例）: another year's, or a plan's, is no part.
    let is_other =
        opened == Opened::Bracket && has(&sentence.words(from, next.range.start), &ASIDES);
    if is_other {
        return None;
    }
    let mut parts: Vec<usize> = vec![];
    for (place, part) in all.iter().enumerate().skip(whole + aside + 1).take(PARTS_MAX * 2) {
        let at = sentence.depth(part.range.start);
        let lead = sentence.lead(place);
        if at < depth || ends(sentence, (of, &parts), (part, &lead)) {
            break;
        }
        if at > depth || !part.is_kin(of) || is_change(&lead) {
            continue;
        }
        // 托位 860 个，每千人口托位由 4.1 个…; 2 个科室各 2 名: no parts.
        let is_counted = of.number.step.is_integer() && !part.number.step.is_integer();
        if is_counted && of.number.step == Exact::from_integer(1) || lead.ends_with('各') {
            return None;
        }
        // 其中 or 包括 again: parts of a part.
        let is_nested = lead.contains("其中")
            || lead.starts_with("包括")
            || lead.starts_with('在') && lead.contains('中');
        if !parts.is_empty() && is_nested {
            break;
        }
        if part.is_about || parts.len() == PARTS_MAX {
            break;
        }
        parts.push(place);
    }
    (!parts.is_empty()).then_some(List { whole, opened, parts })
}

/// Whether a list ends before an amount.
fn ends(
    sentence: &Sentence<'_>,
    (of, parts): (&Quantity, &[usize]),
    (part, lead): (&Quantity, &str),
) -> bool {
    let all = sentence.quantities;
    let last = parts.last().and_then(|last| all.get(*last));
    let ends = last.is_some_and(|last| sentence.ends_piece(last.range.end, part.range.start));
    let begins = |words: &[&str]| words.iter().any(|word| lead.starts_with(word));
    // 化解 41 件，其中司法救助 9 件；剩下的 19 件: what is left is of an earlier whole.
    let is_left = begins(&["剩", "余下", "尚有"]) || parts.len() == 1 && begins(&["其余"]);
    // 家 is no more told after a semicolon if 个 is; nor is a list that has come to its whole.
    let sum: Exact = parts.iter().filter_map(|at| all.get(*at)).map(|one| one.number.value).sum();
    let apart = |sum: Exact| (sum - of.number.value).abs();
    let is_beyond = apart(sum + part.number.value) > apart(sum);
    let is_done = part.unit != of.unit && parts.len() >= 2 || is_beyond;
    let is_other = !parts.is_empty() && has(lead, &OTHERS);
    ends && (is_left || is_done) || begins(&["上年", "去年"]) || is_other
}

/// How the words after a whole open its parts, and where these begin.
fn opener(sentence: &Sentence<'_>, from: usize, to: usize) -> Option<(Opened, usize)> {
    let words = sentence.words(from, to);
    let among = words.find("其中").filter(|at| words.get(..*at).is_some_and(is_noun));
    let count = |at: usize| words.get(..at).unwrap_or_default().chars().count();
    if let Some(at) = among {
        return Some((Opened::Among, from + count(at) + 2));
    }
    // 27 例病例中，男性 15 例.
    // 医院 3 万个，在医院中有公立医院 1.2 万个.
    let is_within = |text: &str| {
        let of = text.strip_prefix(['，', ',']).filter(|of| of.starts_with('在'));
        is_noun(of.unwrap_or(text)) && !text.is_empty()
    };
    let within = ["中，", "中,", "中有"].iter().find_map(|word| words.find(word));
    if let Some(at) = within.filter(|at| words.get(..*at).is_some_and(is_within)) {
        return Some((Opened::Among, from + count(at) + 2));
    }
    // 问题数与完成数依次是：甲 9 个、8 个，…: of two things.
    let each = words.find("依次").or_else(|| words.find("分别"));
    if each.and_then(|at| words.get(..at)).is_some_and(|before| before.contains(['与', '和', '及']))
    {
        return None;
    }
    let bracket = words.find(['（', '(']);
    let said = ["分别为", "分别是", "："].iter().filter_map(|word| words.find(word)).min();
    let at = bracket.into_iter().chain(said).min()?;
    let opens = words.get(..at).is_some_and(is_noun);
    let is_part = !has(&words, &["含", "不含", "包括", "包含", "目标", "任务", "任务为", "占"]);
    let opened = if bracket == Some(at) { Opened::Bracket } else { Opened::All };
    (opens && is_part).then_some((opened, from + count(at) + 1))
}

/// Whether only what is counted is named: no clause of its own.
fn is_noun(text: &str) -> bool {
    let text = text.trim_end_matches(['，', '（', '(', ',', '。', '：', ':', '；']);
    text.chars().count() <= 16 && !text.contains(['，', '；', '。', '、', ',', ';'])
}

/// Whether words say what something changed by. 第一产业增加值 is an amount.
pub(in crate::rules::sum) fn is_change(lead: &str) -> bool {
    let lead = lead.replace("增加值", "");
    has(&lead, &CHANGES) || lead.trim_end_matches('了').ends_with(['少', '多', '减', '增'])
}
