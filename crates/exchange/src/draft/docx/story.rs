//! A part as it was read: its paragraphs, and where in its markup every letter stands.

use std::ops::Range;

use checker::Cell;

/// The text of a part: of the document's body, or of its footnotes or endnotes.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// In the order in which they begin, so that those of a text box follow the paragraph that holds it.
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Vec<Run>,
    /// The bytes of elements around which marks stand instead of inside: runs with a text box or with ruby, and
    /// controls whose content Word writes itself.
    pub(super) holders: Vec<Range<usize>>,
    pub(super) references: Vec<Reference>,
    pub(super) cells: Vec<Cell>,
    /// What stands before the names of Word's elements: `w:`.
    pub(super) prefix: String,
    pub(super) is_strict: bool,
}

#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) sort: Sort,
    /// The number that its list gives it.
    pub(super) label: String,
    /// Its letters, by numbers of pieces.
    pub(super) pieces: Vec<usize>,
    /// The note that it is of.
    pub(super) note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Heading(u8),
    /// The number of its cell.
    Cell(usize),
}

/// One element of letters: a `w:t`, or a tab or break that stands for one.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) run: usize,
    /// Which of its run's children it is, without the run's properties.
    pub(super) child: usize,
    /// The bytes of the element.
    pub(super) element: Range<usize>,
    /// One at least.
    pub(super) letters: String,
    /// How many it has.
    pub(super) length: usize,
    /// Whether it is a `w:t`, which can be divided.
    pub(super) is_text: bool,
}

/// A `w:r` that holds letters, a reference or a text box.
#[derive(Debug)]
pub(super) struct Run {
    /// The bytes of its opening tag.
    pub(super) open: Range<usize>,
    /// Where its closing tag ends.
    pub(super) end: usize,
    pub(super) properties: Option<Range<usize>>,
    pub(super) children: usize,
    /// The holder that it stands in, in which no mark can stand.
    pub(super) holder: Option<usize>,
    /// Where its parent begins, which tells parents apart.
    pub(super) parent: usize,
    /// Whether no tracked change, no field and no closed control holds it.
    pub(super) is_ordinary: bool,
    /// Where its children begin that are no letters.
    pub(super) others: Vec<usize>,
}

/// A note's sign in the text.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) is_endnote: bool,
    pub(super) id: String,
    pub(super) run: usize,
}
