//! 由 A 增加到 B，增长 C%.

use base::Exact;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{AFAR, CODE, changes, difference, relative, wrong};

const UP: [&str; 16] = [
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
    "上涨到",
    "增到",
];
const DOWN: [&str; 12] = [
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
    "减至",
];

/// The most characters between a value and the next.
const APART: usize = 18;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, pair) in all.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let Some(rises) = moves(sentence, from, to) else { continue };
        if let Some(finding) = direction(draft, sentence, (from, to), rises) {
            found.push(finding);
            continue;
        }
        let mut changed: Vec<(&Quantity, Option<Finding>)> = vec![];
        for growth in all.iter().skip(place + 2).take(2) {
            let apart = sentence.between(to.range.end, growth.range.start).len();
            let at = all.iter().position(|one| one.range == growth.range).unwrap_or_default();
            let lead = sentence.lead(at);
            let is_near =
                apart <= APART * 2 && !sentence.ends_piece(to.range.end, growth.range.start);
            let is_stated = is_near && changes(&lead) == Some(rises) && !has(&lead, &AFAR);
            if is_stated && !growth.is_about {
                changed.push((growth, stated(draft, sentence, (from, to), growth)));
            }
        }
        found.extend(mended(changed));
    }
    found
}

/// If one of two changes agrees with both amounts, these are not in doubt, and the other change is what is wrong.
fn mended(changed: Vec<(&Quantity, Option<Finding>)>) -> Vec<Finding> {
    let is_agreed = changed.iter().any(|(_, wrong)| wrong.is_none());
    let wrong = changed.into_iter().filter_map(|(_, wrong)| wrong);
    wrong
        .map(|finding| match finding.expected.clone().filter(|_| is_agreed) {
            Some(expected) => finding.mended(expected),
            None => finding,
        })
        .collect()
}

/// Whether the text says that one becomes the other, rising or falling.
fn moves(sentence: &Sentence<'_>, from: &Quantity, to: &Quantity) -> Option<bool> {
    let start = from.range.start.saturating_sub(APART).max(sentence.within().start);
    let before = sentence.words(start, from.range.start);
    let clause = before.rsplit(['，', '。', '；', '、', '：', ',', ';']).next().unwrap_or_default();
    let between = sentence.between(from.range.end, to.range.start);
    let words: String = between.iter().collect();
    let begins = clause.contains('由') || clause.contains('从');
    let is_one = !between.iter().any(|letter| "，。；、,;".contains(*letter));
    let same = from.is_kin(to) && from.unit.is_some() && !from.is_about && !to.is_about;
    let words = undated(&words);
    let said = |of: &[&str]| of.iter().any(|word| words.ends_with(word));
    match ((begins || is_one) && same && between.len() <= APART, said(&UP), said(&DOWN)) {
        (true, true, false) => Some(true),
        (true, false, true) => Some(false),
        _ => None,
    }
}

/// Without a date at its end: 提高到 of 提高到2021年的.
fn undated(words: &str) -> &str {
    let is_date = |letter: char| letter.is_ascii_digit() || "年月日底末的上半下今".contains(letter);
    words.trim_end().trim_end_matches(is_date)
}

fn direction(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (from, to): (&Quantity, &Quantity),
    rises: bool,
) -> Option<Finding> {
    let (was, is) = (from.number.value, to.number.value);
    if !(if rises { is < was } else { is > was }) {
        return None;
    }
    let [range, other] = [to, from].map(|one| sentence.paragraph.place(&one.range));
    let [is, was] = [&range, &other].map(|one| draft.text(one.clone()));
    let (zh, en) = if rises { ("上升", "rise") } else { ("下降", "fall") };
    let told = (
        format!("称{zh}，而由 {was} 到 {is} 方向相反"),
        format!("it is said to {en}, and {was} to {is} goes the other way"),
    );
    Some(Finding::new(CODE, Severity::Error, range, told).with(other).stating(is, None))
}

fn stated(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (from, to): (&Quantity, &Quantity),
    growth: &Quantity,
) -> Option<Finding> {
    let points = difference(from, to);
    let may_be_points = from.is_share() || growth.is_points();
    let rate = relative(from.span(), to.span()).filter(|_| growth.is_share());
    let amount = growth.is_kin(to) && !growth.is_share();
    let readings = [Some(points).filter(|_| may_be_points || amount), rate];
    let readings: Vec<(Exact, Exact)> = readings.into_iter().flatten().collect();
    let is_known = growth.is_share() || growth.is_points() || amount;
    if !is_known || readings.iter().any(|reading| growth.prints(*reading)) {
        return None;
    }
    Some(wrong(draft, sentence, (from, to), growth, *readings.first()?))
}
