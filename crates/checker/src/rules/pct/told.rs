//! What is said of a share that cannot be.

use num_rational::Ratio;

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
    let decimals = share.decimals().max(1);
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
    Some(finding.mended(format!("{}%", base::exact::decimal(real, share.decimals()))))
}
