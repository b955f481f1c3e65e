//! Two amounts with like words around them, of which one is the other with a slip of the hand: 3804.85 and 3840.85 万元
//! of 医保基金; 约谈 4066 人，问责 2682 人 and 七省市已问责 2862 人.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::draft::{Draft, Paragraph};
use crate::measure::periods;
use crate::phrase::sentences;
use crate::quantity::Quantity;
use crate::slip;
use crate::{Finding, Severity};

use super::CODE;
use super::repeat::NAMES;

/// Letters before and after an amount that are compared.
const BEFORE: usize = 16;
const AFTER: usize = 8;

/// Amounts that may be one by their digits and are held against each other.
const SAME_MAX: usize = 24;

/// An amount, the sentence it stands in, and the letters around it.
struct Place<'a> {
    sentence: usize,
    paragraph: Paragraph<'a>,
    quantity: &'a Quantity,
    before: &'a [char],
    after: &'a [char],
    periods: Vec<String>,
}

/// Letters that say what was done with an amount, not what it is of.
const SAYING: &str = "比上去今同期年月日增加减少长下降升高达到为共计占的了和其中有是";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let places = places(draft);
    let mut by_digits: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        for digits in slip::likes(place.quantity) {
            by_digits
                .entry((place.quantity.unit.unwrap_or_default(), digits))
                .or_default()
                .push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for same in by_digits.values().filter(|same| same.len() <= SAME_MAX) {
        for (count, other) in same.iter().enumerate() {
            let before = same.get(..count).unwrap_or_default();
            pairs.extend(before.iter().map(|first| (*other, *first)));
        }
    }
    let mut told_of = BTreeSet::new();
    let mut found = vec![];
    for (other, first) in pairs {
        let Some((one, two)) = places.get(first).zip(places.get(other)) else { continue };
        if let Some(words) = is_like(one, two)
            && told_of.insert(other)
        {
            found.push(told(draft, &words, one, two));
        }
    }
    found
}

fn places(draft: &Draft) -> Vec<Place<'_>> {
    let mut found = vec![];
    let mut sentence = 0;
    for paragraph in draft.paragraphs() {
        for one in sentences(&paragraph) {
            sentence += 1;
            let within = one.within();
            for quantity in one.quantities.iter().filter(|one| one.unit.is_some() && !one.is_about)
            {
                let from = quantity.range.start.saturating_sub(BEFORE).max(within.start);
                let to = (quantity.range.end + AFTER).min(within.end);
                let before = one.between(from, quantity.range.start);
                let after = one.between(quantity.range.end, to);
                let periods = periods(&one.words(within.start, quantity.range.start));
                found.push(Place { sentence, paragraph, quantity, before, after, periods });
            }
        }
    }
    found
}

/// The words that both have, if there are as many as their digits ask for: fewer digits are more often alike by luck.
fn is_like(one: &Place<'_>, other: &Place<'_>) -> Option<String> {
    let is_one_period =
        one.periods.is_empty() || other.periods.is_empty() || one.periods == other.periods;
    if one.sentence == other.sentence || !is_one_period {
        return None;
    }
    let words = match slip::is_swapped(one.quantity, other.quantity, 100) {
        // 全年死亡 7214 人 and 死亡 7241 人: the same name before both.
        true => of_swapped(one, other).or_else(|| of_name(one, other)),
        // 财政拨款收入 12345 万元 and 财政拨款支出 12355 万元 are two: what stands right before must be the same.
        // Of six digits one for another is no luck among like words.
        false
            if slip::is_digit_off(one.quantity, other.quantity)
                && slip::digits_of(one.quantity) >= 6 =>
        {
            of_swapped(one, other)
        }
        false if slip::is_between(one.quantity, other.quantity) => {
            let end = one.before.iter().rev().zip(other.before.iter().rev());
            let same = end.take_while(|(one, other)| one == other && one.is_alphabetic()).count();
            let words = one.before.get(one.before.len() - same..)?;
            Some(words).filter(|words| saying(words) >= 4)
        }
        false => None,
    };
    words.map(|words| words.iter().collect())
}

/// The words right before both, up to the last mark, if they say the same: of four digits two letters are enough.
fn of_name<'a>(one: &Place<'a>, other: &Place<'_>) -> Option<&'a [char]> {
    let name = |before: &[char]| -> Vec<char> {
        let mark = before.iter().rposition(|letter| !letter.is_alphabetic()).map_or(0, |at| at + 1);
        let own = before.get(mark..).unwrap_or_default();
        own.iter()
            .filter(|letter| !SAYING.contains(**letter) && !"全本市县区省".contains(**letter))
            .copied()
            .collect()
    };
    let (first, second) = (name(one.before), name(other.before));
    let is_one = first.len() >= 2
        && (first.ends_with(&second) || second.ends_with(&first))
        && second.len() >= 2;
    (is_one && slip::digits_of(one.quantity) >= 4).then_some(one.before)
}

fn of_swapped<'a>(one: &Place<'a>, other: &Place<'a>) -> Option<&'a [char]> {
    let digits = slip::digits_of(one.quantity);
    // Rates of several groups are often alike.
    if digits <= 3 && one.quantity.is_share() {
        return None;
    }
    let least = match digits {
        ..=3 => 5,
        _ => 3,
    };
    let runs = [
        common(one.before, other.before),
        common(one.before, other.after),
        common(one.after, other.before),
        common(one.after, other.after),
    ];
    // 东区完成 … and 西区完成 … are of two.
    let is_named = |words: &[char]| words.iter().take(2).any(|letter| NAMES.contains(*letter));
    let longest = runs.into_iter().max_by_key(|words| saying(words))?;
    Some(longest).filter(|words| saying(words) >= least && (digits > 3 || !is_named(words)))
}

/// How many letters say what something is.
fn saying(words: &[char]) -> usize {
    words.iter().filter(|letter| !SAYING.contains(**letter)).count()
}

/// The longest run of letters, without marks and numbers, that two texts have.
fn common<'a>(one: &'a [char], other: &[char]) -> &'a [char] {
    let mut best: Range<usize> = 0..0;
    let mut before = vec![0_usize; other.len() + 1];
    for (at, letter) in one.iter().enumerate() {
        let mut now = vec![0_usize; other.len() + 1];
        for (place, same) in other.iter().enumerate() {
            if letter == same && letter.is_alphabetic() {
                let run = before.get(place).map_or(1, |run| run + 1);
                if let Some(cell) = now.get_mut(place + 1) {
                    *cell = run;
                }
                if run > best.len() {
                    best = at + 1 - run..at + 1;
                }
            }
        }
        before = now;
    }
    one.get(best).unwrap_or_default()
}

fn told(draft: &Draft, words: &str, one: &Place<'_>, other: &Place<'_>) -> Finding {
    let [first, range] = [one, other].map(|place| place.paragraph.place(&place.quantity.range));
    let [was, said] = [&first, &range].map(|range| draft.text(range.clone()));
    let told = (
        format!("“{words}”文中一处为 {was}，此处为 {said}"),
        format!("“{words}” is {was} in one place and {said} here"),
    );
    Finding::new(CODE, Severity::Warning, range, told).with(first).stating(said, None)
}
