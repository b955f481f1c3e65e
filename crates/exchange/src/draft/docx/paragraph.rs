//! Where paragraphs begin and end, and what they are.

use super::numbering::Asked;
use super::story::{Paragraph, Sort};
use super::styles::heading;
use super::walk::{Context, Walk};
use crate::draft::DraftError;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) index: usize,
    /// Tells it apart from all others, which its index does not: that of an empty one is used again.
    pub(super) number: usize,
    pub(super) style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) asked: Asked,
    /// Whether its end is deleted by a tracked change.
    pub(super) is_joined: bool,
    is_settled: bool,
}

impl Walk<'_> {
    pub(super) fn begin_paragraph(&mut self) -> Result<(), DraftError> {
        let cell = match self.grids.last_mut() {
            Some(Some(grid)) => Some(grid.cell(&mut self.tables)?),
            Some(None) | None => None,
        };
        let pieces = match self.joined.take() {
            Some((levels, before)) if levels == self.levels.len() => {
                let before = self.story.paragraphs.get_mut(before);
                before.map(|paragraph| std::mem::take(&mut paragraph.pieces)).unwrap_or_default()
            }
            kept => {
                self.joined = kept;
                vec![]
            }
        };
        self.begun += 1;
        let (index, number) = (self.story.paragraphs.len(), self.begun);
        self.open.push(Open { index, number, ..Open::default() });
        self.story.paragraphs.push(Paragraph {
            sort: cell.map_or(Sort::Text, Sort::Cell),
            label: String::new(),
            pieces,
            note: self.note.clone(),
        });
        Ok(())
    }

    /// Finds the level and the list number of a paragraph, once its properties are known.
    pub(super) fn settle(&mut self) -> Result<(), DraftError> {
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        // A paragraph without an end of its own is a part of the next and has no number.
        if std::mem::replace(&mut open.is_settled, true) || open.is_joined {
            return Ok(());
        }
        let Context { styles, numbering, .. } = &mut *self.context;
        let style = open.style.as_deref();
        let label = numbering.next(&open.asked, style, styles);
        let level = match open.outline {
            Some(outline) => heading(outline),
            None => styles.heading(style),
        };
        if let Some(paragraph) = self.story.paragraphs.get_mut(open.index) {
            paragraph.label = label;
            if let (Sort::Text, Some(level)) = (paragraph.sort, level) {
                paragraph.sort = Sort::Heading(level);
            }
        }
        Ok(())
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), DraftError> {
        self.settle()?;
        let Some(open) = self.open.pop() else { return Ok(()) };
        self.fields.end_paragraph(open.number);
        let Some(paragraph) = self.story.paragraphs.get(open.index) else { return Ok(()) };
        if paragraph.pieces.is_empty() {
            // Nothing to check; a document of nothing else must not fill the memory.
            if open.index + 1 == self.story.paragraphs.len() {
                self.story.paragraphs.pop();
            }
            return Ok(());
        }
        self.context.letters += paragraph.label.chars().count() + 1;
        if open.is_joined {
            self.joined = Some((self.levels.len(), open.index));
        }
        self.check_length()
    }
}
