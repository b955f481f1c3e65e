//! The sides of one thing, wherever they stand: 男 1978 人、女 1986 人; 公立 512 个、民营 834 个. What they come to must be an amount near them; if
//! none is, the one before that they nearly come to is wrong, or one of them is.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::Finding;
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::slip;

use super::doubt::is_mean;
use super::parts::{is_change, is_complete};
use super::told::{Why, told};
use super::{agrees, sum_of};

/// Sides of one thing.
const SIDES: std::ops::RangeInclusive<usize> = 2..=5;
/// Sentences before one in which the whole of its sides stands.
const BEFORE_MAX: usize = 30;
/// Letters after the sides in which others may be named.
const REST_MAX: usize = 14;
/// Amounts below this are near to others by luck.
const SMALL: i128 = 50;

pub(super) fn find<'a>(scene: &Scene<'_, 'a>, after: Option<&Sentence<'a>>) -> Vec<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let is_part = |at: &usize| {
        let lead = sentence.lead(*at);
        all.get(*at).is_some_and(Quantity::is_exact_count) && !is_change(&lead) && !is_mean(&lead)
    };
    let places: Vec<usize> = (0..all.len()).filter(is_part).collect();
    let mut found = vec![];
    let mut first = 0;
    while first < places.len() {
        let run = SIDES.rev().find_map(|count| {
            let run = places.get(first..first + count)?;
            is_row(sentence, run).then_some(run)
        });
        let Some(run) = run else {
            first += 1;
            continue;
        };
        if is_whole_list(sentence, &places, (first, run)) {
            found.extend(judged(scene, after, run));
        }
        first += run.len();
    }
    found
}

/// Whether amounts of one kind stand at one depth and are named by the sides of one thing.
fn is_row(sentence: &Sentence<'_>, run: &[usize]) -> bool {
    let all = sentence.quantities;
    let leads: Vec<String> = run.iter().map(|at| sentence.lead(*at)).collect();
    let leads = respectively(&leads).unwrap_or(leads);
    let Some(model) = run.first().and_then(|at| all.get(*at)) else { return false };
    let depth = sentence.depth(model.range.start);
    let is_one = run
        .iter()
        .filter_map(|at| all.get(*at))
        .all(|one| one.is_kin(model) && sentence.depth(one.range.start) == depth);
    is_one && is_complete(&leads)
}

/// The names of 职工医保与居民医保分别为 78.42 万人、136.43 万人.
fn respectively(leads: &[String]) -> Option<Vec<String>> {
    let (first, others) = leads.split_first()?;
    let (names, _) = first.split_once("分别")?;
    let names: Vec<String> = names.split(['与', '和', '及']).map(str::to_owned).collect();
    (names.len() == leads.len() && others.iter().all(String::is_empty)).then_some(names)
}

/// Whether no other amount of the kind stands in the list: 小学 54 所、初中 21 所、职高 8 所 are not only the first two.
fn is_whole_list(
    sentence: &Sentence<'_>,
    places: &[usize],
    (first, run): (usize, &[usize]),
) -> bool {
    let all = sentence.quantities;
    let of = |at: Option<&usize>| at.and_then(|at| all.get(*at));
    let (Some(start), Some(end)) = (of(run.first()), of(run.last())) else { return false };
    let depth = sentence.depth(start.range.start);
    let is_like = |one: &&Quantity| one.is_kin(start) && sentence.depth(one.range.start) == depth;
    let sum: Exact = run.iter().filter_map(|at| all.get(*at)).map(|one| one.number.value).sum();
    let is_sorted = |from: usize, to: usize| {
        let words = sentence.words(from, to);
        words.contains(['；', ';']) && words.contains('按')
    };
    let before = places.iter().take(first).filter_map(|at| all.get(*at)).filter(is_like);
    let before: Vec<&Quantity> =
        before.filter(|one| !is_sorted(one.range.end, start.range.start)).collect();
    // One before them may be the whole.
    let is_headed = match before.as_slice() {
        [] => true,
        [whole] => whole.number.value * Ratio::from_integer(5) >= sum * Ratio::from_integer(4),
        _ => false,
    };
    let mut after =
        places.iter().skip(first + run.len()).filter_map(|at| all.get(*at)).filter(is_like);
    // 公办园 203 所，普惠性民办园 164 所，其余为非普惠性民办园: there are more.
    let rest = sentence.words(end.range.end, (end.range.end + REST_MAX).min(sentence.within().end));
    if rest.contains("其余") || rest.contains("其他") {
        return false;
    }
    is_headed && after.next().is_none_or(|one| is_sorted(end.range.end, one.range.start))
}

fn judged<'a>(
    scene: &Scene<'_, 'a>,
    after: Option<&Sentence<'a>>,
    run: &[usize],
) -> Option<Finding> {
    let sentence = scene.sentence;
    let parts: Vec<&Quantity> = run.iter().filter_map(|at| sentence.quantities.get(*at)).collect();
    let (model, sum) = (*parts.first()?, sum_of(parts.iter().copied()));
    if scene.around(model, &parts, after).iter().any(|one| agrees(sum, one)) {
        return None;
    }
    let value: Exact = parts.iter().map(|part| part.number.value).sum();
    let most = parts.iter().map(|part| part.number.value).max()?;
    let own = sentence.quantities.iter().filter(|one| one.range.end <= model.range.start);
    let near = scene.near(BEFORE_MAX);
    let last = near.iter().flat_map(|one| one.quantities).chain(own);
    let mut before = last.rev().filter(|one| one.is_kin(model) && one.is_exact_count());
    let is_near = |whole: &Quantity| {
        let whole_value = whole.number.value;
        let is_own = sentence.quantities.iter().any(|own| std::ptr::eq(own, whole));
        // The farther away, the nearer must it be.
        let is_next =
            scene.near(2).iter().flat_map(|of| of.quantities).any(|of| std::ptr::eq(of, whole));
        let is_near =
            scene.near(6).iter().flat_map(|of| of.quantities).any(|of| std::ptr::eq(of, whole));
        let is_large = slip::digits_of(whole) >= 5;
        let by = match (is_own, is_next) {
            (false, false) if !is_near && !is_large => return false,
            (true, _) => 4,
            (false, true) => 6,
            (false, false) => 12,
        };
        let is_close = (value - whole_value).abs() * Ratio::from_integer(by) <= whole_value;
        whole_value >= most && (is_close || slip::is_one(&parts, whole))
    };
    let is_small = value < Ratio::from_integer(SMALL);
    let whole = if is_small {
        before.next().filter(|one| is_near(one))
    } else {
        before.find(|one| is_near(one))
    }?;
    let lead = scene.lead(whole);
    if is_change(&lead) || is_mean(&lead) {
        return None;
    }
    told(scene, &parts, whole, Why::Parts)
}
