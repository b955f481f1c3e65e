//! Comments, and the parts that hold them.

use base::Lang;
use checker::{Finding, Fix, Severity};
use exchange::draft::{DraftError, Marking, mark};

use super::make::{docx, docx_with, draft, p, part, r, unzipped};

/// A finding at the first place of this text, from its first letter to its last.
pub(crate) fn found(bytes: &[u8], text: &str) -> Finding {
    let draft = draft(bytes).unwrap();
    let all: String = draft.letters().iter().collect();
    let byte = all.find(text).unwrap();
    let start = all[..byte].chars().count();
    at(start..start + text.chars().count())
}

pub(crate) fn at(range: std::ops::Range<usize>) -> Finding {
    Finding {
        code: "SUM",
        severity: Severity::Error,
        range,
        other: None,
        zh: "合计 3 与各项之和 2 不符".to_owned(),
        en: "the total 3 is not the sum 2".to_owned(),
        computed: None,
        expected: None,
        fix: None,
    }
}

/// The same with its text to be replaced.
pub(crate) fn mended(finding: Finding, text: &str) -> Finding {
    let fix = Fix { range: finding.range.clone(), text: text.to_owned() };
    Finding { fix: Some(fix), ..finding }
}

pub(crate) fn marked(bytes: &[u8], findings: &[Finding]) -> Vec<u8> {
    let at = "2026-11-29T08:30:00.5Z".parse().unwrap();
    mark(bytes, findings, &Marking { lang: Lang::Zh, at }).unwrap()
}

const CHANGE: &str = "w:author=\"校核\" w:date=\"2026-11-29T08:30:00Z\"";

/// The body, with `[1` and `1]` for the ends of comments, and with what else is always the same left out.
pub(crate) fn body(bytes: &[u8]) -> String {
    let mut xml = part(bytes, "word/document.xml");
    for id in 0..30 {
        let start = format!("<w:commentRangeStart w:id=\"{id}\"/>");
        let end = format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
        );
        xml = xml.replace(&start, &format!("[{id}")).replace(&end, &format!("{id}]"));
        for change in ["ins", "del"] {
            let tag = format!("<w:{change} w:id=\"{id}\" {CHANGE}>");
            xml = xml.replace(&tag, &format!("<{change}>"));
        }
    }
    let xml = xml.replace(" xml:space=\"preserve\"", "").replace("</w:ins>", "</ins>");
    let xml = xml.replace("</w:del>", "</del>");
    let from = xml.find("<w:body>").unwrap() + "<w:body>".len();
    xml[from..xml.find("</w:body>").unwrap()].to_owned()
}

/// The document as Word leaves it when all our changes are rejected and our comments deleted.
pub(crate) fn rejected(bytes: &[u8]) -> Vec<u8> {
    let parts: Vec<(String, String)> = unzipped(bytes)
        .into_iter()
        .map(|(name, mut xml)| {
            while let Some(start) = xml.find("<w:ins w:id=") {
                let end = xml[start..].find("</w:ins>").unwrap() + start + "</w:ins>".len();
                xml.replace_range(start..end, "");
            }
            while let Some(start) = xml.find("<w:del w:id=") {
                let end = xml[start..].find("</w:del>").unwrap() + start;
                let open = xml[start..].find('>').unwrap() + start + 1;
                let kept = xml[open..end].replace("delText", "t");
                xml.replace_range(start..end + "</w:del>".len(), &kept);
            }
            (name, xml)
        })
        .collect();
    super::make::zipped(&parts)
}

/// That this body with comments at these texts is this, and reads as before.
pub(crate) fn check(before: &str, texts: &[&str], after: &str) {
    let bytes = docx(before);
    let findings: Vec<Finding> = texts.iter().map(|text| found(&bytes, text)).collect();
    let with = marked(&bytes, &findings);
    assert_eq!(body(&with), after);
    assert_eq!(draft(&with), draft(&bytes));
}

const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

#[test]
fn comments_stand_around_their_letters() {
    check(&p("办结率"), &["办结率"], "<w:p>[0<w:r><w:t>办结率</w:t></w:r>0]</w:p>");
    check(
        &p("共办结 3 件"),
        &["3"],
        "<w:p><w:r><w:t>共办结 </w:t></w:r>[0<w:r><w:t>3</w:t></w:r>0]<w:r><w:t> 件</w:t></w:r></w:p>",
    );
    // Two runs, whose looks are kept on both sides.
    check(
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t></w:r><w:r><w:t>丙丁</w:t></w:r></w:p>",
        &["乙丙"],
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>[0<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r>0]<w:r><w:t>丁</w:t></w:r></w:p>",
    );
    check(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>",
        &["\t"],
        "<w:p><w:r><w:t>甲</w:t></w:r>[0<w:r><w:tab/></w:r>0]<w:r><w:t>乙</w:t></w:r></w:p>",
    );
    check(
        &(p("甲") + &p("乙")),
        &["甲\n乙"],
        "<w:p>[0<w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r>0]</w:p>",
    );
    check(
        &format!("<w:p><w:hyperlink>{}</w:hyperlink></w:p>", r("链接")),
        &["接"],
        "<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r>[0<w:r><w:t>接</w:t></w:r>0]</w:hyperlink></w:p>",
    );
    check(
        &p("a&lt;b"),
        &["<"],
        "<w:p><w:r><w:t>a</w:t></w:r>[0<w:r><w:t>&lt;</w:t></w:r>0]<w:r><w:t>b</w:t></w:r></w:p>",
    );
}

#[test]
fn each_finding_has_its_comment() {
    check(
        &p("甲乙丙"),
        &["乙", "乙"],
        "<w:p><w:r><w:t>甲</w:t></w:r>[0[1<w:r><w:t>乙</w:t></w:r>0]1]<w:r><w:t>丙</w:t></w:r></w:p>",
    );
    check(
        &p("甲乙丙"),
        &["甲乙", "乙丙"],
        "<w:p>[0<w:r><w:t>甲</w:t></w:r>[1<w:r><w:t>乙</w:t></w:r>0]<w:r><w:t>丙</w:t></w:r>1]</w:p>",
    );
    check(
        &p("甲乙"),
        &["甲", "乙"],
        "<w:p>[0<w:r><w:t>甲</w:t></w:r>0][1<w:r><w:t>乙</w:t></w:r>1]</w:p>",
    );
}

#[test]
fn a_document_gets_its_first_comments() {
    let bytes = docx(&p("甲"));
    let finding = Finding { expected: Some("2".to_owned()), ..found(&bytes, "甲") };
    let with = marked(&bytes, &[finding]);
    assert_eq!(
        part(&with, "word/comments.xml"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" w:author=\"校核\" w:date=\"2026-11-29T08:30:00Z\" w:initials=\"校核\"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t xml:space=\"preserve\">SUM：合计 3 与各项之和 2 不符</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">与其余一致的是：2</w:t></w:r></w:p></w:comment></w:comments>"
    );
    assert!(part(&with, "[Content_Types].xml").contains("<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>"));
    assert!(part(&with, "word/_rels/document.xml.rels").contains("<Relationship Id=\"rIdCheck1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>"));
    let mut parts = unzipped(&bytes);
    parts.retain(|part| part.0 != "word/_rels/document.xml.rels");
    parts.push(("word/Comments.xml".to_owned(), "<other/>".to_owned()));
    for (_, text) in &mut parts {
        *text =
            text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT);
    }
    let strange = super::make::zipped(&parts);
    let with = marked(&strange, &[found(&strange, "甲")]);
    assert!(
        part(&with, "word/comments1.xml").contains(&format!("<w:comments xmlns:w=\"{STRICT}\">"))
    );
    assert!(part(&with, "word/_rels/document.xml.rels").contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments\" Target=\"comments1.xml\"/>"));
    let en = Marking { lang: Lang::En, at: jiff::Timestamp::UNIX_EPOCH };
    let with = mark(&bytes, &[found(&bytes, "甲")], &en).unwrap();
    assert!(part(&with, "word/comments.xml").contains(">SUM: the total 3 is not the sum 2<"));
}

#[test]
fn comments_that_are_there_are_kept() {
    let old = "<w:comment w:id=\"0\" w:author=\"王\"><w:p/></w:comment>";
    let before = format!(
        "<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:bookmarkStart w:id=\"1\"/></w:p>",
        r("甲")
    );
    let bytes = docx_with(&before, &[("comments", old)]);
    let with = marked(&bytes, &[found(&bytes, "甲")]);
    let comments = part(&with, "word/comments.xml");
    assert!(comments.contains(&format!("{old}<w:comment w:id=\"2\"")), "{comments}");
    assert!(comments.ends_with("</w:comment></w:comments>"));
    assert_eq!(part(&with, "[Content_Types].xml"), part(&bytes, "[Content_Types].xml"));
    let again = marked(&with, &[found(&with, "甲")]);
    assert!(part(&again, "word/comments.xml").contains("<w:comment w:id=\"3\""));
    let empty = docx_with(&p("甲"), &[("comments", "")]);
    let mut parts = unzipped(&empty);
    let comments = parts.iter_mut().find(|part| part.0 == "word/comments.xml").unwrap();
    comments.1 = comments.1.replace("></w:comments>", "/>");
    let empty = super::make::zipped(&parts);
    let with = marked(&empty, &[found(&empty, "甲")]);
    assert!(part(&with, "word/comments.xml").contains("main\"><w:comment w:id=\"0\""));
}

/// All parts of an archive as they are packed.
fn packed(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |index| {
        let mut file = zip.by_index_raw(index).unwrap();
        let mut raw = vec![];
        std::io::Read::read_to_end(&mut file, &mut raw).unwrap();
        (file.name().unwrap().into_owned(), raw)
    };
    (0..unzipped(bytes).len()).map(&mut part).collect()
}

#[test]
fn what_is_not_marked_stays_as_it_is() {
    let bytes = docx_with(&(p(" 甲 ") + &p("乙")), &[("styles", "<w:style w:styleId=\"a\"/>")]);
    assert_eq!(packed(&marked(&bytes, &[])), packed(&bytes));
    let with = marked(&bytes, &[found(&bytes, "乙")]);
    assert!(part(&with, "word/document.xml").contains("<w:t> 甲 </w:t>"));
    let (before, after) = (packed(&bytes), packed(&with));
    for (name, raw) in &before {
        let is_kept = after.iter().any(|part| part.0 == *name && part.1 == *raw);
        assert_eq!(is_kept, matches!(name.as_str(), "word/styles.xml" | "_rels/.rels"), "{name}");
    }
}

#[test]
fn other_prefixes_are_marked_in_their_own_way() {
    for (prefix, bound) in [("x:", "xmlns:x"), ("", "xmlns")] {
        let mut parts = unzipped(&docx(&p("甲乙")));
        for (_, text) in &mut parts {
            *text =
                text.replace("<w:", &format!("<{prefix}")).replace("</w:", &format!("</{prefix}"));
            *text = text.replace("xmlns:w", bound);
        }
        let bytes = super::make::zipped(&parts);
        let with = marked(&bytes, &[found(&bytes, "乙")]);
        assert_eq!(draft(&with), draft(&bytes));
        let with = marked(&bytes, &[mended(found(&bytes, "乙"), "丙")]);
        assert!(part(&with, "word/document.xml").contains("commentRangeStart"));
        assert!(
            part(&with, "word/document.xml")
                .contains(&format!("<{prefix}delText xml:space=\"preserve\">乙</{prefix}delText>"))
        );
    }
    let mut parts = unzipped(&docx(&p("甲乙")));
    let main = parts.iter_mut().find(|part| part.0 == "word/document.xml").unwrap();
    main.1 = format!("\u{feff}<?xml version=\"1.0\"?>\r\n{}", main.1);
    let bytes = super::make::zipped(&parts);
    let with = marked(&bytes, &[found(&bytes, "乙")]);
    assert!(part(&with, "word/document.xml").starts_with("\u{feff}<?xml"));
    assert!(body(&with).contains("[0<w:r><w:t>乙</w:t></w:r>0]"));
}

#[test]
fn findings_of_another_draft_are_refused() {
    let bytes = docx(&p("甲"));
    let marking = Marking { lang: Lang::Zh, at: jiff::Timestamp::UNIX_EPOCH };
    let error = mark(&bytes, &[at(1..9)], &marking).unwrap_err();
    assert_eq!(error, DraftError::OtherDraft { from: 1, to: 9, letters: 2 });
    assert_eq!(
        error.to_string(),
        "a finding lies at characters 1 to 9, but the document has 2; check this document again"
    );
    assert_eq!(mark(b"text", &[], &marking).unwrap_err(), DraftError::NotWord);
}
