//! `word/document.xml`.

use super::control::{Figures, Format, run};
use super::fonts::Fonts;
use super::frame::{self, paragraph};
use super::package::{FOOTER_EVEN, FOOTER_ODD};
use super::page::{BOTTOM, FOOTER, LEFT, LINE, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP};
use super::styles::id;
use super::table;
use super::xml::Xml;
use crate::document::{Attachment, Block, Document};

pub(super) fn document(document: &Document, fonts: &Fonts, store: &str) -> Vec<u8> {
    let figures = Figures { entries: &document.entries, store };
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    Xml::part("w:document", &[super::W, ("xmlns:r", relations)], |xml| {
        xml.element("w:body", &[], |xml| {
            frame::opening(xml, &document.head, fonts);
            // The signature must not stand on a page without text.
            let (last, before) = match document.body.split_last() {
                Some((last @ Block::Paragraph(_), before)) => (Some(last), before),
                _ => (None, document.body.as_slice()),
            };
            blocks(xml, before, &figures);
            if let Some(Block::Paragraph(inlines)) = last {
                let keep = |xml: &mut Xml| xml.empty("w:keepNext", &[]);
                paragraph(xml, id::BODY, keep, |xml| figures.inlines(xml, inlines));
            }
            frame::attachment_list(xml, &document.attachments);
            frame::signature(xml, &document.head);
            for (index, attachment) in document.attachments.iter().enumerate() {
                let number = (document.attachments.len() > 1).then_some(index + 1);
                self::attachment(xml, attachment, number, &figures);
            }
            section(xml);
        });
    })
}

fn blocks(xml: &mut Xml, blocks: &[Block], figures: &Figures<'_>) {
    for block in blocks {
        match block {
            Block::Heading { level, number, inlines } => {
                paragraph(
                    xml,
                    &format!("Heading{level}"),
                    |_| {},
                    |xml| {
                        run(xml, number, Format::default());
                        figures.inlines(xml, inlines);
                    },
                );
            }
            Block::Paragraph(inlines) => {
                paragraph(xml, id::BODY, |_| {}, |xml| figures.inlines(xml, inlines));
            }
            Block::Table(table) => table::table(xml, table, figures),
        }
    }
}

/// 附件: the label on a new page, the title in its third line.
fn attachment(
    xml: &mut Xml,
    attachment: &Attachment,
    number: Option<usize>,
    figures: &Figures<'_>,
) {
    let label = number.map_or_else(|| "附件".to_owned(), |number| format!("附件{number}"));
    paragraph(
        xml,
        id::LABEL,
        |xml| xml.empty("w:pageBreakBefore", &[]),
        |xml| run(xml, &label, Format::default()),
    );
    frame::blank_lines(xml, 1);
    frame::title(xml, std::slice::from_ref(&attachment.title));
    frame::blank_lines(xml, 1);
    blocks(xml, &attachment.blocks, figures);
}

fn section(xml: &mut Xml) {
    let text = |number: u32| number.to_string();
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", FOOTER_ODD)]);
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", FOOTER_EVEN)]);
        xml.empty("w:pgSz", &[("w:w", &text(PAGE_WIDTH)), ("w:h", &text(PAGE_HEIGHT))]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &text(TOP)),
                ("w:right", &text(RIGHT)),
                ("w:bottom", &text(BOTTOM)),
                ("w:left", &text(LEFT)),
                ("w:header", "851"),
                ("w:footer", &text(FOOTER)),
                ("w:gutter", "0"),
            ],
        );
        xml.empty("w:pgNumType", &[("w:start", "1")]);
        xml.empty("w:cols", &[("w:space", "425")]);
        xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &text(LINE))]);
    });
}
