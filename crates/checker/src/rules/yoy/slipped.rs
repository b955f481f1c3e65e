//! Changes and differences that no two amounts near them make, but that two of them do but for a slip of the hand: 573303 and
//! 467395 例, 多 109508 例 for 105908.

use base::Exact;

use crate::phrase::{Sentence, has};
use crate::quantity::{Quantity, middle};
use crate::scene::Scene;
use crate::slip;
use crate::{Finding, Severity};

use super::super::sum::like;
use super::{AFAR, CODE, difference, relative};

/// Words before what two amounts differ by, besides those of change.
const APART: [&str; 22] = [
    "多", "少", "增", "减", "差", "结余", "结存", "剩", "其余", "未", "尚", "还有", "余下", "超",
    "短收", "缺", "空", "节约", "高", "低", "延长", "缩短",
];
/// Sentences before one whose amounts are tried.
const BEFORE_MAX: usize = 3;
/// Amounts that are tried: the nearest.
const NEAR_MAX: usize = 12;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    (0..scene.sentence.quantities.len()).filter_map(|place| wrong(scene, place)).collect()
}

fn wrong(scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let said =
        sentence.quantities.get(place).filter(|said| !said.is_about && said.unit.is_some())?;
    let lead = sentence.lead(place);
    let is_change = super::changes(&lead).is_some();
    let is_apart = !said.is_share() && has(&lead, &APART);
    if !(is_change || is_apart) || has(&lead, &AFAR) || slip::digits_of(said) < 3 {
        return None;
    }
    let is_rate = said.is_share();
    let fits = |of: &Sentence<'_>, one: &Quantity| {
        let is_kin = match (is_rate, said.is_points()) {
            (true, _) => one.is_exact_count(),
            (_, true) => one.is_share() && !one.is_about,
            _ => one.is_kin(said) && one.is_exact_count(),
        };
        is_kin && !std::ptr::eq(one, said) && !of.is_word(one)
    };
    let is_near = |one: &&Quantity| {
        let (from, to) = (one.range.end.min(said.range.start), said.range.end.max(one.range.start));
        slip::digits_of(said) >= 4 || !sentence.ends_piece(from, to)
    };
    let own = sentence.quantities.iter().filter(|one| fits(sentence, one));
    let own: Vec<&Quantity> = own.filter(is_near).collect();
    let far = scene.near(BEFORE_MAX);
    let before =
        far.iter().rev().flat_map(|of| of.quantities.iter().rev().filter(|one| fits(of, one)));
    let near: Vec<&Quantity> = own.iter().rev().copied().chain(before).take(NEAR_MAX).collect();
    let makes = |one: &Quantity, other: &Quantity| -> Vec<(Exact, Exact)> {
        if !one.is_kin(other) || std::ptr::eq(one, other) {
            return vec![];
        }
        match is_rate {
            // By how much it changed may be told, or what it was.
            true => [relative(one.span(), other.span()), share(one, other), changed(one, other)]
                .into_iter()
                .flatten()
                .collect(),
            false => vec![difference(one, other)],
        }
    };
    let explains =
        |one: &Quantity, other: &Quantity| makes(one, other).iter().any(|real| said.prints(*real));
    if near.iter().any(|one| near.iter().any(|other| explains(one, other))) {
        return None;
    }
    // Of three digits only amounts of the sentence: others would be by luck.
    let pool = if slip::digits_of(said) >= 4 { near.as_slice() } else { own.as_slice() };
    let likely = pool.iter().take(4);
    let pairs =
        likely.flat_map(|one| pool.iter().flat_map(move |other| [(*one, *other), (*other, *one)]));
    let (one, other, real) = pairs.into_iter().find_map(|(one, other)| {
        let real = makes(one, other).into_iter().find(|real| slip::is_value(*real, said, 5))?;
        Some((one, other, real))
    })?;
    let middle = middle(real);
    let unit = said.unit.unwrap_or_default();
    let expected = match said.is_share() || said.is_points() {
        true => format!("{}{unit}", base::exact::decimal(middle, said.decimals())),
        false => like(middle, said, scene.draft, sentence.paragraph.at),
    };
    let [is, of, stated] = [other, one, said].map(|one| scene.text(one));
    let told = (
        format!("由 {of} 与 {is} 得 {expected}，文中为 {stated}，只差一处笔误"),
        format!("{of} and {is} make {expected}; {stated} is a slip of the hand from it"),
    );
    let finding = Finding::new(CODE, Severity::Warning, scene.place(said), told);
    Some(finding.with(scene.place(one)).stating(stated, Some(expected)))
}

/// How many per cent it is that one fell by what the other is: 11286 对，减少 2937 对，下降 20.6%.
fn changed(one: &Quantity, other: &Quantity) -> Option<(Exact, Exact)> {
    let ((low, high), (least, greatest)) = (one.span(), other.span());
    let hundred = Exact::from_integer(100);
    let is_part = low > Exact::from_integer(0) && least > high;
    is_part.then(|| (low / (greatest + low) * hundred, high / (least + high) * hundred))
}

/// How many per cent one is of the other: 增加 813 万人 of 35430 万人.
fn share(one: &Quantity, other: &Quantity) -> Option<(Exact, Exact)> {
    let ((low, high), (least, greatest)) = (one.span(), other.span());
    let hundred = Exact::from_integer(100);
    let is_part = least > Exact::from_integer(0) && high * Exact::from_integer(2) < least;
    is_part.then(|| (low / greatest * hundred, high / least * hundred))
}
