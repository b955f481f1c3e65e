//! Amounts that stand on lines of their own, with their total before or after them: 中央资金 125.5 万元, 省级资金 91.2 万元, 以上资金合计
//! 216.7 万元.

use base::Exact;
use num_rational::Ratio;

use crate::draft::{Kind, Paragraph};
use crate::phrase::has;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, PARTS_MAX, agrees, like, printed, sum_of};

/// Letters of a line that holds an amount and its name.
const LETTERS_MAX: usize = 40;
/// Words before a total of the lines above.
const TOTALS: [&str; 5] = ["合计", "总计", "共计", "以上", "上述"];

/// A line with one amount.
type Line<'a> = (Paragraph<'a>, &'a Quantity);

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    let (mut lines, mut head): (Vec<Line<'_>>, Option<Line<'_>>) = (vec![], None);
    let mut last: Option<Line<'_>> = None;
    for paragraph in draft.paragraphs().filter(|one| !matches!(one.kind, Kind::Cell(_))) {
        let total = total(&paragraph);
        let one = single(&paragraph).filter(|_| total.is_none());
        let goes_on =
            lines.last().is_none_or(|(_, before)| one.is_some_and(|one| one.is_kin(before)));
        if let Some(one) = one.filter(|_| goes_on) {
            if lines.is_empty() {
                head = last;
            }
            lines.push((paragraph, one));
        } else {
            found.extend(judged(draft, &lines, total.map(|total| (paragraph, total)), head));
            lines = one.map(|one| (paragraph, one)).into_iter().collect();
            head = last;
        }
        let amounts = paragraph.quantities.iter().rev();
        last = amounts.filter(|one| one.is_exact_count()).map(|one| (paragraph, one)).next();
    }
    found.extend(judged(draft, &lines, None, head));
    found
}

/// The only amount of a short line, if it names what it is of.
fn single<'a>(paragraph: &Paragraph<'a>) -> Option<&'a Quantity> {
    let mut counted = paragraph.quantities.iter().filter(|one| one.unit.is_some());
    let one = counted.next().filter(|_| counted.next().is_none())?;
    let is_short = paragraph.letters.len() <= LETTERS_MAX && paragraph.kind == Kind::Text;
    let before: String = paragraph.letters.get(..one.range.start)?.iter().collect();
    let after = paragraph.letters.get(one.range.end..)?;
    let is_end = after.len() <= 1;
    (is_short && is_end && one.is_exact_count() && before.chars().any(char::is_alphabetic))
        .then_some(one)
}

/// The amount of a line that is the total of those above.
fn total<'a>(paragraph: &Paragraph<'a>) -> Option<&'a Quantity> {
    let one = paragraph.quantities.first().filter(|one| one.is_exact_count())?;
    let before: String = paragraph.letters.get(..one.range.start)?.iter().collect();
    (before.chars().count() <= 14 && has(&before, &TOTALS)).then_some(one)
}

/// The total after the lines, or the amount before them, that they do not come to.
fn judged(
    draft: &Draft,
    lines: &[Line<'_>],
    total: Option<Line<'_>>,
    head: Option<Line<'_>>,
) -> Option<Finding> {
    let kin = |of: &Line<'_>| lines.first().is_some_and(|(_, one)| one.is_kin(of.1));
    // 2.微生物污染 14 批次，主要项目为…; 3.添加剂 9 批次: one of a list of which only some lines are short.
    let is_item = |(paragraph, _): &Line<'_>| {
        paragraph.letters.first().is_some_and(|first| first.is_ascii_digit() || *first == '（')
    };
    let are_items = lines.iter().all(is_item);
    let head = head.filter(|head| !(are_items && is_item(head)));
    let (total, head) = (total.filter(kin), head.filter(kin));
    let least = if total.is_some() { 2 } else { 3 };
    if lines.len() < least || lines.len() > PARTS_MAX {
        return None;
    }
    let amounts: Vec<&Quantity> = lines.iter().map(|(_, one)| *one).collect();
    let comes_to = |of: &Line<'_>| {
        (0..amounts.len() - 1).any(|from| agrees(sum_of(amounts.iter().copied().skip(from)), of.1))
    };
    if total.iter().chain(&head).any(comes_to) {
        return None;
    }
    let (paragraph, whole) = total.or(head)?;
    let value: Exact = amounts.iter().map(|one| one.number.value).sum();
    let apart = (value - whole.number.value) / whole.number.value.max(Ratio::from_integer(1));
    if apart > Ratio::new(1, 2) || apart < Ratio::new(-1, 2) {
        return None;
    }
    let range = paragraph.place(&whole.range);
    let said = draft.text(range.clone());
    let expected = like(value, whole, draft, paragraph.at);
    let told = (
        format!("各行 {} 个数相加为 {expected}，总数为 {said}", lines.len()),
        format!("the {} lines come to {expected}, the total is {said}", lines.len()),
    );
    let place = |(paragraph, one): &Line<'_>| paragraph.place(&one.range);
    let other = place(lines.first()?).start..place(lines.last()?).end;
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(other);
    Some(finding.stating(printed(whole.number.value), Some(expected)))
}
