//! Amounts that are spoken of again: 提案 591 件，这 519 件提案; 上述 375 件. What is pointed at must have been told before; if it was not, but an
//! amount that it is with a slip of the hand was, one of them is wrong.

use base::Exact;
use num_traits::Signed;

use crate::draft::{Draft, Kind};
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::slip;
use crate::{Finding, Severity};

use super::CODE;

/// Words that point at what was told.
const POINTERS: [&str; 4] = ["这", "上述", "前述", "这些"];
/// Sentences before one in which it was told.
const BEFORE_MAX: usize = 12;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let text = draft.paragraphs().filter(|one| !matches!(one.kind, Kind::Cell(_)));
    let all: Vec<Sentence<'_>> = text.flat_map(|one| sentences(&one)).collect();
    let mut found = vec![];
    for (at, sentence) in all.iter().enumerate() {
        let before = all.get(at.saturating_sub(BEFORE_MAX)..at).unwrap_or_default();
        for place in 0..sentence.quantities.len() {
            found.extend(wrong(draft, (before, sentence), place));
        }
    }
    found
}

fn wrong(
    draft: &Draft,
    (before, sentence): (&[Sentence<'_>], &Sentence<'_>),
    place: usize,
) -> Option<Finding> {
    let one = sentence
        .quantities
        .get(place)
        .filter(|one| one.is_exact_count() && !sentence.is_word(one))?;
    let lead = sentence.lead(place);
    // 60 岁以上 12 人 points at nothing.
    let points = lead == "以上" && sentence.is_marked(place)
        || POINTERS.iter().any(|word| lead.ends_with(word));
    let named = name(&lead).filter(|_| slip::digits_of(one) >= 3);
    if !points && named.is_none() {
        return None;
    }
    let own = sentence.quantities.iter().take(place).map(|other| (sentence, other));
    let told = before.iter().flat_map(|of| of.quantities.iter().map(move |other| (of, other)));
    let told: Vec<(&Sentence<'_>, &Quantity)> =
        told.chain(own).filter(|(_, other)| other.is_kin(one)).collect();
    if told.iter().any(|(_, other)| other.number.value == one.number.value) {
        return None;
    }
    // A name of its own must be that of the other amount.
    let is_same = |of: &Sentence<'_>, other: &Quantity| {
        let at = of.quantities.iter().position(|own| std::ptr::eq(own, other)).unwrap_or_default();
        points || named.as_ref().is_some_and(|name| of.lead(at).contains(name))
    };
    let is_slip =
        |other: &Quantity| slip::is_swapped(one, other, 10) || slip::is_digit_off(one, other);
    let mut likes = told.iter().rev().filter(|(of, other)| is_slip(other) && is_same(of, other));
    // 上述 219 件 is nothing that was told, nor what two or three of it come to.
    let is_near = |other: &Quantity| {
        let (value, was) = (one.number.value, other.number.value);
        (value - was).abs() * 3 <= was.max(value)
    };
    let is_sum = || {
        let mut runs = (2..=6).flat_map(|count| told.windows(count));
        runs.any(|run| run.iter().map(|(_, of)| of.number.value).sum::<Exact>() == one.number.value)
    };
    let mut nears = told.iter().rev().filter(|(_, other)| is_near(other));
    let is_said = (lead.ends_with("上述") || lead.ends_with("前述")) && slip::digits_of(one) >= 2;
    let is_untold = || is_said && !is_sum();
    let (of, other) = likes.next().or_else(|| nears.next().filter(|_| is_untold()))?;
    let [range, first] =
        [(sentence, one), (*of, *other)].map(|(of, one)| of.paragraph.place(&one.range));
    let [said, was] = [&range, &first].map(|range| draft.text(range.clone()));
    let told = (
        format!("前文为 {was}，此处再提到时为 {said}"),
        format!("it was {was} before, and is {said} where it is spoken of again"),
    );
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(first);
    Some(finding.stating(said, None))
}

/// The name before 的 that an amount is spoken of by: 处置 of 本市处置的 414 件.
fn name(lead: &str) -> Option<String> {
    let before = lead.strip_suffix('的')?;
    let letters: Vec<char> = before.chars().collect();
    let from = letters.len().checked_sub(2)?;
    let name: String = letters.get(from..)?.iter().collect();
    let is_other = ["年", "比", "较", "占", "为", "上", "同", "均", "都"]
        .iter()
        .any(|word| before.contains(word));
    (!is_other).then_some(name)
}
