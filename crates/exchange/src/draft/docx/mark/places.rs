//! From places in a draft to letters of runs, and to the points around them where marks can stand.

use std::ops::Range;

use crate::draft::docx::document::{Document, Placed};
use crate::draft::docx::story::{Piece, Run, Story};

/// The letters of a document by their places in its draft.
pub(super) struct Places<'a> {
    document: &'a Document,
    /// All pieces in the order of the draft.
    pieces: Vec<PieceAt>,
    /// The length of the draft.
    pub(super) letters: usize,
}

struct PieceAt {
    start: usize,
    letters: usize,
    /// Which paragraph of the draft it is of.
    placed: usize,
    piece: usize,
}

/// A letter of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) part: usize,
    pub(super) placed: usize,
    pub(super) piece: usize,
    /// Which of the piece's letters it is.
    pub(super) letter: usize,
}

/// Where a mark can stand in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point {
    /// Outside of runs, at this byte.
    Outside(usize),
    /// In a run between two of its children, at this byte.
    Between(usize, usize),
    /// In a piece before this letter, which is not the first.
    Inside(usize, usize),
}

impl<'a> Places<'a> {
    pub(super) fn of(document: &'a Document) -> Places<'a> {
        let mut pieces = vec![];
        for (index, placed) in document.placed.iter().enumerate() {
            let mut start = placed.start + placed.label;
            let story = document.parts.get(placed.part).map(|part| &part.story);
            let own = story.and_then(|story| story.paragraphs.get(placed.paragraph));
            for piece in own.map(|own| own.pieces.as_slice()).unwrap_or_default() {
                let text = story.and_then(|story| story.pieces.get(*piece));
                let letters = text.map_or(0, |piece| piece.length);
                pieces.push(PieceAt { start, letters, placed: index, piece: *piece });
                start += letters;
            }
        }
        let letters = document.placed.last().map_or(0, |last| last.start + last.letters + 1);
        Places { document, pieces, letters }
    }

    /// The first and the last letter of runs in a range of the draft. A list number, which stands in no run,
    /// takes those of the paragraph's first run; an empty range, a letter beside it. `None` if the draft has
    /// no letters.
    pub(super) fn ends(&self, range: &Range<usize>) -> Option<(usize, usize)> {
        let end = range.end.max(range.start + 1) - 1;
        let first = self.at_or_after(range.start).or_else(|| self.at_or_before(range.start))?;
        let last = self.at_or_before(end).unwrap_or(first);
        Some((first, last.max(first)))
    }

    /// The letter at a place of the draft, unless a list number or the end of a paragraph stands there.
    pub(super) fn spot(&self, at: usize) -> Option<Spot> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        let found = self.pieces.get(after.checked_sub(1)?)?;
        let letter = at - found.start;
        let part = self.document.placed.get(found.placed)?.part;
        let spot = Spot { part, placed: found.placed, piece: found.piece, letter };
        (letter < found.letters).then_some(spot)
    }

    fn at_or_after(&self, at: usize) -> Option<usize> {
        if self.spot(at).is_some() {
            return Some(at);
        }
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(after).map(|piece| piece.start)
    }

    fn at_or_before(&self, at: usize) -> Option<usize> {
        if self.spot(at).is_some() {
            return Some(at);
        }
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        let placed = &self.document.placed;
        let paragraph = placed.partition_point(|placed| placed.start <= at).checked_sub(1)?;
        if placed.get(paragraph).is_some_and(|placed| at < placed.start + placed.label) {
            return self.end_of_run(after);
        }
        let before = self.pieces.get(after.checked_sub(1)?)?;
        Some(before.start + before.letters - 1)
    }

    /// The last letter of the run that begins with the piece of this number.
    fn end_of_run(&self, from: usize) -> Option<usize> {
        let run = |piece: &PieceAt| Some(self.piece(piece.placed, piece.piece)?.run);
        let first = self.pieces.get(from)?;
        let same = |piece: &&PieceAt| piece.placed == first.placed && run(piece) == run(first);
        let last = self.pieces.iter().skip(from).take_while(same).last()?;
        Some(last.start + last.letters - 1)
    }

    pub(super) fn placed(&self, spot: Spot) -> Option<&'a Placed> {
        self.document.placed.get(spot.placed)
    }

    pub(super) fn story(&self, part: usize) -> Option<&'a Story> {
        self.document.parts.get(part).map(|part| &part.story)
    }

    fn piece(&self, placed: usize, piece: usize) -> Option<&'a Piece> {
        self.story(self.document.placed.get(placed)?.part)?.pieces.get(piece)
    }

    pub(super) fn run(&self, spot: Spot) -> Option<&'a Run> {
        self.story(spot.part)?.runs.get(self.piece(spot.placed, spot.piece)?.run)
    }

    /// Where a comment on these letters begins and ends in the body: at the letters themselves, else at the
    /// sign of their note, or around what holds their run.
    pub(super) fn around(&self, first: usize, last: usize) -> Option<(Point, Point)> {
        let (from, to) = (self.spot(first)?, self.spot(last)?);
        let (start, end) = (self.sides(from)?, self.sides(to)?);
        let body = self.story(0)?;
        // Letters of a note or a text box can follow in the draft what follows them in the body.
        let is_ordered = byte(body, end.1) > byte(body, start.0);
        Some((start.0, if is_ordered { end.1 } else { start.1 }))
    }

    /// The points before and after a letter in the body.
    fn sides(&self, spot: Spot) -> Option<(Point, Point)> {
        let body = self.story(0)?;
        let whole = |run: &Run| {
            let holder = run.holder.and_then(|holder| body.holders.get(holder));
            let bytes = holder.cloned().unwrap_or(run.open.start..run.end);
            (Point::Outside(bytes.start), Point::Outside(bytes.end))
        };
        if spot.part > 0 {
            let paragraph = self.placed(spot)?.paragraph;
            let paragraph = self.story(spot.part)?.paragraphs.get(paragraph)?;
            return self.document.sign(spot.part, paragraph).map(whole);
        }
        let run = self.run(spot)?;
        if run.holder.is_some() {
            return Some(whole(run));
        }
        Some((before(body, spot)?, after(body, spot)?))
    }
}

/// The point before a letter of a part.
pub(super) fn before(story: &Story, spot: Spot) -> Option<Point> {
    let piece = story.pieces.get(spot.piece)?;
    let run = story.runs.get(piece.run)?;
    Some(match (spot.letter, piece.child) {
        (0, 0) => Point::Outside(run.open.start),
        (0, _) => Point::Between(piece.element.start, piece.run),
        (letter, _) => Point::Inside(spot.piece, letter),
    })
}

/// The point after a letter of a part.
pub(super) fn after(story: &Story, spot: Spot) -> Option<Point> {
    let piece = story.pieces.get(spot.piece)?;
    let run = story.runs.get(piece.run)?;
    Some(if spot.letter + 1 < piece.length {
        Point::Inside(spot.piece, spot.letter + 1)
    } else if piece.child + 1 == run.children {
        Point::Outside(run.end)
    } else {
        Point::Between(piece.element.end, piece.run)
    })
}

/// Roughly where a point is, for order: points in one piece by their letters.
fn byte(story: &Story, point: Point) -> (usize, usize) {
    match point {
        Point::Outside(byte) | Point::Between(byte, _) => (byte, 0),
        Point::Inside(piece, letter) => {
            (story.pieces.get(piece).map_or(0, |piece| piece.element.start), letter)
        }
    }
}
