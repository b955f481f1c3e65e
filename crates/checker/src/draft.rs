//! A draft: its characters, and the lines they stand in.

use std::ops::Range;

use crate::number::{Number, numbers};
use crate::quantity::{Quantity, quantities};

/// A text to be checked. Ranges everywhere count its characters, so that what is found can be marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    letters: Vec<char>,
    /// Paragraphs, none empty.
    paragraphs: Vec<Kept>,
}

/// A paragraph with what every rule asks of it, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept {
    range: Range<usize>,
    numbers: Vec<Number>,
    quantities: Vec<Quantity>,
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
                    paragraphs.push(Kept::read(&letters, start..end));
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
        self.paragraphs.iter().map(|kept| Paragraph {
            at: kept.range.start,
            letters: self.letters.get(kept.range.clone()).unwrap_or_default(),
            numbers: &kept.numbers,
            quantities: &kept.quantities,
        })
    }

    /// What stands there.
    #[must_use]
    pub fn text(&self, range: Range<usize>) -> String {
        self.letters.get(range).unwrap_or_default().iter().collect()
    }
}

impl Kept {
    fn read(letters: &[char], range: Range<usize>) -> Kept {
        let own = letters.get(range.clone()).unwrap_or_default();
        let numbers = numbers(own);
        let quantities = quantities(own, &numbers);
        Kept { range, numbers, quantities }
    }
}

/// A paragraph of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// The place of its first character in the draft.
    pub at: usize,
    pub letters: &'a [char],
    /// Its numbers and quantities in order; their ranges count from its beginning.
    pub numbers: &'a [Number],
    pub quantities: &'a [Quantity],
}

impl Paragraph<'_> {
    /// A range of it as a range of the draft.
    #[must_use]
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.at + range.start..self.at + range.end
    }
}
