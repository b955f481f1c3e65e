//! A draft: its characters, and the lines they stand in.

use std::ops::Range;

/// A text to be checked. Ranges everywhere count its characters, so that what is found can be marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    letters: Vec<char>,
    /// Paragraphs, none empty.
    paragraphs: Vec<Range<usize>>,
}

impl Draft {
    /// A plain text; every line is a paragraph.
    #[must_use]
    pub fn plain(text: &str) -> Draft {
        let letters: Vec<char> = text.chars().collect();
        let mut paragraphs = vec![];
        let mut start = 0;
        for end in 0..=letters.len() {
            if letters.get(end).is_none_or(|letter| matches!(letter, '\n' | '\r')) {
                if start < end {
                    paragraphs.push(start..end);
                }
                start = end + 1;
            }
        }
        Draft { letters, paragraphs }
    }

    #[must_use]
    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The paragraphs in order, each with where it begins.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        self.paragraphs.iter().map(|range| Paragraph {
            at: range.start,
            letters: self.letters.get(range.clone()).unwrap_or_default(),
        })
    }

    /// What stands there.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> String {
        self.letters.get(range).unwrap_or_default().iter().collect()
    }
}

/// A paragraph of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// The place of its first character in the draft.
    pub at: usize,
    pub letters: &'a [char],
}
