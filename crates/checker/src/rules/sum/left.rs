//! What is left of what was told before: 问题 124 个，…。已整改 109 个，还有 15 个.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::parts::is_change;
use super::{CODE, agrees, like, printed, sum_of};

/// Words before what is left.
const LEFT: [&str; 12] = [
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
];
/// Words before what is done.
const DONE: [&str; 16] = [
    "完成", "办结", "整改", "到位", "完结", "结案", "解决", "拨付", "支出", "支付", "签约", "处置",
    "答复", "接通", "退回", "已",
];
/// Sentences before one in which the whole may stand.
const BEFORE_MAX: usize = 3;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    (1..scene.sentence.quantities.len()).filter_map(|place| wrong(scene, place)).collect()
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
    let at = (0..place).rev().find(is_like)?;
    let done = all.get(at)?;
    let is_left = LEFT.iter().any(|word| lead.starts_with(word)) && !is_change(&lead);
    if !is_left || !has(&sentence.lead(at), &DONE) {
        return None;
    }
    let kin = |of: &Quantity| of.is_kin(left) && of.is_exact_count();
    let own = all.iter().take(at).filter(|one| kin(one));
    let near = scene.near(BEFORE_MAX).iter().flat_map(|of| of.quantities).filter(|one| kin(one));
    let wholes: Vec<&Quantity> = near.chain(own).collect();
    let sums: Vec<Vec<&Quantity>> = parts(sentence, (at, place), &is_like);
    let holds =
        |whole: &&Quantity| sums.iter().any(|parts| agrees(sum_of(parts.iter().copied()), whole));
    let rests = (0..place).filter(is_like).any(|from| {
        // 其余 may be of the amounts of the sentence alone.
        let row: Vec<&Quantity> =
            (from..=place).filter(is_like).filter_map(|at| all.get(at)).collect();
        row.len() >= 3
            && row
                .split_first()
                .is_some_and(|(whole, parts)| agrees(sum_of(parts.iter().copied()), whole))
    });
    let next = (place + 1..all.len()).find(is_like);
    let goes_on = next.is_some_and(|next| sentence.lead(next).starts_with('另'));
    if goes_on || rests || wholes.iter().any(holds) {
        return None;
    }
    let value: Exact = done.number.value + left.number.value;
    let is_near = |whole: &&&Quantity| {
        let of = whole.number.value;
        of > done.number.value && (of - value).abs() * Ratio::from_integer(4) <= of
    };
    let whole = wholes.iter().rev().find(is_near)?;
    let rest = whole.number.value - done.number.value;
    let expected = like(rest, left, scene.draft, sentence.paragraph.at);
    let [of, less, said] = [whole, done, left].map(|one| scene.text(one));
    let told = (
        format!("{of} 除去 {less} 还有 {expected}，文中为 {said}"),
        format!("{of} without {less} leave {expected}, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, scene.place(left), told);
    Some(finding.with(scene.place(whole)).stating(printed(left.number.value), Some(expected)))
}

/// What the rest may be added to: what is done alone, and with all of its kind before it in the sentence.
fn parts<'a>(
    sentence: &Sentence<'a>,
    (at, place): (usize, usize),
    is_like: &dyn Fn(&usize) -> bool,
) -> Vec<Vec<&'a Quantity>> {
    let of = |from: usize| -> Vec<&'a Quantity> {
        (from..=place)
            .filter(|at| is_like(at))
            .filter_map(|at| sentence.quantities.get(at))
            .collect()
    };
    (0..=at).filter(|from| is_like(from)).map(of).collect()
}
