//! A rate of change beside the amount of it: B，比上年增加 D，增长 C%.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::Finding;
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::since::is_first_year;
use super::{ordered, unlike};

/// B，比上年增加 D，增长 C%: C is D of what B was before.
pub(super) fn by_rate(
    scene: &Scene<'_, '_>,
    (levels, was): (&[&Quantity], Option<&Quantity>),
    (by, said): (&Quantity, &Quantity),
    rises: bool,
) -> Option<Finding> {
    let sentence = scene.sentence;
    let hundred = Ratio::from_integer(100);
    let (low, high) = by.span();
    let of_base = |(least, greatest): (Exact, Exact)| {
        least.is_positive().then(|| ordered(low / greatest * hundred, high / least * hundred))
    };
    let before = |of: &Quantity| {
        let (least, greatest) = of.span();
        if rises { (least - high, greatest - low) } else { (least + low, greatest + high) }
    };
    let compared = |of: &Quantity| {
        let end = sentence.within().end;
        let after = sentence.words(of.range.end, (of.range.end + 6).min(end));
        ["相比", "相较", "比较"].iter().any(|word| after.starts_with(word))
    };
    let was = was.filter(|was| was.is_kin(by));
    let level = was.or(levels.first().copied())?;
    // If two levels are named, one may be the one before.
    let is_year = |of: &Quantity| {
        let at = sentence.quantities.iter().position(|one| std::ptr::eq(one, of));
        at.is_some_and(|at| is_first_year(sentence, at))
    };
    // 8 月报告 69 例，9 月少了 26 例.
    let month = |of: &Quantity| {
        let at = sentence.quantities.iter().position(|one| std::ptr::eq(one, of))?;
        let lead = sentence.lead(at);
        lead.split_once('月').map(|(month, _)| month.to_owned())
    };
    let is_month =
        |of: &Quantity| month(of).zip(month(by)).is_some_and(|(one, other)| one != other);
    let is_base = |of: &Quantity| compared(of) || levels.len() >= 2 || is_year(of) || is_month(of);
    let now = levels.iter().filter(|level| !compared(level)).map(|level| before(level));
    let then = levels.iter().filter(|level| is_base(level)).map(|level| level.span());
    // 去年走访 4830 批次，同比减少 726 批次: a text about last year.
    let last = was.filter(|_| levels.is_empty()).map(before);
    let bases = was.map(Quantity::span).into_iter().chain(last).chain(now).chain(then);
    let readings: Vec<(Exact, Exact)> = bases.filter_map(of_base).collect();
    if readings.is_empty() || readings.iter().any(|real| said.prints(*real)) {
        return None;
    }
    Some(unlike(scene, (level, by), said, *readings.first()?))
}
