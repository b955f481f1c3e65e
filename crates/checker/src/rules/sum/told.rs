//! What is told of a whole that its parts do not come to.

use base::Exact;

use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::{CODE, like, printed};

/// Why parts should come to a whole.
#[derive(Clone, Copy)]
pub(super) enum Why {
    /// They are all of it.
    Parts,
    /// They are what it is sorted into.
    Kinds,
    /// They do but for a slip of the hand.
    Slip,
}

pub(super) fn told(
    scene: &Scene<'_, '_>,
    parts: &[&Quantity],
    whole: &Quantity,
    why: Why,
) -> Option<Finding> {
    let value: Exact = parts.iter().map(|part| part.number.value).sum();
    let place = scene.place(whole);
    let expected = like(value, whole, scene.draft, place.start.saturating_sub(whole.range.start));
    let list: Vec<String> = parts.iter().map(|one| scene.text(one)).collect();
    let (zh, en, said) = (list.join("、"), list.join(", "), scene.text(whole));
    let told = match why {
        Why::Parts => (
            format!("{zh} 相加为 {expected}，总数为 {said}"),
            format!("{en} come to {expected}, the whole is {said}"),
        ),
        Why::Kinds => (
            format!("分类各项 {zh} 相加为 {expected}，总数为 {said}"),
            format!("the kinds {en} come to {expected}, the whole is {said}"),
        ),
        Why::Slip => (
            format!("{zh} 相加为 {expected}，与 {said} 只差一处笔误"),
            format!("{en} come to {expected}, a slip of the hand from {said}"),
        ),
    };
    let other = scene.place(parts.first()?).start..scene.place(parts.last()?).end;
    let finding = Finding::new(CODE, Severity::Warning, place, told).with(other);
    Some(finding.stating(printed(whole.number.value), Some(expected)))
}
