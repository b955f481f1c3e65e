//! What is broken down by kinds: 医院 25860 个。按等级，三级 1954 个、二级 6850 个、…. What is sorted by something is sorted completely, unless only the
//! first or the most are told; its whole is an amount before it that it comes near to.

use std::sync::LazyLock;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::Finding;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::slip;

use super::doubt::{is_chosen, is_mean, is_paired, runs};
use super::parts::is_change;
use super::told::{Why, told};
use super::{PARTS_MAX, agrees, sum_of};

/// Words that sort.
static SORTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/sorts.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
});
/// Sentences before one in which the whole of its kinds stands, and those in which it surely does.
const BEFORE_MAX: usize = 10;
const NEAR_MAX: usize = 3;
/// Kinds of which every choice is tried.
const CHOSEN_MAX: usize = 5;
/// Only some of the kinds are told.
const SOME: [&str; 18] = [
    "前",
    "主要",
    "较多",
    "居多",
    "最多",
    "突出",
    "集中",
    "排名",
    "重点",
    "其中",
    "按时",
    "按期",
    "按照",
    "按规定",
    "每",
    "按要求",
    "按计划",
    "构成中",
];

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    let sentence = scene.sentence;
    let mut found = vec![];
    let (mut start, mut first) = (sentence.within().start, 0);
    for end in 1..=sentence.quantities.len() {
        let pair = sentence.quantities.get(end - 1).zip(sentence.quantities.get(end));
        // A mark parts two lists only if the next is sorted by something else.
        let ends = pair.is_none_or(|(one, next)| {
            let words = sentence.words(one.range.end, next.range.start);
            words.contains(['；', ';', '，', ',']) && has(&words, &SORTS)
        });
        if ends {
            found.extend(piece(scene, (start, first..end)));
            start = sentence.quantities.get(end - 1).map_or(start, |last| last.range.end);
            first = end;
        }
    }
    found
}

/// Whether amounts are told one after the other to the last: 包括甲 21 万元和乙 2 万元, 由甲 53 例、乙 19 例和丙 6 例构成.
fn is_enumerated(sentence: &Sentence<'_>, listed: &[&Quantity]) -> bool {
    let (Some(first), Some(last)) = (listed.first(), listed.last()) else { return false };
    let Some(before) = listed.iter().rev().nth(1) else { return false };
    let at = |of: &Quantity| sentence.quantities.iter().position(|one| std::ptr::eq(one, of));
    let (Some(start), Some(end)) = (at(first), at(last)) else { return false };
    let (lead, tail) = (sentence.lead(start), sentence.tail(end));
    let between = sentence.words(before.range.end, last.range.start);
    let is_joined = between.starts_with(['和', '及', '与']) || between.starts_with("以及");
    let made = lead.starts_with('由') && ["构成", "组成"].iter().any(|word| tail.starts_with(word));
    made || is_joined
        && ["包括", "包含", "分别是"]
            .iter()
            .any(|word| lead.starts_with(word) || lead.contains(word))
}

/// What is sorted, and the words that say so.
struct Kinds<'a> {
    listed: Vec<&'a Quantity>,
    head: String,
}

/// The kinds of one piece of a sentence, which begins at a place and holds these amounts.
fn kinds<'a>(
    sentence: &Sentence<'a>,
    (start, places): (usize, std::ops::Range<usize>),
) -> Option<Kinds<'a>> {
    let all = sentence.quantities;
    let is_kind = |at: &usize| {
        let lead = sentence.lead(*at);
        let is_counted =
            all.get(*at).is_some_and(|one| one.is_exact_count() && !sentence.is_word(one));
        is_counted && !is_change(&lead) && !is_mean(&lead)
    };
    let model = places.clone().find(is_kind).and_then(|at| all.get(at))?;
    let depth = sentence.depth(model.range.start);
    let is_like = |at: &usize| {
        let like = |one: &Quantity| one.is_kin(model) && sentence.depth(one.range.start) == depth;
        is_kind(at) && all.get(*at).is_some_and(like)
    };
    // 人均工资性收入 17863 元，经营净收入 5926 元，…; 甲和乙各 1 件: one of them is told otherwise.
    let is_other = |at: &usize| {
        let lead = sentence.lead(*at);
        let is_kin = all.get(*at).is_some_and(|one| {
            one.is_kin(model) && sentence.depth(one.range.start) == depth && one.is_exact_count()
        });
        is_kin && (is_mean(&lead) || lead.ends_with('各'))
    };
    if places.clone().any(|at| is_other(&at)) {
        return None;
    }
    let places: Vec<usize> = places.filter(is_like).take(PARTS_MAX).collect();
    let listed: Vec<&Quantity> = places.iter().filter_map(|at| all.get(*at)).collect();
    let head = sentence.words(start, model.range.start);
    // 按时限分为三类：2024 年底前完成的 21 项: what follows the colon names the first of them.
    let head = match head.rsplit_once(['：', ':']) {
        Some((before, _)) if has(before, &SORTS) => before.to_owned(),
        _ => head,
    };
    let is_open = places.last().is_some_and(|last| sentence.tail(*last).starts_with('等'));
    let is_sorted = has(&head, &SORTS) || is_enumerated(sentence, &listed);

    let leads: Vec<String> = places.iter().map(|at| sentence.lead(*at)).collect();
    let is_paired = is_paired(&leads);
    // 预算 10 分、产出 50 分、…: full marks, not what was got of them.
    let sum: Exact = listed.iter().map(|one| one.number.value).sum();
    let is_full = model.unit == Some("分") && sum == Exact::from_integer(100);
    // 2022 年分别为 24605 元和 2216 元: another year's.
    let last = head.rsplit(['，', '；', '。']).next().unwrap_or_default();
    let is_earlier = last.contains("分别") && has(last, &["年", "同期", "上月"]);
    let is_list = !is_full
        && !is_earlier
        && listed.len() >= 2
        && is_sorted
        && !is_open
        && !is_paired
        && !has(&head, &SOME);
    is_list.then_some(Kinds { listed, head })
}

/// Amounts before the kinds that may be their whole, outside of brackets.
fn wholes<'a>(scene: &Scene<'_, 'a>, kinds: &Kinds<'a>) -> Vec<&'a Quantity> {
    let Some(model) = kinds.listed.first() else { return vec![] };
    let of = |one: &Sentence<'a>, end: usize| -> Vec<&'a Quantity> {
        let is_open = |of: &&Quantity| of.range.end <= end && one.depth(of.range.start) == 0;
        let kin = one.quantities.iter().filter(is_open);
        kin.filter(|one| one.is_kin(model) && one.is_exact_count()).collect()
    };
    // 工伤、失业保险分别为 4.87 万人和 3.62 万人: two are of one thing only if it is told with them.
    let is_pair = kinds.listed.len() == 2
        && (!has(&kinds.head, &["按", "分"]) || kinds.head.contains("分别"));
    let far = if is_pair { &[] } else { scene.near(BEFORE_MAX) };
    // Far away only what heads a sentence is a whole, not one of the parts that it lists.
    let near = far.len().saturating_sub(NEAR_MAX);
    let heads = |(at, one): (usize, &Sentence<'a>)| {
        let all = of(one, usize::MAX);
        let count = if at < near { 1 } else { all.len() };
        all.into_iter().take(count)
    };
    let mut before: Vec<&Quantity> = far.iter().enumerate().flat_map(heads).collect();
    before.extend(of(scene.sentence, model.range.start));
    before
}

/// Whether the kinds, the first of them, or some of them come to an amount around them.
fn is_doubtful(scene: &Scene<'_, '_>, listed: &[&Quantity], value: Exact) -> bool {
    let Some((whole, parts)) = listed.split_first() else { return true };
    let is_whole = parts.len() >= 2 && agrees(sum_of(parts.iter().copied()), whole);
    let sums = runs(listed);
    let comes = |to: &&Quantity| sums.iter().any(|sum| agrees(*sum, to));
    let wide = scene.around(whole, listed, None);
    // A few of them may be parts of others. Of many there would be a choice for every amount.
    let is_some = |to: &&Quantity| {
        listed.len() <= CHOSEN_MAX && to.number.value * 4 >= value * 3 && is_chosen(listed, to)
    };
    is_whole || wide.iter().any(comes) || wide.iter().any(is_some)
}

fn piece<'a>(scene: &Scene<'_, 'a>, piece: (usize, std::ops::Range<usize>)) -> Option<Finding> {
    let kinds = kinds(scene.sentence, piece)?;
    let listed = &kinds.listed;
    let value: Exact = listed.iter().map(|one| one.number.value).sum();
    if is_doubtful(scene, listed, value) {
        return None;
    }
    let most = listed.iter().map(|one| one.number.value).max()?;
    // The nearest that they may have been meant to come to.
    let is_near = |to: &&&Quantity| {
        let whole = to.number.value;
        let within = whole * Ratio::from_integer(percent(scene, listed, to));
        let is_close = (value - whole).abs() * Ratio::from_integer(100) <= within;
        whole >= most && (is_close || slip::is_one(listed, to))
    };
    let before = wholes(scene, &kinds);
    let whole = before.iter().rev().find(is_near)?;
    told(scene, listed, whole, Why::Kinds)
}

/// By how many per cent the kinds may miss what is still meant as their whole: what stands in the sentence itself is
/// more surely it; far away it must be nearly so.
fn percent(scene: &Scene<'_, '_>, listed: &[&Quantity], whole: &Quantity) -> i128 {
    let holds = |of: &[Quantity]| of.iter().any(|one| std::ptr::eq(one, whole));
    let is_own = holds(scene.sentence.quantities);
    let is_next = scene.near(NEAR_MAX).iter().any(|of| holds(of.quantities));
    match (is_own && listed.len() >= 3, is_own || is_next) {
        (true, _) => 35,
        (false, true) => 10,
        (false, false) => 4,
    }
}
