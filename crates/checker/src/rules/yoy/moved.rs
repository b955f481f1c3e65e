//! 由 A 增加到 B，增长 C%.

use base::Exact;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::role::subject;
use super::{AFAR, CODE, changes, difference, relative, wrong};

const UP: [&str; 29] = [
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
    "增为",
    "升为",
    "增加为",
    "提高为",
    "升到",
    "涨到",
    "上调到",
    "上调至",
    "扩至",
    "扩充到",
    "扩充至",
    "延长到",
    "延长至",
];
const DOWN: [&str; 25] = [
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
    "减到",
    "降为",
    "减为",
    "减少为",
    "降到",
    "缩小到",
    "缩小至",
    "下调到",
    "下调至",
    "压降到",
    "压降至",
    "缩减到",
    "缩减至",
];
/// Words that do not say which way.
const NEITHER: [&str; 6] = ["变为", "变成", "调整为", "变动为", "到", "至"];

/// The most characters between a value and the next.
const APART: usize = 18;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, pair) in all.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let Some(way) = moves(sentence, from, to) else { continue };
        if let Some(finding) = way.and_then(|way| direction(scene, (from, to), way)) {
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
            let said = changes(&lead).filter(|said| way.is_none_or(|way| way == *said));
            let is_other = at > place + 2 && !subject(&lead).is_empty();
            let is_stated = is_near && !is_other && !has(&lead, &AFAR);
            let Some(rises) = said.filter(|_| is_stated) else { continue };
            if !growth.is_about {
                let wrong = direction(scene, (from, to), rises);
                let wrong = wrong.or_else(|| stated(scene, (from, to), growth));
                changed.push((growth, wrong));
            }
        }
        found.extend(mended(changed));
        found.extend(told_before(scene, place, way));
    }
    found
}

/// 提高 3.3 个百分点，由 74.8% 升至 78.1%: by how much may be told before.
fn told_before(scene: &Scene<'_, '_>, place: usize, way: Option<bool>) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let (from, to) = (all.get(place)?, all.get(place + 1)?);
    let by = place.checked_sub(1)?;
    let growth = all.get(by).filter(|growth| !growth.is_about)?;
    let between = sentence.words(growth.range.end, from.range.start);
    let is_next =
        matches!(between.trim(), "，由" | ",由" | "，从" | ",从" | "（由" | "(由" | "：由");
    let rises = changes(&sentence.lead(by)).filter(|rises| way.is_none_or(|way| way == *rises));
    let is_kind = growth.is_points() && from.is_share() || growth.is_kin(to) && !growth.is_share();
    rises.filter(|_| is_next && is_kind)?;
    stated(scene, (from, to), growth)
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

/// Whether the text says that one becomes the other, and if it does, whether rising or falling.
fn moves(sentence: &Sentence<'_>, from: &Quantity, to: &Quantity) -> Option<Option<bool>> {
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
    if !(begins || is_one) || !same || between.len() > APART {
        return None;
    }
    match (said(&UP), said(&DOWN)) {
        (true, false) => Some(Some(true)),
        (false, true) => Some(Some(false)),
        _ => (begins && is_one && said(&NEITHER)).then_some(None),
    }
}

/// Without a date at its end: 提高到 of 提高到2021年的.
fn undated(words: &str) -> &str {
    let is_date = |letter: char| letter.is_ascii_digit() || "年月日底末的上半下今".contains(letter);
    words.trim_end().trim_end_matches(is_date)
}

fn direction(
    scene: &Scene<'_, '_>,
    (from, to): (&Quantity, &Quantity),
    rises: bool,
) -> Option<Finding> {
    let (was, is) = (from.number.value, to.number.value);
    if !(if rises { is < was } else { is > was }) {
        return None;
    }
    let [range, other] = [to, from].map(|one| scene.place(one));
    let [is, was] = [to, from].map(|one| scene.text(one));
    let (zh, en) = if rises { ("上升", "rise") } else { ("下降", "fall") };
    let told = (
        format!("称{zh}，而由 {was} 到 {is} 方向相反"),
        format!("it is said to {en}, and {was} to {is} goes the other way"),
    );
    Some(Finding::new(CODE, Severity::Error, range, told).with(other).stating(is, None))
}

fn stated(
    scene: &Scene<'_, '_>,
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
    Some(wrong(scene, (from, to), growth, *readings.first()?))
}
