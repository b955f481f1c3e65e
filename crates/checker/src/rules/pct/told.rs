//! What is said of a share that cannot be.

use base::Exact;

use crate::phrase::Sentence;
use crate::quantity::{Quantity, middle};
use crate::{Draft, Finding, Severity};

use super::super::sum::is_confirmed;
use super::{CODE, Near, share_of};

/// A share that is not the one of this part in that whole. One in its last decimal is a note: shares are often
/// trimmed so that they come to 100 %.
pub(super) fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (part, whole): (&Quantity, &Quantity),
    share: &Quantity,
    severity: Severity,
) -> Option<Finding> {
    let (low, high) = share_of(part.span(), whole.span())?;
    let is_slip = Quantity::slips((low, high), share);
    let severity = if is_slip { Severity::Note } else { severity };
    let decimals = share.decimals().max(1);
    let real = middle((low, high));
    let number = base::exact::decimal(real, decimals);
    let expected = format!("{number}%");
    let place = |of: &Quantity| draft.text(near.place(sentence, of));
    let (is, of, said) = (place(part), place(whole), place(share));
    let told = (
        format!("{is} 占 {of} 的 {expected}，文中为 {said}；前文各数也都得不出它"),
        format!(
            "{is} is {expected} of {of}, not {said}; no other quantities before it make it either"
        ),
    );
    let range = sentence.paragraph.place(&share.range);
    let other = near.place(sentence, whole);
    let finding = Finding::new(CODE, severity, range, told).with(other);
    let finding = finding.stating(said, Some(expected));
    // If part and whole are confirmed by their sum, only the share can be wrong.
    let is_plain = share.number.per.is_none() && low == high;
    if !is_plain || !is_confirmed(sentence, (part, whole)) {
        return Some(finding);
    }
    Some(finding.mended(format!("{}%", base::exact::decimal(real, share.decimals()))))
}

/// A rate of what is left of a whole: 500 批，不合格 8 批，合格率 98.4%.
pub(super) fn rest(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (part, whole): (&Quantity, &Quantity),
    share: &Quantity,
) -> Option<Finding> {
    let ((least, greatest), (low, high)) = (part.span(), whole.span());
    let (low, high) = share_of((low - greatest, high - least), (low, high))?;
    let real = middle((low, high));
    let expected = format!("{}%", base::exact::decimal(real, share.decimals().max(1)));
    let [out, of, said] = [part, whole, share].map(|one| draft.text(near.place(sentence, one)));
    let told = (
        format!("{of} 中除去 {out}，应为 {expected}，文中为 {said}"),
        format!("{of} without {out} make {expected}, not {said}"),
    );
    let range = sentence.paragraph.place(&share.range);
    let other = near.place(sentence, whole);
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(other);
    Some(finding.stating(said, Some(expected)))
}

/// A share of all parts together, whose sum stands nowhere.
pub(super) fn of_all(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (part, sum): (&Quantity, (Exact, Exact)),
    share: &Quantity,
) -> Option<Finding> {
    let (low, high) = share_of(part.span(), sum)?;
    if Quantity::slips((low, high), share) {
        return None;
    }
    let real = middle((low, high));
    let expected = format!("{}%", base::exact::decimal(real, share.decimals().max(1)));
    let (range, other) = (sentence.paragraph.place(&share.range), near.place(sentence, part));
    let [said, is] = [&range, &other].map(|range| draft.text(range.clone()));
    let told = (
        format!("{is} 占各部分之和的 {expected}，文中为 {said}"),
        format!("{is} is {expected} of all parts together, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(other);
    Some(finding.stating(said, Some(expected)))
}
