//! Which letters of a draft are marked, by which findings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::ops::Range;

use base::Lang;
use checker::draft::Paragraph;
use checker::{Draft, Finding, Severity};

use super::escape::Escaped;
use super::severity;

/// Everything that is marked in a draft.
pub(super) struct Marks {
    marks: Vec<Mark>,
    /// By the place where a paragraph begins: the marks in it, in order.
    in_paragraph: BTreeMap<usize, Vec<usize>>,
    /// The numbers of the findings that can be seen in the text, and whether what they are held against.
    seen: BTreeSet<(usize, bool)>,
}

/// What a finding is about, or what it is held against.
struct Mark {
    range: Range<usize>,
    /// That of the finding, from 1.
    number: usize,
    severity: Severity,
    is_other: bool,
    /// The part of it in the text, from the first paragraph that it touches to the last; none if it
    /// stands between paragraphs.
    shown: Option<Range<usize>>,
}

impl Marks {
    pub(super) fn of(draft: &Draft, findings: &[Finding]) -> Marks {
        let paragraphs: Vec<Range<usize>> =
            draft.paragraphs().map(|found| found.at..found.at + found.letters.len()).collect();
        let (mut marks, mut in_paragraph) = (vec![], BTreeMap::<usize, Vec<usize>>::new());
        for (number, finding) in (1..).zip(findings) {
            let other = finding.other.iter().map(|range| (range, true));
            for (range, is_other) in [(&finding.range, false)].into_iter().chain(other) {
                // A place between two letters is shown at the one after it.
                let range = range.start..range.end.max(range.start.saturating_add(1));
                let first = paragraphs.partition_point(|paragraph| paragraph.end <= range.start);
                let touched = paragraphs.iter().skip(first);
                let mut shown: Option<Range<usize>> = None;
                for paragraph in touched.take_while(|paragraph| paragraph.start < range.end) {
                    in_paragraph.entry(paragraph.start).or_default().push(marks.len());
                    let start = range.start.max(paragraph.start);
                    let start = shown.map_or(start, |shown| shown.start);
                    shown = Some(start..range.end.min(paragraph.end));
                }
                let severity = finding.severity;
                marks.push(Mark { range, number, severity, is_other, shown });
            }
        }
        let seen = marks.iter().filter(|mark: &&Mark| mark.shown.is_some());
        let seen = seen.map(|mark| (mark.number, mark.is_other)).collect();
        Marks { marks, in_paragraph, seen }
    }

    /// Whether this finding, or what it is held against, can be seen in the text.
    pub(super) fn has(&self, number: usize, is_other: bool) -> bool {
        self.seen.contains(&(number, is_other))
    }

    /// Writes a paragraph of the draft, or a cell's, with its marks.
    pub(super) fn write(
        &self,
        out: &mut String,
        draft: &Draft,
        paragraph: &Paragraph<'_>,
        lang: Lang,
    ) -> fmt::Result {
        let whole = paragraph.at..paragraph.at + paragraph.letters.len();
        let own: Vec<&Mark> = self
            .in_paragraph
            .get(&whole.start)
            .into_iter()
            .flatten()
            .filter_map(|at| self.marks.get(*at))
            .collect();
        let mut cuts = BTreeSet::from([whole.start, whole.end]);
        for mark in &own {
            cuts.extend([mark.range.start.max(whole.start), mark.range.end.min(whole.end)]);
        }
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let here: Vec<&Mark> =
                own.iter().copied().filter(|mark| mark.range.contains(start)).collect();
            segment(out, &draft.text(*start..*end), &here, *start)?;
            for mark in here {
                if mark.shown.as_ref().is_some_and(|shown| shown.end == *end) {
                    reference(out, mark, lang)?;
                }
            }
        }
        Ok(())
    }
}

/// Writes letters with the same marks.
fn segment(out: &mut String, text: &str, here: &[&Mark], at: usize) -> fmt::Result {
    if here.is_empty() {
        return write!(out, "{}", Escaped(text));
    }
    let worst = here.iter().filter(|mark| !mark.is_other).map(|mark| mark.severity).max();
    write!(out, "<mark class=\"{}\"", worst.map_or("other", Severity::key))?;
    let mut beginning =
        here.iter().filter(|mark| mark.shown.as_ref().is_some_and(|shown| shown.start == at));
    if let Some(mark) = beginning.next() {
        write!(out, " id=\"{}-{}\"", mark.letter(), mark.number)?;
    }
    let numbers: BTreeSet<usize> = here.iter().map(|mark| mark.number).collect();
    let said: Vec<String> = numbers.iter().map(|number| format!("s-{number}")).collect();
    write!(out, " aria-describedby=\"{}\">", said.join(" "))?;
    for mark in beginning {
        write!(out, "<span id=\"{}-{}\"></span>", mark.letter(), mark.number)?;
    }
    write!(out, "{}</mark>", Escaped(text))
}

/// Writes the number of a finding after its mark, with the way to it.
fn reference(out: &mut String, mark: &Mark, lang: Lang) -> fmt::Result {
    let (number, said) = (mark.number, severity(mark.severity, lang));
    let (class, told, label) = match (mark.is_other, lang) {
        (false, Lang::Zh) => (mark.severity.key(), "", format!("第 {number} 条，{said}")),
        (false, Lang::En) => (mark.severity.key(), "", format!("finding {number}, {said}")),
        // The name of a link holds what can be read of it.
        (true, Lang::Zh) => ("other", "对照", format!("对照{number}，第 {number} 条，{said}")),
        (true, Lang::En) => ("other", "cf. ", format!("cf. {number}, finding {number}, {said}")),
    };
    write!(
        out,
        "<a class=\"ref {class}\" href=\"#f-{number}\" aria-label=\"{label}\">{told}{number}</a>"
    )
}

impl Mark {
    /// What its name in the page begins with.
    fn letter(&self) -> char {
        if self.is_other { 'o' } else { 'm' }
    }
}
