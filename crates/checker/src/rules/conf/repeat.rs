//! A clause that stands in two places, word for word, with two amounts: what the text says and its annex repeats.

use std::collections::BTreeMap;

use base::Exact;

use crate::draft::{Draft, Paragraph};
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::slip;
use crate::{Finding, Severity};

use super::CODE;

/// Letters of the sentence before an amount, at least and at most, and after it.
const BEFORE: std::ops::RangeInclusive<usize> = 8..=200;
const AFTER: usize = 4;

/// Letters before those that may end a name, and what names end with.
const WHO: usize = 4;
pub(super) const NAMES: &str = "区县市镇乡街院局委校厂组队站所季月周省州";

/// An amount, where it stands, and the periods that its sentence names.
struct Place<'a> {
    paragraph: Paragraph<'a>,
    quantity: &'a Quantity,
    periods: String,
    /// The amount before it in its sentence: if that differs too, the words are a form.
    prior: Option<Exact>,
}

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut by_words: BTreeMap<(bool, String), Vec<Place<'_>>> = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        for sentence in sentences(&paragraph) {
            let within = sentence.within();
            let with_unit = sentence.quantities.iter().enumerate();
            for (at, quantity) in with_unit.filter(|(_, one)| one.unit.is_some()) {
                let mut prior = sentence.quantities.get(..at).unwrap_or_default().iter().rev();
                let prior = prior.find(|one| one.unit.is_some()).map(|one| one.number.value);
                let before = sentence.words(within.start, quantity.range.start);
                let Some([all, near]) = words(&sentence, quantity) else { continue };
                for (is_all, words) in [(true, all), (false, near)] {
                    let Some(words) = words else { continue };
                    let place = Place { paragraph, quantity, periods: periods(&before), prior };
                    by_words.entry((is_all, words)).or_default().push(place);
                }
            }
        }
    }
    // What is said more often is a form that is filled in again and again.
    let twice = by_words.iter().filter_map(|((is_all, _), same)| match same.as_slice() {
        // Only some words may belong to two things; then the amounts must be one with a slip.
        [one, other] if *is_all || slip::is_swapped(one.quantity, other.quantity, 10) => {
            told(draft, one, other)
        }
        _ => None,
    });
    twice.collect()
}

/// The letters around an amount, without marks and numbers, and its unit: from the beginning of its sentence if
/// these are neither few nor many, and those right beside it.
fn words(sentence: &Sentence<'_>, quantity: &Quantity) -> Option<[Option<String>; 2]> {
    let within = sentence.within();
    let is_word = |letter: &&char| letter.is_alphabetic();
    let before: Vec<char> = sentence
        .between(within.start, quantity.range.start)
        .iter()
        .filter(is_word)
        .copied()
        .collect();
    let after = sentence.between(quantity.range.end, within.end).iter();
    let after: String = after.filter(is_word).take(AFTER).collect();
    let from = before.len().checked_sub(*BEFORE.start())?;
    let near = before.get(from..)?;
    // What stands right before may name who it is of: 东区完成 …, 西区完成 ….
    let who = before.get(from.saturating_sub(WHO)..from)?;
    let is_named = who.iter().any(|letter| NAMES.contains(*letter));
    if after.chars().count() < AFTER {
        return None;
    }
    // 一是推进改革 and 推进改革 say the same.
    let counted = if before.get(1) == Some(&'是') { 2 } else { 0 };
    let all = before.get(counted..).filter(|all| BEFORE.contains(&all.len()));
    let end = format!("{}{after}", quantity.unit.unwrap_or_default());
    let joined = |letters: &[char]| letters.iter().collect::<String>() + &end;
    Some([all.map(joined), Some(near).filter(|_| !is_named).map(joined)])
}

/// The numbers before 年, 月, 日, 季 and 周 of a text.
fn periods(before: &str) -> String {
    let letters: Vec<char> = before.chars().collect();
    let is_period = |at: usize| letters.get(at).is_some_and(|one| "年月日季周第".contains(*one));
    let near = |at: &usize| {
        is_period(*at) || is_period(at + 1) || at.checked_sub(1).is_some_and(is_period)
    };
    (0..letters.len()).filter(near).filter_map(|at| letters.get(at)).collect()
}

fn told(draft: &Draft, one: &Place<'_>, other: &Place<'_>) -> Option<Finding> {
    let is_apart = one.paragraph.at != other.paragraph.at;
    let is_exact = !one.quantity.is_about && !other.quantity.is_about;
    let differs = one.quantity.number.value != other.quantity.number.value;
    let is_form = one.prior != other.prior;
    if !is_apart || !is_exact || !differs || is_form || one.periods != other.periods {
        return None;
    }
    let [first, range] = [one, other].map(|place| place.paragraph.place(&place.quantity.range));
    let [was, said] = [&first, &range].map(|range| draft.text(range.clone()));
    let told = (
        format!("同一句话文中出现两次，一处为 {was}，此处为 {said}"),
        format!("the same words stand in two places, with {was} there and {said} here"),
    );
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(first);
    Some(finding.stating(said, None))
}
