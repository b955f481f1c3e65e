//! PCT: 30 件，其中 20 件，占 66.7%. The share must be one that quantities of the same unit before it admit as they are
//! printed, whichever is the part and whichever the whole, two parts together included. And rates that are shares
//! by their name (合格率, 满意率) do not pass 100 %.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::draft::Paragraph;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

pub(super) const CODE: &str = "PCT";

/// What may stand between a quantity and its share. 占全市 is a share of something that is not said.
const SHARES: [&str; 12] = [
    "占",
    "占比",
    "占比为",
    "占比达",
    "占总数的",
    "占总量的",
    "占总数",
    "占总量",
    "占全部的",
    "占比例",
    "占到",
    "占其",
];

/// Rates of what is in what could be. 完成率, 接种率 and 使用率 are not among them: they do pass 100 %.
const RATES: [&str; 9] =
    ["合格率", "满意率", "办结率", "及时率", "按期率", "按期答复率", "达标率", "知晓率", "响应率"];

/// Quantities of one unit that are tried with each other.
const TRIED_MAX: usize = 24;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let all = paragraph.quantities;
        for (place, share) in all.iter().enumerate().filter(|(_, one)| one.is_share()) {
            found.extend(beyond(draft, &paragraph, share));
            let before = all.get(..place).unwrap_or_default();
            found.extend(unfounded(draft, &paragraph, before, share));
        }
    }
    found
}

/// A rate that passes 100 %.
fn beyond(draft: &Draft, paragraph: &Paragraph<'_>, share: &Quantity) -> Option<Finding> {
    let start = share.range.start;
    let lead: String = paragraph.letters.get(start.saturating_sub(8)..start)?.iter().collect();
    let lead =
        lead.trim_end_matches(['为', '达', '到', '均', '约', '是', '：', ':', '近', '超', '过']);
    let rate = RATES.iter().find(|rate| lead.ends_with(**rate))?;
    if share.number.value <= Ratio::from_integer(100) {
        return None;
    }
    let said = draft.text(paragraph.place(&share.range));
    Some(Finding {
        code: CODE,
        severity: Severity::Error,
        range: paragraph.place(&share.range),
        other: None,
        zh: format!("{rate}不会超过 100%，文中为 {said}"),
        en: format!("{rate} cannot pass 100 %; it is said to be {said}"),
        computed: Some(base::exact::decimal(share.number.value, 2)),
        expected: None,
        fix: None,
    })
}

/// A share that nothing before it makes.
fn unfounded(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    before: &[Quantity],
    share: &Quantity,
) -> Option<Finding> {
    let part = before
        .last()
        .filter(|part| part.unit.is_some() && !part.is_share() && !part.is_points())?;
    let between: String =
        paragraph.letters.get(part.range.end..share.range.start)?.iter().collect();
    let said = between.trim_start_matches(['，', ',', '（', '(']);
    if !SHARES.contains(&said) || share.is_about {
        return None;
    }
    let alike: Vec<&Quantity> = before.iter().filter(|one| one.unit == part.unit).collect();
    let is_known =
        alike.len() >= 2 && alike.len() <= TRIED_MAX && !alike.iter().any(|one| one.is_about);
    if !is_known || is_made(&alike, share) {
        return None;
    }
    let wholes: Vec<&&Quantity> =
        alike.iter().filter(|whole| whole.number.value > part.number.value).collect();
    let whole = *wholes.first()?;
    let real = part.number.value / whole.number.value * Ratio::from_integer(100);
    let decimals = u32::from(!share.number.step.is_integer()) * 2;
    let expected = format!("{}%", base::exact::decimal(real, decimals.max(1)));
    let [of, is, printed] =
        [*whole, part, share].map(|one| draft.text(paragraph.place(&one.range)));
    let is_sure = alike.len() == 2;
    Some(Finding {
        code: CODE,
        severity: if is_sure { Severity::Error } else { Severity::Warning },
        range: paragraph.place(&share.range),
        other: Some(paragraph.place(&whole.range)),
        zh: format!("{is} 占 {of} 的 {expected}，文中为 {printed}；前文各数也都得不出它"),
        en: format!(
            "{is} is {expected} of {of}, not {printed}; no other quantities before it make it either"
        ),
        computed: Some(printed),
        expected: Some(expected),
        fix: None,
    })
}

/// Whether one or two of these are that share of another, or of all of them together.
fn is_made(alike: &[&Quantity], share: &Quantity) -> bool {
    let zero = (Ratio::from_integer(0), Ratio::from_integer(0));
    let spans: Vec<(Exact, Exact)> = alike.iter().map(|one| one.span()).collect();
    let all = spans.iter().fold(zero, |all, one| (all.0 + one.0, all.1 + one.1));
    let parts = spans.iter().enumerate().flat_map(|(place, one)| {
        let more = spans.iter().skip(place + 1).map(|other| (one.0 + other.0, one.1 + other.1));
        more.chain([*one])
    });
    let parts: Vec<(Exact, Exact)> = parts.collect();
    let makes = |whole: &(Exact, Exact)| {
        parts.iter().any(|part| part != whole && makes(*part, *whole, share))
    };
    spans.iter().chain([&all]).any(makes)
}

fn makes(part: (Exact, Exact), whole: (Exact, Exact), share: &Quantity) -> bool {
    let hundred = Ratio::from_integer(100);
    whole.0.is_positive() && share.prints((part.0 / whole.1 * hundred, part.1 / whole.0 * hundred))
}
