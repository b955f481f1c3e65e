//! Whether a list of parts is complete.

use std::sync::LazyLock;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::slip;

use super::super::doubt::{is_mixed, is_name};
use super::list::{List, Opened};
use super::sum_of;

/// Units of things that are in one part only, as a rule; people have several attributes.
const THINGS: [&str; 12] =
    ["项", "件", "个", "家", "条", "所", "批", "批次", "份", "起", "元", "台"];
/// Parts in a bracket that are held to be all of them.
const LONG: usize = 4;
/// Words before the rest of a whole.
pub(in crate::rules::sum) const RESTS: [&str; 7] =
    ["其余", "剩余", "余下", "其他", "其它", "余为", "剩下"];
/// Names of parts that make up a whole between them.
static COMPLEMENTS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/complements.txt").lines();
    lines
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(' ').collect())
        .collect()
});

/// Why a list is held to be complete, and how many of its parts.
pub(super) enum Closed {
    Said(usize),
    Likely(usize),
}

/// Whether a list says, or shows, that it is complete.
pub(super) fn closed(sentence: &Sentence<'_>, list: &List, parts: &[&Quantity]) -> Option<Closed> {
    let leads: Vec<String> = list.parts.iter().map(|place| sentence.lead(*place)).collect();
    let is_rest =
        |lead: &String| RESTS.iter().any(|word| lead.starts_with(word) || lead.ends_with(word));
    let rest = leads.iter().position(is_rest);
    // 其他重点信息 5 条 in the middle is a name like the others.
    if let Some(rest) = rest.filter(|rest| *rest >= 1 && *rest + 1 == leads.len()) {
        return Some(Closed::Said(rest + 1));
    }
    if let Some(count) = by_shares(sentence, list) {
        return Some(Closed::Said(count));
    }
    if let Some(count) = sides(&leads) {
        return Some(Closed::Likely(count));
    }
    let is_all = match list.opened {
        Opened::All => true,
        Opened::Bracket => parts.len() >= LONG,
        Opened::Among => false,
    };
    is_all.then_some(Closed::Likely(parts.len()))
}

/// 电话诉求, 非电话诉求; 合格, 不合格: one is what the other is not.
fn is_opposite(one: &str, other: &str) -> bool {
    let letters: Vec<char> = one.chars().collect();
    let stem: String = letters.iter().rev().take(4).rev().collect();
    letters.len() >= 2
        && ["非", "不", "未"].iter().any(|not| other.contains(&format!("{not}{stem}")))
}

/// Whether every name has a side of its own, and no side is missing.
pub(in crate::rules) fn is_complete(leads: &[String]) -> bool {
    if let [one, other] = leads
        && (is_opposite(one, other) || is_opposite(other, one))
    {
        return true;
    }
    // 去年二季度 88350 件，环比一季度的 101270 件 are of two years.
    let is_compared = leads.iter().any(|lead| has(lead, &["上年", "去年", "同期", "环比", "同比"]));
    if is_compared || is_mixed(leads) {
        return false;
    }
    COMPLEMENTS.iter().any(|sides| {
        let of = |lead: &String| {
            let lead = lead.replace(['（', '）', '(', ')'], "");
            let longest = sides.iter().filter(|side| lead.contains(**side));
            longest.max_by_key(|side| side.len()).copied()
        };
        let found: Option<Vec<&str>> = leads.iter().map(of).collect();
        found.is_some_and(|mut found| {
            found.sort_unstable();
            found.dedup();
            found.len() == sides.len() && leads.len() == sides.len()
        })
    })
}

/// How many of the parts are the sides of one thing, if no other name follows them.
pub(in crate::rules::sum) fn sides(leads: &[String]) -> Option<usize> {
    let is_set = |count: &usize| is_complete(leads.get(..*count).unwrap_or_default());
    let count = (2..=leads.len()).rev().find(is_set)?;
    leads.get(count).is_none_or(|next| !is_name(next)).then_some(count)
}

/// How many parts have shares that make 100 % between them.
fn by_shares(sentence: &Sentence<'_>, list: &List) -> Option<usize> {
    let all = sentence.quantities;
    let (hundred, mut sum, mut slack) =
        (Ratio::from_integer(100), Ratio::from_integer(0), Ratio::from_integer(0));
    for (count, place) in list.parts.iter().enumerate() {
        let share = all.get(place + 1).filter(|share| share.is_share() && !share.is_about)?;
        sum += share.number.value;
        slack += share.number.step / 2;
        if count >= 1 && (sum - hundred).abs() <= slack {
            return Some(count + 1);
        }
    }
    None
}

/// How many parts miss the whole by so little that they were meant to come to it: by less than a seventh of a number
/// that is given to the last of three digits, or of four if it is rounded, and by what changing a digit or the
/// order of two changes. Parts in one list that are more than the whole need no such closeness.
pub(super) fn near(
    sentence: &Sentence<'_>,
    list: &List,
    parts: &[&Quantity],
    whole: &Quantity,
) -> Option<usize> {
    let is_more = sum_of(parts.iter().copied()).0 > whole.span().1;
    if list.opened == Opened::Bracket {
        // 17 家（甲 1 家、乙 14 家、丙 3 家）: a row of things that is more than the whole.
        let is_row = parts.len() >= 3 && is_listed(sentence, parts);
        let is_close = (sum_of(parts.iter().copied()).0 - whole.number.value).abs()
            * Ratio::from_integer(100)
            <= whole.number.value * Ratio::from_integer(12);
        let is_wrong = is_row && (is_close || is_more && are_things(sentence, parts, whole));
        return is_wrong.then_some(parts.len());
    }
    let (unit, value) = (whole.number.step, whole.number.value);
    if !unit.is_positive() {
        return None;
    }
    let is_whole = unit == Ratio::from_integer(1);
    let large = Ratio::from_integer(if is_whole { 100 } else { 1_000 });
    let sum =
        |count: usize| -> Exact { parts.iter().take(count).map(|part| part.number.value).sum() };
    let misses = |count: &usize| {
        let by = (sum(*count) - value).abs();
        // Of two parts a third may be left out, and what is left is one digit often enough.
        let is_meant = (parts.len() >= 3 || value / unit >= Ratio::from_integer(10_000))
            && slip::is_digit(by / unit)
            || (*count == parts.len() && slip::is_swap(by / unit));
        value / unit >= large && by <= value * Ratio::new(3, 20) && is_meant
    };
    let too_many = || {
        is_more
            && !are_faults(sentence, parts)
            && (is_listed(sentence, parts) || are_things(sentence, parts, whole))
    };
    let all = parts.len();
    let near = (2..=all).rev().find(misses);
    let is_all = || too_many() || slip::is_one(parts, whole);
    near.filter(|count| *count == all).or_else(|| is_all().then_some(all)).or(near)
}

/// Whether they are faults, of which one may have several: 31 户中，未按规定检测的 14 户、无健康证明的 12 户.
fn are_faults(sentence: &Sentence<'_>, parts: &[&Quantity]) -> bool {
    let faults = parts.iter().filter(|part| {
        let at = sentence.quantities.iter().position(|one| std::ptr::eq(one, **part));
        at.is_some_and(|at| has(&sentence.lead(at), &["未", "无", "违", "缺"]))
    });
    faults.count() >= 2
}

/// Whether the parts are things, none more than the whole, in one piece of the sentence: then each is in one part only.
fn are_things(sentence: &Sentence<'_>, parts: &[&Quantity], whole: &Quantity) -> bool {
    let is_thing = whole.unit.is_some_and(|unit| THINGS.contains(&unit));
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let is_piece = !sentence.ends_piece(first.range.start, last.range.end);
    // 投诉 23 件，其中等候时间的 8 件、服务态度的 5 件，有效处理 22 件: what was done is no part.
    let names = parts.iter().filter_map(|part| {
        sentence
            .quantities
            .iter()
            .position(|one| std::ptr::eq(one, *part))
            .map(|at| sentence.lead(at))
    });
    let are_names = names.into_iter().all(|name| is_name(name.trim_start_matches("其中")));

    let is_thing = is_thing && are_names && !are_faults(sentence, parts);
    is_thing && is_piece && parts.iter().all(|part| part.number.value <= whole.number.value)
}

/// Whether the same mark stands between them, 、 or ；: one list of things that exclude each other.
fn is_listed(sentence: &Sentence<'_>, parts: &[&Quantity]) -> bool {
    let only = |mark: [char; 2]| {
        parts.windows(2).all(|pair| {
            let [one, next] = pair else { return false };
            let words = sentence.between(one.range.end, next.range.start);
            let mut marks = words.iter().filter(|letter| "，、；,;".contains(**letter));
            marks.next().is_some_and(|first| mark.contains(first)) && marks.next().is_none()
        })
    };
    only(['、', '、']) || (parts.len() >= 3 && only(['；', ';']))
}
