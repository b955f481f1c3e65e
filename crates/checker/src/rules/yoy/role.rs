//! What an amount is in a statement of change: what there is, what there was, or by how much it changed.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::{AFAR, changes};

/// What a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 2023 年 100 件.
    Level,
    /// 上年同期 90 件, 比 2022 年的 90 件.
    Was,
    /// 增加 10 件, 增长 11.1%, 提高 2 个百分点; whether it rose.
    Change(bool),
    /// None of these, or not to the last digit.
    Other,
}

/// Words of an amount that is from before.
const BEFORE: [&str; 20] = [
    "上年",
    "去年",
    "同期",
    "上一年",
    "前一年",
    "上季度",
    "上一季度",
    "上一季",
    "上一月",
    "上一周",
    "前一周",
    "上月",
    "年初",
    "上次",
    "上期",
    "期初",
    "前年",
    "上周",
    "往年",
    "上个月",
];
/// What things are compared with in time.
const TIMES: [&str; 8] = ["年", "月", "期", "周", "季", "上次", "以往", "历史"];
/// Words of a change that are about no other thing than the level before them.
const FILLERS: [&str; 43] = [
    "年初预算",
    "预算",
    "按当年价格",
    "按可比价格",
    "按可比口径",
    "幅度",
    "今年",
    "上年同期",
    "去年同期",
    "上年底",
    "上年末",
    "去年底",
    "年初",
    "上年",
    "去年",
    "同期",
    "上月",
    "上期",
    "一年",
    "同比",
    "环比",
    "相比",
    "净",
    "又",
    "也",
    "均",
    "共",
    "再",
    "比",
    "较",
    "与",
    "了",
    "的",
    "率",
    "达",
    "为",
    "则",
    "里",
    "间",
    "总体",
    "实际",
    "仅",
    "人数",
];

/// What the quantity at a place is.
pub(super) fn role(sentence: &Sentence<'_>, place: usize) -> Role {
    let Some(one) = sentence.quantities.get(place).filter(|one| !one.is_about) else {
        return Role::Other;
    };
    let lead = sentence.lead(place);
    if one.unit.is_none() || has(&lead, &AFAR) || lead.contains("分别") {
        return Role::Other;
    }
    if let Some(rises) = changes(&lead) {
        let is_plain = !lead.contains(['由', '从']) && !lead.contains("分别");
        let is_of_time = compared(&lead).is_none_or(|with| {
            with.chars().any(|letter| letter.is_ascii_digit()) || has(with, &TIMES)
        });
        return if is_plain && is_of_time { Role::Change(rises) } else { Role::Other };
    }
    // 比2020年的11183批次增加了, 比任务数43801户多: what it is compared with.
    let tail = sentence.tail(place);
    let is_clause =
        || tail.chars().take_while(|letter| !crate::phrase::is_mark(*letter)).count() < 6;
    let is_than = ["比", "较", "与"].iter().any(|word| {
        let then = lead.rfind(word).and_then(|at| lead.get(at..));
        // 环比 8 月份的 45207 件上升.
        let bare = lead.trim_start_matches(['环', '同']);
        then.is_some_and(|then| year(then).is_some()) || bare.starts_with(word) && is_clause()
    });
    // 比 8 月的 1712 例增加 135 例.
    let is_than = is_than
        || ["比", "较", "与"].iter().any(|word| {
            let then = lead.rfind(word).and_then(|at| lead.get(at..)).unwrap_or_default();
            let tail = sentence.tail(place);
            let goes_on = ["多", "少", "增", "减", "上升", "下降", "提高", "降低"];
            then.ends_with('的')
                && (has(then, &["月", "季度", "周"])
                    || goes_on.iter().any(|word| tail.starts_with(word)))
        });
    // 由 2018 年的 4158 万元减少 830 万元.
    let is_from = lead.starts_with(['由', '从']) && changes(&sentence.lead(place + 1)).is_some();
    // 去年接访 340 件，比上年同期 298 件上升了 42 件.
    let next = sentence.lead(place + 1);
    let is_level = next.starts_with(['比', '较'])
        && BEFORE.iter().any(|word| next.contains(word))
        && changes(&next).is_none();
    // 初中生比上年（705 人）增 33 人.
    let is_aside = is_opened_by(sentence, (one, &lead), &BEFORE);
    let named = BEFORE.iter().any(|word| lead.contains(word)) && !lead.contains("旧存");
    // 增长 20.7%（8 月为 1804 件）.
    let is_dated = lead.ends_with(['为', '年', '月', '度']) && has(&lead, &["月", "季度", "年"]);
    // 增长 7.9%，2022 年为 34.1 万亩; 一季度为 5587 件，环比上升 11.3%.
    let bare = lead.trim_end_matches('为');
    let is_bare = lead.ends_with('为') && bare.chars().count() <= 5;
    let is_after = bare.ends_with('年')
        && year(bare).is_some()
        && changes(&sentence.lead(place.saturating_sub(1))).is_some()
        && year(&sentence.lead(place.saturating_sub(2))).is_none();
    let is_last = bare.ends_with("季度") && sentence.lead(place + 1).starts_with("环比");
    let is_aside = is_aside
        || is_dated
            && changes(&sentence.lead(place.saturating_sub(1))).is_some()
            && is_beside(sentence, place.saturating_sub(1))
            && is_in_bracket(sentence, one, &lead);
    let was = is_aside || is_bare && (is_after || is_last) || named && !is_level;
    if was || is_than || is_from { Role::Was } else { Role::Level }
}

/// Whether an amount is the first of a bracket that stands after one of these words.
fn is_opened_by(sentence: &Sentence<'_>, (one, lead): (&Quantity, &str), words: &[&str]) -> bool {
    let start = one.range.start.saturating_sub(lead.chars().count());
    let before = sentence.words(start.saturating_sub(4).max(sentence.within().start), start);
    let before = before.strip_suffix(['（', '(']);
    before.is_some_and(|before| {
        before.ends_with(['年', '月']) || words.iter().any(|word| before.ends_with(word))
    })
}

/// What something is compared with: 上年 of 比上年增加, 收入 of 支出比收入多.
fn compared(lead: &str) -> Option<&str> {
    let at = ["比", "较"].iter().filter_map(|word| {
        let at = lead.find(word)?;
        // 同比 and 环比 name no thing, and a 占比 is one.
        let before = lead.get(..at)?;
        (!before.ends_with(['同', '环', '占', '相'])).then_some(at + word.len())
    });
    lead.get(at.min()?..)
}

/// Whether a change stands right after the level before it.
fn is_beside(sentence: &Sentence<'_>, place: usize) -> bool {
    let level = place.checked_sub(1).and_then(|at| sentence.quantities.get(at));
    level.zip(sentence.quantities.get(place)).is_some_and(|(level, change)| {
        sentence.between(level.range.end, change.range.start).len() <= 8
    })
}

/// Whether a bracket opens right before the words that lead to an amount.
fn is_in_bracket(sentence: &Sentence<'_>, one: &Quantity, lead: &str) -> bool {
    let at = one.range.start.saturating_sub(lead.chars().count() + 1);
    matches!(sentence.between(at, at + 1), ['（' | '('])
}

/// A year that is named: 2022年.
pub(super) fn year(lead: &str) -> Option<u32> {
    let mut years = lead.match_indices('年').filter_map(|(at, _)| {
        let digits = at.checked_sub(4).and_then(|from| lead.get(from..at))?;
        digits.parse().ok().filter(|year| (1990..2100).contains(year))
    });
    years.next()
}

/// What a change is of, if its own words name it: 职工参保 of 职工参保比上年增加; nothing of 同比增长.
pub(super) fn subject(lead: &str) -> String {
    let mut words = lead.to_owned();
    let end = words.trim_end_matches(['了', '达', '为', '：', ':', '率']);
    let changes = super::RISES.iter().chain(&super::FALLS);
    let before =
        changes.filter_map(|word| end.strip_suffix(word)).min_by_key(|before| before.len());
    words = before.unwrap_or(&words).to_owned();
    for word in FILLERS {
        words = words.replace(word, "");
    }
    words
        .chars()
        .filter(|letter| letter.is_alphabetic() && !"年月日底末".contains(*letter))
        .collect()
}
