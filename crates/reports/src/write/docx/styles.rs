//! `word/styles.xml`: the paragraphs of an official document.

use super::fonts::{Fonts, face};
use super::page::{CLOSER, LINE, SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, TABLE_LINE, TITLE_LINE};
use super::xml::Xml;

/// The paragraph styles by id.
pub(super) mod id {
    pub(in super::super) const BODY: &str = "BodyText";
    pub(in super::super) const TITLE: &str = "Title";
    pub(in super::super) const FLUSH: &str = "Flush";
    pub(in super::super) const LABEL: &str = "AttachmentLabel";
    pub(in super::super) const CELL: &str = "TableText";
    pub(in super::super) const CELL_HEAD: &str = "TableHead";
    pub(in super::super) const FOOTER: &str = "Footer";
}

pub(super) fn styles(fonts: &Fonts) -> Vec<u8> {
    Xml::part("w:styles", &[super::W], |xml| {
        defaults(xml, fonts);
        xml.element(
            "w:style",
            &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")],
            normal,
        );
        table_style(xml);
        for style in all(fonts) {
            paragraph_style(xml, &style);
        }
    })
}

fn defaults(xml: &mut Xml, fonts: &Fonts) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                face(xml, &fonts.body);
                xml.val("w:spacing", CLOSER);
                xml.val("w:kern", "0");
                xml.val("w:sz", SIZE_3);
                xml.val("w:szCs", SIZE_3);
                xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
}

/// What all paragraphs share. In the style and not in the defaults, where LibreOffice would not look
/// for it.
fn normal(xml: &mut Xml) {
    xml.val("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.element("w:pPr", &[], |xml| {
        xml.val("w:widowControl", "0");
        // Punctuation must not hang into the margin, and digits stand without a gap: 28 characters
        // are 28 characters. (LibreOffice 7.4 takes the first flag for its opposite and the others
        // not at all; this is for Word and WPS.)
        xml.val("w:overflowPunct", "0");
        xml.val("w:autoSpaceDE", "0");
        xml.val("w:autoSpaceDN", "0");
        spacing(xml, LINE);
        xml.val("w:jc", "both");
    });
}

pub(super) fn spacing(xml: &mut Xml, line: u32) {
    xml.empty("w:spacing", &[("w:line", &line.to_string()), ("w:lineRule", "exact")]);
}

fn table_style(xml: &mut Xml) {
    xml.element(
        "w:style",
        &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")],
        |xml| {
            xml.val("w:name", "Normal Table");
            xml.val("w:uiPriority", "99");
            xml.empty("w:semiHidden", &[]);
            xml.empty("w:unhideWhenUsed", &[]);
            xml.element("w:tblPr", &[], |xml| {
                xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
                xml.element("w:tblCellMar", &[], |xml| {
                    for (side, width) in
                        [("w:top", "0"), ("w:left", "85"), ("w:bottom", "0"), ("w:right", "85")]
                    {
                        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
                    }
                });
            });
        },
    );
}

struct ParagraphStyle<'a> {
    id: &'a str,
    name: &'a str,
    font: Option<&'a str>,
    size: Option<&'a str>,
    line: Option<u32>,
    indented: bool,
    /// Where it is not set to both margins: `center`, `left`.
    aligned: Option<&'a str>,
    /// 0 is the highest level of the outline; headings stay with what follows them.
    outline: Option<&'a str>,
    spaced: bool,
}

const PLAIN: ParagraphStyle<'static> = ParagraphStyle {
    id: "",
    name: "",
    font: None,
    size: None,
    line: None,
    indented: false,
    aligned: None,
    outline: None,
    spaced: false,
};

fn all(fonts: &Fonts) -> [ParagraphStyle<'_>; 11] {
    let heading = |id, name, font, outline| ParagraphStyle {
        id,
        name,
        font: Some(font),
        indented: true,
        outline: Some(outline),
        ..PLAIN
    };
    let cell = |id, name, font| ParagraphStyle {
        id,
        name,
        font,
        size: Some(SIZE_SMALL_4),
        line: Some(TABLE_LINE),
        spaced: true,
        // Narrow columns set to both margins would tear words apart.
        aligned: Some("left"),
        ..PLAIN
    };
    [
        ParagraphStyle { id: id::BODY, name: "Body Text", indented: true, ..PLAIN },
        ParagraphStyle {
            id: id::TITLE,
            name: "Title",
            font: Some(&fonts.title),
            size: Some(SIZE_2),
            line: Some(TITLE_LINE),
            aligned: Some("center"),
            spaced: true,
            ..PLAIN
        },
        heading("Heading1", "heading 1", &fonts.first, "0"),
        heading("Heading2", "heading 2", &fonts.second, "1"),
        heading("Heading3", "heading 3", &fonts.body, "2"),
        heading("Heading4", "heading 4", &fonts.body, "3"),
        ParagraphStyle { id: id::FLUSH, name: "Flush", ..PLAIN },
        ParagraphStyle {
            id: id::LABEL,
            name: "Attachment Label",
            font: Some(&fonts.first),
            ..PLAIN
        },
        cell(id::CELL, "Table Text", None),
        ParagraphStyle {
            aligned: Some("center"),
            ..cell(id::CELL_HEAD, "Table Head", Some(&fonts.first))
        },
        ParagraphStyle {
            id: id::FOOTER,
            name: "footer",
            font: Some(&fonts.page_number),
            size: Some(SIZE_4),
            line: Some(320),
            spaced: true,
            ..PLAIN
        },
    ]
}

fn paragraph_style(xml: &mut Xml, style: &ParagraphStyle<'_>) {
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |xml| {
        xml.val("w:name", style.name);
        xml.val("w:basedOn", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if style.outline.is_some() {
                xml.empty("w:keepNext", &[]);
            }
            if style.line.is_some() {
                xml.val("w:snapToGrid", "0");
            }
            if let Some(line) = style.line {
                spacing(xml, line);
            }
            if style.indented {
                // Both: Word goes by characters, others by twips.
                xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", "640")]);
            }
            if let Some(aligned) = style.aligned {
                xml.val("w:jc", aligned);
            }
            if let Some(level) = style.outline {
                xml.val("w:outlineLvl", level);
            }
        });
        xml.element("w:rPr", &[], |xml| {
            if let Some(font) = style.font {
                face(xml, font);
            }
            if style.spaced {
                xml.val("w:spacing", "0");
            }
            if let Some(size) = style.size {
                xml.val("w:sz", size);
                xml.val("w:szCs", size);
            }
        });
    });
}
