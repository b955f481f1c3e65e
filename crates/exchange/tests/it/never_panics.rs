//! Whatever the bytes are: rows or a sentence, never a panic.

use std::sync::LazyLock;

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::make::{rows, workbook};

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..20 {
        sheet.write_string(row, 0, format!("事项{row}")).unwrap();
        sheet.write_number(row, 1, row).unwrap();
    }
    book.save_to_buffer().unwrap()
});

/// Makes a text of pieces that mean something to the readers, in any order.
fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..30).prop_map(|chosen| chosen.concat())
}

proptest! {
    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        rows("a", &bytes);
    }

    #[test]
    fn random_texts(text in pieces(&["编号", ",", "\"", "\"\"", "\n", "\r\n", "\r", ";", "\t", "=\"1\"", "\u{feff}", "sep=;\n", "a"])) {
        rows("a.csv", text.as_bytes());
    }

    #[test]
    fn mutated_workbooks(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = SOUND.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        rows("a.xlsx", &bytes);
    }

    #[test]
    fn cut_workbooks(length in 0..SOUND.len()) {
        rows("a.xlsx", &SOUND[..length]);
    }

    #[test]
    fn random_sheets(
        data in pieces(&["<row>", "<row r=\"9\">", "</row>", "<c>", "<c r=\"B2\" t=\"s\">", "<c t=\"inlineStr\" s=\"1\">", "</c>", "<v>", "</v>", "<is><t>", "</t></is>", "7", "&amp;", "&#x41;", "&bad;", "<!-- -->", "1e400", "-", "<"]),
        strings in pieces(&["<si>", "</si>", "<t>", "</t>", "<rPh>", "</rPh>", "字", "_x000D_", "_x", "<r>"]),
    ) {
        rows("a.xlsx", &workbook("", &data, &strings));
    }
}
