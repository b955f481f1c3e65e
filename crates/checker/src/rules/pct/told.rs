//! What is said of a share that cannot be.

use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::sum::is_confirmed;
use super::{CODE, share_of};

/// A share that is not the one of this part in that whole. One in its last decimal is a note: shares are often
/// trimmed so that they come to 100 %.
pub(super) fn wrong(
    draft: &Draft,
    sentence: &Sentence<'_>,
    (part, whole): (&Quantity, &Quantity),
    share: &Quantity,
    is_sure: bool,
) -> Option<Finding> {
    let (low, high) = share_of(part.span(), whole.span())?;
    let step = share.number.step;
    let is_slip = !step.is_integer() && share.prints((low - step, high + step));
    let severity = match (is_slip, is_sure) {
        (true, _) => Severity::Note,
        (false, true) => Severity::Error,
        (false, false) => Severity::Warning,
    };
    let decimals = if step.is_integer() { 1 } else { places(share) };
    let real = (low + high) / Ratio::from_integer(2);
    let number = base::exact::decimal(real, decimals);
    let expected = format!("{number}%");
    let place = |of: &Quantity| draft.text(sentence.paragraph.place(&of.range));
    let (is, of, said) = (place(part), place(whole), place(share));
    let told = (
        format!("{is} 占 {of} 的 {expected}，文中为 {said}；前文各数也都得不出它"),
        format!(
            "{is} is {expected} of {of}, not {said}; no other quantities before it make it either"
        ),
    );
    let range = sentence.paragraph.place(&share.range);
    let other = sentence.paragraph.place(&whole.range);
    let finding = Finding::new(CODE, severity, range, told).with(other);
    let finding = finding.stating(said, Some(expected));
    // If part and whole are confirmed by their sum, only the share can be wrong.
    let is_plain = share.number.per.is_none() && low == high;
    if !is_plain || !is_confirmed(sentence, (part, whole)) {
        return Some(finding);
    }
    let decimals = if step.is_integer() { 0 } else { places(share) };
    Some(finding.mended(format!("{}%", base::exact::decimal(real, decimals))))
}

/// How many decimals a share is printed to.
fn places(share: &Quantity) -> u32 {
    let step = share.number.step;
    let is_fine = |places: &u32| (step * Ratio::from_integer(10_i128.pow(*places))).is_integer();
    (0..6).find(is_fine).filter(|_| step.is_positive()).unwrap_or(1)
}
