//! Means of what stands beside them: 培训 12 期，培训 600 人次，平均每期 50 人次.

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::sum::like;
use super::CODE;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| wrong(draft, sentence, place)).collect()
}

/// A mean that the only amount of its kind and the only number of what it is of do not make.
fn wrong(draft: &Draft, sentence: &Sentence<'_>, place: usize) -> Option<Finding> {
    let all = sentence.quantities;
    let mean = all.get(place).filter(|mean| mean.is_exact_count())?;
    let lead = sentence.lead(place);
    let each = lead.split_once("平均每").or_else(|| lead.split_once("均每"))?.1;
    let before = all.get(..place)?;
    let only = |is: &dyn Fn(&Quantity) -> bool| -> Option<&Quantity> {
        let mut found = before.iter().filter(|one| one.is_exact_count() && is(one));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let of = only(&|one| one.is_kin(mean))?;
    let by = only(&|one| one.unit.is_some_and(|unit| each.starts_with(unit)) && !one.is_kin(mean))?;
    let ((low, high), (least, greatest)) = (of.span(), by.span());
    if by.number.value < base::Exact::from_integer(1) || least <= base::Exact::from_integer(0) {
        return None;
    }
    let real = (low / greatest, high / least);
    if mean.prints(real) || Quantity::slips(real, mean) {
        return None;
    }
    let expected = like(of.number.value / by.number.value, mean, draft, sentence.paragraph.at);
    let place = |one: &Quantity| sentence.paragraph.place(&one.range);
    let [said, is, many] = [mean, of, by].map(|one| draft.text(place(one)));
    let told = (
        format!("{is} 除以 {many} 为 {expected}，文中为 {said}"),
        format!("{is} divided by {many} is {expected}, not {said}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, place(mean), told).with(place(of));
    Some(finding.stating(said, Some(expected)))
}
