//! CUT: up to which day the figures of a report are counted. Days after the end of the period that the report states
//! (统计期限自 … 至 …) are a warning; cut-offs that differ from each other are a note, unless the report says that they do
//! (另有截止日期的在文中写明).

use std::ops::Range;

use crate::dates::{Written, written};
use crate::draft::Paragraph;
use crate::phrase::has;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "CUT";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("截止日期", "cut-offs"),
    zh: "数据截至日晚于文中声明的统计期限为警告；各处“截至”的日期不同为提示，文中已说明“另有截止日期的在文中写明”的除外。",
    source: include_str!("cut.rs"),
};

/// Words before a cut-off.
const UP_TO: [&str; 5] = ["截至", "截止", "截止到", "截至到", "截止至"];
/// Words of a sentence that states the period of all figures.
const STATED: [&str; 6] = ["统计期限", "统计期为", "统计时间", "数据的时间", "报告期", "所列数据"];

/// Year, month and day.
pub(super) type Day = (i128, i128, i128);

/// A cut-off that is written out.
struct Cut {
    range: Range<usize>,
    day: Day,
}

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let (mut cuts, mut period, mut year): (Vec<Cut>, Option<Cut>, Option<i128>) =
        (vec![], None, None);
    for paragraph in draft.paragraphs() {
        let dates = written(&paragraph);
        for date in &dates {
            year = date.year.or(year);
            let Some(day) = date.last_day(year) else { continue };
            let cut = Cut { range: paragraph.place(&date.range), day };
            if states_end(&paragraph, date) {
                period.get_or_insert(cut);
            } else if is_cut(&paragraph, date) {
                cuts.push(cut);
            }
        }
    }
    // 另有截止日期的在文中写明: the report says itself that they differ.
    let is_told = draft.paragraphs().any(|paragraph| {
        let text: String = paragraph.letters.iter().collect();
        has(&text, &["另有截止", "另行注明", "另有注明", "另行说明", "特别注明"])
    });
    let late = |cut: &Cut| period.as_ref().is_some_and(|period| cut.day > period.day);
    let mut found: Vec<Finding> = vec![];
    for (place, cut) in cuts.iter().enumerate() {
        if let Some(period) = period.as_ref().filter(|_| late(cut)) {
            found.push(told(draft, cut, period, Severity::Warning));
        } else if let Some(first) =
            cuts.first().filter(|first| place > 0 && !is_told && first.day != cut.day)
        {
            let is_new =
                !cuts.get(..place).unwrap_or_default().iter().any(|other| other.day == cut.day);
            if is_new {
                found.push(told(draft, cut, first, Severity::Note));
            }
        }
    }
    found
}

/// The last day of the period that the report says its figures are of, and where it says so.
pub(super) fn stated(draft: &Draft) -> Option<(Range<usize>, Day)> {
    let mut year = None;
    for paragraph in draft.paragraphs() {
        for date in written(&paragraph) {
            year = date.year.or(year);
            if let Some(day) = date.last_day(year).filter(|_| states_end(&paragraph, &date)) {
                return Some((paragraph.place(&date.range), day));
            }
        }
    }
    None
}

fn told(draft: &Draft, cut: &Cut, other: &Cut, severity: Severity) -> Finding {
    let [said, of] = [cut, other].map(|one| draft.text(one.range.clone()));
    let told = match severity {
        Severity::Note => (
            format!("数据截至 {said}，前文截至 {of}：截止日期不一致"),
            format!("figures up to {said}, before up to {of}: the cut-offs differ"),
        ),
        _ => (
            format!("数据截至 {said}，晚于本文声明的统计期限 {of}"),
            format!("figures up to {said}, after the end of the stated period, {of}"),
        ),
    };
    Finding::new(CODE, severity, cut.range.clone(), told)
        .with(other.range.clone())
        .stating(said, Some(of))
}

/// Whether 截至 stands right before a date.
fn is_cut(paragraph: &Paragraph<'_>, date: &Written) -> bool {
    let before = words(paragraph, date, 4);
    UP_TO.iter().any(|word| before.trim_end().ends_with(word))
}

/// Whether a date is the end of the period that the report says its figures are of.
fn states_end(paragraph: &Paragraph<'_>, date: &Written) -> bool {
    let before = words(paragraph, date, 40);
    let sentence = before.rsplit('。').next().unwrap_or_default();
    let is_end = ["至", "到", "—", "-", "截至", "截止", "止"]
        .iter()
        .any(|word| sentence.trim_end().ends_with(word));
    is_end && has(sentence, &STATED)
}

fn words(paragraph: &Paragraph<'_>, date: &Written, count: usize) -> String {
    let start = date.range.start;
    paragraph.letters.get(start.saturating_sub(count)..start).unwrap_or_default().iter().collect()
}
