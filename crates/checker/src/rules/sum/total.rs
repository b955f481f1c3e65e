//! A total that is stated after what it adds up. It is wrong only if no run of two or more of the quantities
//! before it in the sentence, of its kind, comes to it.

use base::Exact;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::doubt::{self, is_chosen, is_mean};
use super::parts::is_change;
use super::{CODE, PARTS_MAX, agrees, like, printed};

/// Words before a total of what has been listed.
const TOTALS: [&str; 20] = [
    "合计",
    "共计",
    "总计",
    "合计为",
    "共计为",
    "总计为",
    "两项合计",
    "三项合计",
    "合计达",
    "共",
    "总共",
    "累计共",
    "以上合计",
    "以上共计",
    "两者合计",
    "二者合计",
    "三者合计",
    "两项共",
    "三项共",
    "总数为",
];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let places = 0..all.len();
    places.filter_map(|place| added(draft, sentence, place)).collect()
}

fn added(draft: &Draft, sentence: &Sentence<'_>, place: usize) -> Option<Finding> {
    let all = sentence.quantities;
    let total = all.get(place)?;
    if !total.is_exact_count() || !is_total(sentence, place) {
        return None;
    }
    let before = all.get(place.saturating_sub(PARTS_MAX)..place)?;
    let depth = sentence.depth(total.range.start);
    let listed: Vec<&Quantity> = before
        .iter()
        .filter(|part| part.is_kin(total) && sentence.depth(part.range.start) == depth)
        .filter(|part| !is_aside(sentence, part))
        .collect();
    // 自评 14.5 分、…，合计自评 93.5 分: those of its name.
    let lead = sentence.lead(place);
    let name = TOTALS.iter().filter_map(|word| lead.strip_prefix(word)).min_by_key(|of| of.len());
    let is_named = |part: &&Quantity| {
        let at = all.iter().position(|one| std::ptr::eq(one, *part));
        at.zip(name).is_some_and(|(at, name)| {
            name.chars().count() >= 2 && sentence.lead(at).ends_with(name)
        })
    };
    let named: Vec<&Quantity> = listed.iter().copied().filter(is_named).collect();
    let listed = if named.len() >= 2 { named } else { listed };
    let outer: Vec<&Quantity> =
        listed.iter().copied().filter(|part| !is_nested(sentence, part)).collect();
    // 336 个县，每县 3 个乡镇，共 1008 个 is a product.
    let is_product = before.iter().any(|one| {
        let place = all.iter().position(|other| other.range == one.range);
        place.is_some_and(|place| sentence.lead(place).starts_with('每'))
    });
    if is_product {
        return None;
    }
    let are_exact = listed.iter().all(|part| !part.is_about);
    let holds = runs(&listed, total) || runs(&outer, total) || is_chosen(&listed, total);
    // 县本级 13.05 亿元，乡镇 5.89 亿元，…，合计 2.41 亿元: of other amounts, for it is less than half of each.
    let is_less = listed.iter().all(|part| part.number.value > total.number.value * 2);
    // 6 个区、4 个县，共 148 个乡镇 is of something else.
    let sum: Exact = listed.iter().map(|part| part.number.value).sum();
    let is_more = total.number.value > sum * 3;
    if listed.len() < 2 || !are_exact || holds || is_less || is_more {
        return None;
    }
    let last =
        outer.iter().rposition(|part| sentence.ends_piece(part.range.end, total.range.start));
    // The list nearest to the total: what stands before the last semicolon is of something else.
    let piece = outer.get(last.map_or(0, |last| last + 1)..).unwrap_or_default();
    let parts = match (piece.len() >= 2, outer.len() >= 2) {
        (true, _) => piece,
        (false, true) => &outer,
        _ => &listed,
    };
    let parts: Vec<&Quantity> =
        parts.iter().copied().filter(|part| part.unit == total.unit).collect();
    let (first, last) = (parts.first()?, parts.last().filter(|_| parts.len() >= 2)?);
    let value = parts.iter().map(|part| part.number.value).sum();
    let place = |of: &Quantity| sentence.paragraph.place(&of.range);
    let said = draft.text(place(total));
    let list: Vec<String> = parts.iter().map(|part| draft.text(place(part))).collect();
    let expected = like(value, total, draft, sentence.paragraph.at);
    // Parts between which only 、 stands are one list; others may be of different things.
    let between = sentence.between(first.range.end, last.range.start);
    let is_closed = !between.iter().any(|letter| "，；,;".contains(*letter));
    let severity = if is_closed { Severity::Error } else { Severity::Warning };
    let told = (
        format!("{} 相加为 {expected}，文中合计 {said}；其中相邻几项相加也不是它", list.join("、")),
        format!("{} come to {expected}, not to {said}; no run of them does", list.join(", ")),
    );
    let finding = Finding::new(CODE, severity, place(total), told)
        .with(place(first).start..place(last).end)
        .stating(printed(total.number.value), Some(expected));
    Some(finding)
}

/// Whether a total of what stands before it begins here. 全市总计 counts something of its own; after a comma it
/// is the list that is added up, also if it is named by what the parts are: 总计补助 after 合作医疗补助.
fn is_total(sentence: &Sentence<'_>, place: usize) -> bool {
    let lead = sentence.lead(place);
    let named =
        TOTALS.iter().filter_map(|total| lead.strip_prefix(total)).min_by_key(|name| name.len());
    let is_of = |name: &str| {
        name.is_empty()
            || (name.chars().count() >= 2
                && (0..place).rev().take(PARTS_MAX).any(|part| sentence.lead(part).ends_with(name)))
    };
    named.is_some_and(is_of) && sentence.is_marked(place)
}

/// Whether it is no amount that is added up: what two differ by, or so many of each (每县 3 个乡镇).
fn is_aside(sentence: &Sentence<'_>, part: &Quantity) -> bool {
    let place = sentence.quantities.iter().position(|one| one.range == part.range);
    place.is_some_and(|place| {
        let lead = sentence.lead(place);
        is_change(&lead) || is_mean(&lead)
    })
}

/// Whether it is a part of the one before it: 其中.
fn is_nested(sentence: &Sentence<'_>, part: &Quantity) -> bool {
    let place = sentence.quantities.iter().position(|one| one.range == part.range);
    place.is_some_and(|place| sentence.lead(place).starts_with("其中"))
}

/// Whether a run of two or more comes to the total.
fn runs(parts: &[&Quantity], total: &Quantity) -> bool {
    (0..parts.len()).any(|first| {
        doubt::runs(parts.get(first..).unwrap_or_default()).iter().any(|sum| agrees(*sum, total))
    })
}
