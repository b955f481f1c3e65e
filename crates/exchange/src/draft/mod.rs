//! Documents become drafts to be checked, and a Word document comes back with what was found in it.
//!
//! Texts, Markdown, web pages and Word documents are read. Whatever a file holds, a draft or a sentence comes
//! of it; sizes are judged before anything is unpacked, and nothing is read that a file merely names.

mod docx;
mod error;
mod html;
mod markdown;
pub mod page;
mod text;

use std::borrow::Cow;
use std::path::Path;

use base::Lang;
use checker::{Draft, Finding};

pub use self::error::DraftError;

/// What a file is, by its content and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Word,
}

/// Letters of a draft: some 2,000 pages of Chinese text.
const LETTERS_MAX: usize = 2_000_000;

/// The beginning of an archive, which a Word document is.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// The beginning of a compound file, which an old Word document and an encrypted one are.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl Format {
    /// What a file is: an archive or a compound file is a Word document whatever its name says, else its
    /// name decides.
    #[must_use]
    pub fn of(name: &Path, bytes: &[u8]) -> Format {
        if bytes.starts_with(ARCHIVE) || bytes.starts_with(COMPOUND) {
            return Format::Word;
        }
        let ending = name.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "docx" | "docm" | "doc" => Format::Word,
            "md" | "markdown" => Format::Markdown,
            "html" | "htm" => Format::Html,
            _ => Format::Text,
        }
    }
}

/// How findings are written into a document.
#[derive(Clone, Copy, Debug)]
pub struct Marking {
    /// The language of the comments.
    pub lang: Lang,
    /// When the comments and changes were made.
    pub at: jiff::Timestamp,
}

/// Reads a draft. `name` is only for its ending.
///
/// - **Input:** the bytes of a text (UTF-8, else GB18030 or UTF-16 by its mark), of Markdown, of a web page or
///   of a Word document (ECMA-376 Part 1, transitional or strict).
/// - **Output:** a draft; that of a text counts the characters of the file itself, its byte order mark too.
/// - **Blind spots:** headers, footers, comments and formulas of a Word document are not read, symbols of
///   symbol fonts neither; text that is hidden by its font is.
///
/// # Errors
///
/// [`DraftError`] if the file is damaged, too large, protected, or of a kind that is not read.
pub fn read(name: &Path, bytes: &[u8]) -> Result<Draft, DraftError> {
    match Format::of(name, bytes) {
        Format::Text => Ok(Draft::plain(&bounded(bytes)?)),
        Format::Markdown => Ok(markdown::read(&bounded(bytes)?)),
        Format::Html => html::read(bytes),
        Format::Word => docx::read(bytes),
    }
}

/// The text of a file that is not too long to be a draft.
fn bounded(bytes: &[u8]) -> Result<Cow<'_, str>, DraftError> {
    let text = text::decode(bytes)?;
    let is_long = text.chars().nth(LETTERS_MAX).is_some();
    if is_long { Err(DraftError::TooLong { max: LETTERS_MAX }) } else { Ok(text) }
}

/// The Word document again with what was found: a comment at each finding and, for findings with a fix, a
/// tracked change, both by 校核.
///
/// - **Input:** the bytes that were read, and findings of the draft that [`read`] gives for them, in any order.
/// - **Output:** the document. All that is not marked stays as it is, byte for byte; rejecting the changes and
///   deleting the comments gives its text again.
/// - **Blind spots:** Word allows no comments in notes and text boxes, and writes the content of some controls
///   itself, so those comments stand at the sign of the note and around the run or the control. A fix becomes a
///   change only in ordinary runs of one paragraph that no change, field, closed control or text box holds and no
///   other fix has taken; elsewhere the comment says it.
///
/// # Errors
///
/// [`DraftError`] as from [`read`]; [`DraftError::NotWord`] if this is another kind of file, and
/// [`DraftError::OtherDraft`] if a finding lies outside of the document's text.
pub fn mark(bytes: &[u8], findings: &[Finding], marking: &Marking) -> Result<Vec<u8>, DraftError> {
    docx::mark(bytes, findings, marking)
}
