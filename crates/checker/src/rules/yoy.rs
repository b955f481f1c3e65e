//! YOY: 由 A 增加到 B，增长 C%. The growth that is stated must be one that A and B admit as they are printed, by
//! rounding or by cutting off; of two shares their difference in percentage points, or their growth. And what
//! is said to rise must not have fallen.

use base::Exact;
use num_rational::Ratio;
use num_traits::{Signed, Zero};

use crate::draft::Paragraph;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

pub(super) const CODE: &str = "YOY";

const UP: [&str; 14] = [
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "增至",
    "上升到",
    "上升至",
    "升至",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "扩大到",
    "扩大至",
];
const DOWN: [&str; 11] = [
    "下降到",
    "下降至",
    "降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "压减到",
    "压减至",
    "缩短到",
    "缩短至",
];
const RISES: [&str; 6] = ["增长", "增幅", "上升", "提高", "提升", "增加"];
const FALLS: [&str; 6] = ["下降", "降幅", "降低", "减少", "缩短", "压减"];

/// The most characters between a value and the next.
const APART: usize = 14;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let all = paragraph.quantities;
        for (place, pair) in all.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            let Some(rises) = moves(&paragraph, from, to) else { continue };
            if let Some(finding) = direction(draft, &paragraph, (from, to), rises) {
                found.push(finding);
                continue;
            }
            let growth = all.get(place + 2).filter(|growth| grows(&paragraph, to, growth));
            found.extend(growth.and_then(|growth| stated(draft, &paragraph, (from, to), growth)));
        }
    }
    found
}

/// Whether the text says that one becomes the other, rising or falling.
fn moves(paragraph: &Paragraph<'_>, from: &Quantity, to: &Quantity) -> Option<bool> {
    let letters = paragraph.letters;
    let start = from.range.start;
    let before: String = letters.get(start.saturating_sub(APART)..start)?.iter().collect();
    let clause = before.rsplit(['，', '。', '；', '、', '：', ',']).next().unwrap_or_default();
    let begins = clause.contains('由') || clause.contains('从');
    let between = within(letters, from.range.end, to.range.start)?;
    let same = from.unit == to.unit && from.unit.is_some() && !from.is_about && !to.is_about;
    let said = |words: &[&str]| words.iter().any(|word| between.ends_with(word));
    match (begins && same, said(&UP), said(&DOWN)) {
        (true, true, false) => Some(true),
        (true, false, true) => Some(false),
        _ => None,
    }
}

/// The text between two places, if they are close and in one sentence.
fn within(letters: &[char], from: usize, to: usize) -> Option<String> {
    let between: String =
        letters.get(from..to).filter(|text| text.len() <= APART)?.iter().collect();
    (!between.contains(['。', '；', '！', '？'])).then_some(between)
}

fn grows(paragraph: &Paragraph<'_>, to: &Quantity, growth: &Quantity) -> bool {
    let Some(between) = within(paragraph.letters, to.range.end, growth.range.start) else {
        return false;
    };
    let between = between.trim_end_matches(['了', '达', '为', '到', '至']);
    let said = RISES.iter().chain(&FALLS).any(|word| between.ends_with(word));
    said && (growth.is_share() || growth.is_points()) && !growth.is_about
}

fn direction(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    (from, to): (&Quantity, &Quantity),
    rises: bool,
) -> Option<Finding> {
    let wrong = if rises {
        to.number.value < from.number.value
    } else {
        to.number.value > from.number.value
    };
    if !wrong {
        return None;
    }
    let [was, is] = [from, to].map(|one| draft.text(paragraph.place(&one.range)));
    let (zh, en) = if rises { ("上升", "rise") } else { ("下降", "fall") };
    Some(Finding {
        code: CODE,
        severity: Severity::Error,
        range: paragraph.place(&to.range),
        other: Some(paragraph.place(&from.range)),
        zh: format!("称{zh}，而由 {was} 到 {is} 方向相反"),
        en: format!("it is said to {en}, and {was} to {is} goes the other way"),
        computed: Some(is),
        expected: None,
        fix: None,
    })
}

fn stated(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    (from, to): (&Quantity, &Quantity),
    growth: &Quantity,
) -> Option<Finding> {
    let points = difference(from, to);
    let relative = relative(from, to);
    let may_be_points = from.is_share() || growth.is_points();
    let readings = [Some(points).filter(|_| may_be_points), relative.filter(|_| growth.is_share())];
    let readings: Vec<(Exact, Exact)> = readings.into_iter().flatten().collect();
    if readings.is_empty() || readings.iter().any(|reading| growth.prints(*reading)) {
        return None;
    }
    let (least, greatest) = *readings.first()?;
    let middle = (least + greatest) / 2;
    let decimals = if growth.number.step.is_integer() { 0 } else { places(growth.number.step) };
    let unit = if growth.is_points() { "个百分点" } else { "%" };
    let expected = format!("{}{unit}", base::exact::decimal(middle, decimals));
    let said = draft.text(paragraph.place(&growth.range));
    // One in the last decimal is a slip of rounding, and no more than a note.
    let step = growth.number.step;
    let is_slip = !step.is_integer() && growth.prints((least - step, greatest + step));
    let [was, is] = [from, to].map(|one| draft.text(paragraph.place(&one.range)));
    Some(Finding {
        code: CODE,
        severity: if is_slip { Severity::Note } else { Severity::Error },
        range: paragraph.place(&growth.range),
        other: Some(paragraph.place(&from.range)),
        zh: format!("由 {was} 到 {is}，变动为 {expected}，文中为 {said}"),
        en: format!("from {was} to {is} it is {expected}, not {said}"),
        computed: Some(said),
        expected: Some(expected),
        fix: None,
    })
}

/// How many decimals a step has.
fn places(step: Exact) -> u32 {
    (0..12)
        .find(|places| (step * Ratio::from_integer(10_i128.pow(*places))).is_integer())
        .unwrap_or(12)
}

/// How far apart they are, whichever is greater.
fn difference(from: &Quantity, to: &Quantity) -> (Exact, Exact) {
    let ((least, greatest), (low, high)) = (from.span(), to.span());
    ordered((low - greatest).abs(), (high - least).abs())
}

/// By how many per cent of the first they differ.
fn relative(from: &Quantity, to: &Quantity) -> Option<(Exact, Exact)> {
    let ((least, greatest), (low, high)) = (from.span(), to.span());
    if !least.is_positive() || greatest.is_zero() {
        return None;
    }
    let hundred = Ratio::from_integer(100);
    let smallest = ((low - greatest) / greatest * hundred).abs();
    let largest = ((high - least) / least * hundred).abs();
    Some(ordered(smallest, largest))
}

fn ordered(one: Exact, other: Exact) -> (Exact, Exact) {
    if one <= other { (one, other) } else { (other, one) }
}
