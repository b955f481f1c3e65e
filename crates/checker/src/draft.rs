//! A draft: its characters, and the lines they stand in.

use std::ops::Range;

use crate::grid;
use crate::number::{self, Number, numbers};
use crate::quantity::{Quantity, quantities};

/// A text to be checked. Ranges everywhere count its characters, so that what is found can be marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    letters: Vec<char>,
    /// Paragraphs, none empty.
    paragraphs: Vec<Kept>,
}

/// What a paragraph is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph of a table's cell; a cell of several has them one after the other.
    Cell(Cell),
    /// A footnote or an endnote.
    Note,
}

/// A cell of a table, with the grid places that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The tables of a draft, counted from 0.
    pub table: usize,
    /// The first row and column that it covers, from 0.
    pub row: usize,
    pub column: usize,
    /// How many rows and columns it covers, 1 or more.
    pub rows: usize,
    pub columns: usize,
}

/// A paragraph with what every rule asks of it, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept {
    range: Range<usize>,
    kind: Kind,
    numbers: Vec<Number>,
    quantities: Vec<Quantity>,
}

impl Draft {
    /// A plain text; every line is a paragraph. Lines of cells between `|` are rows of a table.
    #[must_use]
    pub fn plain(text: &str) -> Draft {
        let letters: Vec<char> = text.chars().collect();
        let (mut found, mut start) = (vec![], 0);
        for end in 0..=letters.len() {
            if letters.get(end).is_none_or(|letter| matches!(letter, '\n' | '\r')) {
                found.push(start..end);
                start = end + 1;
            }
        }
        let paragraphs = grid::lines(&letters, &found)
            .into_iter()
            .filter(|(range, _)| !range.is_empty())
            .map(|(range, kind)| Kept::read(&letters, range, kind))
            .collect();
        Draft { letters, paragraphs }
    }

    /// A document of paragraphs: each its text, without line breaks, and what it is. The draft's text is
    /// that of all of them, each on a line of its own.
    #[must_use]
    pub fn of(parts: impl IntoIterator<Item = (String, Kind)>) -> Draft {
        let (mut letters, mut found) = (vec![], vec![]);
        for (text, kind) in parts {
            let start = letters.len();
            letters.extend(text.chars().map(|letter| match letter {
                '\n' | '\r' => ' ',
                letter => letter,
            }));
            found.push((start..letters.len(), kind));
            letters.push('\n');
        }
        let filled = found.into_iter().filter(|(range, _)| !range.is_empty());
        let paragraphs = filled.map(|(range, kind)| Kept::read(&letters, range, kind)).collect();
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
            kind: kept.kind,
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
    fn read(letters: &[char], range: Range<usize>, kind: Kind) -> Kept {
        let own = letters.get(range.clone()).unwrap_or_default();
        let mut numbers = numbers(own);
        if let Some(item) = numbers.first_mut() {
            number::after_item(own, item);
        }
        let quantities = quantities(own, &numbers);
        Kept { range, kind, numbers, quantities }
    }
}

/// A paragraph of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// The place of its first character in the draft.
    pub at: usize,
    pub kind: Kind,
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
