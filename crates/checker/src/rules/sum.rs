//! SUM: 甲 12 件、乙 13 件，合计 25 件: a total that is stated after what it adds up. It is wrong only if no two or
//! more of the quantities before it in the sentence, of the same unit, come to it. And of 共 30 件，其中 … no part
//! can be greater than the whole.

use base::Exact;
use num_rational::Ratio;

use crate::draft::Paragraph;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

pub(super) const CODE: &str = "SUM";

/// Words before a total of what has been listed.
const TOTALS: [&str; 6] = ["合计", "共计", "总计", "合计为", "共计为", "总计为"];

/// More parts than this are not tried in all their combinations.
const PARTS_MAX: usize = 12;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let all = paragraph.quantities;
        for (place, total) in all.iter().enumerate() {
            let before = all.get(..place).unwrap_or_default();
            found.extend(added(draft, &paragraph, before, total));
            let after = all.get(place + 1..).unwrap_or_default();
            found.extend(greater(draft, &paragraph, total, after));
        }
    }
    found
}

/// A total after its parts.
fn added(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    before: &[Quantity],
    total: &Quantity,
) -> Option<Finding> {
    let letters = paragraph.letters;
    let lead: String =
        letters.get(total.range.start.saturating_sub(4)..total.range.start)?.iter().collect();
    // 全市总计 counts something of its own; after a comma it is the list that is added up.
    let is_total = TOTALS.iter().any(|word| {
        lead.strip_suffix(word)
            .is_some_and(|before| before.ends_with(['，', '、', ',', '；', '：', '（']))
    });
    if !is_total || total.is_about || total.unit.is_none() || total.is_share() {
        return None;
    }
    let sentence = sentence_start(letters, total.range.start);
    let listed =
        before.iter().filter(|part| part.range.start >= sentence && part.unit == total.unit);
    let parts: Vec<&Quantity> = listed.collect();
    let are_exact = parts.iter().all(|part| !part.is_about);
    if parts.len() < 2 || parts.len() > PARTS_MAX || !are_exact {
        return None;
    }
    let spans: Vec<(Exact, Exact)> = parts.iter().map(|part| part.span()).collect();
    if some_come_to(&spans, total) {
        return None;
    }
    let sum: Exact = parts.iter().map(|part| part.number.value).sum();
    let said = draft.text(paragraph.place(&total.range));
    let list: Vec<String> =
        parts.iter().map(|part| draft.text(paragraph.place(&part.range))).collect();
    let first = parts.first().map(|part| paragraph.place(&part.range))?;
    let last = parts.last().map(|part| paragraph.place(&part.range))?;
    let expected = format!("{}{}", printed(sum), total.unit.unwrap_or_default());
    // Parts between which only 、 stands are one list; others may be of different things.
    let is_closed = parts.windows(2).all(|pair| match pair {
        [one, next] => {
            let between = letters.get(one.range.end..next.range.start).unwrap_or_default();
            !between.iter().any(|letter| "，；,;".contains(*letter))
        }
        _ => true,
    });
    Some(Finding {
        code: CODE,
        severity: if is_closed { Severity::Error } else { Severity::Warning },
        range: paragraph.place(&total.range),
        other: Some(first.start..last.end),
        zh: format!(
            "{} 相加为 {expected}，文中合计 {said}；其中任何几项相加也不是它",
            list.join("、")
        ),
        en: format!(
            "{} come to {expected}, not to {said}; no two or more of them do",
            list.join(", ")
        ),
        computed: Some(said),
        expected: Some(expected),
        fix: None,
    })
}

/// Whether two or more of the parts come to the total.
fn some_come_to(parts: &[(Exact, Exact)], total: &Quantity) -> bool {
    let (least, greatest) = total.span();
    (0..1_u32 << parts.len()).filter(|chosen| chosen.count_ones() >= 2).any(|chosen| {
        let zero = Ratio::from_integer(0);
        let taken = parts.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1);
        let (low, high) =
            taken.fold((zero, zero), |(low, high), (_, part)| (low + part.0, high + part.1));
        low <= greatest && least <= high
    })
}

/// A part after 其中 that is greater than the whole before it.
fn greater(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    whole: &Quantity,
    after: &[Quantity],
) -> Option<Finding> {
    let letters = paragraph.letters;
    let next: String = letters.iter().skip(whole.range.end).take(3).collect();
    let opens = ["，其中", ",其中", "（其中"].iter().any(|word| next.starts_with(word));
    if !opens || whole.is_about || whole.unit.is_none() {
        return None;
    }
    // Only the first is surely a part: what comes after it may count something else again.
    let part = after.first().filter(|part| part.unit == whole.unit && !part.is_about)?;
    let between = letters.get(whole.range.end + 1..part.range.start)?;
    let is_next = !between.iter().any(|letter| "，。；、,;".contains(*letter));
    let (_, most) = whole.span();
    if !is_next || part.span().0 <= most {
        return None;
    }
    let [said, of] = [part, whole].map(|one| draft.text(paragraph.place(&one.range)));
    Some(Finding {
        code: CODE,
        severity: Severity::Error,
        range: paragraph.place(&part.range),
        other: Some(paragraph.place(&whole.range)),
        zh: format!("“其中”的 {said} 大于总数 {of}"),
        en: format!("{said} is a part of {of} and greater"),
        computed: Some(printed(part.number.value)),
        expected: None,
        fix: None,
    })
}

/// Without more decimals than needed.
fn printed(value: Exact) -> String {
    if value.is_integer() { value.to_integer().to_string() } else { base::exact::decimal(value, 2) }
}

fn sentence_start(letters: &[char], at: usize) -> usize {
    let before = letters.get(..at).unwrap_or_default();
    before.iter().rposition(|letter| ends_sentence(*letter)).map_or(0, |place| place + 1)
}

fn ends_sentence(letter: char) -> bool {
    matches!(letter, '。' | '；' | '！' | '？' | ';')
}
