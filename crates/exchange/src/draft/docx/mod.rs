//! Word documents (ECMA-376 Part 1, WordprocessingML): read as drafts, and written again with marks.
//!
//! One walk over the markup finds the letters and where they stand ([`walk`]); reading keeps the letters,
//! marking the places.

mod document;
mod fields;
mod mark;
mod markup;
mod numbering;
mod numeral;
mod package;
mod paragraph;
mod story;
mod styles;
mod table;
mod tag;
mod walk;

use checker::{Draft, Finding};

use self::document::Document;
use self::package::Package;
use super::{DraftError, Marking};

/// Reads a document.
///
/// # Errors
///
/// As [`super::read`].
pub(super) fn read(bytes: &[u8]) -> Result<Draft, DraftError> {
    let document = Document::read(&mut Package::open(bytes)?)?;
    Ok(document.draft())
}

/// Writes findings into a document.
///
/// # Errors
///
/// As [`super::mark`].
pub(super) fn mark(
    bytes: &[u8],
    findings: &[Finding],
    marking: &Marking,
) -> Result<Vec<u8>, DraftError> {
    let mut package = Package::open(bytes)?;
    let document = Document::read(&mut package)?;
    let parts = mark::parts(&mut package, &document, findings, marking)?;
    package.with(parts)
}
