//! Files that cannot be read: each a sentence that says what to do.

use std::path::Path;

use base::{Lang, Say};
use exchange::{Options, open};

use crate::make::{ROOT, open as opened, rows, workbook, zipped};

/// The sentence that opening, or reading to the end, comes to.
fn check(file: &str, bytes: &[u8], expected: &str) {
    let told = rows(file, bytes);
    assert!(told.contains(expected), "{told}");
}

fn compound(mark: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend([0; 70_000]);
    bytes.extend(mark.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn other_kinds_of_file_are_named() {
    check("a.csv", b"", "the file is empty");
    check("a.xls", &compound("Workbook"), "old .xls workbook");
    check("a.et", &compound("Workbook"), "WPS .et workbook");
    check("a.xlsx", &compound("EncryptedPackage"), "protected by a password");
    check("a.xls", b"\xEF\xBB\xBF\r\n<HTML><table>", "a web page");
    check("a.xlsx", &zipped(&[("xl/workbook.bin", "")]), "binary .xlsb workbook");
    check("a.ods", &zipped(&[("mimetype", ""), ("content.xml", "")]), "OpenDocument");
    check("a.zip", &zipped(&[("readme.txt", "")]), "not a workbook");
    let document = ROOT.1.replace("xl/workbook.xml", "word/document.xml");
    check(
        "a.docx",
        &zipped(&[("_rels/.rels", &document), ("word/document.xml", "")]),
        "not a workbook",
    );
    check("a.pdf", b"%PDF-1.7\n\0\0", "line 2 holds a NUL byte");
    check("a.csv", &"编号\n".as_bytes().repeat(9)[..60], "is UTF-8, but line 9 is damaged");
}

#[test]
fn damaged_workbooks_are_named() {
    let sound = workbook("", r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "");
    assert_eq!(rows("a.xlsx", &sound), "1: #1");
    for length in [10, sound.len() / 2, sound.len() - 1] {
        check("a.xlsx", &sound[..length], "the workbook is damaged (zip: ");
    }
    let cut = workbook("", r#"<row r="1"><c r="A1"><v>1</v></c></row><row"#, "");
    check("a.xlsx", &cut, "the workbook is damaged (xl/worksheets/sheet1.xml: ");
    let no_string = workbook("", r#"<row r="1"><c r="A1" t="s"><v>3</v></c></row>"#, "");
    check("a.xlsx", &no_string, "no shared string 3");
    let lost = zipped(&[
        ROOT,
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="甲" r:id="x"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", "<Relationships/>"),
    ]);
    check("a.xlsx", &lost, "the sheet \"甲\" is lost");
}

#[test]
fn a_flipped_byte_is_found_by_the_checksum() {
    let long =
        (1..2_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#));
    let sound = workbook("", &long.collect::<String>(), "");
    let mut found = 0;
    for at in (200..sound.len()).step_by(97) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        let told = rows("a.xlsx", &bytes);
        found += usize::from(told.contains("damaged"));
        assert!(
            told.contains("! ") || told == rows("a.xlsx", &sound),
            "a changed value was believed"
        );
    }
    assert!(found > 20, "{found}");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = "0".repeat(80 * 1024 * 1024);
    let bytes = workbook("", &zeros, "");
    assert!(bytes.len() < 200_000);
    check("a.xlsx", &bytes, "more than 67108864 that any honest workbook needs");
}

#[test]
fn a_cell_beyond_measure_is_refused() {
    let huge = format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#,
        "字".repeat(50_000)
    );
    check("a.xlsx", &workbook("", &huge, ""), "far beyond any sensible size");
    let wide = r#"<row r="2"><c r="XFD2"><v>1</v></c></row>"#;
    check("a.xlsx", &workbook("", wide, ""), "row 2 has more than 1024 columns");
    check("a.csv", "1,".repeat(1_025).as_bytes(), "row 1 has more than 1024 columns");
    assert_eq!(rows("a.csv", format!("1{}", ",".repeat(5_000)).as_bytes()), "1: 1");
}

#[test]
fn files_that_are_not_there_are_named() {
    let missing = open(Path::new("none.xlsx"), &Options::default()).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "none.xlsx: there is no such file; check the name and the folder"
    );
    let folder = open(Path::new("src"), &Options::default()).unwrap_err();
    assert_eq!(folder.say(Lang::Zh), "src：这是一个文件夹；请指定其中的一个文件");
}

/// Every trouble speaks both languages, and not the same one twice.
#[test]
fn troubles_speak_chinese() {
    let files: [(&str, Vec<u8>); 8] = [
        ("a.csv", vec![]),
        ("a.csv", b"\0".to_vec()),
        ("a.csv", b"\xFF\xFF\xFF".to_vec()),
        ("a.xls", compound("Workbook")),
        ("a.et", compound("Workbook")),
        ("a.xlsx", compound("EncryptedPackage")),
        ("a.zip", zipped(&[("readme.txt", "")])),
        ("a.xlsx", b"PK\x03\x04".to_vec()),
    ];
    for (file, bytes) in files {
        let error = opened(file, &bytes).unwrap_err();
        assert!(
            error.say(Lang::Zh).contains('；') || error.say(Lang::Zh).ends_with("空的"),
            "{error}"
        );
        assert_ne!(error.say(Lang::Zh), error.say(Lang::En));
    }
}
