//! How many of one there are to one of another: 医护比 1:1.19, 在职退休比 2.55:1, 性别比 103.96.

use num_rational::Ratio;

use crate::number::Number;
use crate::phrase::{Sentence, has, is_mark};
use crate::quantity::Quantity;
use crate::{Draft, Finding};

use super::super::Near;
use super::{EARLIER, Said, amounts, clause, judged};

/// What is how many to one of what.
const RATIOS: [(&str, &[&str], &[&str]); 10] = [
    ("医护比", &["医师", "医生"], &["护士"]),
    ("床护比", &["床"], &["护士"]),
    ("医床比", &["医师", "医生"], &["床"]),
    ("床医比", &["床"], &["医师", "医生"]),
    ("床人比", &["床"], &["人员"]),
    ("在职退休比", &["在职"], &["退休"]),
    ("师生比", &["教师"], &["学生", "在校"]),
    ("生师比", &["学生", "在校"], &["教师"]),
    ("性别比", &["男"], &["女"]),
    ("收入比", &["城镇居民"], &["农村居民"]),
];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let within = sentence.within();
    if !sentence.between(within.start, within.end).contains(&'比') {
        return vec![];
    }
    let numbers = sentence.paragraph.numbers.iter().filter(|one| within.contains(&one.range.start));
    let numbers: Vec<&Number> = numbers.collect();
    let places = 0..numbers.len();
    places.filter_map(|at| wrong(draft, (sentence, near), (&numbers, at))).collect()
}

/// A number of a ratio: which, of how many, and whether it is of the first of the two.
struct Ratioed<'a> {
    number: &'a Number,
    by: i128,
    is_first: bool,
}

fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (numbers, at): (&[&Number], usize),
) -> Option<Finding> {
    let number = numbers.get(at)?;
    let lead = clause(sentence, number.range.start);
    let (name, ones, others) = RATIOS.iter().find(|(name, ..)| lead.contains(name))?;
    let told = ratio(sentence, (numbers, at), name)?;
    // 由 2010 年的 105.21 下降为 103.96: the first is of another time.
    let is_from = has(&lead, &["上年", "由", "从", "目标"]) && !lead.ends_with(['到', '至', '为']);
    if is_from || lead.ends_with("上年为") {
        return None;
    }
    let before = |one: &&Quantity| one.range.start < number.range.start;
    let place = sentence.quantities.iter().take_while(before).count();
    let (ones, others) = (
        amounts((sentence, near), place, &|of, at| is_named(of, at, ones)),
        amounts((sentence, near), place, &|of, at| is_named(of, at, others)),
    );
    let (parts, wholes) = if told.is_first { (ones, others) } else { (others, ones) };
    let (by, slack) = (Ratio::from_integer(told.by), Ratio::from_integer(0));
    let (number, range) = (told.number.clone(), told.number.range.clone());
    let one = Quantity { number, unit: None, range, is_about: false };
    judged(draft, (sentence, near), &one, &Said { parts, wholes, by, slack })
}

/// 1:1.19, 2.55:1, 103.96.
fn ratio<'a>(
    sentence: &Sentence<'_>,
    (numbers, at): (&[&'a Number], usize),
    name: &str,
) -> Option<Ratioed<'a>> {
    let (is_sex, is_income) = (name == "性别比", name == "收入比");
    let number = *numbers.get(at)?;
    let one = Ratio::from_integer(1);
    let is_joined = |next: &&&Number| {
        let words = sentence.words(number.range.end, next.range.start);
        matches!(words.as_str(), ":" | "：" | "∶")
    };
    let is_hundred = number.value > Ratio::from_integer(50) && !number.step.is_integer();
    match numbers.get(at + 1).filter(is_joined) {
        Some(next) if number.value == one => Some(Ratioed { number: next, by: 1, is_first: false }),
        Some(next) if next.value == one => Some(Ratioed { number, by: 1, is_first: true }),
        None if is_income && number.value < Ratio::from_integer(5) && !number.step.is_integer() => {
            Some(Ratioed { number, by: 1, is_first: true })
        }
        None if is_sex && is_hundred => Some(Ratioed { number, by: 100, is_first: true }),
        _ => None,
    }
}

/// Whether an amount is one of these: its name before it or right after it, and of this time.
fn is_named(of: &Sentence<'_>, at: usize, words: &[&str]) -> bool {
    let (lead, tail) = (of.lead(at), of.tail(at));
    let tail: String = tail.chars().take_while(|one| !is_mark(*one)).take(4).collect();
    let is_level = !EARLIER.iter().any(|word| lead.starts_with(word)) && !lead.contains('每');
    is_level && (has(&lead, words) || words.iter().any(|word| tail.starts_with(word)))
}
