//! The markup of a part as a stream of tokens, each with the bytes it takes.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::draft::DraftError;
use crate::opc::character;

/// The deepest honest nesting: tables in tables in text boxes come to some 60 levels.
const LEVELS_MAX: usize = 256;
/// The namespace of Word's markup in the transitional and the strict form (ECMA-376 Part 4, and Part 1 A.1).
pub(super) const TRANSITIONAL: &str =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// The tokens of a part. It ends with an error unless every element is closed, and refuses declarations, by
/// which a small part can stand for a large one or for another file.
pub(super) struct Markup<'a> {
    part: &'a str,
    reader: Reader<&'a [u8]>,
    /// The bytes before what the reader reads.
    skipped: usize,
    levels: usize,
    span: Range<usize>,
    has_root: bool,
    /// What stands before the names of Word's elements, as `w:`; `None` if the part has no such elements.
    prefix: Option<String>,
    /// What stands before the name of the root.
    root_prefix: String,
    is_strict: bool,
}

pub(super) enum Token<'a> {
    /// An element begins; one that is empty closes at once, in no bytes of its own.
    Open(BytesStart<'a>),
    Close,
    Text(String),
    End,
}

impl<'a> Markup<'a> {
    pub(super) fn new(part: &'a str, xml: &'a str) -> Markup<'a> {
        // The reader does not count a byte order mark, but places do.
        let text = xml.strip_prefix('\u{feff}').unwrap_or(xml);
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Markup {
            part,
            reader,
            skipped: xml.len() - text.len(),
            levels: 0,
            span: 0..0,
            has_root: false,
            prefix: None,
            root_prefix: String::new(),
            is_strict: false,
        }
    }

    /// # Errors
    ///
    /// [`DraftError`] if the part is not XML, declares entities, or is nested too deeply.
    pub(super) fn next(&mut self) -> Result<Token<'a>, DraftError> {
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|error| self.broken(&error))?;
            self.span = start..self.position();
            return Ok(match event {
                Event::Start(element) | Event::Empty(element) => {
                    self.open(&element)?;
                    Token::Open(element)
                }
                Event::End(_) => {
                    self.levels = self.levels.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let letter = character(&reference);
                    let letter =
                        letter.ok_or_else(|| self.broken("an unknown entity or character"))?;
                    Token::Text(letter.to_string())
                }
                Event::DocType(_) => {
                    return Err(DraftError::Declarations { part: self.part.to_owned() });
                }
                Event::Eof if self.levels > 0 => return Err(self.broken("it ends in the middle")),
                Event::Eof if !self.has_root => return Err(self.broken("it is not XML")),
                Event::Eof => Token::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), DraftError> {
        self.levels += 1;
        if self.levels > LEVELS_MAX {
            return Err(DraftError::TooDeep { part: self.part.to_owned(), max: LEVELS_MAX });
        }
        if !self.has_root {
            self.has_root = true;
            self.prefix = prefix(element);
            let own = element.name().into_inner().split_once(':');
            self.root_prefix = own.map_or_else(String::new, |(prefix, _)| format!("{prefix}:"));
            let mut attributes = element.attributes();
            let mut attributes = attributes.with_checks(false).filter_map(Result::ok);
            self.is_strict = attributes.any(|attribute| attribute.value.as_ref() == STRICT);
        }
        Ok(())
    }

    /// The name of an element of Word's, without its prefix.
    pub(super) fn word<'e>(&self, element: &'e BytesStart<'_>) -> Option<&'e str> {
        let name: &'e str = element.name().into_inner();
        name.strip_prefix(self.prefix.as_deref()?).filter(|local| !local.contains(':'))
    }

    /// What stands before the names of Word's elements: `w:`.
    pub(super) fn prefix(&self) -> Option<&str> {
        self.prefix.as_deref()
    }

    /// What stands before the name of the root, in a part that is not Word's own.
    pub(super) fn root_prefix(&self) -> &str {
        &self.root_prefix
    }

    pub(super) fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// The bytes of the last token.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn position(&self) -> usize {
        let read = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        read.saturating_add(self.skipped)
    }

    pub(super) fn broken(&self, detail: &(impl ToString + ?Sized)) -> DraftError {
        DraftError::damaged(self.part, detail)
    }
}

/// The prefix that a root binds to Word's namespace; its own, if it binds several.
fn prefix(root: &BytesStart<'_>) -> Option<String> {
    let name = root.name();
    let own = name.into_inner().split_once(':').map_or("", |(prefix, _)| prefix);
    let mut found: Vec<String> = vec![];
    for attribute in root.attributes().with_checks(false).filter_map(Result::ok) {
        if attribute.value.as_ref() != TRANSITIONAL && attribute.value.as_ref() != STRICT {
            continue;
        }
        let key = attribute.key.into_inner();
        if key == "xmlns" {
            found.push(String::new());
        } else if let Some(prefix) = key.strip_prefix("xmlns:") {
            found.push(prefix.to_owned());
        }
    }
    let chosen = found.iter().find(|prefix| *prefix == own).or(found.first())?;
    Some(if chosen.is_empty() { String::new() } else { format!("{chosen}:") })
}
