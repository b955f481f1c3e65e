//! PUNCT: brackets and quotation marks that are not closed, marks that are doubled, and half-width marks among full-width ones.
//! Notes.

use std::ops::Range;

use crate::draft::Paragraph;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "PUNCT";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("标点", "marks"),
    zh: "括号、引号、书名号不配对，标点连用，半角混在全角里：均为提示。",
    source: include_str!("punct.rs"),
};

const PAIRS: [(char, char); 6] =
    [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”'), ('【', '】'), ('〔', '〕')];
/// Brackets within each other.
const OPEN_MAX: usize = 16;
const MARKS: &str = "，。；：、,;";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        found.extend(unclosed(draft, &paragraph));
        found.extend(doubled(draft, &paragraph));
    }
    found.extend(mixed(draft));
    found
}

fn note(draft: &Draft, range: Range<usize>, zh: String, en: String) -> Finding {
    let said = draft.text(range.clone());
    Finding::new(CODE, Severity::Note, range, (zh, en)).stating(said, None)
}

/// An opening mark without its closing one in the paragraph, or the other way round.
fn unclosed(draft: &Draft, paragraph: &Paragraph<'_>) -> Vec<Finding> {
    let mut open: Vec<(usize, char)> = vec![];
    let mut found = vec![];
    for (at, letter) in paragraph.letters.iter().enumerate() {
        // （ may be closed by ): typists mix them.
        let closes =
            |one: char| PAIRS.iter().any(|(open, close)| *open == one && same(*close, *letter));
        if PAIRS.iter().any(|(first, _)| first == letter) {
            // Deeper than that nobody reads; what lies below counts as closed.
            if open.len() == OPEN_MAX {
                open.remove(0);
            }
            open.push((at, *letter));
        } else if PAIRS.iter().any(|(_, close)| close == letter) {
            match open.iter().rposition(|(_, one)| closes(*one)) {
                Some(place) => open.truncate(place),
                // 1） numbers an item.
                None if is_item(paragraph.letters, at) => {}
                None => found.push(at),
            }
        }
    }
    found.extend(open.iter().map(|(at, _)| *at));
    let told = |at: &usize| {
        let range = paragraph.place(&(*at..at + 1));
        let mark = draft.text(range.clone());
        note(draft, range, format!("“{mark}”没有配对的另一半"), format!("“{mark}” stands alone"))
    };
    found.iter().map(told).collect()
}

fn same(one: char, other: char) -> bool {
    one == other || matches!((one, other), ('）', ')') | (')', '）'))
}

/// Whether only a number stands before a closing bracket.
fn is_item(letters: &[char], at: usize) -> bool {
    let before = letters.get(at.saturating_sub(3)..at).unwrap_or_default();
    before
        .iter()
        .any(|letter| letter.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*letter))
}

/// ，， and 、。
fn doubled(draft: &Draft, paragraph: &Paragraph<'_>) -> Vec<Finding> {
    let pairs = paragraph.letters.windows(2).enumerate();
    let doubled = pairs.filter(|(_, pair)| pair.iter().all(|letter| MARKS.contains(*letter)));
    doubled
        .map(|(at, _)| {
            let range = paragraph.place(&(at..at + 2));
            let said = draft.text(range.clone());
            note(draft, range, format!("标点“{said}”连用"), format!("“{said}”: two marks in a row"))
        })
        .collect()
}

/// The first half-width mark after a Chinese character, if most marks of the draft are full-width.
fn mixed(draft: &Draft) -> Option<Finding> {
    let letters = draft.letters();
    let is_han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let narrow = letters.windows(3).enumerate().filter(|(_, run)| {
        matches!(run, [before, mark, after] if is_han(*before) && ",;:".contains(*mark) && !after.is_ascii_digit())
    });
    let places: Vec<usize> = narrow.map(|(at, _)| at + 1).collect();
    let wide = letters.iter().filter(|letter| "，；：".contains(**letter)).count();
    let first = *places.first()?;
    if places.len() * 4 > wide {
        return None;
    }
    let count = places.len();
    Some(note(
        draft,
        first..first + 1,
        format!("半角标点混在全角标点中，共 {count} 处"),
        format!("half-width marks among full-width ones, {count} in all"),
    ))
}
