//! The numbers that lists give their paragraphs.

use super::make::{docx_with, lines, r};

/// A level: its number, format, text, and more.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{more}</w:lvl>"
    )
}

fn list(levels: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
    )
}

/// A paragraph of a list on a level.
fn item(list: usize, level: usize) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        r("项")
    )
}

fn read(body: &str, numbering: &str, styles: &str) -> String {
    let all = lines(&docx_with(body, &[("numbering", numbering), ("styles", styles)]));
    all.replace("T ", "").replace('\n', " ")
}

#[test]
fn every_format_is_written() {
    let of = |format: &str| {
        let numbering = list(&level(0, format, "%1、", "<w:suff w:val=\"nothing\"/>"));
        read(&item(1, 0).repeat(3), &numbering, "")
    };
    assert_eq!(of("decimal"), "1、项 2、项 3、项");
    assert_eq!(of("chineseCounting"), "一、项 二、项 三、项");
    assert_eq!(of("chineseCountingThousand"), "一、项 二、项 三、项");
    assert_eq!(of("ideographDigital"), "一、项 二、项 三、项");
    assert_eq!(of("japaneseCounting"), "一、项 二、项 三、项");
    assert_eq!(of("taiwaneseCounting"), "一、项 二、项 三、项");
    assert_eq!(of("taiwaneseCountingThousand"), "一、项 二、项 三、项");
    assert_eq!(of("upperLetter"), "A、项 B、项 C、项");
    assert_eq!(of("lowerLetter"), "a、项 b、项 c、项");
    assert_eq!(of("upperRoman"), "I、项 II、项 III、项");
    assert_eq!(of("lowerRoman"), "i、项 ii、项 iii、项");
    assert_eq!(of("decimalEnclosedCircle"), "①、项 ②、项 ③、项");
    assert_eq!(of("bullet"), "项 项 项");
}

#[test]
fn levels_count_together() {
    let levels = [
        level(0, "chineseCounting", "第%1章", "<w:suff w:val=\"space\"/>"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%2-%3", ""),
    ];
    let body: String = [0, 1, 1, 2, 0, 1, 2, 2].map(|level| item(1, level)).concat();
    assert_eq!(
        read(&body, &list(&levels.concat()), ""),
        "第一章 项 1.1→项 1.2→项 2-1→项 第二章 项 2.1→项 1-1→项 1-2→项"
    );
    // A level that was never counted stands at its start.
    assert_eq!(read(&item(1, 1), &list(&levels.concat()), ""), "1.1→项");
    let kept = levels.concat().replace("%2-%3\"/>", "%3\"/><w:lvlRestart w:val=\"0\"/>");
    assert_eq!(
        read(&[0, 2, 0, 2].map(|level| item(1, level)).concat(), &list(&kept), ""),
        "第一章 项 1→项 第二章 项 2→项"
    );
}

#[test]
fn lists_can_begin_elsewhere() {
    let numbering = format!(
        "{}<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride></w:num>",
        list(&level(0, "decimal", "%1.", "")),
        level(0, "upperLetter", "%1)", "")
    );
    let body: String = [1, 1, 2, 2, 1, 3].map(|list| item(list, 0)).concat();
    assert_eq!(read(&body, &numbering, ""), "1.→项 2.→项 5.→项 6.→项 7.→项 H)→项");
    assert_eq!(read(&(item(0, 0) + &item(9, 0)), &numbering, ""), "项 项");
}

#[test]
fn styles_can_be_of_a_list() {
    let styles = concat!(
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"n\"><w:name w:val=\"Normal\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"s\"><w:name w:val=\"条\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"款\"/><w:basedOn w:val=\"s\"/></w:style>",
        "<w:style w:type=\"numbering\" w:styleId=\"l\"><w:name w:val=\"单\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
    );
    let numbering = format!(
        "{}<w:abstractNum w:abstractNumId=\"8\"><w:numStyleLink w:val=\"l\"/></w:abstractNum><w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>",
        list(
            &(level(0, "decimal", "第%1条", "")
                + &level(1, "decimal", "（%2）", "<w:pStyle w:val=\"t\"/>"))
        )
    );
    let styled = |style: &str, more: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}</w:p>", r("项"))
    };
    let body = styled("s", "") + &styled("t", "") + &styled("t", "") + &styled("s", "");
    assert_eq!(read(&body, &numbering, styles), "第1条→项 （1）→项 （2）→项 第2条→项");
    let off = styled("s", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>");
    assert_eq!(read(&off, &numbering, styles), "项");
    assert_eq!(read(&item(2, 0), &numbering, styles), "第1条→项");
}

#[test]
fn empty_and_deleted_paragraphs() {
    let numbering = list(&level(0, "decimal", "%1.", ""));
    let empty = item(1, 0).replace(&r("项"), "");
    assert_eq!(read(&(item(1, 0) + &empty + &item(1, 0)), &numbering, ""), "1.→项 3.→项");
    let deleted = item(1, 0)
        .replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>")
        .replace(&r("项"), "<w:del><w:r><w:delText>项</w:delText></w:r></w:del>");
    assert_eq!(read(&(item(1, 0) + &deleted + &item(1, 0)), &numbering, ""), "1.→项 2.→项");
}
