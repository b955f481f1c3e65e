//! What is left of what was told before: 问题 124 个，…。已整改 109 个，还有 15 个.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::has;
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::parts::is_change;
use super::{CODE, agrees, like, printed, sum_of};

/// Words before what is left.
const LEFT: [&str; 21] = [
    "还有",
    "其余",
    "剩余",
    "余下",
    "尚有",
    "未结",
    "未完成",
    "未整改",
    "未到位",
    "尚余",
    "正在办理",
    "仍在",
    "剩下",
    "逾期",
    "仍有",
    "未使用",
    "缺口",
    "未落实",
    "结转",
    "尚未",
    "转入",
];
/// Words before what is done.
const DONE: [&str; 24] = [
    "完成", "办结", "整改", "到位", "完结", "结案", "解决", "拨付", "支出", "支付", "签约", "处置",
    "答复", "接通", "退回", "已", "化解", "按期", "落实", "决算", "列支", "建成", "使用", "执行",
];
/// Sentences before one in which the whole may stand.
const BEFORE_MAX: usize = 3;
/// Amounts that are tried as the whole, and with what is left.
const NEAR_MAX: usize = 60;
const ROW_MAX: usize = 12;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    (0..scene.sentence.quantities.len()).filter_map(|place| wrong(scene, place)).collect()
}

fn wrong(scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let left = all.get(place).filter(|left| left.is_exact_count())?;
    let lead = sentence.lead(place);
    let depth = sentence.depth(left.range.start);
    let is_like = |at: &usize| {
        all.get(*at).is_some_and(|one| {
            one.is_kin(left) && one.is_exact_count() && sentence.depth(one.range.start) == depth
        })
    };
    let is_left = LEFT.iter().any(|word| lead.starts_with(word)) && !is_change(&lead);
    let Some(at) = (0..place).rev().find(is_like) else {
        return is_left.then(|| of_before(scene, place)).flatten();
    };
    // 化解 41 件，其中司法救助解决的 9 件；剩下的 19 件: of what was done, not of a part of it.
    let is_part = |at: &usize| {
        let rest = (*at + 1..=place).filter_map(|next| all.get(next));
        let mut rest = rest.map(|next| {
            sentence.words(all.get(*at).map_or(0, |one| one.range.end), next.range.start)
        });
        sentence.tail(at.saturating_sub(1)).contains("其中")
            && rest.any(|words| words.contains('；'))
    };
    // 三个月内办结的 241 件中，逾期的 4 件: a part of what was done.
    if sentence.tail(at).starts_with(['中', '里']) {
        return None;
    }
    let outer = (0..place).rev().filter(is_like).find(|at| !is_part(at));
    let at = outer.unwrap_or(at);
    let done = all.get(at)?;
    if !is_left || !has(&sentence.lead(at), &DONE) {
        return None;
    }
    let kin = |of: &&Quantity| of.is_kin(left) && of.is_exact_count();
    let own = all.iter().take(at).rev();
    let near = scene.near(BEFORE_MAX).iter().rev().flat_map(|of| of.quantities.iter().rev());
    // The nearest first.
    let wholes: Vec<&Quantity> = own.chain(near).take(NEAR_MAX).filter(kin).collect();
    let row: Vec<&Quantity> = {
        let places = (0..=at).rev().filter(is_like).take(ROW_MAX);
        places.filter_map(|at| all.get(at)).collect()
    };
    // What is left may be added to what is done alone, or with more of its kind before it.
    let mut sum = left.span();
    let mut sums = vec![];
    for one in &row {
        let (low, high) = one.span();
        sum = (sum.0 + low, sum.1 + high);
        sums.push(sum);
    }
    let holds = |whole: &&Quantity| sums.iter().any(|sum| agrees(*sum, whole));
    let next = (place + 1..all.len()).find(is_like);
    let goes_on = next.is_some_and(|next| sentence.lead(next).starts_with('另'));
    if goes_on || wholes.iter().any(holds) {
        return None;
    }
    told(scene, &wholes, done, left)
}

/// 385 件，…，化解 357 件。尚有 28 件未化解: what is left of the sentence before, by what was not done with it.
fn of_before(scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let left = sentence.quantities.get(place)?;
    let tail = sentence.tail(place);
    let (_, not) = tail.split_once('未')?;
    let act: String = not.chars().take(2).collect();
    let last = scene.before.last().filter(|last| last.paragraph.at == sentence.paragraph.at)?;
    let is_kin = |one: &Quantity| one.is_kin(left) && one.is_exact_count();
    let is_done =
        |at: &usize| last.quantities.get(*at).is_some_and(is_kin) && last.lead(*at).contains(&act);
    let done = last.quantities.get((0..last.quantities.len()).rev().find(is_done)?)?;
    let near = scene.near(BEFORE_MAX).iter().rev().flat_map(|of| of.quantities.iter().rev());
    let wholes: Vec<&Quantity> = near.take(NEAR_MAX).filter(|one| is_kin(one)).collect();
    let holds = |whole: &&Quantity| {
        let of = last
            .quantities
            .iter()
            .filter(|done| wholes.iter().any(|one| std::ptr::eq(*one, *done)));
        let mut of = of.filter(|done| {
            let at = last.quantities.iter().position(|one| std::ptr::eq(one, *done));
            at.is_some_and(|at| last.lead(at).contains(&act))
        });
        of.any(|done| agrees(sum_of([done, left]), whole))
    };
    if act.chars().count() < 2 || wholes.iter().any(holds) {
        return None;
    }
    told(scene, &wholes, done, left)
}

/// What one of the wholes leaves, against what is said.
fn told(
    scene: &Scene<'_, '_>,
    wholes: &[&Quantity],
    done: &Quantity,
    left: &Quantity,
) -> Option<Finding> {
    let value: Exact = done.number.value + left.number.value;
    let is_near = |whole: &&&Quantity| {
        let of = whole.number.value;
        of > done.number.value && (of - value).abs() * Ratio::from_integer(4) <= of
    };
    let whole = wholes.iter().find(is_near)?;
    let rest = whole.number.value - done.number.value;
    let expected = like(rest, left, scene.draft, scene.sentence.paragraph.at);
    let [of, less, said] = [whole, done, left].map(|one| scene.text(one));
    let told = (
        format!("{of} 除去 {less} 还有 {expected}，文中为 {said}"),
        format!("{of} without {less} leave {expected}, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, scene.place(left), told);
    Some(finding.with(scene.place(whole)).stating(printed(left.number.value), Some(expected)))
}
