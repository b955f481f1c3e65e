//! Quantities: numbers with what they count, and which values the printed digits admit.

use std::ops::Range;

use base::Exact;
use num_rational::Ratio;
use num_traits::{CheckedAdd, Signed};

use crate::number::Number;
use crate::units::{ABOUT, BOUNDS, NOT_ABOUT, UNITS, kin};

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub number: Number,
    /// `件`, `%`; `None` if nothing that counts follows.
    pub unit: Option<&'static str>,
    /// The number with its unit.
    pub range: Range<usize>,
    /// 约, 近, 余, 以上: it cannot be reckoned with to the last digit.
    pub is_about: bool,
}

impl Quantity {
    /// The least and the greatest value that rounds to what is printed. A whole number of things is exact.
    #[must_use]
    pub fn span(&self) -> (Exact, Exact) {
        let Number { value, step, .. } = &self.number;
        let half = if *step == Ratio::from_integer(1) { Ratio::from_integer(0) } else { step / 2 };
        (value - half, value + half)
    }

    /// The values that are meant where two mentions of one thing are compared: rounded or cut off, and as far as 近,
    /// 余, 约 and their like may reach.
    pub(crate) fn reach(&self, before: &str, after: &str) -> (Exact, Exact) {
        let Number { value, step, .. } = &self.number;
        let (low, high) = (value - step / 2, value + step);
        if !self.is_about {
            let is_counted = *step == Ratio::from_integer(1) && !self.is_share();
            return if is_counted { (*value, *value) } else { (low, high) };
        }
        let tenth = value.abs() / 10;
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let begins = |words: &[&str]| words.iter().any(|word| after.contains(word));
        if ends(&["近", "不足", "不到", "将近"]) || begins(&["以下", "以内"]) {
            return (low - tenth * 2, *value);
        }
        if ends(&["超", "超过", "逾"]) || begins(&["余", "多", "以上"]) || self.number.is_open
        {
            return (*value, high + tenth * 2);
        }
        (low - tenth, high + tenth)
    }

    /// Whether it is off by one in its last decimal; of whole per cents, whether it was rounded up.
    pub(crate) fn slips((least, greatest): (Exact, Exact), said: &Quantity) -> bool {
        let Number { value, step, .. } = &said.number;
        if step.is_integer() {
            return *value - step < greatest && least <= *value;
        }
        let off = step * Ratio::new(3, 2);
        least - off <= *value && *value <= greatest + off
    }

    /// Whether a value may be printed like this: rounded, or cut off.
    #[must_use]
    pub fn prints(&self, (least, greatest): (Exact, Exact)) -> bool {
        let Number { value, step, .. } = &self.number;
        let (from, to) = (value - step / 2, value + step);
        // Cut off, it is less than the next that could be printed.
        least < to && from <= greatest
    }

    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(self.unit, Some("%" | "％"))
    }

    /// How many decimals it is printed to.
    pub(crate) fn decimals(&self) -> u32 {
        let step = self.number.step;
        let is_fine =
            |places: &u32| (step * Ratio::from_integer(10_i128.pow(*places))).is_integer();
        (0..=6).find(is_fine).filter(|_| step.is_positive()).unwrap_or_default()
    }

    /// Whether both count the same kind of thing: institutions in 家 and 个, people in 人 and 名.
    pub(crate) fn is_kin(&self, other: &Quantity) -> bool {
        self.unit.map(kin) == other.unit.map(kin)
    }

    /// Whether it counts things or money, to the last digit: neither a share nor points nor 约.
    pub(crate) fn is_exact_count(&self) -> bool {
        self.unit.is_some() && !self.is_about && !self.is_share() && !self.is_points()
    }

    #[must_use]
    pub fn is_points(&self) -> bool {
        matches!(self.unit, Some("个百分点" | "百分点"))
    }
}

/// What lies in the middle of two values, or the lesser of them if that is too fine a fraction to be told.
pub(crate) fn middle((low, high): (Exact, Exact)) -> Exact {
    low.checked_add(&high).map_or(low, |sum| sum / Ratio::from_integer(2))
}

/// The quantities among the numbers of a text, in order. Years, months and days are none.
#[must_use]
pub fn quantities(letters: &[char], numbers: &[Number]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> =
        numbers.iter().filter_map(|number| quantity(letters, number)).collect();
    inherit(letters, &mut found);
    found
}

/// Gives amounts that stand without a unit the one that is meant: of 7864、15930、5718 人 that of the last, of 医护 76 名：医生 27、护士 31
/// that of the amount before them in the sentence.
fn inherit(letters: &[char], found: &mut [Quantity]) {
    let between = |one: &Quantity, next: &Quantity| {
        letters.get(one.range.end..next.range.start).unwrap_or_default()
    };
    for at in (0..found.len().saturating_sub(1)).rev() {
        let [one, next, ..] = found.get(at..).unwrap_or_default() else { continue };
        let is_joined = matches!(between(one, next), ['、'] | ['和'] | ['及'] | ['，'] | [',']);
        // 第 14、71、79 项 are ranks.
        let before = at.checked_sub(1).and_then(|before| found.get(before));
        let is_first = one.range.start.checked_sub(1).and_then(|at| letters.get(at)) != Some(&'、');
        let is_listed =
            is_first || before.is_some_and(|before| before.range.end + 1 == one.range.start);
        if one.unit.is_none() && is_joined && is_listed && next.unit.is_some() {
            let unit = next.unit;
            if let Some(one) = found.get_mut(at) {
                one.unit = unit;
            }
        }
    }
    let units: Vec<Option<&'static str>> = found.iter().map(|one| one.unit).collect();
    let mut last: Option<(usize, &'static str)> = None;
    for (at, quantity) in found.iter_mut().enumerate() {
        let from = last.map_or(0, |(end, _)| end);
        let words = letters.get(from..quantity.range.start).unwrap_or_default();
        if words.iter().any(|letter| matches!(letter, '。' | '！' | '？')) {
            last = None;
        }
        let named = quantity.range.start.checked_sub(1).and_then(|before| letters.get(before));
        let is_named = named.is_some_and(|before| is_han(*before));
        let next = letters.get(quantity.range.end);
        let is_end = next.is_none_or(|next| "，、；。）,;)（(增减升降".contains(*next));
        match (quantity.unit, last) {
            (Some(unit), _) if !quantity.is_share() && !quantity.is_points() => {
                last = Some((quantity.range.end, unit));
            }
            // 男 8 人、女 9 人，性别比为 88.9: what is not whole counts no things.
            (None, Some((_, unit))) if is_named && is_end && is_counted(quantity, unit) => {
                let is_people = words.ends_with(&['人', '口']);
                quantity.unit = Some(if is_people { "人" } else { unit });
                last = Some((quantity.range.end, unit));
            }
            // 总诊疗人次 2.37 亿，比上年的 2.41 亿人次: a round amount counts what the next does.
            (None, None) if is_named && is_end && quantity.number.step > Ratio::from_integer(1) => {
                let next = units.get(at + 1).copied().flatten();
                quantity.unit = next.filter(|unit| !matches!(*unit, "%" | "％"));
            }
            _ => {}
        }
    }
}

/// Whether a number may be an amount of a unit: people and things are whole, or rounded.
fn is_counted(of: &Quantity, unit: &str) -> bool {
    let is_whole = of.number.step >= Ratio::from_integer(1);
    is_whole
        || !matches!(
            unit,
            "人" | "名" | "个" | "家" | "件" | "户" | "例" | "批" | "批次" | "次" | "人次" | "份"
        )
}

fn is_han(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_ascii()
}

fn quantity(letters: &[char], number: &Number) -> Option<Quantity> {
    let Range { start, end } = number.range;
    if !is_bounded(number) {
        return None;
    }
    // 第一剂 and 前五位 count nothing.
    let leader = start.checked_sub(1).and_then(|before| letters.get(before));
    let is_rank = leader.is_some_and(|one| "前列居".contains(*one))
        && letters.get(end).is_some_and(|one| "位名大".contains(*one));
    if leader == Some(&'第') || is_rank {
        return None;
    }
    let after = rest(letters, end);
    let is_date =
        ["年", "月", "日", "号", "点", "时", "季度"].iter().any(|word| after.starts_with(word));
    // 受教育年限由 8.12 年提高到 9.03 年 are no dates.
    let is_long = after.starts_with('年') && number.step < Ratio::from_integer(1);
    if is_date && !is_long && !after.starts_with("月末") {
        return None;
    }
    if let Some(tenths) = tenths(letters, number) {
        return Some(tenths);
    }
    let mut at = end;
    let vague = BOUNDS.iter().find(|word| after.starts_with(**word));
    at += vague.map_or(0, |word| word.chars().count());
    // 31 件: typists put a space between a number and what it counts.
    at += usize::from(letters.get(at) == Some(&' ') && number.per.is_none());
    let unit = match number.per {
        Some(100) => Some("%"),
        Some(_) => None,
        None if is_long => Some("年"),
        None => UNITS.iter().copied().find(|unit| rest(letters, at).starts_with(unit)),
    };
    // 三公经费, 一审, 四类药品: a numeral in a name counts nothing.
    let is_word = || {
        letters.get(number.range.clone()).is_some_and(|own| !own.iter().any(char::is_ascii_digit))
    };
    if unit.is_none() && number.per.is_none() && is_word() {
        return None;
    }
    let at = if unit.is_none() { end } else { at };
    let unit_end =
        at + unit.filter(|_| number.per.is_none()).map_or(0, |unit| unit.chars().count());
    // 255 个多 32 个: what follows is by how many.
    let is_by = |word: &str| {
        let next = letters.get(unit_end + word.chars().count());
        next.is_some_and(char::is_ascii_digit)
    };
    let bound = BOUNDS.iter().any(|word| rest(letters, unit_end).starts_with(word) && !is_by(word));
    // 百分之五 begins with its first character.
    let start = if number.per.is_some() { start.saturating_sub(3) } else { start };
    let before: String = letters.get(start.saturating_sub(3)..start)?.iter().collect();
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let about = ends(&ABOUT) && !ends(&NOT_ABOUT);
    // A fraction is not printed to any place.
    let is_fraction = number.step == Ratio::from_integer(0);
    let is_range = is_in_range(letters, &number.range);
    let is_about = number.is_open || is_fraction || vague.is_some() || bound || about || is_range;
    Some(Quantity { range: start..unit_end, number: number.clone(), unit, is_about })
}

/// 三成: 30 %, which nobody means to the last per cent. Not 三成立.
fn tenths(letters: &[char], number: &Number) -> Option<Quantity> {
    let end = number.range.end;
    let next = letters.get(end + 1).copied().unwrap_or('。');
    let is_word = "立为功果员效绩人本年交长品熟都就套因".contains(next);
    let ten = Ratio::from_integer(10);
    let is_tenths = letters.get(end) == Some(&'成') && !is_word && number.value <= ten;
    let number = Number { value: number.value * ten, step: ten, ..number.clone() };
    let range = number.range.start..end + 1;
    is_tenths.then_some(Quantity { number, unit: Some("%"), range, is_about: true })
}

/// Whether it is an end of a range: 2-3 个, 15 至 20 分钟.
fn is_in_range(letters: &[char], range: &Range<usize>) -> bool {
    let joins = |at: usize| letters.get(at).is_some_and(|one| "-－~～—至".contains(*one));
    let is_digit = |at: usize| {
        letters.get(at).is_some_and(|one| {
            one.is_ascii_digit() || "%％一二三四五六七八九十百千万".contains(*one)
        })
    };
    let before = range.start.checked_sub(2).is_some_and(|at| joins(at + 1) && is_digit(at));
    before || (joins(range.end) && is_digit(range.end + 1))
}

/// Whether sums and shares of a few dozen of them can be reckoned exactly: nothing that is counted in a report
/// is greater than a thousand million million, or printed to more than six decimals.
pub(crate) fn is_bounded(number: &Number) -> bool {
    let largest = Ratio::from_integer(1_000_000_000_000_000);
    number.value.abs() <= largest && *number.value.denom() <= 1_000_000 && number.step <= largest
}

/// Up to six characters from there on.
fn rest(letters: &[char], at: usize) -> String {
    letters.iter().skip(at).take(6).collect()
}
