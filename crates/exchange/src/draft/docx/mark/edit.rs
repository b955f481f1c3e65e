//! The marks of one part, and its markup with them. What no mark touches stays as it is, byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::{Names, escaped};
use super::places::Point;
use crate::draft::docx::document::Part;
use crate::draft::docx::story::Piece;

/// The marks of a part.
pub(super) struct Edit<'a> {
    part: &'a Part,
    pub(super) names: Names,
    /// By byte; with the run that is divided there, unless the mark stands outside of runs.
    outer: BTreeMap<usize, (Option<usize>, Cut)>,
    /// By piece and letter.
    inner: BTreeMap<usize, BTreeMap<usize, Cut>>,
    /// The letters that are deleted, by piece: from and to.
    deleted: BTreeMap<usize, BTreeMap<usize, usize>>,
}

/// The marks at one point, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// A deletion ends.
    pub(super) closes: bool,
    /// What is inserted.
    pub(super) inserted: String,
    /// The ends of comments.
    pub(super) ends: String,
    /// The starts of comments.
    pub(super) starts: String,
    /// The opening tag of a deletion.
    pub(super) opens: Option<String>,
}

impl<'a> Edit<'a> {
    pub(super) fn of(part: &'a Part, names: Names) -> Edit<'a> {
        let (outer, inner, deleted) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Edit { part, names, outer, inner, deleted }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.outer.is_empty() && self.inner.is_empty()
    }

    /// The marks at a point, to be added to.
    pub(super) fn cut(&mut self, point: Point) -> &mut Cut {
        match point {
            Point::Outside(byte) => &mut self.outer.entry(byte).or_default().1,
            Point::Between(byte, run) => {
                &mut self.outer.entry(byte).or_insert((Some(run), Cut::default())).1
            }
            Point::Inside(piece, letter) => {
                self.inner.entry(piece).or_default().entry(letter).or_default()
            }
        }
    }

    /// The letters of a piece before which marks stand already, within these.
    pub(super) fn marked(&self, piece: usize, letters: Range<usize>) -> Vec<usize> {
        let own = self.inner.get(&piece);
        own.map(|own| own.range(letters).map(|it| *it.0).collect()).unwrap_or_default()
    }

    /// Whether marks stand already outside of pieces at this byte.
    pub(super) fn is_marked(&self, byte: usize) -> bool {
        self.outer.contains_key(&byte)
    }

    /// These letters of a piece are deleted.
    pub(super) fn delete(&mut self, piece: usize, letters: Range<usize>) {
        self.deleted.entry(piece).or_default().insert(letters.start, letters.end);
    }

    /// The markup of the part with its marks.
    pub(super) fn written(&self) -> String {
        let xml = self.part.xml.as_str();
        let mut changes: BTreeMap<(usize, bool), (usize, String)> = BTreeMap::new();
        for (byte, (run, cut)) in &self.outer {
            changes.insert((*byte, false), (*byte, self.parted(*run, &self.marks(cut))));
        }
        for piece in self.inner.keys().chain(self.deleted.keys()) {
            let Some(it) = self.part.story.pieces.get(*piece).filter(|it| it.is_text) else {
                continue;
            };
            changes
                .entry((it.element.start, true))
                .or_insert_with(|| (it.element.end, self.element(*piece, it)));
        }
        let (mut out, mut done) = (String::with_capacity(xml.len() + xml.len() / 8), 0);
        for ((start, _), (end, text)) in &changes {
            out.push_str(xml.get(done..*start).unwrap_or_default());
            out.push_str(text);
            done = *end;
        }
        out.push_str(xml.get(done..).unwrap_or_default());
        out
    }

    fn marks(&self, cut: &Cut) -> String {
        let close = if cut.closes { self.names.deletion_end() } else { String::new() };
        let open = cut.opens.as_deref().unwrap_or_default();
        format!("{close}{}{}{}{open}", cut.inserted, cut.ends, cut.starts)
    }

    /// Marks between the two parts of a run that is divided; both look as the run did.
    fn parted(&self, run: Option<usize>, marks: &str) -> String {
        let story = &self.part.story;
        let Some(run) = run.and_then(|run| story.runs.get(run)) else { return marks.to_owned() };
        let own = self.part.xml.get(run.open.clone()).unwrap_or_default();
        let properties = self.properties(run.properties.as_ref());
        format!("</{}r>{marks}{own}{properties}", story.prefix)
    }

    /// The properties of a run, to be written again.
    pub(super) fn properties(&self, properties: Option<&Range<usize>>) -> &str {
        properties.and_then(|bytes| self.part.xml.get(bytes.clone())).unwrap_or_default()
    }

    /// A `w:t` in several, with the marks between them.
    fn element(&self, index: usize, piece: &Piece) -> String {
        let prefix = &self.part.story.prefix;
        let (no_cuts, none_deleted) = (BTreeMap::new(), BTreeMap::new());
        let cuts = self.inner.get(&index).unwrap_or(&no_cuts);
        let deleted = self.deleted.get(&index).unwrap_or(&none_deleted);
        let open = |letter: usize| {
            let before = deleted.range(..=letter).next_back();
            if before.is_some_and(|(_, to)| letter < *to) { "delText" } else { "t" }
        };
        let mut name = open(0);
        let mut out = format!("<{prefix}{name} xml:space=\"preserve\">");
        let mut letters = String::new();
        for (at, letter) in piece.letters.chars().enumerate() {
            if let Some(cut) = cuts.get(&at) {
                out.push_str(&escaped(&std::mem::take(&mut letters)));
                out.push_str(&format!("</{prefix}{name}>"));
                out.push_str(&self.parted(Some(piece.run), &self.marks(cut)));
                name = open(at);
                out.push_str(&format!("<{prefix}{name} xml:space=\"preserve\">"));
            }
            letters.push(letter);
        }
        out.push_str(&escaped(&letters));
        out.push_str(&format!("</{prefix}{name}>"));
        out
    }
}
