//! Shares beside their whole: 完成预算数 60999 万元的 40.4%, 90%（共 26 个）.

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::{Near, makes, told};

/// 24627 万元，完成年初预算数 60999 万元的 40.4%: the whole stands right before its share.
pub(super) fn of_whole(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place.checked_sub(1)?)?);
    let between = sentence.words(whole.range.end, share.range.start);
    let lead = sentence.clause(whole);
    // 相当于 135 公里年度任务的 95.3%.
    let between = between.trim();
    let is_next = between.ends_with('的')
        && !between.contains(['，', ',', '；'])
        && (between.chars().count() <= 9 && has(between, &["任务", "目标", "计划"])
            || between == "的");
    let is_of = is_next && has(&lead, &["完成", "占", "相当于", "达到", "为", "是"]);
    let before: Vec<&Quantity> = all.iter().take(place - 1).collect();
    is_of.then(|| against(draft, (sentence, near), &before, (whole, share))).flatten()
}

/// 92.47 万人，占户籍总人口（378.26 万人）的 24.45%: the whole stands in brackets right before its share.
pub(super) fn of_aside(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place.checked_sub(1)?)?);
    let between = sentence.words(whole.range.end, share.range.start);
    let depth = |one: &Quantity| sentence.depth(one.range.start);
    let is_aside = depth(whole) > depth(share) && matches!(between.as_str(), "）的" | ")的");
    let before = all.iter().take(place - 1).filter(|one| depth(one) <= depth(share));
    let before: Vec<&Quantity> = before.collect();
    let part = before.iter().rev().find(|one| one.is_kin(whole) && one.is_exact_count())?;
    let words = sentence.words(part.range.end, whole.range.start);
    let clause = words.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or_default();
    let clause = clause.trim().trim_start_matches("累计");
    let is_of = ["占", "约占", "完成", "相当于"].iter().any(|word| clause.starts_with(word));
    let told = || against(draft, (sentence, near), &before, (whole, share));
    // What it is of is told less surely than by 的 alone.
    let finding = (is_aside && is_of).then(told).flatten()?;
    let severity = finding.severity.min(Severity::Warning);
    Some(Finding { severity, ..finding })
}

/// A share that none of the amounts before its whole makes of it.
fn against(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    before: &[&Quantity],
    (whole, share): (&Quantity, &Quantity),
) -> Option<Finding> {
    let fits = |one: &&&Quantity| one.is_kin(whole) && one.is_exact_count();
    let parts: Vec<&Quantity> = before.iter().filter(fits).copied().collect();
    let part = *parts.last()?;
    let is_made = parts.iter().any(|part| makes(part.span(), whole.span(), share));
    if is_made || !whole.is_exact_count() || share.is_about {
        return None;
    }
    let severity = if parts.len() == 1 { Severity::Error } else { Severity::Warning };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// 24 项 …, 90% …（共 26 个）: a share whose whole follows in brackets.
pub(super) fn bracketed(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place + 1)?);
    let part = all.get(place.checked_sub(1)?)?;
    let between = sentence.words(share.range.end, whole.range.start);
    let opens =
        between.chars().count() <= 8 && (between.ends_with("（共") || between.ends_with("(共"));
    let is_part = part.is_exact_count() && whole.is_exact_count();
    let is_near = part.range.end + 16 >= share.range.start;
    if !opens || !is_part || !is_near || part.number.value > whole.number.value {
        return None;
    }
    if makes(part.span(), whole.span(), share) {
        return None;
    }
    told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
}
