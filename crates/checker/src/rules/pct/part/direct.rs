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
    let lead = sentence.lead(place - 1);
    let between = sentence.words(whole.range.end, share.range.start);
    let is_of = between.trim() == "的" && has(&lead, &["完成", "占", "相当于", "达到", "为"]);
    let fits = |one: &&Quantity| one.is_kin(whole) && one.is_exact_count();
    let before: Vec<&Quantity> = all.iter().take(place - 1).filter(fits).collect();
    let part = *before.last()?;
    let is_made = before.iter().any(|part| makes(part.span(), whole.span(), share));
    if !is_of || is_made || !whole.is_exact_count() || share.is_about {
        return None;
    }
    let severity = if before.len() == 1 { Severity::Error } else { Severity::Warning };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// 92.47 万人，占户籍总人口（378.26 万人）的 24.45%: the whole stands in brackets right before its share.
pub(super) fn of_aside(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let (share, whole) = (all.get(place)?, all.get(place.checked_sub(1)?)?);
    let depth = |one: &Quantity| sentence.depth(one.range.start);
    let between = sentence.words(whole.range.end, share.range.start);
    let is_aside = depth(whole) > depth(share) && matches!(between.as_str(), "）的" | ")的");
    let fits =
        |one: &&Quantity| one.is_kin(whole) && one.is_exact_count() && depth(one) <= depth(share);
    let before: Vec<&Quantity> = all.iter().take(place - 1).filter(fits).collect();
    let part = *before.last().filter(|_| is_aside)?;
    let words = sentence.words(part.range.end, whole.range.start);
    let clause = words.rsplit(['，', ',', '；', ';', '。']).next().unwrap_or_default();
    let is_of = ["占", "约占", "完成", "相当于"].iter().any(|word| clause.trim().starts_with(word));
    let is_made = before.iter().any(|part| makes(part.span(), whole.span(), share));
    let is_wrong = is_of && !is_made && whole.is_exact_count() && !share.is_about;
    let told = || told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning);
    is_wrong.then(told).flatten()
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
