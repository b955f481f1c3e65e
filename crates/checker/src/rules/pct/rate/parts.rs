//! The amounts that a rate may be of by its name: 合格 490 批 of 合格率.

use crate::phrase::{Sentence, has, is_mark};
use crate::quantity::Quantity;

use super::super::part::is_measured;

/// Rates whose part is said in other words.
const SAID: [(&str, &[&str]); 7] = [
    ("接种", &["接种", "实种", "已种"]),
    ("执行", &["支出", "执行", "使用"]),
    ("支付", &["支付", "支出"]),
    ("解决", &["解决"]),
    ("到位", &["到位"]),
    ("入库", &["入库"]),
    ("镇化", &["城镇"]),
];
/// Amounts before a rate that are looked at.
const BEFORE_MAX: usize = 6;

/// The places of the amounts that a rate of this name may be of, the nearest first.
pub(super) fn parts(
    sentence: &Sentence<'_>,
    place: usize,
    (name, stem): (&str, &str),
) -> Vec<usize> {
    let all = sentence.quantities;
    let said = SAID.iter().find(|(rate, _)| *rate == stem).map(|(_, said)| *said);
    let is_failed = name.contains("不合格");
    let names = |at: &usize| {
        let lead = sentence.lead(*at);
        let tail = sentence.tail(*at);
        let tail = tail.split(is_mark).next().unwrap_or_default();
        if is_failed {
            return has(&lead, &["不合格", "检出"]) || tail.starts_with("不合格");
        }
        let is_said = match said {
            Some(said) => has(&lead, said),
            // 整改到位资金 of 到位率, 收回有效问卷 of 有效回收率, 给 6145 例做了检测 of 检测率.
            None => {
                lead.contains(stem)
                    || tail.contains(stem)
                    || stem.chars().all(|one| lead.contains(one))
            }
        };
        // 应做监测 2417 名 is what a rate is of.
        // 政府、社会、个人支出分别为: the first of them is not that of the last name.
        let is_each = lead.contains("分别") || lead.contains("依次");
        let is_difference =
            is_each || lead.contains(['比', '较']) || lead.starts_with(['应', '需']);
        let is_part = |one: &Quantity| {
            one.is_exact_count() && is_measured(name, one) && !sentence.is_word(one)
        };
        is_said && !is_difference && all.get(*at).is_some_and(is_part)
    };
    let from = place.saturating_sub(BEFORE_MAX);
    let mut parts: Vec<usize> = (from..place).rev().filter(names).collect();
    // 集中供养 839 人，分散供养 836 人，集中供养率: the one that has the whole name.
    let has_name = |at: &usize| name.chars().count() > 2 && sentence.lead(*at).contains(name);
    if parts.iter().any(has_name) {
        parts.retain(has_name);
    }
    // 已完成整改 23 项，其中提前完成 2 项，整改完成率: the one that has all of its letters.
    let has_all = |at: &usize| {
        let lead = sentence.lead(*at);
        name.chars().count() > 2 && name.chars().all(|one| lead.contains(one))
    };
    parts.sort_by_key(|at| !has_all(at));
    // 盘活 6 个、床位 758 张，床位盘活率: what the rate begins with stands right before it.
    let last = place.checked_sub(1);
    let is_last = |at: &usize| {
        let lead = sentence.lead(*at);
        lead.chars().count() >= 2
            && name.starts_with(lead.as_str())
            && all.get(*at).is_some_and(Quantity::is_exact_count)
    };
    last.filter(is_last).map_or(parts, |last| vec![last])
}

/// Whether a rate of what failed is of other things than the part: 抗菌制剂不合格率 after 消毒剂不合格 2 份.
pub(super) fn is_of_others(sentence: &Sentence<'_>, (part, name): (&Quantity, &str)) -> bool {
    let of: Vec<char> = name.strip_suffix("不合格").unwrap_or_default().chars().collect();
    let of: String = of.iter().skip(of.len().saturating_sub(2)).collect();
    let before = sentence.words(sentence.within().start, part.range.end);
    of.chars().count() == 2 && !before.contains(&of)
}
