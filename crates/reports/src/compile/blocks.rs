//! Markdown with tokens becomes blocks of text and figures.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::claims::Claims;
use super::render::{Token, read_token};
use crate::document::{Cell, Column, Inline, Row, Table};
use crate::fault::Unreadable;
use crate::template::calls::Function;
use crate::template::outline::{depth, markdown};
use crate::template::prose::{TOKEN_CLOSE, TOKEN_OPEN};

/// A block as read, before headings are numbered and declared tables are laid out.
#[derive(Debug)]
pub(super) enum Read {
    Heading { level: u8, inlines: Vec<Inline> },
    Paragraph(Vec<Inline>),
    Table(Table),
    Declared { key: String },
    Attachment { title: String },
}

/// Reads Markdown into blocks, resolving every token.
pub(super) fn read(text: &str, claims: &mut Claims<'_>) -> Vec<Read> {
    let mut reader =
        Reader { claims, read: vec![], line: Line::default(), items: vec![], table: None };
    for event in markdown(text) {
        reader.event(event);
    }
    reader.read
}

/// Reads a text that consists of paragraphs only, such as a cell.
pub(super) fn paragraphs(text: &str, claims: &mut Claims<'_>) -> Vec<Vec<Inline>> {
    let mut paragraphs = vec![];
    for block in read(text, claims) {
        match block {
            Read::Paragraph(inlines) | Read::Heading { inlines, .. } => paragraphs.push(inlines),
            // The check of cells has refused it.
            Read::Table(_) => {}
            Read::Declared { key } => misplaced(claims, Function::Table, &key),
            Read::Attachment { title } => misplaced(claims, Function::Attachment, &title),
        }
    }
    paragraphs
}

/// A table or attachment inside a sentence or a cell.
fn misplaced(claims: &mut Claims<'_>, function: Function, name: &str) {
    let wrong = Unreadable::NotAlone(format!("{}(\"{name}\")", function.word()));
    claims.fault_where(&wrong.into(), |call| call.function == function && call.name == name);
}

/// Characters since the last block, with whether they are bold.
#[derive(Debug, Default)]
struct Line {
    chars: Vec<(char, bool)>,
    strong: bool,
}

#[derive(Debug, Default)]
struct TableRead {
    rows: Vec<Vec<Vec<Inline>>>,
    row: Vec<Vec<Inline>>,
}

struct Reader<'r, 'a> {
    claims: &'r mut Claims<'a>,
    read: Vec<Read>,
    line: Line,
    /// The next number of each list that is open.
    items: Vec<u64>,
    table: Option<TableRead>,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text(&text);
            }
            Event::SoftBreak => self.line.chars.push(('\n', false)),
            Event::HardBreak => self.line.chars.push(('\r', false)),
            Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, text: &CowStr<'_>) {
        let strong = self.line.strong;
        self.line.chars.extend(text.chars().map(|c| (c, strong)));
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.line.strong = true,
            Tag::List(first) => self.items.push(first.unwrap_or(1)),
            Tag::Item => {
                if let Some(next) = self.items.last_mut() {
                    let number = format!("{next}.");
                    *next += 1;
                    self.line.chars.extend(number.chars().map(|c| (c, false)));
                }
            }
            Tag::Table(_) => self.table = Some(TableRead::default()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.line.strong = false,
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(level) => {
                let inlines = self.inlines();
                self.read.push(Read::Heading { level: depth(level).min(4), inlines });
            }
            TagEnd::Item => self.paragraph(),
            TagEnd::List(_) => {
                self.items.pop();
            }
            TagEnd::TableCell => {
                let inlines = self.inlines();
                if let Some(table) = &mut self.table {
                    table.row.push(inlines);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut table.row));
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.read.push(Read::Table(plain_table(table.rows)));
                }
            }
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        if let Some(token) = self.lone_token() {
            self.line.chars.clear();
            self.read.push(match token {
                Token::Table { key } => Read::Declared { key },
                Token::Attachment { title } => Read::Attachment { title },
                Token::Figure { .. } | Token::Claim { .. } => return,
            });
            return;
        }
        let inlines = self.inlines();
        if !inlines.is_empty() {
            self.read.push(Read::Paragraph(inlines));
        }
    }

    /// The token of a table or attachment, if the line consists of nothing else.
    fn lone_token(&self) -> Option<Token> {
        let line: String = self.line.chars.iter().map(|(c, _)| *c).collect();
        let inside = line.trim().strip_prefix(TOKEN_OPEN)?.strip_suffix(TOKEN_CLOSE)?;
        let token = read_token(inside).filter(|_| !inside.contains(TOKEN_OPEN))?;
        matches!(token, Token::Table { .. } | Token::Attachment { .. }).then_some(token)
    }

    /// Takes the line as inlines.
    fn inlines(&mut self) -> Vec<Inline> {
        let chars = joined(&std::mem::take(&mut self.line.chars));
        let mut inlines = vec![];
        let mut rest = chars.into_iter();
        while let Some((c, strong)) = rest.next() {
            match c {
                TOKEN_OPEN => {
                    let inside: String =
                        rest.by_ref().map(|(c, _)| c).take_while(|c| *c != TOKEN_CLOSE).collect();
                    inlines.extend(self.token(&inside, strong));
                }
                '\r' => inlines.push(Inline::Break),
                _ => push_char(&mut inlines, c, strong),
            }
        }
        self.claims.check_cut_offs(&inlines);
        inlines
    }

    fn token(&mut self, inside: &str, strong: bool) -> Option<Inline> {
        let token = read_token(inside)?;
        match &token {
            Token::Figure { .. } | Token::Claim { .. } => {
                return self.claims.inline(&token, strong);
            }
            Token::Table { key } => misplaced(self.claims, Function::Table, key),
            Token::Attachment { title } => misplaced(self.claims, Function::Attachment, title),
        }
        None
    }
}

fn push_char(inlines: &mut Vec<Inline>, c: char, bold: bool) {
    if let Some(Inline::Text { text, strong }) = inlines.last_mut()
        && *strong == bold
    {
        text.push(c);
        return;
    }
    inlines.push(Inline::Text { text: c.to_string(), strong: bold });
}

/// Lines of a paragraph run on: with a space between Latin words, with nothing in Chinese.
fn joined(chars: &[(char, bool)]) -> Vec<(char, bool)> {
    let latin = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|(c, _)| c.is_ascii_graphic())
    };
    let mut joined = vec![];
    for (at, (c, strong)) in chars.iter().enumerate() {
        match c {
            '\n' if latin(at.checked_sub(1)) && latin(Some(at + 1)) => joined.push((' ', *strong)),
            '\n' => {}
            _ => joined.push((*c, *strong)),
        }
    }
    joined
}

/// A table written in Markdown: columns of equal width, nothing merged.
fn plain_table(rows: Vec<Vec<Vec<Inline>>>) -> Table {
    let mut rows = rows.into_iter();
    let columns = rows.next().unwrap_or_default();
    let columns =
        columns.into_iter().map(|title| Column { title, width: 1, heads_rows: false }).collect();
    let cell = |inlines| Cell::Filled { paragraphs: vec![inlines], rows: 1 };
    let rows = rows.map(|cells| Row { cells: cells.into_iter().map(cell).collect() }).collect();
    Table { columns, rows }
}
