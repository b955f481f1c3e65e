//! Numbers in digits: `1,050,000`, `４，５６５`, `.5`, `2e5`.

use base::Exact;
use num_rational::Ratio;
use num_traits::{CheckedMul, Pow};

use super::glyph::{digit, is_minus, is_point};

/// Digits in one number; more are no quantity.
const DIGITS_MAX: usize = 24;

/// Powers of ten that are read.
const EXPONENT_MAX: i32 = 15;

/// A number in digits, and the step of its last place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arabic {
    pub(super) value: Exact,
    pub(super) step: Exact,
    pub(super) end: usize,
}

/// The number in digits that begins here. Of several points none is a decimal point, as in `1.2.3`.
pub(super) fn read(text: &[char], at: usize) -> Option<Arabic> {
    let at_char = |at: usize| text.get(at).copied();
    let is_digit = |at: usize| at_char(at).and_then(digit).is_some();
    let (mut value, mut count, mut end) = (0_i128, 0, at);
    let mut is_begun = false;
    while let Some(next) = at_char(end).and_then(digit).filter(|_| count < DIGITS_MAX) {
        value = value * 10 + next;
        (count, end) = (count + 1, end + 1);
        // Three digits and no fourth after a comma go on.
        let groups = (1..=3).all(|place| is_digit(end + place)) && !is_digit(end + 4);
        let is_comma = at_char(end).is_some_and(|comma| is_comma(comma, text.get(end - 1)));
        // 321 146件: spaces part groups where a measure word follows the last.
        let is_space = || {
            (count <= 3 || is_begun)
                && at_char(end).is_some_and(is_gap)
                && (is_begun || spaced(text, end))
        };
        if groups && (is_comma || is_space()) {
            (is_begun, end) = (!is_comma, end + 1);
        }
    }
    let mut step = 1_i128;
    let has_point = at_char(end).is_some_and(is_point) && is_digit(end + 1);
    let before = at.checked_sub(1).and_then(at_char);
    // `.5` begins with its point, unless something goes on there.
    let joins = |before: char| is_point(before) || (count == 0 && digit(before).is_some());
    if has_point && !is_row(text, (at, end)) && !before.is_some_and(joins) {
        end += 1;
        while let Some(next) = at_char(end).and_then(digit).filter(|_| count < DIGITS_MAX) {
            (value, step) = (value * 10 + next, step * 10);
            (count, end) = (count + 1, end + 1);
        }
    }
    let found = Arabic { value: Ratio::new(value, step), step: Ratio::new(1, step), end };
    (count > 0).then(|| scientific(text, found).or_else(|| power(text, found)).unwrap_or(found))
}

/// Whether groups of three digits follow the space here, perhaps with decimals, and a measure word right after.
fn spaced(text: &[char], at: usize) -> bool {
    let is_digit = |at: usize| text.get(at).copied().and_then(digit).is_some();
    let mut end = at;
    while text.get(end).copied().is_some_and(is_gap) && (1..=3).all(|place| is_digit(end + place)) {
        end += 4;
    }
    if text.get(end).copied().is_some_and(is_point) {
        end += 1;
        end += (end..).take_while(|at| is_digit(*at)).count();
    }
    text.get(end).is_some_and(|next| "件人个户万亿元张次例".contains(*next))
}

/// A space within a number, however wide.
fn is_gap(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// A comma within a number; the wide one only between wide digits, for elsewhere it ends a clause.
fn is_comma(comma: char, before: Option<&char>) -> bool {
    comma == ',' || (comma == '，' && before.is_some_and(|digit| ('０'..='９').contains(digit)))
}

/// Whether the digits are one of several with points between, as in a version or an address.
fn is_row(text: &[char], (at, end): (usize, usize)) -> bool {
    let after = text.iter().skip(end + 1).position(|next| digit(*next).is_none());
    let next = after.and_then(|after| text.get(end + 1 + after));
    let goes_on = after
        .and_then(|after| text.get(end + 2 + after))
        .is_some_and(|next| digit(*next).is_some());
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    (next.is_some_and(|next| is_point(*next)) && goes_on)
        || before.is_some_and(|before| is_point(*before))
}

/// `2e5`, `12.32e+14`.
fn scientific(text: &[char], of: Arabic) -> Option<Arabic> {
    text.get(of.end).filter(|letter| matches!(letter, 'e' | 'E' | 'ｅ' | 'Ｅ'))?;
    let (exponent, end) = exponent(text, of.end + 1)?;
    if exponent.abs() > EXPONENT_MAX || text.get(end).is_some_and(char::is_ascii_alphabetic) {
        return None;
    }
    let ten = Ratio::from_integer(10_i128).pow(exponent);
    Some(Arabic { value: of.value.checked_mul(&ten)?, step: of.step.checked_mul(&ten)?, end })
}

/// `2^-1`, as far as it can be written out.
fn power(text: &[char], of: Arabic) -> Option<Arabic> {
    text.get(of.end).filter(|sign| **sign == '^')?;
    let (exponent, end) = exponent(text, of.end + 1)?;
    let mut value = Ratio::from_integer(1);
    for _ in 0..exponent.unsigned_abs().min(128) {
        value = value.checked_mul(&of.value)?;
    }
    let is_zero = *value.numer() == 0;
    if exponent < 0 && is_zero {
        return None;
    }
    let value = if exponent < 0 { value.recip() } else { value };
    Some(Arabic { value, step: Ratio::from_integer(1), end })
}

/// `5`, `+14`, `－1`; of two minus signs each turns it round.
fn exponent(text: &[char], at: usize) -> Option<(i32, usize)> {
    let (mut sign, mut end) = (1, at);
    while let Some(next) = text.get(end).filter(|next| is_minus(**next) || **next == '+') {
        sign = if is_minus(*next) { -sign } else { sign };
        end += 1;
    }
    let first = end;
    let mut exponent = 0_i32;
    while let Some(next) = text.get(end).and_then(|next| digit(*next)).filter(|_| end < first + 3) {
        exponent = exponent * 10 + i32::try_from(next).ok()?;
        end += 1;
    }
    (end > first).then_some((sign * exponent, end))
}
