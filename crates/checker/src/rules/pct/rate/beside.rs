//! Rates of what is said right before them: 全部办结，办结率 100%; 受理 60 件，办结 57 件。办结率 95%; 完成预算 104.6%.

use num_rational::Ratio;

use super::super::{CODE, Near, makes, told};
use super::{RATES, is_made, stem};
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

/// A rate of less than all right after all: 25 件全部办结，办结率 98%.
pub(super) fn of_all(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (place, name): (usize, &str),
) -> Option<Finding> {
    let share = sentence.quantities.get(place)?;
    let words = sentence.words(sentence.within().start, share.range.start);
    let before = words.rsplit(['，', ',', '；', '。']).nth(1)?;
    let is_all = before.ends_with(&format!("全部{}", stem(name)))
        && !before.starts_with("其余")
        && !name.contains("首次")
        && !name.contains("一次");
    if !is_all || share.is_about || share.number.value >= Ratio::from_integer(100) {
        return None;
    }
    let range = sentence.paragraph.place(&share.range);
    let said = draft.text(range.clone());
    let zh = format!("前文说“全部{}”，{name}率却为 {said}", stem(name));
    let en = format!("all are said to be done before a rate of {said}");
    let finding = Finding::new(CODE, Severity::Warning, range, (zh, en));
    Some(finding.stating(said, Some("100%".to_owned())))
}

/// A rate at the beginning of a sentence, of two amounts of the one before: 受理 50755 件，办结 50405 件。办结率 99.3%.
pub(super) fn of_before(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    share: &Quantity,
    stem: &str,
) -> Option<Finding> {
    let last = near.before.last()?;
    let mut named = (0..last.quantities.len()).rev().filter(|at| last.lead(*at).contains(stem));
    let part = named.next().and_then(|at| last.quantities.get(at))?;
    let whole = last.quantities.iter().find(|one| one.is_kin(part) && one.is_exact_count())?;
    let at = last.quantities.iter().position(|one| std::ptr::eq(one, part))?;
    let name: Vec<char> = sentence.lead(0).chars().collect();
    let of: String = name.iter().take(2).collect();
    let is_own = name.len() <= stem.chars().count() + 2 || last.lead(at).contains(&of);
    let is_pair = is_own && part.is_kin(whole) && part.is_exact_count() && whole.is_exact_count();
    let is_named = RATES.contains(&stem) && !std::ptr::eq(part, whole);
    let is_same = last.paragraph.at == sentence.paragraph.at;
    if !is_pair || !is_named || !is_same || is_made(part, whole, share) {
        return None;
    }
    told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
}

/// 预算 12.5 万元，支出 13.1 万元，完成预算 104.6%.
pub(super) fn of_budget(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let lead = sentence.lead(place);
    let lead = lead.trim_end_matches(['的', '为']);
    let is_bare = lead == "完成" || lead == "执行率";
    let is_budget = is_bare
        || ["完成预算", "完成年初预算", "完成年度预算", "完成调整预算"]
            .iter()
            .any(|word| lead.ends_with(word));
    // 收入预算 318.61 亿元、决算 308.33 亿元，完成 96.8%: the two right before.
    let first = if is_bare { place.saturating_sub(2) } else { 0 };
    let money = (first..place).filter(|at| all.get(*at).is_some_and(Quantity::is_exact_count));
    let (budgets, others): (Vec<usize>, Vec<usize>) = money
        .partition(|at| sentence.lead(*at).trim_end_matches(['数', '为', '共']).ends_with("预算"));
    let ([budget], [spent]) = (budgets.as_slice(), others.as_slice()) else { return None };
    let (whole, part) = (all.get(*budget)?, all.get(*spent)?);
    let is_off = !makes(part.span(), whole.span(), share) && part.is_kin(whole);
    let severity = Severity::Error;
    let is_wrong = is_budget && is_off && !share.is_about;
    is_wrong.then(|| told::wrong(draft, (sentence, near), (part, whole), share, severity)).flatten()
}
