//! The archive: parts, what they are, and how they hang together.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::Xml;
use super::{DocxError, Fonts, body, data, fonts, settings, styles, theme};
use crate::document::Document;

/// A file of the archive.
pub(super) struct Part {
    name: &'static str,
    /// What it is, unless the extension says enough.
    kind: Option<&'static str>,
    bytes: Vec<u8>,
}

/// The kind of a part of WordprocessingML.
macro_rules! word {
    ($kind:literal) => {
        concat!("application/vnd.openxmlformats-officedocument.wordprocessingml.", $kind, "+xml")
    };
}

/// All parts but the list of what they are.
pub(super) fn parts(document: &Document, fonts: &Fonts) -> Vec<Part> {
    let store = data::store_id(document);
    let part = |name, kind, bytes| Part { name, kind: Some(kind), bytes };
    let plain = |name, bytes| Part { name, kind: None, bytes };
    vec![
        plain("_rels/.rels", root_relations()),
        part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            core(document),
        ),
        part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            app(),
        ),
        part("word/document.xml", word!("document.main"), body::document(document, fonts, &store)),
        plain("word/_rels/document.xml.rels", document_relations()),
        part("word/styles.xml", word!("styles"), styles::styles(fonts)),
        part("word/settings.xml", word!("settings"), settings::settings()),
        part("word/fontTable.xml", word!("fontTable"), fonts::table(fonts)),
        part(
            "word/theme/theme1.xml",
            "application/vnd.openxmlformats-officedocument.theme+xml",
            theme::theme(fonts),
        ),
        part("word/footer1.xml", word!("footer"), settings::footer(settings::Side::Right)),
        part("word/footer2.xml", word!("footer"), settings::footer(settings::Side::Left)),
        plain("customXml/item1.xml", data::figures(document)),
        part(
            "customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            data::properties(&store),
        ),
        plain("customXml/_rels/item1.xml.rels", data_relations()),
    ]
}

/// Puts the parts into an archive whose bytes depend on nothing else.
///
/// # Errors
///
/// [`DocxError`] naming the part that does not fit.
pub(super) fn pack(parts: &[Part]) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let types = content_types(parts);
    // The list of types comes first: some readers look for it there.
    let all = std::iter::once(("[Content_Types].xml", types.as_slice()))
        .chain(parts.iter().map(|part| (part.name, part.bytes.as_slice())));
    for (name, bytes) in all {
        let failed = |source| DocxError { part: name.to_owned(), source };
        archive.start_file(name, options).map_err(failed)?;
        archive.write_all(bytes).map_err(|error| failed(error.into()))?;
    }
    let written = archive.finish();
    let written =
        written.map_err(|source| DocxError { part: "[Content_Types].xml".to_owned(), source })?;
    Ok(written.into_inner())
}

fn content_types(parts: &[Part]) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
    Xml::part("Types", &[("xmlns", namespace)], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        for part in parts {
            if let Some(kind) = part.kind {
                let name = format!("/{}", part.name);
                xml.empty("Override", &[("PartName", &name), ("ContentType", kind)]);
            }
        }
    })
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations(targets: &[(&str, String, &str)]) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    Xml::part("Relationships", &[("xmlns", namespace)], |xml| {
        for (id, kind, target) in targets {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    })
}

fn root_relations() -> Vec<u8> {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(&[
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", core.to_owned(), "docProps/core.xml"),
        ("rId3", format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ])
}

/// The relation of the footer on odd pages, and on even ones.
pub(super) const FOOTER_ODD: &str = "rId4";
pub(super) const FOOTER_EVEN: &str = "rId5";

fn document_relations() -> Vec<u8> {
    relations(&[
        ("rId1", format!("{OFFICE}/styles"), "styles.xml"),
        ("rId2", format!("{OFFICE}/settings"), "settings.xml"),
        ("rId3", format!("{OFFICE}/fontTable"), "fontTable.xml"),
        (FOOTER_ODD, format!("{OFFICE}/footer"), "footer1.xml"),
        (FOOTER_EVEN, format!("{OFFICE}/footer"), "footer2.xml"),
        ("rId6", format!("{OFFICE}/customXml"), "../customXml/item1.xml"),
        ("rId7", format!("{OFFICE}/theme"), "theme/theme1.xml"),
    ])
}

fn data_relations() -> Vec<u8> {
    relations(&[("rId1", format!("{OFFICE}/customXmlProps"), "itemProps1.xml")])
}

/// Title, issuer and date of issue; the file has no date of its own.
fn core(document: &Document) -> Vec<u8> {
    let head = &document.head;
    let day = format!("{}T00:00:00Z", head.issued_on);
    let root = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", &root, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&head.title_text()));
        xml.element("dc:creator", &[], |xml| xml.text(&head.issuer));
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&day));
        }
    })
}

fn app() -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    Xml::part("Properties", &[("xmlns", namespace)], |xml| {
        xml.element("Application", &[], |xml| xml.text("Taizhang"));
    })
}
