//! 一是…二是…三是 with a gap, a repetition or a wrong beginning; a mark that an automatic replacement has garbled
//! (三是0版本 for 3.0版本); and a number of points that is not the one stated before them (三方面：一是…二是…).

use std::ops::Range;

use base::exact;

use crate::draft::Paragraph;
use crate::number::Number;
use crate::{Draft, Finding, Fix, Severity};

use super::CODE;

/// A mark of an enumeration within a sentence.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// In the draft.
    pub(super) range: Range<usize>,
    pub(super) number: i128,
    /// What it should have been, if it was found wrong: the next may go on from either.
    pub(super) due: Option<i128>,
    /// Whether something was garbled into it.
    pub(super) is_garbled: bool,
}

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    let mut open: Vec<Mark> = vec![];
    for paragraph in draft.paragraphs() {
        let marks = marks(&paragraph);
        stated(draft, &paragraph, &marks, &mut found);
        for mark in marks {
            if mark.is_garbled {
                found.push(garbled(draft, &mark));
                continue;
            }
            if mark.number == 1 {
                open.clear();
            }
            let wrong = out_of_order(draft, &open, &mark);
            let due = wrong.is_some().then(|| open.last().map_or(1, |last| last.number + 1));
            found.extend(wrong);
            open.push(Mark { due, ..mark });
        }
        // An enumeration may go on in the next paragraphs, but not past one that has no mark at all.
        if open.last().is_none_or(|mark| mark.range.start < paragraph.at) {
            open.clear();
        }
    }
    found
}

/// Every 一是, 二是 and so on that begins a clause, or that a digit follows at once.
fn marks(paragraph: &Paragraph<'_>) -> Vec<Mark> {
    let letters = paragraph.letters;
    let mut marks = vec![];
    for number in paragraph.numbers {
        let Range { start, end } = number.range;
        let in_words =
            letters.get(start).is_some_and(|first| "一二三四五六七八九十".contains(*first));
        let names = letters.get(end) == Some(&'是') && in_words && number.value.is_integer();
        if !names {
            continue;
        }
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let begins = before.is_none_or(|before| is_break(*before));
        let is_garbled = !begins && letters.get(end + 1).is_some_and(char::is_ascii_digit);
        if begins || is_garbled {
            let range = paragraph.at + start..paragraph.at + end + 1;
            marks.push(Mark { range, number: number.value.to_integer(), due: None, is_garbled });
        }
    }
    first_marks(letters, paragraph.at, &mut marks);
    marks
}

/// 一是 is a word of its own to the reader of numbers.
fn first_marks(letters: &[char], at: usize, marks: &mut Vec<Mark>) {
    for start in 0..letters.len().saturating_sub(1) {
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let begins = before.is_none_or(|before| is_break(*before));
        if begins && letters.get(start..start + 2) == Some(&['一', '是']) {
            let range = at + start..at + start + 2;
            marks.push(Mark { range, number: 1, due: None, is_garbled: false });
        }
    }
    marks.sort_by_key(|mark| mark.range.start);
    marks.dedup_by_key(|mark| mark.range.start);
}

/// Whether a clause begins after it.
fn is_break(letter: char) -> bool {
    letter.is_whitespace() || "，。；：、！？,.;:!?（）()“”\u{3000}".contains(letter)
}

fn out_of_order(draft: &Draft, open: &[Mark], mark: &Mark) -> Option<Finding> {
    let last = open.last();
    let expected = last.map_or(1, |last| last.number + 1);
    let goes_on = last.and_then(|last| last.due).is_some_and(|due| mark.number == due + 1);
    if mark.number == expected || goes_on {
        return None;
    }
    let (said, due) = (draft.text(mark.range.clone()), word(expected));
    let (zh, en) = match last {
        None => (format!("“{said}”之前没有“一是”"), format!("there is no 一是 before “{said}”")),
        Some(last) if mark.number <= last.number => (
            format!("“{said}”重复或倒退：前面已到“{}”", draft.text(last.range.clone())),
            format!(
                "“{said}” comes again, or goes back: “{}” came before",
                draft.text(last.range.clone())
            ),
        ),
        Some(last) => (
            format!("“{}”之后是“{said}”，缺“{due}”", draft.text(last.range.clone())),
            format!(
                "“{said}” comes after “{}”; “{due}” is missing",
                draft.text(last.range.clone())
            ),
        ),
    };
    Some(Finding {
        code: CODE,
        severity: Severity::Error,
        range: mark.range.clone(),
        other: last.map(|last| last.range.clone()),
        zh,
        en,
        computed: Some(said),
        expected: Some(due),
        fix: None,
    })
}

fn garbled(draft: &Draft, mark: &Mark) -> Finding {
    let range = mark.range.start..mark.range.end + 1;
    let said = draft.text(range.clone());
    let digit = draft.text(mark.range.end..mark.range.end + 1);
    let meant = format!("{}.{digit}", mark.number);
    Finding {
        code: CODE,
        severity: Severity::Error,
        range,
        other: None,
        zh: format!("“{said}”疑为“{meant}”被自动替换所致"),
        en: format!("“{said}” seems to be “{meant}” after an automatic replacement"),
        computed: Some(said),
        expected: Some(meant.clone()),
        fix: Some(Fix { range: mark.range.start..mark.range.end + 1, text: meant }),
    }
}

/// A number of points that is stated before a colon and is not how many follow it.
pub(super) fn stated(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    marks: &[Mark],
    found: &mut Vec<Finding>,
) {
    let letters = paragraph.letters;
    let firsts = marks.iter().enumerate().filter(|(_, mark)| mark.number == 1 && !mark.is_garbled);
    for (place, first) in firsts {
        let start = first.range.start - paragraph.at;
        let is_led = start.checked_sub(1).and_then(|at| letters.get(at));
        if !is_led.is_some_and(|before| matches!(before, '：' | ':')) {
            continue;
        }
        let clause = letters.get(..start - 1).unwrap_or_default();
        let begins = clause.iter().rposition(|letter| "。；！？，：".contains(*letter));
        let begins = begins.map_or(0, |at| at + 1);
        let within = |number: &&Number| begins <= number.range.start && number.range.end < start;
        let counted: Vec<&Number> = paragraph
            .numbers
            .iter()
            .filter(within)
            .filter(|number| counts_points(letters, number.range.end))
            .collect();
        let listed = 1 + marks
            .iter()
            .skip(place + 1)
            .take_while(|mark| mark.number != 1)
            .filter(|mark| !mark.is_garbled)
            .count();
        let is_so = |number: &&Number| {
            i64::try_from(listed).is_ok_and(|listed| number.value == exact::whole(listed))
        };
        // Whatever number of the clause may be meant: only if none of them fits is it wrong.
        let Some(last) = counted.last().filter(|_| !counted.iter().any(is_so)) else { continue };
        let range = paragraph.place(&last.range);
        let said = draft.text(range.clone());
        found.push(Finding {
            code: CODE,
            severity: Severity::Warning,
            range,
            other: Some(first.range.clone()),
            zh: format!("前面说“{said}”，其后列举 {listed} 项"),
            en: format!("“{said}” is announced, and {listed} follow"),
            computed: Some(last.value.to_string()),
            expected: Some(listed.to_string()),
            fix: None,
        });
    }
}

/// 三方面, 四个方面, 两项工作, 五点意见.
fn counts_points(letters: &[char], end: usize) -> bool {
    let rest: String = letters.iter().skip(end).take(3).collect();
    let measures = [
        "方面",
        "个方面",
        "大方面",
        "点",
        "项",
        "条",
        "个要",
        "大任务",
        "项任务",
        "个重点",
        "个问题",
    ];
    measures.iter().any(|measure| rest.starts_with(measure))
}

/// 三是.
fn word(number: i128) -> String {
    format!("{}是", han(number))
}

/// 三, 十二; digits from 20 on.
pub(super) fn han(number: i128) -> String {
    const WORDS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let at =
        |number: i128| usize::try_from(number).ok().and_then(|at| WORDS.get(at.checked_sub(1)?));
    let written = match number {
        1..=10 => at(number).map(|word| (*word).to_owned()),
        11..=19 => at(number - 10).map(|word| format!("十{word}")),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}
