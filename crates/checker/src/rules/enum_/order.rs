//! 一、 （一） 1. （1） ① 第一， at the beginnings of paragraphs: each kind goes on where it was, or begins again;
//! （一） （1） ① within one: （一）甲；（二）乙.

use std::ops::Range;

use num_traits::ToPrimitive;

use crate::draft::{Kind, Paragraph};
use crate::{Draft, Finding, Severity};

use super::CODE;
use super::points::{Mark as Point, han, stated};

/// The kinds of marks, the outer before the inner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1. and 1、
    Digits,
    /// （1） and 1）
    DigitsInBrackets,
    /// ①
    Circled,
    /// 第一，
    Ordinal,
}

impl Style {
    /// A mark of this kind, as it is written.
    fn written(self, number: usize) -> String {
        let word = || i128::try_from(number).map(han).unwrap_or_default();
        match self {
            Style::Han => format!("{}、", word()),
            Style::HanInBrackets => format!("（{}）", word()),
            Style::Digits => format!("{number}."),
            Style::DigitsInBrackets => format!("（{number}）"),
            Style::Circled => number.to_string(),
            Style::Ordinal => format!("第{}，", word()),
        }
    }
}

/// A mark at the beginning of a paragraph.
#[derive(Clone, Debug)]
struct Mark {
    style: Style,
    number: usize,
    /// What it should have been, if it was found wrong: the next may go on from either.
    due: Option<usize>,
    range: Range<usize>,
}

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut open: Vec<Mark> = vec![];
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        // Cells have lists of their own, each perhaps with the items of one matter alone.
        if matches!(paragraph.kind, Kind::Cell(_) | Kind::Note) {
            continue;
        }
        let within = within(&paragraph);
        for pair in within.windows(2) {
            let [before, mark] = pair else { continue };
            found.extend(wrong(draft, Some(before).filter(|one| one.style == mark.style), mark));
        }
        stated(draft, &paragraph, &points(&within), &mut found);
        let Some(mark) = mark(&paragraph) else { continue };
        let last = open.iter().rposition(|one| one.style == mark.style);
        let before = last.and_then(|at| open.get(at));
        let wrong = wrong(draft, before, &mark);
        let due = wrong.is_some().then(|| before.map_or(1, |before| before.number + 1));
        found.extend(wrong);
        // What was counted off within the one before begins again.
        open.truncate(last.unwrap_or(open.len()));
        // （一）… （二）… in one paragraph: the next goes on from the last of them.
        let goes_on = within.first().is_some_and(|first| first.range == mark.range);
        let run = within.iter().take_while(|one| goes_on && one.style == mark.style);
        let run = run.zip(mark.number..).take_while(|(one, due)| one.number == *due);
        let number = run.last().map_or(mark.number, |(one, _)| one.number);
        open.push(Mark { due, number, ..mark });
    }
    found
}

/// The marks in brackets and circles within a paragraph, from the one it begins with on: （一）甲；（二）乙. Not those of a
/// statute that is quoted, 第（三）项.
fn within(paragraph: &Paragraph<'_>) -> Vec<Mark> {
    let letters = paragraph.letters;
    let begins = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        before.is_none_or(|before| "。；：;:\u{3000} ".contains(*before))
    };
    let opens = |at: &usize| {
        letters.get(*at).is_some_and(|one| matches!(one, '（' | '(') || ('①'..='⑳').contains(one))
    };
    let marks = (0..letters.len()).filter(opens).filter(begins).filter_map(|at| {
        let mark = mark_at(paragraph, at)?;
        let after = letters.get(mark.range.end - paragraph.at);
        (!after.is_none_or(|after| "项款条目、）".contains(*after))).then_some(mark)
    });
    marks.collect()
}

/// The same as points that a number before them may state.
fn points(marks: &[Mark]) -> Vec<Point> {
    let point = |mark: &Mark| {
        let number = i128::try_from(mark.number).ok()?;
        Some(Point { range: mark.range.clone(), number, due: None, is_garbled: false })
    };
    marks.iter().filter_map(point).collect()
}

fn wrong(draft: &Draft, last: Option<&Mark>, mark: &Mark) -> Option<Finding> {
    let last = last?;
    let goes_on = last.due.is_some_and(|due| mark.number == due + 1);
    if mark.number == 1 || mark.number == last.number + 1 || goes_on {
        return None;
    }
    // A list of which only a part is quoted may begin anywhere; one that has begun may not leave out or repeat.
    let said = draft.text(mark.range.clone());
    let was = draft.text(last.range.clone());
    let told = if mark.number > last.number {
        (
            format!("序号“{was}”之后是“{said}”，中间有缺"),
            format!("“{said}” comes after “{was}”: something is missing between"),
        )
    } else {
        (
            format!("序号“{said}”重复或倒退：前面已到“{was}”"),
            format!("“{said}” comes again, or goes back: “{was}” came before"),
        )
    };
    let finding =
        Finding::new(CODE, Severity::Error, mark.range.clone(), told).with(last.range.clone());
    Some(finding.stating(said, Some(mark.style.written(last.number + 1))))
}

/// The mark that a paragraph begins with. `1.13个部门` is item 1; `3.5万` may be a number, and is left alone.
fn mark(paragraph: &Paragraph<'_>) -> Option<Mark> {
    mark_at(paragraph, paragraph.letters.iter().position(|letter| !letter.is_whitespace())?)
}

fn mark_at(paragraph: &Paragraph<'_>, start: usize) -> Option<Mark> {
    let letters = paragraph.letters;
    let first = *letters.get(start)?;
    let range = |end: usize| paragraph.place(&(start..end));
    if ('①'..='⑳').contains(&first) {
        let number = (u32::from(first) - u32::from('①')).to_usize()? + 1;
        return Some(Mark { style: Style::Circled, number, due: None, range: range(start + 1) });
    }
    let opens = matches!(first, '（' | '(');
    let at = start + usize::from(opens || first == '第');
    let number = paragraph.numbers.iter().find(|number| number.range.start == at);
    let is_word = letters.get(at).is_some_and(|one| "一二三四五六七八九十".contains(*one));
    let (value, end) = match number {
        Some(number) if !number.step.is_integer() => {
            (number.value.to_integer().to_usize()?, digits(letters, at))
        }
        Some(number) if number.value.is_integer() => {
            (number.value.to_integer().to_usize()?, number.range.end)
        }
        // The reader of numbers takes 一 before a word for a part of that word.
        _ if letters.get(at) == Some(&'一') => (1, at + 1),
        _ => return None,
    };
    let after = *letters.get(end)?;
    let style = match (first, is_word, after) {
        ('（' | '(', true, '）' | ')') => Style::HanInBrackets,
        ('（' | '(', false, '）' | ')') => Style::DigitsInBrackets,
        ('第', true, '，' | ',' | '、') => Style::Ordinal,
        (_, true, '、') => Style::Han,
        (_, false, '）' | ')') => Style::DigitsInBrackets,
        (_, false, '.' | '．' | '、') => Style::Digits,
        _ => return None,
    };
    (1..=99).contains(&value).then(|| Mark {
        style,
        number: value,
        due: None,
        range: range(end + 1),
    })
}

/// Where the digits that begin here end.
fn digits(letters: &[char], at: usize) -> usize {
    at + letters.iter().skip(at).take_while(|letter| letter.is_ascii_digit()).count()
}
