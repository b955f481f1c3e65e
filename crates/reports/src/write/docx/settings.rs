//! `word/settings.xml` and the page numbers.

use super::styles::id;
use super::xml::Xml;

pub(super) fn settings() -> Vec<u8> {
    Xml::part("w:settings", &[super::W], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.val("w:defaultTabStop", "420");
        // Without this, Word and LibreOffice ignore the footer of even pages.
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
        xml.val("w:decimalSymbol", ".");
        xml.val("w:listSeparator", ",");
    })
}

/// Which side of the sheet a page number stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Odd pages: right, one character in.
    Right,
    /// Even pages: left, one character in.
    Left,
}

/// A footer with the page number between two dashes: — 1 —.
pub(super) fn footer(side: Side) -> Vec<u8> {
    Xml::part("w:ftr", &[super::W], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", id::FOOTER);
                let (ind, jc) = match side {
                    Side::Right => ("w:right", "right"),
                    Side::Left => ("w:left", "left"),
                };
                // One character of 四号.
                xml.empty("w:ind", &[(ind, "280")]);
                xml.val("w:jc", jc);
            });
            text(xml, "— ");
            field(xml);
            text(xml, " —");
        });
    })
}

fn text(xml: &mut Xml, text: &str) {
    xml.element("w:r", &[], |xml| {
        // The dash exists in both scripts; the hint takes the Chinese one, a full character wide.
        xml.element("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:hint", "eastAsia")]));
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
    });
}

fn field(xml: &mut Xml) {
    let character = |xml: &mut Xml, kind: &str| {
        xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
    };
    character(xml, "begin");
    xml.element("w:r", &[], |xml| {
        xml.element("w:instrText", &[("xml:space", "preserve")], |xml| xml.text(" PAGE "));
    });
    character(xml, "separate");
    xml.element("w:r", &[], |xml| xml.element("w:t", &[], |xml| xml.text("1")));
    character(xml, "end");
}
