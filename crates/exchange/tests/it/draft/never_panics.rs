//! Whatever the bytes are: a draft or a sentence, never a panic; and what is marked can be read again.

use std::path::Path;
use std::sync::LazyLock;

use exchange::draft::{Marking, mark, read};
use proptest::prelude::*;

use super::make::{docx, docx_with, draft, p, r};
use super::marks::{at, marked};

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("格"));
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>{table}", r("文"));
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p("注"));
    docx_with(&body, &[("footnotes", &note), ("styles", ""), ("numbering", "")])
});

/// Pieces of a body that mean something to the walk, in any order.
const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:t xml:space=\"preserve\">",
    "文字",
    " ",
    "&lt;",
    "<w:tab/>",
    "<w:br/>",
    "<w:ins>",
    "</w:ins>",
    "<w:del>",
    "</w:del>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:trPr><w:del/></w:trPr>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:rPr><w:b/></w:rPr>",
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
    "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
    "<mc:AlternateContent>",
    "</mc:AlternateContent>",
    "<mc:Choice>",
    "</mc:Choice>",
    "<w:drawing/>",
    "<w:sdt>",
    "</w:sdt>",
    "<w:sdtPr><w:text/></w:sdtPr>",
    "<w:sdtContent>",
    "</w:sdtContent>",
    "<w:r><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t></w:r>",
    "<w:p><w:r><w:t>甲乙丙</w:t></w:r></w:p>",
];

/// A body in which what is opened is closed again, so that most of them are read.
fn balanced(pieces: &[&str]) -> String {
    let (mut out, mut open): (String, Vec<&str>) = (String::new(), vec![]);
    for piece in pieces {
        let name = |tag: &str| {
            tag.trim_start_matches(['<', '/']).split(['>', ' ']).next().map(str::to_owned)
        };
        if piece.starts_with("</") {
            if open.last().and_then(|last| name(last)) != name(piece) {
                continue;
            }
            open.pop();
        } else if piece.starts_with('<')
            && piece.matches('<').count() == 1
            && !piece.ends_with("/>")
        {
            open.push(piece);
        }
        out.push_str(piece);
    }
    for tag in open.iter().rev() {
        let name = tag.trim_start_matches('<').split(['>', ' ']).next().unwrap();
        out.push_str(&format!("</{name}>"));
    }
    out
}

fn read_and_mark(bytes: &[u8]) {
    let Ok(draft) = read(Path::new("a.docx"), bytes) else { return };
    let marking = Marking { lang: base::Lang::Zh, at: jiff::Timestamp::UNIX_EPOCH };
    let _ = mark(bytes, &[at(0..draft.letters().len())], &marking);
}

proptest! {
    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000), name in prop::sample::select(&["a.txt", "a.docx"][..])) {
        let _ = read(Path::new(name), &bytes);
    }

    #[test]
    fn mutated_documents(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = SOUND.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_and_mark(&bytes);
    }

    #[test]
    fn cut_documents(length in 0..SOUND.len()) {
        read_and_mark(&SOUND[..length]);
    }

    #[test]
    fn unbalanced_bodies(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        read_and_mark(&docx(&pieces.concat()));
    }

    /// Comments at any places change no letter, and fixes change those that they say or none.
    #[test]
    fn marked_bodies(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, prop::option::of("[新&<]{0,2}")), 1..8),
    ) {
        let bytes = docx(&balanced(&pieces));
        if let Ok(before) = draft(&bytes) && !before.letters().is_empty() {
            let all = before.letters().len();
            let mut findings: Vec<_> = places
                .iter()
                .map(|(index, length, _)| {
                    let start = index.index(all);
                    at(start..(start + length).min(all))
                })
                .collect();
            prop_assert_eq!(&draft(&marked(&bytes, &findings)), &Ok(before.clone()));
            for (finding, (_, _, text)) in findings.iter_mut().zip(&places) {
                let range = finding.range.clone();
                finding.fix = text.clone().map(|text| checker::Fix { range, text });
            }
            let with = marked(&bytes, &findings);
            prop_assert!(draft(&with).is_ok());
            prop_assert_eq!(draft(&super::marks::rejected(&with)), Ok(before));
        }
    }
}
