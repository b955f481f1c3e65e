//! Numbers in Chinese text: in digits, in words, mixed, as fractions and per cent.

mod arabic;
mod glyph;
mod group;
mod words;

use std::ops::Range;

use base::Exact;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Zero};

use glyph::{digit, is_minus, is_minus_word, is_slash};
use group::{Group, skip};

/// A number as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The characters it takes.
    pub range: Range<usize>,
    pub value: Exact,
    /// What its last printed place is worth: of 4.78万亿 it is 0.01万亿. Numbers in words are taken as exact
    /// within their group: 四百万 is printed in 万.
    pub step: Exact,
    /// More than that, as in 十余万.
    pub is_open: bool,
    /// What it is counted in a hundred or thousand or ten thousand of, if words before it say so: 百分之五.
    pub per: Option<u32>,
}

/// Every number of a text, in order; none within another.
#[must_use]
pub fn numbers(text: &[char]) -> Vec<Number> {
    let (mut found, mut at) = (vec![], 0);
    while at < text.len() {
        if let Some((number, end)) = number(text, at) {
            at = end.max(at + 1);
            found.extend(number);
        } else {
            at += 1;
        }
    }
    found
}

/// Things that are counted whole.
const WHOLE: &str = "个家所件人户项名张条位例台部份场";

/// A number that begins a paragraph and counts things that there are no parts of is the number after an item's
/// mark: 1.13个部门 is item 1, with 13.
pub(crate) fn after_item(text: &[char], number: &mut Number) {
    let Range { start, end } = number.range;
    let begins = text.iter().take(start).all(|letter| letter.is_whitespace());
    let point = text.iter().take(end).skip(start).position(|letter| *letter == '.');
    let counts = text.get(end).is_some_and(|next| WHOLE.contains(*next));
    let Some(point) = point.filter(|_| begins && counts && !number.step.is_integer()) else {
        return;
    };
    let whole = number.step.recip() * number.value;
    if let Some(after) = signed(text, start + point + 1).filter(|after| after.range.end == end) {
        // 3.5万个 is an amount: its step is not a plain decimal.
        if whole.is_integer()
            && after.step == Ratio::from_integer(1)
            && number.step < Ratio::from_integer(1)
        {
            *number = after;
        }
    }
}

/// The number that begins here, and where reading goes on; no number if the characters are part of a word.
fn number(text: &[char], at: usize) -> Option<(Option<Number>, usize)> {
    if let Some(end) = words::other_word(text, at) {
        return Some((None, end));
    }
    if let Some(end) = group::pair(text, at) {
        return Some((None, end));
    }
    if let Some((per, first)) = per(text, at) {
        let of = signed(text, first)?;
        let number = Number { per: Some(per), ..of };
        let end = number.range.end;
        return Some((Some(number), end));
    }
    let half = matches!(text.get(at..at + 2), Some(['半', '百']));
    if half {
        let (value, step) = (Ratio::from_integer(50), Ratio::from_integer(1));
        let number = Number { range: at..at + 2, value, step, is_open: false, per: None };
        return Some((Some(number), at + 2));
    }
    let number = signed(text, at)?;
    let end = number.range.end;
    Some((Some(number), end))
}

/// 百分之, 千分之 and 万分之 without a number before them, and where what they count begins.
fn per(text: &[char], at: usize) -> Option<(u32, usize)> {
    let per = match text.get(at)? {
        '百' => 100,
        '千' => 1_000,
        '万' | '萬' => 10_000,
        _ => return None,
    };
    (text.get(at + 1..at + 3)? == ['分', '之']).then_some((per, at + 3))
}

/// A number with its sign.
fn signed(text: &[char], at: usize) -> Option<Number> {
    let first = *text.get(at)?;
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    // A hyphen after a letter, a digit or a word joins (1月-12月), and of two neither is a sign.
    let begins = |before: &char| {
        before.is_whitespace() || "（(，,：:；;、=＝<>≤≥[【“为是达长率".contains(*before)
    };
    let is_sign = is_minus_word(first) || (is_minus(first) && before.is_none_or(begins));
    let number = unsigned(text, if is_sign { skip(text, at + 1) } else { at })?;
    let value = if is_sign { -number.value } else { number.value };
    Some(Number {
        range: at..number.end,
        value,
        step: number.step,
        is_open: number.is_open,
        per: None,
    })
    .filter(|number| !number.is_bare(text))
}

impl Number {
    /// 百, 千 alone are no numbers, and neither are 陆, 伍 and their like.
    fn is_bare(&self, text: &[char]) -> bool {
        let alone = self.range.len() == 1;
        let only = text.get(self.range.start);
        alone && only.is_some_and(|only| "百佰千仟拾陆陸伍肆".contains(*only))
    }
}

/// A number that may go on as a fraction.
fn unsigned(text: &[char], at: usize) -> Option<Group> {
    let whole = group::read(text, at)?;
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let in_row = before.is_some_and(|before| is_slash(*before));
    let slash = |of: Group| by_slash(text, of).filter(|_| !in_row);
    let fraction = by_words(text, whole).or_else(|| slash(whole));
    let mixed = || {
        let next = skip(text, whole.end);
        let part = match text.get(next)? {
            '又' => by_words(text, group::read(text, skip(text, next + 1))?)?,
            after if next > whole.end && digit(*after).is_some() => {
                slash(group::read(text, next)?)?
            }
            _ => return None,
        };
        Some(Group { value: whole.value.checked_add(&part.value)?, ..part })
    };
    fraction.or_else(mixed).or_else(|| multiple(text, whole)).or(Some(whole))
}

/// 三分之一.
fn by_words(text: &[char], of: Group) -> Option<Group> {
    let part = skip(text, of.end);
    text.get(part).filter(|next| **next == '分')?;
    let linked = skip(text, part + 1);
    text.get(linked).filter(|next| **next == '之')?;
    let first = skip(text, linked + 1);
    let is_minus = text.get(first).is_some_and(|next| is_minus_word(*next));
    let above = group::read(text, if is_minus { skip(text, first + 1) } else { first })?;
    let value = if is_minus { -above.value } else { above.value };
    divided(Group { value, ..above }, of)
}

/// `3/5`, but no day and no address: `2021/12/31`.
fn by_slash(text: &[char], of: Group) -> Option<Group> {
    text.get(of.end).filter(|next| is_slash(**next))?;
    let below = group::read(text, of.end + 1)?;
    let is_row = text.get(below.end).is_some_and(|next| is_slash(*next));
    if is_row || text.get(of.end + 1).is_none_or(|next| digit(*next).is_none()) {
        return None;
    }
    divided(of, Group { end: of.end, ..below }).map(|found| Group { end: below.end, ..found })
}

fn divided(above: Group, below: Group) -> Option<Group> {
    if below.value.is_zero() {
        return None;
    }
    let value = above.value.checked_div(&below.value)?;
    Some(Group { value, step: Ratio::from_integer(0), ..above })
}

/// 打: twelve; k and M.
fn multiple(text: &[char], of: Group) -> Option<Group> {
    let next = skip(text, of.end);
    let is_plain = |at: usize| !text.get(at).is_some_and(char::is_ascii_alphanumeric);
    let in_digits = text.get(of.end - 1).is_some_and(|last| digit(*last).is_some());
    let (by, end) = match text.get(next)? {
        '打' if next == of.end && !words::is_other_dozen(text, next) => (12, next + 1),
        'k' | 'K' if in_digits && next == of.end && is_plain(next + 1) => (1_000, next + 1),
        'M' if in_digits && is_plain(next + 1) => (1_000_000, next + 1),
        _ => return None,
    };
    let by = Ratio::from_integer(by);
    Some(Group { value: of.value.checked_mul(&by)?, step: of.step.checked_mul(&by)?, end, ..of })
}
