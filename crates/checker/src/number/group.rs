//! Whole numbers in words or mixed, with their decimals: 四亿五千六百四十二万零一十五, 3万4000, 十二点三.

use base::Exact;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, Zero};

use super::arabic;
use super::glyph::{Glyph, is_space};

/// A number, the step of its last place, and whether the words say that there are some more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) value: Exact,
    pub(super) step: Exact,
    pub(super) end: usize,
    pub(super) is_open: bool,
}

/// The number that begins here.
pub(super) fn read(text: &[char], at: usize) -> Option<Group> {
    let first = Glyph::of(*text.get(at)?);
    if let Some(year) = positional(text, at) {
        return Some(year);
    }
    let plain = arabic::read(text, at);
    if first.is_none() && plain.is_none() {
        return None;
    }
    let mut reading = Reading::new(at);
    while reading.take(text).is_some() {}
    let group = reading.done()?;
    Some(decimals(text, group).unwrap_or(group))
}

/// Digits in words one after the other, as years are written: 二〇二一.
fn positional(text: &[char], at: usize) -> Option<Group> {
    let places = places(text, at);
    let has_ring = text.iter().skip(at).take(places.len()).any(|next| *next == '〇');
    let end = at + places.len();
    let goes_on = text.get(end).and_then(|next| Glyph::of(*next)).is_some();
    let is_number = places.len() >= 4 || (has_ring && places.len() >= 2);
    let value = places.iter().fold(0, |value, place| value * 10 + place);
    let (value, step) = (Ratio::from_integer(value), Ratio::from_integer(1));
    let group = Group { value, step, end, is_open: false };
    Some(group).filter(|_| is_number && !goes_on)
}

/// Where digits in words end that follow each other and are no number: 两两, 三五.
pub(super) fn pair(text: &[char], at: usize) -> Option<usize> {
    let is_han = |next: &&char| matches!(Glyph::of(**next), Some(Glyph::Han(_)));
    let count = text.iter().skip(at).take_while(is_han).count();
    (count >= 2 && positional(text, at).is_none()).then_some(at + count)
}

fn places(text: &[char], at: usize) -> Vec<i128> {
    text.iter().skip(at).map_while(|next| Glyph::place(*next)).take(PLACES_MAX).collect()
}

/// Digits of a number written place by place.
const PLACES_MAX: usize = 18;

/// 点 and the places after it: not of a time of day (三点十分).
fn decimals(text: &[char], group: Group) -> Option<Group> {
    let point = skip(text, group.end);
    text.get(point).filter(|point| matches!(point, '点' | '點'))?;
    let first = skip(text, point + 1);
    let places = places(text, first);
    let end = first + places.len();
    let goes_on = text.get(end).and_then(|next| Glyph::of(*next));
    if places.is_empty() || matches!(goes_on, Some(Glyph::Small(_) | Glyph::Big(_) | Glyph::Han(_)))
    {
        return None;
    }
    let scale = 10_i128.checked_pow(u32::try_from(places.len()).ok()?)?;
    let part = places.iter().fold(0, |value, place| value * 10 + place);
    let value = group.value.checked_add(&Ratio::new(part, scale))?;
    Some(Group { value, step: Ratio::new(1, scale), end, ..group })
}

/// The next place that is no space.
pub(super) fn skip(text: &[char], at: usize) -> usize {
    let spaces = text.iter().skip(at).take_while(|next| is_space(**next)).count();
    at + spaces
}

/// A number that is being read.
struct Reading {
    start: usize,
    end: usize,
    /// What has been counted in 万, 亿 or 兆, each with what it is counted in.
    counted: Vec<(i128, Exact)>,
    /// The group below: up to 9999.
    group: Exact,
    /// A digit that is not yet counted in anything, and whether it was written in words.
    digit: Option<(Exact, bool)>,
    step: Exact,
    /// What was counted last: a digit after 百 is tens.
    last: i128,
    /// The last of 十, 百, 千 in the group, which get smaller.
    least: i128,
    has_zero: bool,
    is_open: bool,
    /// Whether a value has been said.
    has_value: bool,
}

impl Reading {
    fn new(start: usize) -> Reading {
        Reading {
            start,
            end: start,
            counted: vec![],
            group: Exact::zero(),
            digit: None,
            step: Ratio::from_integer(1),
            last: 1,
            least: i128::MAX,
            has_zero: false,
            is_open: false,
            has_value: false,
        }
    }

    /// Takes what comes next; `None` if it does not belong to the number.
    fn take(&mut self, text: &[char]) -> Option<()> {
        let at = if self.end == self.start { self.start } else { skip(text, self.end) };
        if self.digit.is_none()
            && let Some(plain) = arabic::read(text, at)
        {
            self.digit = Some((plain.value, false));
            (self.step, self.end, self.has_value) = (plain.step, plain.end, true);
            return Some(());
        }
        match Glyph::of(*text.get(at)?)? {
            Glyph::Han(value) if self.digit.is_none() => {
                self.digit = Some((Ratio::from_integer(value), true));
                (self.step, self.end, self.has_value) = (Ratio::from_integer(1), at + 1, true);
                Some(())
            }
            Glyph::Zero if self.digit.is_none() && !self.has_zero => self.zero(text, at),
            // 26.85 亿千瓦时, 12 万千克: the unit begins with 千.
            Glyph::Small(1_000)
                if self.has_value
                    && text.get(at + 1).is_some_and(|next| "瓦克米伏卡".contains(*next)) =>
            {
                None
            }
            Glyph::Small(unit) => self.small(unit, at),
            Glyph::Big(unit) => self.big(unit, at),
            Glyph::Vague if self.has_value => self.vague(text, at),
            _ => None,
        }
    }

    /// 零 stands for places that are left out, or for nothing at all.
    fn zero(&mut self, text: &[char], at: usize) -> Option<()> {
        let next = text.get(skip(text, at + 1)).and_then(|next| Glyph::of(*next));
        let is_vague = next == Some(Glyph::Vague);
        let goes_on = matches!(next, Some(Glyph::Digit(_) | Glyph::Han(_) | Glyph::Small(_)));
        if !goes_on && !is_vague && self.has_value {
            return None;
        }
        if !goes_on && !is_vague {
            self.digit = Some((Exact::zero(), false));
            self.has_value = true;
        }
        (self.has_zero, self.end) = (true, at + 1);
        Some(())
    }

    fn small(&mut self, unit: i128, at: usize) -> Option<()> {
        if unit >= self.least {
            return None;
        }
        let (count, _) = self.digit.take().unwrap_or((Ratio::from_integer(1), true));
        self.group = self.group.checked_add(&count.checked_mul(&Ratio::from_integer(unit))?)?;
        if !self.step.is_integer() {
            self.step = self.step.checked_mul(&Ratio::from_integer(unit))?;
        }
        (self.least, self.last, self.has_zero) = (unit, unit, false);
        (self.has_value, self.end) = (true, at + 1);
        Some(())
    }

    fn big(&mut self, unit: i128, at: usize) -> Option<()> {
        let by = Ratio::from_integer(unit);
        let count = self.digit.take().map_or(Exact::zero(), |(digit, _)| digit);
        let mut group = std::mem::take(&mut self.group).checked_add(&count)?;
        if group.is_zero() {
            // 万亿, 万万: the whole of it is counted again.
            let (_, before) = self.counted.pop()?;
            group = before;
        }
        while let Some((_, smaller)) = self.counted.pop_if(|(counted, _)| *counted < unit) {
            group = group.checked_add(&smaller)?;
        }
        self.counted.push((unit, group.checked_mul(&by)?));
        self.step = self.step.checked_mul(&by)?;
        (self.least, self.last, self.has_zero, self.end) = (i128::MAX, unit, false, at + 1);
        Some(())
    }

    /// 余 before 万 or 亿: more than that.
    fn vague(&mut self, text: &[char], at: usize) -> Option<()> {
        let next = skip(text, at + 1);
        let Glyph::Big(unit) = Glyph::of(*text.get(next)?)? else { return None };
        self.is_open = true;
        self.big(unit, next)
    }

    fn done(self) -> Option<Group> {
        if !self.has_value {
            return None;
        }
        let mut value = self.group;
        if let Some((digit, in_words)) = self.digit {
            let is_tens = in_words && !self.has_zero && self.last >= 100;
            let by = if is_tens { self.last / 10 } else { 1 };
            value = value.checked_add(&digit.checked_mul(&Ratio::from_integer(by))?)?;
        }
        for (_, counted) in &self.counted {
            value = value.checked_add(counted)?;
        }
        let (step, end, is_open) = (self.step, self.end, self.is_open);
        Some(Group { value, step, end, is_open })
    }
}
