//! PH: what stands where something was still to be filled in is an error: X所, ××, `{{…}}`, 【待补充】, `____`, 年  月  日, `#DIV/0!`, 此处隐藏.
//! A single X counts only before a measure word: X线 and 3×5 are as they should be.

use std::ops::Range;

use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "PH";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("占位符", "placeholders"),
    zh: "尚未填写的内容为错误：X所、××、{{…}}、【待补充】、____、年  月  日、#DIV/0!、此处隐藏。X线、3×5 之类不算。",
    source: include_str!("ph.rs"),
};

/// Words that say by themselves that something is missing.
const WORDS: [&str; 12] = [
    "此处隐藏",
    "此处省略",
    "请在此处",
    "点击输入",
    "TBD",
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "错误!未找到引用源",
    "错误！未找到引用源",
];

/// Words that say so within brackets; elsewhere they are part of sentences (等待定期检查).
const REMARKS: [&str; 6] = ["待补", "待填", "待定", "待核", "待确认", "待更新"];

/// Marks of which two or more in a row stand for something else.
const RUNS: &str = "×XxＸｘ_＿*＊□■○◯?？";

/// What a number before it would count.
const MEASURES: &str =
    "起种批类篇套款支部届座宗辆剂亩个家所人件项次名条户台张位例处场期万亿千百元年月日天岁倍%％";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found: Vec<Range<usize>> = vec![];
    for paragraph in draft.paragraphs() {
        let letters = paragraph.letters;
        let mut at = 0;
        while at < letters.len() {
            match placeholder(letters, at) {
                Some(end) => {
                    found.push(paragraph.at + at..paragraph.at + end);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    found.into_iter().map(|range| finding(draft, range)).collect()
}

fn finding(draft: &Draft, range: Range<usize>) -> Finding {
    let text = draft.text(range.clone());
    Finding {
        code: CODE,
        severity: Severity::Error,
        range,
        other: None,
        zh: format!("“{text}”是尚未填写的占位符：请填入内容或删去"),
        en: format!("“{text}” is a placeholder: fill it in, or take it out"),
        computed: Some(text),
        expected: None,
        fix: None,
    }
}

/// Where a placeholder that begins here ends.
fn placeholder(letters: &[char], at: usize) -> Option<usize> {
    braced(letters, at)
        .or_else(|| bracketed(letters, at))
        .or_else(|| blank_day(letters, at))
        .or_else(|| blank_amount(letters, at))
        .or_else(|| run(letters, at))
        .or_else(|| single(letters, at))
        .or_else(|| word(letters, at))
}

/// `{{…}}`.
fn braced(letters: &[char], at: usize) -> Option<usize> {
    if letters.get(at..at + 2)? != ['{', '{'] {
        return None;
    }
    let closes = |pair: &[char]| pair == ['}', '}'];
    let inner = letters.get(at + 2..)?.windows(2).take(LONGEST * 5);
    let end = inner.enumerate().find(|(_, pair)| closes(pair))?.0;
    Some(at + 2 + end + 2)
}

/// 【待…】, [待…], （待…）.
fn bracketed(letters: &[char], at: usize) -> Option<usize> {
    let close = match letters.get(at)? {
        '【' => '】',
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let end = letters.iter().skip(at).take(LONGEST).position(|letter| *letter == close)?;
    let inner = letters.get(at + 1..at + end)?;
    let text: String = inner.iter().collect();
    // Square brackets hold nothing else that begins so; round ones do (待遇保障类).
    let is_square = matches!(close, '】' | ']' | '］');
    let waits = (is_square && inner.first() == Some(&'待') && inner.get(1) != Some(&'遇'))
        || REMARKS.iter().any(|remark| text.contains(remark));
    waits.then_some(at + end + 1)
}

/// Characters of a remark in brackets.
const LONGEST: usize = 40;

/// 占 %, 减少 万元: a unit whose number was left out.
fn blank_amount(letters: &[char], at: usize) -> Option<usize> {
    let spaces = letters.iter().skip(at).take_while(|letter| **letter == ' ').count();
    let before: String = letters.get(at.saturating_sub(2)..at)?.iter().collect();
    let leads =
        ["占", "减少", "增加", "增长", "下降", "上升"].iter().any(|word| before.ends_with(word));
    let rest: String = letters.iter().skip(at + spaces).take(4).collect();
    let unit =
        ["个百分点", "万元", "亿元", "%", "％"].iter().find(|unit| rest.starts_with(**unit))?;
    ((1..=6).contains(&spaces) && leads).then(|| at + spaces + unit.chars().count())
}

/// 年  月  日 with nothing but spaces between.
fn blank_day(letters: &[char], at: usize) -> Option<usize> {
    let space = |at: usize| {
        let is_space = |letter: &&char| letter.is_whitespace();
        letters.iter().skip(at).take_while(is_space).count()
    };
    letters.get(at).filter(|letter| **letter == '年')?;
    let month = at + 1 + space(at + 1);
    letters.get(month).filter(|letter| **letter == '月' && month > at + 1)?;
    let day = month + 1 + space(month + 1);
    letters.get(day).filter(|letter| **letter == '日' && day > month + 1)?;
    Some(day + 1)
}

/// Two or more of the same mark.
fn run(letters: &[char], at: usize) -> Option<usize> {
    let first = *letters.get(at).filter(|letter| RUNS.contains(**letter))?;
    let length = letters.iter().skip(at).take_while(|letter| **letter == first).count();
    let end = at + length;
    let is_marked_up = first == '*' && is_emphasis(letters, (at, end));
    // Two question marks end a question.
    let asks = matches!(first, '?' | '？') && !is_measured(letters, end);
    (length >= 2 && is_apart(letters, (at, end)) && !is_marked_up && !asks).then_some(end)
}

/// `**bold**`: the same stars stand twice in the paragraph, and count nothing.
fn is_emphasis(letters: &[char], (at, end): (usize, usize)) -> bool {
    let stars = letters.get(at..end).unwrap_or_default();
    let twice = letters.windows(stars.len()).filter(|window| *window == stars).count() >= 2;
    twice && !is_measured(letters, end)
}

/// Whether what stands before would be counted.
fn is_measured(letters: &[char], end: usize) -> bool {
    letters.get(end).is_some_and(|next| MEASURES.contains(*next))
}

/// A single X or × before what it would count.
fn single(letters: &[char], at: usize) -> Option<usize> {
    letters.get(at).filter(|letter| "×XxＸｘ".contains(**letter))?;
    (is_measured(letters, at + 1) && is_apart(letters, (at, at + 1))).then_some(at + 1)
}

/// Whether it is no part of a word, a code or a product: `XXL`, `3×5`.
fn is_apart(letters: &[char], (at, end): (usize, usize)) -> bool {
    let joins = |letter: Option<&char>| letter.is_some_and(char::is_ascii_alphanumeric);
    !joins(at.checked_sub(1).and_then(|at| letters.get(at))) && !joins(letters.get(end))
}

fn word(letters: &[char], at: usize) -> Option<usize> {
    let first = *letters.get(at)?;
    let begins = |word: &&&str| {
        let mut rest = letters.iter().skip(at);
        word.chars().all(|letter| rest.next() == Some(&letter))
    };
    let length = WORDS
        .iter()
        .filter(|word| word.starts_with(first))
        .filter(begins)
        .map(|word| word.chars().count())
        .max()?;
    let end = at + length;
    let is_latin = letters.get(at).is_some_and(char::is_ascii_alphabetic);
    (!is_latin || is_apart(letters, (at, end))).then_some(end)
}
