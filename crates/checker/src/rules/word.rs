//! WORD: words that are often written wrong (a list in `data/words.txt`), and a word that is typed twice (规范规范). Notes.

use std::sync::LazyLock;

use crate::draft::Paragraph;
use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "WORD";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("用词", "words"),
    zh: "常见错别字（名录为数据文件）、词语重复（规范规范）：均为提示。",
    source: include_str!("word.rs"),
};

/// Wrong, right.
static WORDS: LazyLock<Vec<(Vec<char>, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/words.txt").lines();
    let pairs = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    pairs.map(|(wrong, right)| (wrong.chars().collect(), right)).collect()
});

/// Words that are said twice on purpose.
const TWICE: &str = "研究讨论学习商量考虑交流锻炼体验了解人人事事天天年年处处时时层层家家户户件件条条个个步步级级环环项项村村院院馆馆站站逐一一";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let letters = paragraph.letters;
        for at in 0..letters.len() {
            found.extend(misspelt(draft, &paragraph, at));
            found.extend(twice(draft, &paragraph, at));
        }
    }
    found
}

fn misspelt(draft: &Draft, paragraph: &Paragraph<'_>, at: usize) -> Option<Finding> {
    let rest = paragraph.letters.get(at..)?;
    let (wrong, right) = WORDS.iter().find(|(wrong, _)| rest.starts_with(wrong))?;
    let range = paragraph.place(&(at..at + wrong.len()));
    let said = draft.text(range.clone());
    let told = (format!("“{said}”宜作“{right}”"), format!("“{said}” is usually written “{right}”"));
    let finding = Finding::new(CODE, Severity::Note, range, told);
    Some(finding.stating(said, Some((*right).to_owned())).mended((*right).to_owned()))
}

/// Two characters and the same two again.
fn twice(draft: &Draft, paragraph: &Paragraph<'_>, at: usize) -> Option<Finding> {
    let letters = paragraph.letters;
    let (one, again) = (letters.get(at..at + 2)?, letters.get(at + 2..at + 4)?);
    let is_han = one.iter().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter));
    let [first, second] = one else { return None };
    let is_meant = first == second || (TWICE.contains(*first) && TWICE.contains(*second));
    // Between marks it is typed twice; within words it may be two words (问责主责主业).
    let stands = |at: Option<usize>| {
        at.and_then(|at| letters.get(at)).is_none_or(|next| !next.is_alphabetic())
    };
    let is_free = stands(at.checked_sub(1)) || stands(Some(at + 4));
    if one != again || !is_han || is_meant || !is_free {
        return None;
    }
    let range = paragraph.place(&(at..at + 4));
    let said = draft.text(range.clone());
    let once: String = one.iter().collect();
    let told = (format!("“{said}”：词语重复"), format!("“{said}” stands there twice"));
    Some(Finding::new(CODE, Severity::Note, range, told).stating(said, Some(once)))
}
