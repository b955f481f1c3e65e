//! Makes small Word documents by hand and prints the drafts that they are.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use checker::{Draft, Kind};
use exchange::draft::{DraftError, read};

pub(crate) const W: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const MC: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const RELATIONS: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of this body and these other parts of Word's: `("styles", "<w:style …>")`.
pub(crate) fn docx_with(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document {W} {MC}><w:body>{body}</w:body></w:document>");
    let (mut relations, mut types, mut parts) = (String::new(), String::new(), vec![]);
    for (kind, content) in others {
        relations.push_str(&format!(
            "<Relationship Id=\"r_{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>"
        ));
        types.push_str(&format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"));
        parts.push((format!("word/{kind}.xml"), format!("<w:{kind} {W}>{content}</w:{kind}>")));
    }
    let mut all = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships {RELATIONS}><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml".to_owned(), main),
        (
            "word/_rels/document.xml.rels".to_owned(),
            format!("<Relationships {RELATIONS}>{relations}</Relationships>"),
        ),
    ];
    all.extend(parts);
    zipped(&all)
}

pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

pub(crate) fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// All parts of an archive.
pub(crate) fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
            file.read_to_string(&mut text).unwrap();
            (name, text)
        })
        .collect()
}

/// One part of an archive.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    unzipped(bytes).into_iter().find(|part| part.0 == name).map(|part| part.1).unwrap_or_default()
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

pub(crate) fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

pub(crate) fn draft(bytes: &[u8]) -> Result<Draft, DraftError> {
    read(Path::new("稿.docx"), bytes)
}

/// The draft of a document, a paragraph a line: `H1 一、总体情况`, `C0.1.2 ×2×1 数`.
pub(crate) fn lines(bytes: &[u8]) -> String {
    match draft(bytes) {
        Ok(draft) => listed(&draft),
        Err(error) => format!("! {error}"),
    }
}

pub(crate) fn listed(draft: &Draft) -> String {
    let lines: Vec<String> = draft
        .paragraphs()
        .map(|paragraph| {
            let text: String = paragraph.letters.iter().collect();
            let kind = match paragraph.kind {
                Kind::Text => "T".to_owned(),
                Kind::Heading(level) => format!("H{level}"),
                Kind::Note => "N".to_owned(),
                Kind::Cell(it) => {
                    let size = match (it.rows, it.columns) {
                        (1, 1) => String::new(),
                        (rows, columns) => format!(" ×{rows}×{columns}"),
                    };
                    format!("C{}.{}.{}{size}", it.table, it.row, it.column)
                }
            };
            format!("{kind} {}", text.replace('\t', "→"))
        })
        .collect();
    lines.join("\n")
}

/// That this body is read so.
pub(crate) fn check(body: &str, expected: &str) {
    assert_eq!(lines(&docx(body)), expected, "{body}");
}
