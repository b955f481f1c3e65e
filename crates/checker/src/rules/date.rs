//! DATE: days that do not exist (2月30日, 13月5日) and spans that end before they begin (3月15日至10日, 2021年5月至2020年3月)
//! are errors. What may go on into the next year is left alone (11月至3月). What happened after the end of the period that the report
//! states is a note.

use crate::dates::{Written, written};
use crate::draft::Paragraph;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "DATE";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("日期", "dates"),
    zh: "不存在的日期（2月30日、13月）、起讫颠倒的期间为错误；可能跨年的（11月至3月）不管；所述之事晚于文中声明的统计期限为提示。",
    source: include_str!("date.rs"),
};

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    let period = super::cut::stated(draft);
    for paragraph in draft.paragraphs() {
        let all = written(&paragraph);
        if let Some(period) = &period {
            found.extend(all.iter().filter_map(|one| beyond(draft, &paragraph, one, period)));
        }
        found.extend(all.iter().filter_map(|one| impossible(draft, &paragraph, one)));
        for pair in all.windows(2) {
            let [from, to] = pair else { continue };
            found.extend(reversed(draft, &paragraph, (from, to)));
        }
    }
    found
}

/// Letters of a paragraph that says more than a date and a name.
const SAYS: usize = 20;
/// Words of what is still to come, and of cut-offs, which are another rule's.
const TO_COME: [&str; 9] = ["计划", "预计", "拟", "力争", "将", "到", "截至", "截止", "下一步"];

/// A day after the end of the period that the report says it is of.
fn beyond(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    date: &Written,
    (stated, end): &(std::ops::Range<usize>, super::cut::Day),
) -> Option<Finding> {
    let (year, month) = (date.year?, date.month?);
    let start = date.range.start;
    let before: String = paragraph.letters.get(start.saturating_sub(12)..start)?.iter().collect();
    let is_late = (year, month, date.day.unwrap_or(1)) > *end;
    let is_plan = TO_COME.iter().any(|word| before.contains(word));
    if !is_late || is_plan || paragraph.letters.len() < SAYS {
        return None;
    }
    let range = paragraph.place(&date.range);
    let [said, until] = [&range, stated].map(|range| draft.text(range.clone()));
    let told = (
        format!("{said} 在本文声明的统计期限（至 {until}）之后"),
        format!("{said} is after the end of the stated period, {until}"),
    );
    let finding = Finding::new(CODE, Severity::Note, range, told).with(stated.clone());
    Some(finding.stating(said, None))
}

fn impossible(draft: &Draft, paragraph: &Paragraph<'_>, date: &Written) -> Option<Finding> {
    // 历时 15 月 is a length; with a year before it or a day after it, it is a month.
    let is_month = date.year.is_some() || date.day.is_some();
    let bad_month = date.month.is_some_and(|month| is_month && !(1..=12).contains(&month));
    let most = date.month.map_or(31, |month| days(date.year, month));
    let bad_day = date.day.is_some_and(|day| date.month.is_some() && !(1..=most).contains(&day));
    if !bad_month && !bad_day {
        return None;
    }
    let said = draft.text(paragraph.place(&date.range));
    Some(Finding {
        code: CODE,
        severity: Severity::Error,
        range: paragraph.place(&date.range),
        other: None,
        zh: format!("没有“{said}”这个日期"),
        en: format!("there is no such date as {said}"),
        computed: Some(said),
        expected: None,
        fix: None,
    })
}

/// How many days a month has; of February without a year 29.
fn days(year: Option<i128>, month: i128) -> i128 {
    let is_leap = |year: i128| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        _ => 31,
    }
}

fn reversed(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    (from, to): (&Written, &Written),
) -> Option<Finding> {
    let between: String = paragraph.letters.get(from.range.end..to.range.start)?.iter().collect();
    if !["至", "到", "—", "－", "-", "~", "～", "——"].contains(&between.as_str()) {
        return None;
    }
    let (begins, ends) = match (from.day, to.day) {
        (Some(begins), Some(ends))
            if from.month.is_some() && (to.month.is_none() || to.month == from.month) =>
        {
            if to.year.is_some_and(|year| Some(year) != from.year) {
                return years(draft, paragraph, (from, to));
            }
            (begins, ends)
        }
        // Without a year of its own the end may lie in the next one.
        _ if to.year.is_some() => return years(draft, paragraph, (from, to)),
        _ => return None,
    };
    (ends < begins).then(|| finding(draft, paragraph, (from, to)))
}

/// Of two dates with years, the second earlier.
fn years(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    (from, to): (&Written, &Written),
) -> Option<Finding> {
    let (begins, ends) = (from.year?, to.year?);
    let earlier = match (from.month, to.month) {
        (Some(first), Some(last)) => (ends, last) < (begins, first),
        _ => ends < begins,
    };
    earlier.then(|| finding(draft, paragraph, (from, to)))
}

fn finding(draft: &Draft, paragraph: &Paragraph<'_>, (from, to): (&Written, &Written)) -> Finding {
    let [begins, ends] = [from, to].map(|date| draft.text(paragraph.place(&date.range)));
    Finding {
        code: CODE,
        severity: Severity::Error,
        range: paragraph.place(&to.range),
        other: Some(paragraph.place(&from.range)),
        zh: format!("起止颠倒：自 {begins} 至 {ends}"),
        en: format!("it ends before it begins: from {begins} to {ends}"),
        computed: Some(ends),
        expected: None,
        fix: None,
    }
}
