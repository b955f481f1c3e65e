//! Walks over the markup of a part and finds its letters. Reading and marking both rely on this one walk, so
//! they count the same letters.

use quick_xml::events::BytesStart;

use super::super::LETTERS_MAX;
use super::fields::Fields;
use super::markup::{Markup, Token};
use super::numbering::Numbering;
use super::paragraph::Open;
use super::story::{Piece, Reference, Run, Story};
use super::styles::Styles;
use super::table::{Grid, Tables};
use super::tag::{Level, Tag};
use crate::draft::DraftError;
use crate::opc::attribute;

/// What the parts of a document share while they are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) letters: usize,
}

/// Where the walk is.
pub(super) struct Walk<'c> {
    pub(super) context: &'c mut Context,
    pub(super) story: Story,
    pub(super) levels: Vec<Level>,
    /// How many open elements hide what they hold.
    pub(super) hidden: usize,
    /// How many open elements change or compute what they hold.
    pub(super) changing: usize,
    pub(super) fields: Fields,
    pub(super) tables: Tables,
    /// The open tables; `None` for a text box, whose paragraphs are in no cell of the tables around it.
    pub(super) grids: Vec<Option<Grid>>,
    /// The open paragraphs: several only by text boxes.
    pub(super) open: Vec<Open>,
    /// The open runs, each with how many levels are around it: several only by text boxes and ruby.
    pub(super) runs: Vec<(usize, usize)>,
    /// The outermost holder that is open, with how many levels are around it.
    holder: Option<(usize, usize)>,
    pub(super) note: Option<String>,
    /// The letters of the `w:t` that is being read.
    text: String,
    /// A paragraph whose end is deleted, so that the next one on this level goes on with it.
    pub(super) joined: Option<(usize, usize)>,
    /// How many paragraphs have begun.
    pub(super) begun: usize,
}

/// Reads a part.
///
/// # Errors
///
/// [`DraftError`] if it is damaged or goes beyond a bound.
pub(super) fn story(part: &str, xml: &str, context: &mut Context) -> Result<Story, DraftError> {
    let mut markup = Markup::new(part, xml);
    let mut walk = Walk {
        context,
        story: Story::default(),
        levels: vec![],
        hidden: 0,
        changing: 0,
        fields: Fields::default(),
        tables: Tables::default(),
        grids: vec![],
        open: vec![],
        runs: vec![],
        holder: None,
        note: None,
        text: String::new(),
        joined: None,
        begun: 0,
    };
    loop {
        match markup.next()? {
            Token::Open(element) => walk.enter(&markup, &element)?,
            Token::Close => walk.leave(markup.span().end)?,
            Token::Text(text) => {
                if matches!(walk.levels.last(), Some(Level { tag: Tag::Text, .. })) {
                    walk.text.push_str(&text);
                }
            }
            Token::End => break,
        }
    }
    let prefix = markup.prefix().ok_or_else(|| markup.broken("it holds no text of Word's"))?;
    walk.story.prefix = prefix.to_owned();
    walk.story.is_strict = markup.is_strict();
    walk.story.cells = walk.tables.cells;
    Ok(walk.story)
}

impl Walk<'_> {
    fn enter(&mut self, markup: &Markup<'_>, element: &BytesStart<'_>) -> Result<(), DraftError> {
        let (span, local) = (markup.span(), markup.word(element));
        let child = self.child(local, span.start);
        let preserves = match self.levels.last() {
            // Few elements say it, so most are spared the search.
            _ if element.attributes_raw().contains("xml:space") => {
                attribute(element, "space").is_some_and(|value| value == "preserve")
            }
            Some(level) => level.preserves,
            None => false,
        };
        let tag = match local {
            _ if self.hidden > 0 => Tag::Other,
            Some(local) => self.word(local, element, &span)?,
            None => self.foreign(element),
        };
        self.hidden += usize::from(tag == Tag::Hidden);
        self.changing += usize::from(tag == Tag::Changing);
        self.levels.push(Level { tag, start: span.start, child, preserves });
        Ok(())
    }

    /// Counts a child of a run, and says which it is.
    fn child(&mut self, local: Option<&str>, start: usize) -> usize {
        let Some(Level { tag: Tag::Run(run), .. }) = self.levels.last() else { return 0 };
        let Some(run) = self.story.runs.get_mut(*run) else { return 0 };
        match local {
            Some("rPr") => return 0,
            Some(
                "t" | "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "lastRenderedPageBreak",
            ) => {}
            _ => run.others.push(start),
        }
        run.children += 1;
        run.children - 1
    }

    fn leave(&mut self, end: usize) -> Result<(), DraftError> {
        let Some(level) = self.levels.pop() else { return Ok(()) };
        if self.joined.is_some_and(|(levels, _)| self.levels.len() < levels) {
            self.joined = None;
        }
        if let Some((holder, _)) = self.holder.take_if(|(_, levels)| *levels == self.levels.len())
            && let Some(bytes) = self.story.holders.get_mut(holder)
        {
            bytes.end = end;
        }
        match level.tag {
            Tag::Hidden => self.hidden -= 1,
            Tag::Changing => self.changing -= 1,
            Tag::ParagraphProperties => self.settle()?,
            Tag::Paragraph => self.end_paragraph()?,
            Tag::Run(run) => self.end_run(run, end),
            Tag::RunProperties(run) => {
                if let Some(run) = self.story.runs.get_mut(run) {
                    run.properties = Some(level.start..end);
                }
            }
            Tag::Text => {
                let text = std::mem::take(&mut self.text);
                // As Word reads it, unless the element says otherwise.
                let kept = if level.preserves { &text } else { text.trim_matches(is_blank) };
                self.piece(kept, &level, end)?;
            }
            Tag::Letter(letter) => self.piece(letter.encode_utf8(&mut [0; 4]), &level, end)?,
            Tag::Table | Tag::Box => {
                self.grids.pop();
            }
            Tag::Row => {
                if let Some(grid) = self.grid() {
                    let was_deleted = grid.is_row_deleted();
                    grid.end_row();
                    self.hidden -= usize::from(was_deleted);
                }
            }
            Tag::Cell => {
                if let Some(Some(grid)) = self.grids.last_mut() {
                    grid.end_cell(&mut self.tables)?;
                }
            }
            Tag::Note => self.note = None,
            Tag::Other
            | Tag::Alternate { .. }
            | Tag::MarkProperties
            | Tag::ListProperties
            | Tag::RowProperties
            | Tag::Control { .. }
            | Tag::ControlProperties
            | Tag::CellProperties => {}
        }
        Ok(())
    }

    pub(super) fn grid(&mut self) -> Option<&mut Grid> {
        self.grids.last_mut()?.as_mut()
    }

    pub(super) fn begin_run(&mut self, open: std::ops::Range<usize>) -> Tag {
        if !self.runs.is_empty() {
            self.hold_run();
        }
        let index = self.story.runs.len();
        self.story.runs.push(Run {
            open,
            end: 0,
            properties: None,
            children: 0,
            holder: self.holder.map(|(holder, _)| holder),
            parent: self.levels.last().map_or(0, |level| level.start),
            is_ordinary: self.changing == 0 && self.fields.is_empty(),
            others: vec![],
        });
        self.runs.push((index, self.levels.len()));
        Tag::Run(index)
    }

    /// What follows stands in the outermost run, around which its marks are to stand.
    pub(super) fn hold_run(&mut self) {
        let Some((run, levels)) = self.runs.first().copied() else { return };
        if let Some(start) = self.story.runs.get(run).map(|run| run.open.start) {
            self.hold(start, levels);
        }
    }

    /// What follows stands in an element that begins here, with so many levels around it.
    pub(super) fn hold(&mut self, start: usize, levels: usize) {
        if self.holder.is_none() {
            self.holder = Some((self.story.holders.len(), levels));
            self.story.holders.push(start..start);
        }
    }

    fn end_run(&mut self, index: usize, end: usize) {
        self.runs.pop();
        let by_piece = self.story.pieces.last().is_some_and(|piece| piece.run >= index);
        let by_reference = self.story.references.last().is_some_and(|it| it.run >= index);
        if !by_piece && !by_reference && index + 1 == self.story.runs.len() {
            self.story.runs.pop();
        } else if let Some(run) = self.story.runs.get_mut(index) {
            run.end = end;
        }
    }

    fn piece(&mut self, letters: &str, level: &Level, end: usize) -> Result<(), DraftError> {
        let (Some(open), Some((run, _))) = (self.open.last(), self.runs.last()) else {
            return Ok(());
        };
        if letters.is_empty() || self.fields.is_instructing() {
            return Ok(());
        }
        let length = letters.chars().count();
        self.context.letters += length;
        let Some(paragraph) = self.story.paragraphs.get_mut(open.index) else { return Ok(()) };
        paragraph.pieces.push(self.story.pieces.len());
        self.story.pieces.push(Piece {
            run: *run,
            child: level.child,
            element: level.start..end,
            letters: letters.to_owned(),
            length,
            is_text: level.tag == Tag::Text,
        });
        self.check_length()
    }

    pub(super) fn check_length(&self) -> Result<(), DraftError> {
        let is_too_long = self.context.letters > LETTERS_MAX;
        if is_too_long { Err(DraftError::TooLong { max: LETTERS_MAX }) } else { Ok(()) }
    }

    /// The paragraph that is being read, for fields.
    pub(super) fn paragraph(&self) -> usize {
        self.open.last().map_or(0, |open| open.number)
    }

    pub(super) fn refer(&mut self, is_endnote: bool, id: String) {
        if let Some((run, _)) = self.runs.last() {
            self.story.references.push(Reference { is_endnote, id, run: *run });
        }
    }
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}
