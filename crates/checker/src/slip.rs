//! Slips of the hand: one digit for another, two digits in the wrong order.

use base::Exact;
use num_traits::{Signed, ToPrimitive};

use crate::quantity::Quantity;

/// 3, 70, 200: what changing one digit changes.
pub(crate) fn is_digit(by: Exact) -> bool {
    digits(by).is_some_and(|by| by < 10)
}

/// 27, 360: what changing the order of two digits changes.
pub(crate) fn is_swap(by: Exact) -> bool {
    digits(by).is_some_and(|by| by % 9 == 0 && by / 9 < 10)
}

/// A whole number without the zeroes at its end.
fn digits(by: Exact) -> Option<i128> {
    if !by.is_integer() || !by.is_positive() {
        return None;
    }
    let mut by = by.to_integer();
    while by % 10 == 0 {
        by /= 10;
    }
    Some(by)
}

/// Parts and the whole that they were meant to come to, counted in the last place of the whole.
struct Sum {
    parts: Vec<u64>,
    comes_to: u64,
    whole: u64,
}

impl Sum {
    fn of(parts: &[&Quantity], whole: &Quantity) -> Option<Sum> {
        let unit = whole.number.step;
        let sum: Exact = parts.iter().map(|part| part.number.value).sum();
        let (comes_to, whole) = (steps(sum, unit)?, steps(whole.number.value, unit)?);
        let parts = parts.iter().filter_map(|part| steps(part.number.value, unit)).collect();
        Some(Sum { parts, comes_to, whole })
    }

    /// Whether one of the parts is like this what it must be for the others and the whole.
    fn any_due(&self, is_like: impl Fn(u64, u64) -> bool) -> bool {
        let due = |part: u64| (self.whole + part).checked_sub(self.comes_to);
        self.parts.iter().any(|part| due(*part).is_some_and(|due| is_like(*part, due)))
    }
}

/// Whether exactly one slip in one of the numbers makes the parts come to the whole, however far they are from it. Of
/// wholes of three digits only two in the wrong order count, for anything else would too often be luck.
pub(crate) fn is_one(parts: &[&Quantity], whole: &Quantity) -> bool {
    let Some(of) = Sum::of(parts, whole).filter(|of| of.whole >= 100) else { return false };
    let (sum, value) = (of.comes_to, of.whole);
    // 440 of 44: one zero too many or too few.
    if swaps(value).contains(&sum) || sum * 10 == value || value * 10 == sum {
        return true;
    }
    // Parts that are more than the whole are wrong anyhow.
    let least = if sum > value { 10 } else { 100 };
    let any_swapped = || of.any_due(|part, due| part >= least && swaps(part).contains(&due));
    (value >= 1_000 || sum > value) && any_swapped() || (value >= 1_000 && changes(value, sum))
}

/// Whether two digits in the other order, in the whole or in one of the parts, make the parts come to it.
pub(crate) fn is_swapped_in(parts: &[&Quantity], whole: &Quantity) -> bool {
    Sum::of(parts, whole).is_some_and(|of| {
        swaps(of.whole).contains(&of.comes_to)
            || of.any_due(|part, due| part >= 10 && swaps(part).contains(&due))
    })
}

/// Whether one digit for another in one of the parts makes them come to the whole.
pub(crate) fn is_digit_in(parts: &[&Quantity], whole: &Quantity) -> bool {
    let is_changed = |part, due| part >= 1_000 && changes(part, due);
    Sum::of(parts, whole).is_some_and(|of| of.any_due(is_changed))
}

/// Every number with two digits beside each other in the other order.
fn swaps(of: u64) -> Vec<u64> {
    let mut found = vec![];
    let mut place = 1;
    while of / place >= 10 {
        let (low, high) = (of / place % 10, of / place / 10 % 10);
        if low != high {
            found.push((of + (low * 10 + high) * place) - (high * 10 + low) * place);
        }
        place *= 10;
    }
    found
}

/// Whether one digit makes one of the other.
fn changes(one: u64, other: u64) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let differing = one.chars().zip(other.chars()).filter(|(one, other)| one != other);
    one.len() == other.len() && differing.count() == 1
}

/// Whether one of two amounts is the other with a slip: of three digits or more two in the wrong order, of five or
/// more one digit for another.
pub(crate) fn is_between(one: &Quantity, other: &Quantity) -> bool {
    is_swapped(one, other, 100)
        || differs(one, other, |one, other| one >= 10_000 && changes(one, other))
}

/// Whether an amount is what lies between two values, rounded to its last place, with one digit for another or two in the
/// wrong order.
pub(crate) fn is_written(between: (Exact, Exact), as_: &Quantity) -> bool {
    is_value(between, as_, 0)
}

/// The same; but one digit for another only if it has as many digits or more.
pub(crate) fn is_value(between: (Exact, Exact), as_: &Quantity, least: usize) -> bool {
    let (Some(said), Some(near)) = (count(as_), steps_between(between, as_.number.step)) else {
        return false;
    };
    let rounded = near.round().to_u64().filter(|real| *real <= STEPS_MAX);
    rounded.is_some_and(|real| {
        swaps(real).contains(&said) || (digits_of(as_) >= least && changes(real, said))
    })
}

/// How many steps there are to the middle of two values. Floating point is exact enough to be rounded, and does not
/// run over where fractions of fractions would.
fn steps_between((low, high): (Exact, Exact), step: Exact) -> Option<f64> {
    let float = |of: Exact| Some(of.numer().to_f64()? / of.denom().to_f64()?);
    Some((float(low)? + float(high)?) / 2.0 / float(step)?)
}

/// Whether one of two amounts is the other with two digits in the wrong order, counted in their last place.
pub(crate) fn is_swapped(one: &Quantity, other: &Quantity, least: u64) -> bool {
    differs(one, other, |one, other| one >= least && swaps(one).contains(&other))
}

/// Whether one of two amounts of as many digits, two or more, is the other with one digit for another.
pub(crate) fn is_digit_off(one: &Quantity, other: &Quantity) -> bool {
    differs(one, other, |one, other| one >= 10 && changes(one, other))
}

/// What the digits of an amount and of those that are it with a slip have in common.
pub(crate) fn likes(one: &Quantity) -> Vec<String> {
    let Some(digits) = count(one).map(|digits| digits.to_string()) else { return vec![] };
    let mut sorted: Vec<char> = digits.chars().collect();
    sorted.sort_unstable();
    let without = |place| {
        let hide = |(at, digit)| if at == place { '.' } else { digit };
        digits.chars().enumerate().map(hide).collect()
    };
    let hidden = (0..digits.len()).filter(|_| digits.len() >= 5).map(without);
    std::iter::once(sorted.into_iter().collect()).chain(hidden).collect()
}

/// How many digits an amount has.
pub(crate) fn digits_of(one: &Quantity) -> usize {
    count(one).map_or(0, |digits| digits.to_string().len())
}

/// An amount counted in its last place.
fn count(of: &Quantity) -> Option<u64> {
    steps(of.number.value, of.number.step)
}

/// Larger counts are not compared by their digits, so that ten times one is still a number.
const STEPS_MAX: u64 = 1_000_000_000_000_000;

fn steps(of: Exact, unit: Exact) -> Option<u64> {
    let steps = of / Some(unit).filter(Signed::is_positive)?;
    let steps = steps.is_integer().then(|| steps.to_integer().to_u64()).flatten()?;
    (steps <= STEPS_MAX).then_some(steps)
}

/// What two amounts of one precision are to each other, counted in their last place.
fn differs(one: &Quantity, other: &Quantity, how: impl Fn(u64, u64) -> bool) -> bool {
    one.number.step == other.number.step
        && count(one).zip(count(other)).is_some_and(|(one, other)| how(one, other))
}
