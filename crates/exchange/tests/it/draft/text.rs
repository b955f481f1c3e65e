//! What a file is, and texts in their encodings.

use std::path::Path;

use base::{Lang, Say};
use exchange::draft::{DraftError, Format, read};

use super::make::listed;

#[test]
fn content_decides_before_the_name() {
    let of = |name: &str, bytes: &[u8]| Format::of(Path::new(name), bytes);
    assert_eq!(of("a.txt", b"PK\x03\x04"), Format::Word);
    assert_eq!(of("a", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Format::Word);
    assert_eq!(of("稿.DOCX", b""), Format::Word);
    assert_eq!(of("稿.md", b"# A"), Format::Markdown);
    assert_eq!(of("稿.markdown", b""), Format::Markdown);
    assert_eq!(of("a.htm", b""), Format::Html);
    assert_eq!(of("a.HTML", b""), Format::Html);
    assert_eq!(of("稿.txt", b""), Format::Text);
    assert_eq!(of("稿", b""), Format::Text);
}

fn check(bytes: &[u8], expected: &str) {
    let lines = match read(Path::new("a.txt"), bytes) {
        Ok(draft) => listed(&draft),
        Err(error) => format!("! {error} / {}", error.say(Lang::Zh)),
    };
    assert_eq!(lines, expected);
}

#[test]
fn texts_are_read_in_their_encoding() {
    check("办结率\n为 98.5%".as_bytes(), "T 办结率\nT 为 98.5%");
    check("\u{feff}办结率".as_bytes(), "T \u{feff}办结率");
    check(b"", "");
    check(b"\xB0\xEC\xBD\xE1\xC2\xCA 98.5%", "T 办结率 98.5%");
    check(
        b"ab\xFF\xFF\xFF",
        "! byte 3 is neither UTF-8 nor GB18030; save the file as UTF-8 text / 第 3 个字节既不是 UTF-8 也不是 GB18030 编码；请将文件另存为 UTF-8 文本",
    );
    let mut damaged = "台账".repeat(30).into_bytes();
    damaged.extend_from_slice(b"\xE8\xB4");
    check(
        &damaged,
        "! the file is UTF-8, but byte 181 is damaged; get a new copy, or correct that place / 文件为 UTF-8 编码，但第 181 个字节已损坏；请重新取得一份，或改正该处",
    );
}

#[test]
fn a_text_without_end_is_refused() {
    let long = "一".repeat(2_000_001);
    for name in ["long.txt", "long.md"] {
        let refused = read(Path::new(name), long.as_bytes()).unwrap_err();
        assert_eq!(refused, DraftError::TooLong { max: 2_000_000 });
    }
}
