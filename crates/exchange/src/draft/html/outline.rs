//! The open elements of a page, and the paragraphs that they make.

use checker::Kind;
use html5gum::StartTag;

use super::super::LETTERS_MAX;
use super::Part;
use super::element::{
    closes_paragraph, heading, is_block, is_hidden, is_part_of_table, is_unread, is_void, number,
};
use super::grid::Grid;
use super::list::List;
use super::open::{HEADINGS, Open, What, grid, grid_of, has_open, is_cell, is_list, kind, list};
use super::text::{Line, is_invisible};
use crate::draft::DraftError;

const TABLES_MAX: usize = 20_000;
const COLUMNS_MAX: usize = 2_000;
const DEPTH_MAX: usize = 512;

/// The page as far as it has been read.
pub(super) struct Outline {
    /// From the outermost in; elements that change nothing are left out.
    open: Vec<Open>,
    /// How many of them are hidden.
    hidden: usize,
    line: Line,
    /// The number of a list's item that waits for its text.
    mark: Option<String>,
    parts: Vec<Part>,
    letters: usize,
    tables: usize,
}

impl Outline {
    pub(super) fn new(tables: usize) -> Outline {
        Outline {
            open: vec![],
            hidden: 0,
            line: Line::default(),
            mark: None,
            parts: vec![],
            letters: 0,
            tables,
        }
    }

    /// An element begins.
    pub(super) fn start(&mut self, tag: &StartTag<()>) -> Result<(), DraftError> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        // Scripts of some pages show a body that was hidden until they ran.
        if matches!(name.as_str(), "html" | "head" | "body") {
            return Ok(());
        }
        let is_inner = is_part_of_table(&name) && name != "table";
        if is_inner && !has_open(&self.open, "table", "template") {
            if self.hidden == 0 {
                self.end_paragraph();
            }
            return Ok(());
        }
        self.end_implied(&name);
        let is_shown = self.hidden == 0;
        if is_void(&name) {
            if is_shown && matches!(name.as_str(), "br" | "hr") {
                self.end_paragraph();
            }
            return Ok(());
        }
        if is_unread(&name) || is_hidden(tag) {
            self.hidden += 1;
            return self.push(name, What::Hidden);
        }
        if !is_shown {
            // Drawings are full of elements that end where they begin.
            return if tag.self_closing { Ok(()) } else { self.push(name, What::Plain) };
        }
        if !is_block(&name) {
            return Ok(());
        }
        self.end_paragraph();
        let what = self.enter(&name, tag)?;
        self.push(name, what)
    }

    /// An element ends. If it never began, nothing does, except paragraphs.
    pub(super) fn end(&mut self, name: &str) {
        // Elements that are neither blocks nor hidden were never kept.
        if self.hidden == 0 && name != "br" && !is_block(name) {
            return;
        }
        let has_ended = match name {
            name if is_part_of_table(name) => self.close(&[name], |name| name == "table"),
            "li" => self.close(&["li"], |name| is_cell(name) || is_list(name)),
            name if heading(name).is_some() => self.close(&HEADINGS, is_cell),
            // An end that stands in a block inside its element is a mistake.
            name if name == "del" || !is_block(name) && !is_unread(name) => {
                self.close(&[name], is_block)
            }
            name => self.close(&[name], is_cell),
        };
        if !has_ended && self.hidden == 0 && matches!(name, "p" | "br") {
            self.end_paragraph();
        }
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), DraftError> {
        if self.hidden > 0 {
            return Ok(());
        }
        let is_kept = self.open.iter().any(|open| matches!(open.what, What::Preformatted));
        for letter in text.chars().filter(|letter| !is_invisible(*letter)) {
            match letter {
                '\n' if is_kept => self.end_paragraph(),
                '\n' | '\r' => self.line.space(true),
                ' ' | '\t' | '\u{C}' if !is_kept => self.line.space(false),
                ' ' | '\t' | '\u{C}' | '\u{A0}' => self.letter(' ')?,
                letter => self.letter(letter)?,
            }
        }
        Ok(())
    }

    /// The end of the page: its paragraphs, and how many tables there have been.
    pub(super) fn finish(mut self) -> (Vec<Part>, usize) {
        while !self.open.is_empty() {
            self.pop();
        }
        self.end_paragraph();
        (self.parts, self.tables)
    }

    fn letter(&mut self, letter: char) -> Result<(), DraftError> {
        self.letters += 1;
        if self.letters > LETTERS_MAX {
            return Err(DraftError::TooLong { max: LETTERS_MAX });
        }
        self.line.push(letter);
        Ok(())
    }

    /// What a visible block is; tables and lists begin, go on, and count.
    fn enter(&mut self, name: &str, tag: &StartTag<()>) -> Result<What, DraftError> {
        if let Some(level) = heading(name) {
            return Ok(What::Heading(level));
        }
        Ok(match name {
            "ol" | "ul" | "menu" | "dir" => What::List(List::new(tag)),
            "pre" | "listing" | "xmp" | "plaintext" => What::Preformatted,
            "table" => {
                if self.tables >= TABLES_MAX {
                    return Err(DraftError::TooManyTables { max: TABLES_MAX });
                }
                self.tables += 1;
                What::Table(Grid::new(self.tables - 1))
            }
            "li" => {
                self.mark = list(&mut self.open).and_then(|list| list.mark(tag));
                What::Plain
            }
            "tr" => {
                if let Some(grid) = grid(&mut self.open) {
                    grid.row();
                }
                What::Plain
            }
            "td" | "th" => return self.cell(tag),
            _ => What::Plain,
        })
    }

    fn cell(&mut self, tag: &StartTag<()>) -> Result<What, DraftError> {
        // A cell may come without a row.
        if !has_open(&self.open, "tr", "table")
            && let Some(grid) = grid(&mut self.open)
        {
            grid.row();
            self.push("tr".to_owned(), What::Plain)?;
        }
        let Some(grid) = grid(&mut self.open) else { return Ok(What::Plain) };
        let cell = grid.cell(number(tag, "rowspan"), number(tag, "colspan"));
        if grid.width() > COLUMNS_MAX {
            return Err(DraftError::TooManyColumns { max: COLUMNS_MAX });
        }
        Ok(What::Cell(cell))
    }

    /// Ends what ends without saying so where this element begins.
    fn end_implied(&mut self, name: &str) {
        if closes_paragraph(name) {
            self.close(&["p"], is_cell);
        }
        // Of blocks, an item may end only these without a word.
        let holds = |name: &str| is_block(name) && !matches!(name, "address" | "div" | "p");
        match name {
            "li" => {
                self.close(&["li"], holds);
            }
            "dt" | "dd" => {
                self.close(&["dt", "dd"], holds);
            }
            "td" | "th" => self.clear_to(&["table", "thead", "tbody", "tfoot", "tr"]),
            "tr" => self.clear_to(&["table", "thead", "tbody", "tfoot"]),
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => self.clear_to(&["table"]),
            name if heading(name).is_some()
                && self.open.last().is_some_and(|open| heading(&open.name).is_some()) =>
            {
                self.pop();
            }
            _ => {}
        }
    }

    /// Ends the innermost of these elements with all that is in it, unless a bound lies between.
    fn close(&mut self, names: &[&str], is_bound: impl Fn(&str) -> bool) -> bool {
        for (at, open) in self.open.iter().enumerate().rev() {
            if names.contains(&open.name.as_str()) {
                while self.open.len() > at {
                    self.pop();
                }
                return true;
            }
            if is_bound(&open.name) {
                return false;
            }
        }
        false
    }

    /// Ends what is open in the table around it, up to the innermost of these parts.
    fn clear_to(&mut self, parts: &[&str]) {
        while self.open.last().is_some_and(|open| !parts.contains(&open.name.as_str())) {
            self.pop();
        }
    }

    fn push(&mut self, name: String, what: What) -> Result<(), DraftError> {
        if self.open.len() >= DEPTH_MAX {
            return Err(DraftError::TooDeep { part: name, max: DEPTH_MAX });
        }
        self.open.push(Open { name, what });
        Ok(())
    }

    fn pop(&mut self) {
        let is_shown = self.hidden == 0;
        if is_shown && self.open.last().is_some_and(|open| is_block(&open.name)) {
            self.end_paragraph();
        }
        let Some(open) = self.open.pop() else { return };
        match (open.what, open.name.as_str()) {
            (What::Hidden, _) => self.hidden = self.hidden.saturating_sub(1),
            (What::Table(mut grid), _) => grid.end_section(&mut self.parts),
            (_, "thead" | "tbody" | "tfoot") if is_shown => {
                if let Some(grid) = grid(&mut self.open) {
                    grid.end_section(&mut self.parts);
                }
            }
            (_, "li") if is_shown => self.mark = None,
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(text) = self.line.take_marked(&mut self.mark) else { return };
        let kind = kind(&self.open);
        if let Kind::Cell(cell) = kind
            && cell.rows > 1
            && let Some(grid) = grid_of(&mut self.open, cell)
        {
            grid.note_tall(self.parts.len());
        }
        self.parts.push((text, kind));
    }
}
