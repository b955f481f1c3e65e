//! Rates by their names: 抽检 500 批，合格 490 批，合格率 98%.

use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, makes, told};

/// Rates of what is in what could be. 完成率, 接种率 and 使用率 are not among them: they do pass 100 %.
const SHARES: [&str; 13] = [
    "合格率",
    "满意率",
    "满意度",
    "办结率",
    "及时率",
    "按期率",
    "答复率",
    "达标率",
    "知晓率",
    "响应率",
    "治愈率",
    "覆盖率",
    "整改率",
];
/// Rates whose part is said in other words.
const SAID: [(&str, &[&str]); 5] = [
    ("执行", &["支出", "执行", "使用"]),
    ("支付", &["支付", "支出"]),
    ("解决", &["解决"]),
    ("到位", &["到位"]),
    ("入库", &["入库"]),
];
/// Rates that are about time, not about the amounts beside them.
const TIMELY: [&str; 6] = ["按期", "及时", "按时", "限时", "准时", "首次"];
/// Nothing is said of this rate.
const QUIET: [&str; 5] = ["均", "分别", "目标", "要求", "不低于"];

pub(super) fn find(
    draft: &Draft,
    sentence: &Sentence<'_>,
    before: &[Sentence<'_>],
) -> Vec<Finding> {
    let mut found = vec![];
    for (place, share) in sentence.quantities.iter().enumerate().filter(|(_, one)| one.is_share()) {
        let lead = sentence.lead(place);
        let Some(name) = name(&lead) else { continue };
        if let Some(finding) = beyond(draft, sentence, &lead, share) {
            found.push(finding);
        } else if !share.is_about && !has(&lead, &QUIET) && !has(&name, &TIMELY) {
            found.extend(unfounded(draft, sentence, before, place, &name));
        }
        found.extend(opposite(draft, sentence, place, &name));
    }
    found
}

/// What the rate is named after: 合格 of 合格率为.
fn name(lead: &str) -> Option<String> {
    let words = lead.trim_end_matches([
        '为', '达', '到', '均', '约', '是', '：', ':', '近', '超', '过', '由', '至', '仅', '也',
    ]);
    let name = words.strip_suffix('率').or_else(|| words.strip_suffix("满意度").map(|_| words))?;
    let letters: Vec<char> = name.chars().collect();
    let first = letters.len().saturating_sub(6);
    let name: String = letters.get(first..)?.iter().collect();
    (!name.is_empty()).then_some(name)
}

/// A rate that passes 100 %.
fn beyond(draft: &Draft, sentence: &Sentence<'_>, lead: &str, share: &Quantity) -> Option<Finding> {
    let rate = SHARES.iter().find(|rate| lead.contains(**rate))?;
    if share.number.value <= Ratio::from_integer(100) || lead.contains("目标") {
        return None;
    }
    let range = sentence.paragraph.place(&share.range);
    let said = draft.text(range.clone());
    let told = (
        format!("{rate}不会超过 100%，文中为 {said}"),
        format!("{rate} cannot pass 100 %; it is said to be {said}"),
    );
    Some(Finding::new(CODE, Severity::Error, range, told).stating(said, None))
}

/// A rate that the amounts before it do not make.
fn unfounded(
    draft: &Draft,
    sentence: &Sentence<'_>,
    before: &[Sentence<'_>],
    place: usize,
    name: &str,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let letters: Vec<char> = name.chars().collect();
    let stem: String = letters.get(letters.len().saturating_sub(2)..)?.iter().collect();
    let said = SAID.iter().find(|(rate, _)| *rate == stem).map(|(_, said)| *said);
    let names = |at: usize| {
        let lead = sentence.lead(at);
        said.map_or_else(|| lead.contains(&stem), |said| has(&lead, said))
    };
    let first = place.saturating_sub(6);
    let parts: Vec<(usize, &Quantity)> = (first..place)
        .rev()
        .filter(|at| names(*at))
        .filter_map(|at| all.get(at).filter(|part| part.is_exact_count()).map(|part| (at, part)))
        .collect();
    let (at, part) = *parts.first()?;
    let is_opposite = |at: usize| {
        let lead = sentence.lead(at);
        ["不", "未", "没有"].iter().any(|not| lead.contains(&format!("{not}{stem}")))
    };
    let fits = |one: &&Quantity| one.is_kin(part) && one.is_exact_count();
    let own: Vec<&Quantity> = all.get(..place)?.iter().filter(fits).collect();
    let near = before.iter().rev().take(2).flat_map(|sentence| sentence.quantities).filter(fits);
    let near: Vec<&Quantity> = near.collect();
    let made = |whole: &&Quantity| {
        parts.iter().any(|(at, part)| {
            let (span, (low, high)) = (part.span(), whole.span());
            let rest = (low - span.1, high - span.0);
            whole.range != part.range && makes(span, (low, high), share)
                || (is_opposite(*at) && makes(rest, (low, high), share))
        })
    };
    let is_hundred = share.number.value == Ratio::from_integer(100);
    let others: Vec<&Quantity> =
        own.iter().copied().filter(|one| one.range != part.range).collect();
    let last = before.last().map_or(&[][..], |last| last.quantities);
    let last: Vec<&Quantity> = last.iter().filter(fits).collect();
    let wholes = if others.is_empty() && last.len() == 1 { &last } else { &others };
    let is_made = own.iter().chain(&near).any(made);
    if wholes.is_empty() || is_made || (is_hundred && wholes.len() > 1) {
        return None;
    }
    let is_opposite = is_opposite(at);
    let whole = wholes.iter().max_by_key(|whole| whole.number.value)?;
    let mut of = part.clone();
    if is_opposite {
        of.number.value = whole.number.value - part.number.value;
    }
    told::wrong(draft, sentence, (&of, whole), share, wholes.len() == 1 && !is_hundred)
}

/// 合格率 98%，不合格率 3%: between them they must be 100 %.
fn opposite(draft: &Draft, sentence: &Sentence<'_>, place: usize, name: &str) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let last = place.checked_sub(1)?;
    let other = all.get(last).filter(|other| other.is_share() && !other.is_about)?;
    let lead = sentence.lead(last);
    let of = self::name(&lead)?;
    let is_pair = ["不", "未"].iter().any(|not| {
        let opposes = |one: &str, of: &str| one.ends_with(&format!("{not}{of}"));
        let tail = |of: &str| of.chars().rev().take(2).collect::<Vec<_>>();
        let stem = |of: &str| tail(of).into_iter().rev().collect::<String>();
        opposes(name, &stem(&of)) || opposes(&of, &stem(name))
    });
    let hundred = Ratio::from_integer(100);
    let off = (share.number.value + other.number.value - hundred).abs();
    let slack = (share.number.step + other.number.step) / Ratio::from_integer(2);
    if !is_pair || share.is_about || off <= slack {
        return None;
    }
    let expected = format!("{}%", base::exact::decimal(hundred - other.number.value, 1));
    let [range, second] = [share, other].map(|one| sentence.paragraph.place(&one.range));
    let said = draft.text(range.clone());
    let told = (
        format!("两者互补，与 {} 相加应为 100%，文中为 {said}", draft.text(second.clone())),
        format!("with {} it must come to 100 %; it is {said}", draft.text(second.clone())),
    );
    let finding = Finding::new(CODE, Severity::Error, range, told).with(second);
    Some(finding.stating(said, Some(expected)))
}
