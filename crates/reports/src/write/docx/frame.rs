//! What stands around the text: letterhead, title, addressee, list of attachments, signature.

use super::control::{Format, run};
use super::fonts::Fonts;
use super::page::{CHARACTER, LINE, MARK_BEFORE, RED, RED_LINE, TEXT_WIDTH};
use super::styles::{id, spacing};
use super::xml::Xml;
use crate::compile::day_in_words;
use crate::document::Attachment;
use crate::template::{Head, Letterhead};

/// A paragraph with a style; `format` writes what goes beyond it, in the order of the schema.
pub(super) fn paragraph(
    xml: &mut Xml,
    style: &str,
    format: impl FnOnce(&mut Xml),
    content: impl FnOnce(&mut Xml),
) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style);
            format(xml);
        });
        content(xml);
    });
}

pub(super) fn blank_lines(xml: &mut Xml, count: u32) {
    for _ in 0..count {
        paragraph(xml, id::FLUSH, |_| {}, |_| {});
    }
}

/// 版头, title and 主送机关.
pub(super) fn opening(xml: &mut Xml, head: &Head, fonts: &Fonts) {
    if let Some(letterhead) = &head.letterhead {
        self::letterhead(xml, letterhead, fonts);
        blank_lines(xml, 2);
    }
    title(xml, &head.title);
    blank_lines(xml, 1);
    if let Some(to) = &head.to {
        paragraph(xml, id::FLUSH, |_| {}, |xml| run(xml, &format!("{to}："), Format::default()));
    }
}

fn letterhead(xml: &mut Xml, letterhead: &Letterhead, fonts: &Fonts) {
    let length = u32::try_from(letterhead.mark.chars().count()).unwrap_or(1).max(1);
    // As large as fits into one line, and no larger than 小初 of 42 points, in half points.
    let size = (TEXT_WIDTH / 10 / length).min(84);
    let before = MARK_BEFORE.to_string();
    let line = (size * 12).to_string();
    let mark = Format {
        font: Some(&fonts.title),
        colour: Some(RED),
        size: Some(&size.to_string()),
        ..Format::default()
    };
    paragraph(
        xml,
        id::FLUSH,
        |xml| {
            xml.val("w:snapToGrid", "0");
            xml.empty(
                "w:spacing",
                &[("w:before", &before), ("w:line", &line), ("w:lineRule", "exact")],
            );
            xml.val("w:jc", "center");
        },
        |xml| run(xml, &letterhead.mark, mark),
    );
    blank_lines(xml, 2);
    number_and_signer(xml, letterhead, fonts);
    paragraph(
        xml,
        id::FLUSH,
        |xml| {
            xml.element("w:pBdr", &[], |xml| {
                let border =
                    [("w:val", "single"), ("w:sz", "12"), ("w:space", "0"), ("w:color", RED)];
                xml.empty("w:bottom", &border);
            });
            xml.val("w:snapToGrid", "0");
            spacing(xml, RED_LINE);
        },
        |_| {},
    );
}

/// 发文字号: in the middle, or one character in on the left when somebody signs on the right.
fn number_and_signer(xml: &mut Xml, letterhead: &Letterhead, fonts: &Fonts) {
    let character = CHARACTER.to_string();
    let right = (TEXT_WIDTH - CHARACTER).to_string();
    let Some(signer) = &letterhead.signer else {
        let centred = |xml: &mut Xml| xml.val("w:jc", "center");
        paragraph(xml, id::FLUSH, centred, |xml| run(xml, &letterhead.number, Format::default()));
        return;
    };
    paragraph(
        xml,
        id::FLUSH,
        |xml| {
            xml.element("w:tabs", &[], |xml| {
                xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &right)]);
            });
            xml.empty("w:ind", &[("w:left", &character)]);
            xml.val("w:jc", "left");
        },
        |xml| {
            run(xml, &letterhead.number, Format::default());
            xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
            run(xml, "签发人：", Format::default());
            run(xml, signer, Format { font: Some(&fonts.second), ..Format::default() });
        },
    );
}

pub(super) fn title(xml: &mut Xml, lines: &[String]) {
    paragraph(
        xml,
        id::TITLE,
        |_| {},
        |xml| {
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    xml.element("w:r", &[], |xml| xml.empty("w:br", &[]));
                }
                run(xml, line, Format::default());
            }
        },
    );
}

/// 附件说明: one line below the text, two characters in.
pub(super) fn attachment_list(xml: &mut Xml, attachments: &[Attachment]) {
    if attachments.is_empty() {
        return;
    }
    paragraph(xml, id::FLUSH, |xml| xml.empty("w:keepNext", &[]), |_| {});
    for (index, attachment) in attachments.iter().enumerate() {
        let label = if index == 0 { "附件：" } else { "　　　" };
        let number = if attachments.len() == 1 { String::new() } else { format!("{}.", index + 1) };
        // Further lines begin under the title, not under the label.
        let hang = CHARACTER * (if number.is_empty() { 3 } else { 4 });
        let left = (CHARACTER * 2 + hang).to_string();
        paragraph(
            xml,
            id::FLUSH,
            |xml| {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hang.to_string())]);
            },
            |xml| run(xml, &format!("{label}{number}{}", attachment.title), Format::default()),
        );
    }
}

/// 署名 and 成文日期: the day ends four characters from the right, the issuer stands centred over it.
pub(super) fn signature(xml: &mut Xml, head: &Head) {
    let day = day_in_words(head.issued_on);
    let shift = i64::from(width(&day)) - i64::from(width(&head.issuer));
    let of_day = 4 * CHARACTER;
    let of_issuer = (i64::from(of_day) + shift / 2).max(0).to_string();
    let lines = [
        ("", of_issuer.as_str()),
        ("", of_issuer.as_str()),
        (&head.issuer, &of_issuer),
        (&day, &of_day.to_string()),
    ];
    for (index, (line, right)) in lines.iter().enumerate() {
        paragraph(
            xml,
            id::FLUSH,
            |xml| {
                if index + 1 < lines.len() {
                    xml.empty("w:keepNext", &[]);
                }
                xml.val("w:snapToGrid", "0");
                spacing(xml, LINE);
                xml.empty("w:ind", &[("w:right", right)]);
                xml.val("w:jc", "right");
            },
            |xml| {
                if !line.is_empty() {
                    run(xml, line, Format::default());
                }
            },
        );
    }
}

/// The width of a text of 三号 in twips: Latin letters and digits take half a character.
fn width(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { CHARACTER / 2 } else { CHARACTER }).sum()
}
