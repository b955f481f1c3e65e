//! The text of the `.docx` and how it is built.

use reports::write::{Fonts, docx};

use crate::docx::{part, parts_of};
use crate::fixture::read;
use crate::markup::Element;

#[test]
fn the_text_and_its_structure() {
    let document = part("word/document.xml");
    let mut lines = vec![];
    for child in &document.children[0].children {
        outline(child, 0, &mut lines);
    }
    insta::assert_snapshot!(lines.join("\n"));
}

/// One line a paragraph: style, direct format, text with figures in brackets.
fn outline(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    match element.name.as_str() {
        "w:p" => {
            let properties = element.named("w:pPr")[0];
            let format: Vec<&str> =
                properties.children[1..].iter().map(|child| &child.name[2..]).collect();
            let style = properties.val("w:pStyle").unwrap();
            lines.push(format!("{indent}{style} {format:?} {}", paragraph(element)));
        }
        "w:tbl" | "w:tr" | "w:tc" => {
            let marks: Vec<String> = element
                .all()
                .into_iter()
                .filter(|below| {
                    matches!(below.name.as_str(), "w:tblHeader" | "w:cantSplit" | "w:vMerge")
                })
                .filter(|_| element.name != "w:tbl")
                .map(|below| {
                    let value = below.attribute("w:val").map(|value| format!("={value}"));
                    format!("{}{}", &below.name[2..], value.unwrap_or_default())
                })
                .collect();
            let own =
                if element.name == "w:tr" { &marks[..marks.len().min(2)] } else { &marks[..] };
            lines.push(format!("{indent}{} {own:?}", &element.name[2..]));
            for child in &element.children {
                outline(child, depth + 1, lines);
            }
        }
        _ => {}
    }
}

fn paragraph(paragraph: &Element) -> String {
    let mut text = String::new();
    for child in &paragraph.children {
        match child.name.as_str() {
            "w:r" if child.named("w:tab").len() == 1 => text.push('→'),
            "w:r" if child.named("w:br").len() == 1 => text.push('⏎'),
            "w:r" if !child.named("w:b").is_empty() => {
                text.push_str(&format!("**{}**", child.whole_text()));
            }
            "w:r" => text.push_str(&child.whole_text()),
            "w:sdt" => {
                let tag = child.named("w:sdtPr")[0].val("w:tag").unwrap().to_owned();
                text.push_str(&format!("[{tag}: {}]", child.whole_text()));
            }
            _ => {}
        }
    }
    text
}

#[test]
fn a_letterhead_stands_above_the_title() {
    let report = crate::fixture::REPORT.replacen(
        "period:",
        "letterhead: { mark: 示例市文件, number: 示卫文〔2022〕3号, signer: 张示例 }\nperiod:",
        1,
    );
    let template = read(&report, crate::fixture::BODY);
    let figures = crate::fixture::figures(&template);
    let compiled = template.compile(&crate::fixture::catalogue(), &figures);
    let parts = parts_of(&docx(&compiled.document, &Fonts::default()).unwrap());
    let document = Element::read(&parts["word/document.xml"]);
    let lines: Vec<String> = document.children[0].children.iter().take(9).map(paragraph).collect();
    assert_eq!(
        lines.join("|"),
        "示例市文件|||示卫文〔2022〕3号→签发人：张示例||||示例市卫生健康委员会2021年度自查报告|"
    );
    let red: Vec<&str> =
        document.named("w:color").iter().filter_map(|one| one.attribute("w:val")).collect();
    assert_eq!(red, ["FF0000"]);
}
