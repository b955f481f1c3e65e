//! Runs of text, and figures as content controls.

use crate::document::{Entry, Inline};
use crate::template::FigureId;

use super::data;
use super::xml::Xml;

/// The direct format of a run beside its paragraph's style.
#[derive(Clone, Copy, Default)]
pub(super) struct Format<'a> {
    pub(super) font: Option<&'a str>,
    pub(super) strong: bool,
    pub(super) colour: Option<&'a str>,
    /// In half points.
    pub(super) size: Option<&'a str>,
}

/// What writing figures needs to know.
pub(super) struct Figures<'a> {
    pub(super) entries: &'a [Entry],
    /// The identifier of the data part that holds all figures.
    pub(super) store: &'a str,
}

pub(super) fn run(xml: &mut Xml, text: &str, format: Format<'_>) {
    xml.element("w:r", &[], |xml| {
        run_properties(xml, format);
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}

fn run_properties(xml: &mut Xml, format: Format<'_>) {
    if format.font.is_none() && !format.strong && format.colour.is_none() && format.size.is_none() {
        return;
    }
    xml.element("w:rPr", &[], |xml| {
        if let Some(font) = format.font {
            super::fonts::face(xml, font);
        }
        if format.strong {
            xml.empty("w:b", &[]);
            xml.empty("w:bCs", &[]);
        }
        if let Some(colour) = format.colour {
            xml.val("w:color", colour);
        }
        if let Some(size) = format.size {
            xml.val("w:sz", size);
            xml.val("w:szCs", size);
        }
    });
}

impl Figures<'_> {
    /// Text as runs, each figure as a content control of its own.
    pub(super) fn inlines(&self, xml: &mut Xml, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, strong } => {
                    run(xml, text, Format { strong: *strong, ..Format::default() });
                }
                Inline::Figure { id, text, claim, strong } => {
                    let format = Format { strong: *strong, ..Format::default() };
                    self.control(xml, (id, *claim), text, format);
                }
                Inline::Break => xml.element("w:r", &[], |xml| xml.empty("w:br", &[])),
            }
        }
    }

    /// A content control, tagged with the figure and bound to its words in the data part. It cannot be
    /// typed over: a figure changes in the register, not in the report.
    fn control(
        &self,
        xml: &mut Xml,
        (id, claim): (&FigureId, usize),
        text: &str,
        format: Format<'_>,
    ) {
        let entry = self.entries.iter().find(|entry| entry.id == *id);
        let alias = entry.map_or(id.as_str(), |entry| entry.words.as_str());
        let wording = entry
            .and_then(|entry| entry.printed.iter().position(|printed| printed == text))
            .unwrap_or_default();
        xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| {
                run_properties(xml, format);
                xml.val("w:alias", &shortened(alias));
                xml.val("w:tag", id.as_str());
                xml.val("w:id", &(claim + 1).to_string());
                xml.val("w:lock", "sdtContentLocked");
                xml.empty(
                    "w:dataBinding",
                    &[
                        ("w:prefixMappings", &data::prefix_mapping()),
                        ("w:xpath", &data::path(id, wording)),
                        ("w:storeItemID", self.store),
                    ],
                );
                xml.empty("w:text", &[]);
            });
            xml.element("w:sdtContent", &[], |xml| run(xml, text, format));
        });
    }
}

/// Word takes names of content controls of up to 64 characters.
fn shortened(name: &str) -> String {
    name.chars().take(64).collect()
}
