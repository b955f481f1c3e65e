//! Web pages as drafts: the text that a reader of the page sees, with its headings and tables.

mod element;
mod encoding;
mod grid;
mod list;
mod open;
mod outline;
pub(super) mod text;

use checker::{Draft, Kind};
use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::DraftError;
use outline::Outline;

/// A paragraph and what it is.
pub(super) type Part = (String, Kind);

/// Reads a web page, whatever its tags are.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, DraftError> {
    let (parts, _) = parts(&encoding::decode(bytes), 0)?;
    Ok(Draft::of(parts))
}

/// The paragraphs of a page or of a part of one, and how many tables there are then if there were
/// `tables` before it.
pub(super) fn parts(page: &str, tables: usize) -> Result<(Vec<Part>, usize), DraftError> {
    let mut emitter = DefaultEmitter::default();
    // What looks like a tag inside a script is none.
    emitter.naively_switch_states(true);
    let mut outline = Outline::new(tables);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => outline.start(&tag)?,
            Token::EndTag(tag) => outline.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => outline.text(&String::from_utf8_lossy(&text.value))?,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    Ok(outline.finish())
}
