//! What was carried over, and what there is with it: 新收 268 件，加上上年结转的 9 件，共 277 件.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::has;
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::parts::is_change;
use super::{CODE, agrees, like, printed, sum_of};

/// Words before what is added.
const ADDED: [&str; 6] = ["加上", "连同", "算上", "加之", "并同", "加"];
/// Words before what there is with it.
const TOTALS: [&str; 6] = ["共", "总", "合计", "需", "应", "累计"];
/// Sentences before one in which what it is added to may stand.
const BEFORE_MAX: usize = 3;
/// Amounts that are tried.
const NEAR_MAX: usize = 24;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    (0..scene.sentence.quantities.len()).filter_map(|place| wrong(scene, place)).collect()
}

fn wrong(scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let (added, total) = (all.get(place)?, all.get(place + 1)?);
    let is_kin = |one: &&Quantity| one.is_kin(total) && one.is_exact_count();
    let (lead, next) = (sentence.lead(place), sentence.lead(place + 1));
    let is_added = ADDED.iter().any(|word| lead.starts_with(word)) && sentence.is_marked(place)
        || place == 0 && ADDED.iter().take(3).any(|word| lead.starts_with(word));
    let is_told = is_kin(&added) && total.is_exact_count() && has(&next, &TOTALS);
    if !is_added
        || !is_told
        || is_change(&next)
        || sentence.ends_piece(added.range.end, total.range.start)
    {
        return None;
    }
    let own = all.iter().take(place).rev();
    let near = scene.near(BEFORE_MAX).iter().rev().flat_map(|of| of.quantities.iter().rev());
    let before: Vec<&Quantity> = own.chain(near).take(NEAR_MAX).filter(is_kin).collect();
    let holds = |one: &&Quantity| agrees(sum_of([*one, added]), total);
    // 甲 10 件、乙 12 件，加上丙 3 件，共 25 件: all of a row.
    let rows = (1..=before.len()).filter_map(|count| before.get(..count));
    let row = |row: &[&Quantity]| agrees(sum_of(row.iter().copied().chain([added])), total);
    if before.iter().any(holds) || rows.into_iter().any(row) {
        return None;
    }
    let is_near = |one: &&&Quantity| {
        let sum: Exact = one.number.value + added.number.value;
        (sum - total.number.value).abs() * Ratio::from_integer(5) <= total.number.value
    };
    let of = before.iter().find(is_near)?;
    let value = of.number.value + added.number.value;
    let expected = like(value, total, scene.draft, sentence.paragraph.at);
    let [one, other, said] = [*of, added, total].map(|one| scene.text(one));
    let told = (
        format!("{one} 加上 {other} 为 {expected}，文中为 {said}"),
        format!("{one} and {other} come to {expected}, not to {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, scene.place(total), told);
    Some(finding.with(scene.place(of)).stating(printed(total.number.value), Some(expected)))
}
