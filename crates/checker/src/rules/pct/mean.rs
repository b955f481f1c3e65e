//! Means of what stands beside them: 培训 12 期，培训 600 人次，平均每期 50 人次; 罚款 11.48 万元，每户平均 0.41 万元; 领取 719 人，人均 500 元.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::units::kin;
use crate::{Draft, Finding, Severity};

use super::super::sum::like;
use super::{CODE, Near};

/// What a mean is for, and the units of which it is.
const EACH: [(&str, &[&str]); 14] = [
    ("户均", &["户"]),
    ("案均", &["件", "起", "宗"]),
    ("件均", &["件"]),
    ("人均", &["人", "名"]),
    ("次均", &["人次", "次"]),
    ("日均", &["天"]),
    ("校均", &["所"]),
    ("组均", &["组"]),
    ("家均", &["家"]),
    ("诊次成本", &["人次"]),
    ("床日成本", &["床日"]),
    ("例均", &["例"]),
    ("人次均", &["人次"]),
    ("门急诊次均", &["人次"]),
];
/// Amounts on either side that are tried.
const NEAR_MAX: usize = 16;
/// Means of what stands in no report beside them.
const OTHERS: [&str; 10] =
    ["收入", "可支配", "生产总值", "GDP", "标准", "住院日", "寿命", "工资", "年均", "月均"];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| wrong(draft, (sentence, near), place)).collect()
}

/// A mean that no amount of its kind and no number of things near it make, but nearly those right before it.
fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let mean = all.get(place).filter(|mean| mean.is_exact_count())?;
    let lead = sentence.lead(place);
    if OTHERS.iter().any(|word| lead.contains(word)) {
        return None;
    }
    let units = units(&lead)?;
    let counts = |one: &&Quantity| {
        one.is_exact_count()
            && one.number.value >= Ratio::from_integer(1)
            && !std::ptr::eq(*one, mean)
    };
    let own = all.iter().take(place).rev();
    let before = near.before.iter().rev().take(2).flat_map(|one| one.quantities.iter().rev());
    let around: Vec<&Quantity> = own
        .take(NEAR_MAX)
        .chain(before.take(NEAR_MAX))
        .chain(all.iter().skip(place + 1).take(NEAR_MAX))
        .filter(counts)
        .collect();
    let ofs = || around.iter().copied().filter(|one| one.is_kin(mean));
    let bys = || {
        around.iter().copied().filter(|one| one.unit.is_some_and(|unit| units.contains(&kin(unit))))
    };
    let real = |of: &Quantity, by: &Quantity| {
        let ((low, high), (least, greatest)) = (of.span(), by.span());
        least.is_positive().then(|| (low / greatest, high / least))
    };
    let holds = |of: &Quantity| {
        around.iter().any(|by| {
            real(of, by).is_some_and(|real| mean.prints(real) || Quantity::slips(real, mean))
        })
    };
    if ofs().any(holds) {
        return None;
    }
    let (of, by) = (ofs().next()?, bys().next()?);
    // Far away it may be of others.
    let is_own = |one: &Quantity| all.iter().any(|own| std::ptr::eq(own, one));
    if !is_own(of)
        || !is_own(by)
            && near.before.last().is_none_or(|last| last.paragraph.at != sentence.paragraph.at)
    {
        return None;
    }
    let value: Exact = of.number.value / by.number.value;
    let is_near = value < mean.number.value * 2 && mean.number.value < value * 2;
    if !is_near || std::ptr::eq(of, by) {
        return None;
    }
    let expected = like(value, mean, draft, sentence.paragraph.at);
    let [said, is, many] = [mean, of, by].map(|one| draft.text(near.place(sentence, one)));
    let told = (
        format!("{is} 除以 {many} 为 {expected}，文中为 {said}"),
        format!("{is} divided by {many} is {expected}, not {said}"),
    );
    let range = sentence.paragraph.place(&mean.range);
    let finding = Finding::new(CODE, Severity::Warning, range, told).with(near.place(sentence, of));
    Some(finding.stating(said, Some(expected)))
}

/// The units of what a mean is for.
fn units(lead: &str) -> Option<Vec<&'static str>> {
    if let Some((_, units)) = EACH.iter().find(|(word, _)| lead.contains(word)) {
        return Some(units.iter().map(|unit| kin(unit)).collect());
    }
    let each = lead.split_once("平均每").or_else(|| lead.split_once("均每"));
    let each = each.map(|(_, each)| each).or_else(|| {
        let (_, each) = lead.split_once('每')?;
        each.contains("平均").then_some(each)
    })?;
    let unit = crate::units::UNITS.iter().copied().find(|unit| each.starts_with(unit))?;
    Some(vec![kin(unit)])
}
