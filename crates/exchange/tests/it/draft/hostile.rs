//! Files that were made to harm, or were harmed: each is refused with a sentence.

use base::{Lang, Say};

use super::make::{docx, docx_with, draft, lines, p, unzipped, zipped};

fn check(bytes: &[u8], expected: &str) {
    assert_eq!(lines(bytes), format!("! {expected}"));
    let zh = draft(bytes).unwrap_err().say(Lang::Zh);
    assert!(zh.chars().filter(|letter| *letter > '\u{4e00}').count() > 8, "{zh}");
}

/// A document with another text in this part.
fn with(part: &str, text: &str) -> Vec<u8> {
    let mut parts = unzipped(&docx(&p("文")));
    for (name, old) in &mut parts {
        if name == part {
            text.clone_into(old);
        }
    }
    zipped(&parts)
}

const MAIN: &str = "word/document.xml";

#[test]
fn other_files() {
    check(b"text", "this is no Word document; choose a .docx file");
    check(b"", "this is no Word document; choose a .docx file");
    let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    check(
        &old,
        "this is an old .doc document; open it in Word or WPS and save it as .docx, then check that",
    );
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(
        &old,
        "the document is protected by a password; save a copy without one, then check that",
    );
    let mut locked = docx(&p("文"));
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in 0..locked.len() - 4 {
            if locked[at..at + 4] == mark[..] {
                locked[at + flags] |= 1;
            }
        }
    }
    check(
        &locked,
        "the document is protected by a password; save a copy without one, then check that",
    );
    let sheet = zipped(&[("xl/workbook.xml".to_owned(), "<workbook/>".to_owned())]);
    check(
        &sheet,
        "the archive holds no Word document (word/document.xml is missing); choose a .docx file, or open this one and save it as .docx",
    );
    check(
        &with(MAIN, "<html/>"),
        "the document is damaged (word/document.xml: it holds no text of Word's); get a new copy, or open and save it again",
    );
}

#[test]
fn damaged_files() {
    let sound = docx(&p("文"));
    assert!(lines(&sound[..sound.len() / 2]).starts_with("! the document is damaged (zip: "));
    let mut changed = sound.clone();
    let at = changed.windows(MAIN.len()).position(|it| it == MAIN.as_bytes()).unwrap() + MAIN.len();
    changed[at + 40] ^= 0x55;
    assert!(
        lines(&changed).starts_with("! the document is damaged (word/document.xml: "),
        "{}",
        lines(&changed)
    );
    assert!(
        lines(&with(MAIN, "文"))
            .starts_with("! the document is damaged (word/document.xml: it is not XML")
    );
    let cut = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    assert!(lines(&with(MAIN, cut)).contains("word/document.xml: it ends in the middle"));
    assert!(
        lines(&with(MAIN, "<a><b></a></b>"))
            .starts_with("! the document is damaged (word/document.xml: ")
    );
    assert!(lines(&docx(&p("&nbsp;"))).contains("word/document.xml: an unknown entity"));
    let mut twice = unzipped(&sound);
    twice.push(("word/DOCUMENT.xml".to_owned(), String::new()));
    assert!(lines(&zipped(&twice)).contains("the part is there twice"));
}

#[test]
fn declarations() {
    let laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w>&b;</w>";
    check(
        &with(MAIN, laughs),
        "\"word/document.xml\" declares a document type or entities, which no Word document does; it was not read. Open the document and save it again",
    );
    let styles = docx_with(&p("文"), &[("styles", "")]);
    let mut parts = unzipped(&styles);
    parts.iter_mut().find(|part| part.0 == "word/styles.xml").unwrap().1 = laughs.to_owned();
    check(
        &zipped(&parts),
        "\"word/styles.xml\" declares a document type or entities, which no Word document does; it was not read. Open the document and save it again",
    );
}

#[test]
fn too_much() {
    let deep = "<w:sdt>".repeat(300) + &"</w:sdt>".repeat(300);
    check(
        &docx(&deep),
        "\"word/document.xml\" is nested deeper than 256 levels; the document was not read",
    );
    check(
        &docx(&"<w:tbl/>".repeat(20_001)),
        "the document has more than 20000 tables; split it and check the pieces",
    );
    assert_eq!(lines(&docx(&"<w:tbl/>".repeat(20_000))), "");
    check(
        &docx(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        ),
        "a table has more than 1024 columns; correct it, or remove it from the document",
    );
    check(
        &docx(&p(&"字".repeat(2_000_001))),
        "the document has more than 2000000 characters; split it and check the pieces",
    );
    let parts: Vec<(String, String)> =
        (0..10_001).map(|part| (format!("{part}"), String::new())).collect();
    check(&zipped(&parts), "the archive has 10001 parts, more than 10000; it was not opened");
    // Packs about 1,000 times.
    let bomb = docx(&format!("<!--{}-->", " ".repeat(20_000_000)));
    check(
        &bomb,
        "\"word/document.xml\" unpacks to more than 8388608 bytes; the document was not read. Split it, or check whether this is the right file",
    );
}

/// A list number is counted with the letters, so a long one in front of many paragraphs cannot fill the memory.
#[test]
fn list_numbers_count_as_letters() {
    let text = "字".repeat(100_000);
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    let bytes = docx_with(&item.repeat(9_000), &[("numbering", &numbering)]);
    assert!(lines(&bytes).contains("more than 2000000 characters"));
}
