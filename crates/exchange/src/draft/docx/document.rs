//! A document: its body and the notes that it refers to, and where each letter of its draft is from.

use std::collections::{BTreeMap, BTreeSet};

use checker::{Draft, Kind};

use super::numbering::Numbering;
use super::package::{Package, Relation};
use super::story::{Paragraph, Run, Sort, Story};
use super::styles::Styles;
use super::walk::{Context, story};
use crate::draft::DraftError;

/// A document as it was read.
pub(super) struct Document {
    /// The body, then the footnotes and the endnotes if it refers to any.
    pub(super) parts: Vec<Part>,
    /// The paragraphs of the draft in order.
    pub(super) placed: Vec<Placed>,
    /// The runs of the body that hold the first signs of notes: by whether it is an endnote, and by note.
    signs: BTreeMap<(bool, String), usize>,
}

/// A part with text.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) xml: String,
    pub(super) story: Story,
    is_endnotes: bool,
}

/// Where a paragraph of the draft is from.
pub(super) struct Placed {
    /// The place of its first letter in the draft.
    pub(super) start: usize,
    /// How many letters its list number has, which stand in no run.
    pub(super) label: usize,
    /// How many letters it has with that.
    pub(super) letters: usize,
    pub(super) part: usize,
    pub(super) paragraph: usize,
}

impl Document {
    /// Reads what the text of a document consists of.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if a part is missing, damaged, or goes beyond a bound.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Document, DraftError> {
        let main = package.main_part()?;
        let relations = package.relations(&main)?;
        let find = |package: &Package<'_>, kind: &str| {
            let found = relations.iter().find(|relation: &&Relation| relation.kind == kind);
            found.map(|relation| relation.target.clone()).filter(|part| package.has(part))
        };
        let mut context = Context::default();
        if let Some(part) = find(package, "styles") {
            context.styles = Styles::read(&part, &package.part(&part)?)?;
        }
        if let Some(part) = find(package, "numbering") {
            context.numbering = Numbering::read(&part, &package.part(&part)?)?;
        }
        let xml = package.part(&main)?;
        let body = story(&main, &xml, &mut context)?;
        let mut parts = vec![Part { name: main, xml, story: body, is_endnotes: false }];
        for (kind, is_endnotes) in [("footnotes", false), ("endnotes", true)] {
            let is_used = parts.first().is_some_and(|body| {
                body.story.references.iter().any(|it| it.is_endnote == is_endnotes)
            });
            if let Some(name) = find(package, kind).filter(|_| is_used) {
                let xml = package.part(&name)?;
                let story = story(&name, &xml, &mut context)?;
                parts.push(Part { name, xml, story, is_endnotes });
            }
        }
        let placed = placed(&parts);
        let mut signs = BTreeMap::new();
        for it in parts.first().into_iter().flat_map(|body| &body.story.references) {
            signs.entry((it.is_endnote, it.id.clone())).or_insert(it.run);
        }
        Ok(Document { parts, placed, signs })
    }

    /// The draft.
    pub(super) fn draft(&self) -> Draft {
        Draft::of(self.placed.iter().filter_map(|placed| {
            let story = &self.parts.get(placed.part)?.story;
            let paragraph = story.paragraphs.get(placed.paragraph)?;
            let mut text = paragraph.label.clone();
            for piece in &paragraph.pieces {
                text.push_str(&story.pieces.get(*piece)?.letters);
            }
            let kind = match paragraph.sort {
                _ if placed.part > 0 => Kind::Note,
                Sort::Text => Kind::Text,
                Sort::Heading(level) => Kind::Heading(level),
                Sort::Cell(cell) => Kind::Cell(*story.cells.get(cell)?),
            };
            Some((text, kind))
        }))
    }

    /// The run of the body that holds the first sign of the note that a paragraph is of.
    pub(super) fn sign(&self, part: usize, paragraph: &Paragraph) -> Option<&Run> {
        let key = (self.parts.get(part)?.is_endnotes, paragraph.note.clone()?);
        self.parts.first()?.story.runs.get(*self.signs.get(&key)?)
    }
}

/// The paragraphs of a draft: those of the body, then those of the notes in the order of their signs. A note
/// without a sign is not shown by Word, and so not read.
fn placed(parts: &[Part]) -> Vec<Placed> {
    let (mut placed, mut start) = (vec![], 0);
    let mut place = |part: usize, index: usize, story: &Story| {
        let Some(paragraph) = story.paragraphs.get(index) else { return };
        let pieces = paragraph.pieces.iter().filter_map(|piece| story.pieces.get(*piece));
        let own: usize = pieces.map(|piece| piece.length).sum();
        if own > 0 {
            let label = paragraph.label.chars().count();
            placed.push(Placed { start, label, letters: label + own, part, paragraph: index });
            start += label + own + 1;
        }
    };
    let Some((body, notes)) = parts.split_first() else { return placed };
    for index in 0..body.story.paragraphs.len() {
        place(0, index, &body.story);
    }
    for (part, notes) in notes.iter().enumerate() {
        let mut by_note: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, paragraph) in notes.story.paragraphs.iter().enumerate() {
            by_note.entry(paragraph.note.as_deref().unwrap_or_default()).or_default().push(index);
        }
        let mut seen = BTreeSet::new();
        for reference in &body.story.references {
            let is_new = reference.is_endnote == notes.is_endnotes && seen.insert(&reference.id);
            let own = by_note.get(reference.id.as_str()).filter(|_| is_new);
            for index in own.into_iter().flatten() {
                place(part + 1, *index, &notes.story);
            }
        }
    }
    placed
}
