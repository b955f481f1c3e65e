//! Parts that stand apart from their whole, without 其中: 受理 2917 件，已办结 2349 件，正在办理 568 件; 办理 2495 件。工单分类：求决类 …、其他
//! 210 件. They are held to be all of them only if they are done and not done, the two sides of a thing, or end with
//! the rest.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::Finding;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::slip;

use super::doubt::{is_left, is_mean, is_mixed, is_name};
use super::parts::{RESTS, is_change, sides};
use super::told::{Why, told};
use super::{PARTS_MAX, agrees, sum_of};

/// Said of what is done.
const DONE: [&str; 8] = ["已", "完成", "办结", "到位", "按期", "解决", "答复", "受理"];
/// Said of what is not.
const OPEN: [&str; 19] = [
    "正在",
    "办理中",
    "整改中",
    "阶段性",
    "基本完成",
    "未",
    "在办",
    "尚未",
    "待",
    "逾期",
    "不予",
    "进行中",
    "持续",
    "废除",
    "作废",
    "退回",
    "撤回",
    "撤销",
    "终止",
];
/// Words that open a list of all kinds.
const KINDS: [&str; 7] = ["分类", "分项", "构成", "具体为", "情况是", "处分", "按"];

/// A list without its whole, and the sentence before it.
pub(super) fn find(scene: &Scene<'_, '_>) -> Option<Finding> {
    let sentence = scene.sentence;
    let range = sentence.within();
    if sentence.words(range.start, range.end).contains("其中") {
        return None;
    }
    let all = sentence.quantities;
    // 50 项问题，资金 251 万元，已整改 40 项，整改到位资金 216 万元，未整改资金 35 万元: a list of each kind.
    let firsts = (0..all.len()).filter(|first| {
        let is_kin = |one: &Quantity| all.get(*first).is_some_and(|first| first.is_kin(one));
        !all.iter().take(*first).any(is_kin)
    });
    let lists: Vec<Vec<usize>> = firsts.filter_map(|first| listed(sentence, first)).collect();
    let (listed, others) = lists.split_first()?;
    let own = |listed: &Vec<usize>| own(scene, listed);
    if holds(sentence, listed) {
        return others.iter().find_map(own);
    }
    let slipped = |listed: &Vec<usize>| slipped(scene, listed);
    if let Some(found) = lists.iter().find_map(own).or_else(|| lists.iter().find_map(slipped)) {
        return Some(found);
    }
    let amounts: Vec<&Quantity> = listed.iter().filter_map(|place| all.get(*place)).collect();
    let before =
        scene.before.last().filter(|before| before.paragraph.at == sentence.paragraph.at)?;
    let first = all.get(*listed.first()?)?;
    let wholes = before.quantities.iter().rev();
    let mut wholes = wholes.filter(|one| {
        one.is_kin(first) && one.is_exact_count() && before.depth(one.range.start) == 0
    });
    let whole = wholes.next()?;
    let is_other = wholes.any(|whole| {
        (2..=amounts.len()).any(|count| agrees(sum_of(amounts.iter().copied().take(count)), whole))
    });
    if is_other { None } else { judged(scene, (before, whole), listed) }
}

/// Whether the first of a list is what the others come to.
fn holds(sentence: &Sentence<'_>, listed: &[usize]) -> bool {
    let all = sentence.quantities;
    let amounts: Vec<&Quantity> = listed.iter().filter_map(|place| all.get(*place)).collect();
    let comes_to = |whole: &Quantity| agrees(sum_of(amounts.iter().copied().skip(1)), whole);
    amounts.len() >= 3 && amounts.first().is_some_and(|whole| comes_to(whole))
}

/// A list whose first amount is the whole.
fn own(scene: &Scene<'_, '_>, listed: &[usize]) -> Option<Finding> {
    let sentence = scene.sentence;
    let (whole, parts) = listed.split_first()?;
    let lead = sentence.lead(*whole);
    let is_plan = has(&lead, &["编制", "计划", "目标", "任务", "核定"]);
    let is_whole = (!has(&lead, &DONE) || has(&lead, &["受理", "收到"])) && !is_plan;
    let is_list = is_whole && parts.len() >= 2 && !holds(sentence, listed);
    let whole = sentence.quantities.get(*whole).filter(|_| is_list)?;
    // 满意 271 份，基本满意 117 份，不满意 75 份: the first is a side like the others.
    let leads: Vec<String> = listed.iter().map(|at| sentence.lead(*at)).collect();
    if sides(&leads) == Some(leads.len()) {
        return None;
    }
    closed(sentence, parts).filter(|(_, by)| *by != By::Rest)?;
    judged(scene, (sentence, whole), parts)
}

/// A list of names after an amount that it misses by a slip of the hand: 学校 183 所，小学 154 所、初中 21 所、高中 18 所.
fn slipped(scene: &Scene<'_, '_>, listed: &[usize]) -> Option<Finding> {
    let sentence = scene.sentence;
    let (first, parts) = listed.split_first()?;
    let whole = sentence.quantities.get(*first)?;
    let amounts: Vec<&Quantity> =
        parts.iter().filter_map(|place| sentence.quantities.get(*place)).collect();
    let is_name = |place: &usize| is_name(&sentence.lead(*place));
    let value: Exact = amounts.iter().map(|one| one.number.value).sum();
    let (by, step) = ((value - whole.number.value).abs(), whole.number.step);
    let steps = |many: i128| step * Ratio::from_integer(many);
    let within = |percent: i128| {
        by * Ratio::from_integer(100) <= whole.number.value * Ratio::from_integer(percent)
    };
    // A few that are missing may be others that are not told.
    let is_counted = value > whole.number.value || by >= steps(10);
    let is_digit =
        whole.number.value >= steps(100) && (slip::is_digit(by / step) || slip::is_swap(by / step));
    let is_large = amounts.len() >= 3 || whole.number.value >= steps(1_000);
    // W，甲、乙、丙。: nothing but the list is said of it.
    let ends = parts.last().is_some_and(|last| last + 1 == sentence.quantities.len());
    let is_some = value > whole.number.value || !within(1);
    let is_pure = amounts.len() >= 3 && ends && is_some && is_pure(sentence, &amounts) && within(7);
    let is_slip =
        within(15) && is_digit && is_counted || within(30) && slip::is_one(&amounts, whole);
    // 收入 1200 万元，支出 1100 万元，结余 300 万元 are no parts.
    let is_balance = listed.iter().any(|place| is_left(&sentence.lead(*place)));
    let leads: Vec<String> = parts.iter().map(|place| sentence.lead(*place)).collect();
    let is_slip = is_slip || is_pure;
    let is_list =
        amounts.len() >= 2 && (is_large || is_pure) && !is_balance && parts.iter().all(is_name);
    let is_list = is_list && !is_mixed(&leads);
    if step <= steps(0) || !is_list || !is_slip || holds(sentence, listed) {
        return None;
    }
    stated(scene, (sentence, whole), (parts, By::Rest))
}

/// Whether 、 stands between amounts, if but once.
fn is_pure(sentence: &Sentence<'_>, amounts: &[&Quantity]) -> bool {
    let pairs = amounts.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(sentence.words(one.range.end, next.range.start)),
        _ => None,
    });
    pairs.into_iter().any(|words| words.starts_with('、'))
}

/// Why a list is held to be all there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Done and not done.
    Done,
    /// The two sides of a thing.
    Sides,
    /// It ends with the rest.
    Rest,
}

/// The amounts of one kind of a sentence, outside of brackets, from its first on.
fn listed(sentence: &Sentence<'_>, first: usize) -> Option<Vec<usize>> {
    let all = sentence.quantities;
    let kind = all.get(first).filter(|kind| kind.is_exact_count())?;
    let is_listed = |place: &usize| {
        all.get(*place).is_some_and(|one| {
            one.is_kin(kind)
                && one.is_exact_count()
                && sentence.depth(one.range.start) == 0
                && !is_change(&sentence.lead(*place))
        })
    };
    let listed: Vec<usize> = (first..all.len()).filter(is_listed).take(PARTS_MAX).collect();
    (listed.len() >= 2).then_some(listed)
}

/// How many parts are all there are, if they say so.
fn closed(sentence: &Sentence<'_>, parts: &[usize]) -> Option<(usize, By)> {
    let leads: Vec<String> = parts.iter().map(|place| sentence.lead(*place)).collect();
    let is_open = |lead: &String| has(lead, &OPEN);
    let (first, others) = leads.split_first()?;
    let is_done = has(first, &DONE) && !is_open(first);
    if is_done && (1..=2).contains(&others.len()) && others.last().is_some_and(is_open) {
        return Some((leads.len(), By::Done));
    }
    if let Some(count) = sides(&leads) {
        return Some((count, By::Sides));
    }
    let is_rest =
        |lead: &String| RESTS.iter().any(|word| lead.starts_with(word) || lead.contains("等其他"));
    let rest = leads.iter().position(is_rest).filter(|rest| *rest >= 2)?;
    let first = sentence.quantities.get(*parts.first()?)?;
    let head = sentence.words(sentence.within().start, first.range.start);
    let are_kinds = leads.iter().all(|lead| lead.ends_with('类'));
    (are_kinds || has(&head, &KINDS)).then_some((rest + 1, By::Rest))
}

fn judged(
    scene: &Scene<'_, '_>,
    (of, whole): (&Sentence<'_>, &Quantity),
    parts: &[usize],
) -> Option<Finding> {
    let sentence = scene.sentence;
    let (count, by) = closed(sentence, parts)?;
    stated(scene, (of, whole), (parts.get(..count)?, by))
}

fn stated(
    scene: &Scene<'_, '_>,
    (of, whole): (&Sentence<'_>, &Quantity),
    (parts, by): (&[usize], By),
) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let amounts: Vec<&Quantity> = parts.iter().filter_map(|place| all.get(*place)).collect();
    let runs =
        (2..=amounts.len()).any(|count| agrees(sum_of(amounts.iter().copied().take(count)), whole));
    let run = amounts.as_slice();
    let value: Exact = run.iter().map(|part| part.number.value).sum();
    // Something else altogether is not a slip.
    let apart = (value - whole.number.value) / whole.number.value.max(Ratio::from_integer(1));
    let is_near = match by {
        By::Done => apart < Ratio::from_integer(2) && apart > Ratio::new(-3, 4),
        _ => apart < Ratio::new(1, 2) && apart > Ratio::new(-1, 3),
    };
    // 无症状感染者解除观察 467 例 is no whole of 确诊 85 例、无症状 371 例.
    let lead = lead_of(of, whole);
    let of_side = |at: &usize| {
        let name: Vec<char> = sentence.lead(*at).chars().collect();
        name.windows(3).any(|part| lead.contains(&part.iter().collect::<String>()))
    };
    if by == By::Sides && parts.iter().any(of_side) {
        return None;
    }
    let is_mean =
        is_mean(&lead_of(of, whole)) || parts.iter().any(|at| is_mean(&sentence.lead(*at)));
    let is_doubtful = is_mean || scene.is_doubtful(&amounts, whole);
    if runs || is_doubtful || !is_near || !whole.is_exact_count() || is_change(&lead_of(of, whole))
    {
        return None;
    }
    told(scene, run, whole, Why::Parts)
}

fn lead_of(sentence: &Sentence<'_>, of: &Quantity) -> String {
    let place = sentence.quantities.iter().position(|one| one.range == of.range);
    place.map(|place| sentence.lead(place)).unwrap_or_default()
}
