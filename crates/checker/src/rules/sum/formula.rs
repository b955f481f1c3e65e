//! A sum that is written out: 12+13=25.

use crate::draft::Paragraph;
use crate::number::Number;
use crate::{Draft, Finding, Severity};

use super::{CODE, printed};

pub(super) fn find(draft: &Draft, paragraph: &Paragraph<'_>) -> Vec<Finding> {
    let numbers = paragraph.numbers;
    let ends =
        numbers.windows(2).enumerate().filter(|(_, pair)| joins(paragraph, pair, &['=', '＝']));
    ends.filter_map(|(last, _)| wrong(draft, paragraph, last)).collect()
}

/// Whether only this sign stands between the two, and perhaps a unit.
fn joins(paragraph: &Paragraph<'_>, pair: &[Number], signs: &[char]) -> bool {
    let [one, other] = pair else { return false };
    let between = paragraph.letters.get(one.range.end..other.range.start).unwrap_or_default();
    let is_sign = |letter: &&char| signs.contains(*letter);
    let rest = between.iter().filter(|letter| !letter.is_whitespace() && !signs.contains(*letter));
    between.iter().filter(is_sign).count() == 1 && rest.count() <= 2 && between.len() <= 6
}

/// The sum that ends with this number and the sign of equality.
fn wrong(draft: &Draft, paragraph: &Paragraph<'_>, last: usize) -> Option<Finding> {
    let numbers = paragraph.numbers;
    let mut first = last;
    while first > 0
        && numbers.get(first - 1..=first).is_some_and(|pair| joins(paragraph, pair, &['+', '＋']))
    {
        first -= 1;
    }
    let parts = numbers.get(first..=last).filter(|parts| parts.len() >= 2)?;
    let total = numbers.get(last + 1)?;
    let sum = parts.iter().map(|part| part.value).sum();
    if total.value == sum || parts.iter().chain([total]).any(|one| one.per.is_some()) {
        return None;
    }
    let range = paragraph.place(&total.range);
    let from = paragraph.place(&parts.first()?.range).start;
    let said = draft.text(range.clone());
    let expected = printed(sum);
    let told = (
        format!("算式的和是 {expected}，文中写 {said}"),
        format!("the sum that is written out is {expected}, not {said}"),
    );
    let other = from..paragraph.place(&parts.last()?.range).end;
    let finding = Finding::new(CODE, Severity::Error, range, told).with(other);
    Some(finding.stating(said, Some(expected)))
}
