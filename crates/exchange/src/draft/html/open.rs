//! The elements of a page that are open, from the outermost in.

use checker::{Cell, Kind};

use super::grid::Grid;
use super::list::List;

pub(super) const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// An element that has not ended.
pub(super) struct Open {
    pub(super) name: String,
    pub(super) what: What,
}

/// What an element is to the text in it.
pub(super) enum What {
    Plain,
    Hidden,
    /// Its lines are kept as they are.
    Preformatted,
    Heading(u8),
    List(List),
    Table(Grid),
    Cell(Cell),
}

/// The table that is being read.
pub(super) fn grid(open: &mut [Open]) -> Option<&mut Grid> {
    open.iter_mut().rev().find_map(|open| match &mut open.what {
        What::Table(grid) => Some(grid),
        _ => None,
    })
}

/// The table of this cell.
pub(super) fn grid_of(open: &mut [Open], cell: Cell) -> Option<&mut Grid> {
    open.iter_mut().rev().find_map(|open| match &mut open.what {
        What::Table(grid) if grid.index() == cell.table => Some(grid),
        _ => None,
    })
}

/// The list whose items are being read.
pub(super) fn list(open: &mut [Open]) -> Option<&mut List> {
    open.iter_mut().rev().find_map(|open| match &mut open.what {
        What::List(list) => Some(list),
        _ => None,
    })
}

/// What a paragraph here is: that of the innermost cell, else of the heading.
pub(super) fn kind(open: &[Open]) -> Kind {
    let mut kind = Kind::Text;
    for open in open.iter().rev() {
        match open.what {
            What::Cell(cell) => return Kind::Cell(cell),
            What::Heading(level) => kind = Kind::Heading(level),
            What::Plain | What::Hidden | What::Preformatted | What::List(_) | What::Table(_) => {}
        }
    }
    kind
}

/// What surrounds the text of a cell: an end in it ends nothing outside.
pub(super) fn is_cell(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption" | "template")
}

pub(super) fn is_list(name: &str) -> bool {
    matches!(name, "ol" | "ul" | "menu" | "dir")
}

/// Whether this element is open with no bound inside it.
pub(super) fn has_open(open: &[Open], name: &str, bound: &str) -> bool {
    open.iter().rev().take_while(|open| open.name != bound).any(|open| open.name == name)
}
