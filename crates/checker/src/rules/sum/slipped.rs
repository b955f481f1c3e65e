//! Totals that no amounts near them come to, but that a row of them does but for a slip of the hand: 两个月合计 1046098 例 for 1040698.

use base::Exact;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::slip;
use crate::{Draft, Finding, Severity};

use super::doubt::is_mean;
use super::parts::is_change;
use super::{CODE, agrees, like, printed, sum_of};

/// Words before a total.
const TOTALS: [&str; 10] =
    ["合计", "共计", "总计", "共", "相加", "合起来", "加起来", "之和", "累计", "合并"];
/// Amounts that are tried: the nearest.
const NEAR_MAX: usize = 14;
/// Sentences before one whose amounts are tried.
const BEFORE_MAX: usize = 4;

pub(super) fn find(draft: &Draft, scene: &Scene<'_, '_>) -> Vec<Finding> {
    let places = 0..scene.sentence.quantities.len();
    places.filter_map(|place| wrong(draft, scene, place)).collect()
}

fn wrong(draft: &Draft, scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let total = sentence.quantities.get(place).filter(|total| total.is_exact_count())?;
    if !has(&sentence.lead(place), &TOTALS) || slip::digits_of(total) < 4 {
        return None;
    }
    let fits = |of: &Sentence<'_>, at: usize| {
        let lead = of.lead(at);
        let one = of.quantities.get(at);
        let is_added = one.is_some_and(|one| one.is_kin(total) && one.is_exact_count());
        is_added && !is_change(&lead) && !is_mean(&lead)
    };
    let far = scene.near(BEFORE_MAX);
    let mut near: Vec<&Quantity> = vec![];
    for (of, end) in far.iter().map(|of| (of, of.quantities.len())).chain([(sentence, place)]) {
        near.extend((0..end).filter(|at| fits(of, *at)).filter_map(|at| of.quantities.get(at)));
    }
    let near = near.get(near.len().saturating_sub(NEAR_MAX)..)?;
    let runs = || {
        (0..near.len())
            .flat_map(|from| (from + 2..=near.len()).filter_map(move |to| near.get(from..to)))
    };
    let pairs: Vec<[&Quantity; 2]> = near
        .iter()
        .enumerate()
        .flat_map(|(at, one)| near.iter().skip(at + 1).map(move |other| [*one, *other]))
        .collect();
    let sums = || runs().map(<[&Quantity]>::to_vec).chain(pairs.iter().map(|pair| pair.to_vec()));
    if sums().any(|run| agrees(sum_of(run.iter().copied()), total)) {
        return None;
    }
    let value = |run: &[&Quantity]| -> Exact { run.iter().map(|one| one.number.value).sum() };
    let run = sums().find(|run| slip::is_value((value(run), value(run)), total, 6))?;
    let expected = like(value(&run), total, draft, sentence.paragraph.at);
    let list: Vec<String> = run.iter().map(|one| draft.text(scene.place(one))).collect();
    let range = scene.place(total);
    let said = draft.text(range.clone());
    let told = (
        format!("{} 相加为 {expected}，文中为 {said}，只差一处笔误", list.join("、")),
        format!("{} come to {expected}; {said} is a slip of the hand from it", list.join(", ")),
    );
    let finding = Finding::new(CODE, Severity::Warning, range, told);
    Some(
        finding
            .with(scene.place(run.first()?))
            .stating(printed(total.number.value), Some(expected)),
    )
}
