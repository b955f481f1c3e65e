//! What paragraph styles say of level and numbering (ECMA-376 Part 1, 17.7 and 17.3.1.20).

use std::collections::BTreeMap;

use super::markup::{Markup, Token};
use crate::draft::DraftError;
use crate::opc::{attribute, is_set};

/// The most styles that one may be based on, one after the other; a circle ends here too.
const BASES_MAX: usize = 32;

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// `w:outlineLvl`, from 0; 9 is the level of plain text.
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
}

/// What a paragraph style says of lists.
#[derive(Debug, Default)]
pub(super) struct Listed<'a> {
    /// `w:numId`.
    pub(super) list: Option<&'a str>,
    /// `w:ilvl`, from 0.
    pub(super) level: Option<usize>,
    /// The style and those that it is based on, to be found among the levels of a list.
    pub(super) styles: Vec<&'a str>,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if it is damaged.
    pub(super) fn read(part: &str, xml: &str) -> Result<Styles, DraftError> {
        let mut markup = Markup::new(part, xml);
        let (mut styles, mut id, mut style) = (Styles::default(), None, Style::default());
        loop {
            let element = match markup.next()? {
                Token::Open(element) => element,
                Token::End => break,
                Token::Close | Token::Text(_) => continue,
            };
            let value = || attribute(&element, "val");
            match markup.word(&element).unwrap_or_default() {
                "style" => {
                    styles.keep(id.take(), std::mem::take(&mut style));
                    id = attribute(&element, "styleId");
                    let is_paragraph =
                        attribute(&element, "type").is_none_or(|it| it == "paragraph");
                    if is_paragraph && is_set(&element, "default") {
                        styles.default.clone_from(&id);
                    }
                }
                "name" => style.name = value().unwrap_or_default(),
                "basedOn" => style.based_on = value(),
                "outlineLvl" => style.outline = value().and_then(|text| text.parse().ok()),
                "numId" => style.list = value(),
                "ilvl" => style.level = value().and_then(|text| text.parse().ok()),
                _ => {}
            }
        }
        styles.keep(id, style);
        Ok(styles)
    }

    fn keep(&mut self, id: Option<String>, style: Style) {
        if let Some(id) = id {
            self.by_id.insert(id, style);
        }
    }

    /// A style and those that it is based on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let find = |id: &'a str| self.by_id.get(id).map(|style| (id, style));
        let first = id.or(self.default.as_deref()).and_then(find);
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(find))
            .take(BASES_MAX)
    }

    /// The level of a heading in this style, from 1; `None` for plain text.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        for (_, style) in self.chain(id) {
            match (style.outline, named(&style.name)) {
                (Some(outline), _) => return heading(outline),
                (None, Some(level)) => return Some(level),
                (None, None) => {}
            }
        }
        None
    }

    /// What a style says of lists, with what it inherits.
    pub(super) fn listed<'a>(&'a self, id: Option<&'a str>) -> Listed<'a> {
        let mut listed = Listed::default();
        for (id, style) in self.chain(id) {
            listed.list = listed.list.or(style.list.as_deref());
            listed.level = listed.level.or(style.level);
            listed.styles.push(id);
        }
        listed
    }
}

/// The level of a heading by its outline level, of which 9 is plain text.
pub(super) fn heading(outline: u8) -> Option<u8> {
    (outline < 9).then_some(outline + 1)
}

/// The level that a style is named after: `heading 1`, `标题 1`.
fn named(name: &str) -> Option<u8> {
    let name = name.trim().to_ascii_lowercase();
    let digits = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    digits.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
