//! Markdown as drafts.

use std::ops::Range;

use checker::{Cell, Draft, Kind};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html;
use super::html::Part;
use super::html::text::{Line, is_invisible};

/// Reads Markdown with tables and footnotes. Every text is Markdown, so nothing is refused.
pub(super) fn read(text: &str) -> Draft {
    // No strikethrough: `10~12件，13~15件` would lose its middle.
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader::default();
    // A mark of the byte order would hide that the first line is a heading.
    let text = text.trim_start_matches('\u{FEFF}');
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        if matches!(&event, Event::Text(found) if is_leftover(found, text, place)) {
            continue;
        }
        reader.event(event);
    }
    reader.end_paragraph();
    Draft::of(reader.parts)
}

#[derive(Default)]
struct Reader {
    parts: Vec<Part>,
    line: Line,
    heading: Option<u8>,
    /// Whether the text is one of a footnote, an image or a block of code.
    is_note: bool,
    is_image: bool,
    is_code: bool,
    /// The next number of each open list; none if it is not numbered.
    lists: Vec<Option<u64>>,
    /// The number of a list's item that waits for its text.
    mark: Option<String>,
    tables: usize,
    cell: Option<Cell>,
    /// Lines of a web page inside the Markdown.
    page: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => self.lines(&text),
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                self.words(&text);
            }
            Event::Html(text) => self.page.push_str(&text),
            Event::InlineHtml(tag) if is_break(&tag) => self.end_paragraph(),
            Event::SoftBreak => self.line.space(true),
            Event::HardBreak | Event::Rule => self.end_paragraph(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(depth(*level)),
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::CodeBlock(_) => self.is_code = true,
            Tag::Image { .. } => self.is_image = true,
            Tag::FootnoteDefinition(_) => self.is_note = true,
            Tag::Table(_) => {
                self.tables += 1;
                let table = self.tables - 1;
                self.cell = Some(Cell { table, row: 0, column: 0, rows: 1, columns: 1 });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Image => return self.is_image = false,
            _ => self.end_paragraph(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => self.mark = None,
            TagEnd::CodeBlock => self.is_code = false,
            TagEnd::FootnoteDefinition => self.is_note = false,
            TagEnd::TableCell => self.step(0, 1),
            TagEnd::TableHead | TagEnd::TableRow => self.step(1, 0),
            TagEnd::Table => self.cell = None,
            TagEnd::HtmlBlock => self.end_page(),
            _ => {}
        }
    }

    /// An item of a list begins, with its number if it has one.
    fn item(&mut self) {
        self.end_paragraph();
        if let Some(Some(number)) = self.lists.last_mut() {
            self.mark = Some(format!("{number}. "));
            *number = number.saturating_add(1);
        }
    }

    /// Goes on to the next cell, or to the first of the next row.
    fn step(&mut self, rows: usize, columns: usize) {
        if let Some(cell) = &mut self.cell {
            cell.row += rows;
            cell.column = if rows > 0 { 0 } else { cell.column + columns };
        }
    }

    /// Text, in which white space means no more than that there is some.
    fn words(&mut self, text: &str) {
        if self.is_image {
            return;
        }
        for letter in text.chars().filter(|letter| !is_invisible(*letter)) {
            match letter {
                '\n' | '\r' => self.line.space(true),
                ' ' | '\t' => self.line.space(false),
                '\u{A0}' => self.line.push(' '),
                letter => self.line.push(letter),
            }
        }
    }

    /// Lines of code, each a paragraph.
    fn lines(&mut self, text: &str) {
        for piece in text.split_inclusive(['\n', '\r']) {
            self.words(piece);
            if piece.ends_with(['\n', '\r']) {
                self.end_paragraph();
            }
        }
    }

    /// A web page inside the Markdown is read as one; as it is, if it is beyond reading.
    fn end_page(&mut self) {
        let page = std::mem::take(&mut self.page);
        match html::parts(&page, self.tables) {
            Ok((parts, tables)) => {
                let kind = self.kind();
                self.tables = tables;
                self.parts.extend(parts.into_iter().map(|(text, own)| match own {
                    Kind::Text => (text, kind),
                    own => (text, own),
                }));
            }
            Err(_) => self.lines(&page),
        }
    }

    fn end_paragraph(&mut self) {
        let Some(text) = self.line.take_marked(&mut self.mark) else { return };
        self.parts.push((text, self.kind()));
    }

    fn kind(&self) -> Kind {
        match (self.cell, self.is_note, self.heading) {
            (Some(cell), ..) => Kind::Cell(cell),
            (None, true, _) => Kind::Note,
            (None, false, Some(level)) => Kind::Heading(level),
            (None, false, None) => Kind::Text,
        }
    }
}

/// Whether a text is a mark of emphasis that does not count as such, because a letter follows a sign of
/// punctuation: `**12%**的`. Chinese has no spaces to put there, so writers meant it.
fn is_leftover(found: &str, text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let is_run = found.len() > 1 || before.ends_with('*') || after.starts_with('*');
    !found.is_empty() && found.chars().all(|c| c == '*') && is_run && !before.ends_with('\\')
}

fn is_break(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.strip_prefix("<br").is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
