//! `customXml/item1.xml`: every figure of the report with its value, question and definition, from
//! which Word fills the content controls.

use sha2::{Digest, Sha256};

use crate::document::{Document, Entry};
use crate::template::FigureId;

use super::xml::Xml;

/// The namespace of the figures of a report.
const NAMESPACE: &str = "urn:taizhang:report-figures:1";

pub(super) fn prefix_mapping() -> String {
    format!("xmlns:t='{NAMESPACE}'")
}

/// Where the n-th wording of a figure stands.
pub(super) fn path(id: &FigureId, wording: usize) -> String {
    format!("/t:figures[1]/t:figure[@id='{id}'][1]/t:printed[{}]", wording + 1)
}

/// An identifier for the data part, the same for the same report.
pub(super) fn store_id(document: &Document) -> String {
    let head = &document.head;
    let named = format!("{}\n{}\n{}", head.title_text(), head.issuer, head.period.to());
    let digest = Sha256::digest(named);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{{{}-{}-{}-{}-{}}}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

pub(super) fn figures(document: &Document) -> Vec<u8> {
    let head = &document.head;
    let title = head.title_text();
    let (from, to) = (head.period.from().to_string(), head.period.to().to_string());
    let root = [
        ("xmlns", NAMESPACE),
        ("title", title.as_str()),
        ("issuer", head.issuer.as_str()),
        ("from", from.as_str()),
        ("as_of", to.as_str()),
    ];
    Xml::part("figures", &root, |xml| {
        for entry in &document.entries {
            figure(xml, entry);
        }
    })
}

fn figure(xml: &mut Xml, entry: &Entry) {
    let mut attributes: Vec<(&str, String)> =
        vec![("id", entry.id.to_string()), ("words", entry.words.clone())];
    match &entry.figure {
        None => attributes.push(("missing", "yes".to_owned())),
        Some(figure) => {
            let question = &figure.question;
            attributes.push(("value", entry.value.clone()));
            attributes.push(("in", figure.unit_of_measure.key().to_owned()));
            attributes.push(("name", question.name.to_string()));
            attributes.push(("unit", question.unit.to_string()));
            if let Some(from) = question.from {
                attributes.push(("from", from.to_string()));
            }
            attributes.push(("as_of", question.as_of.to_string()));
            for (dimension, values) in question.filter.iter() {
                let values: Vec<&str> = values.iter().map(base::Key::as_str).collect();
                attributes.push(("where", format!("{dimension}={}", values.join(","))));
            }
            attributes.push(("known_at", figure.receipt.known_at.to_string()));
            attributes.push(("definition", figure.receipt.definition.to_string()));
            attributes.push(("formula", figure.receipt.formula.clone()));
        }
    }
    let attributes = merged(attributes);
    let borrowed: Vec<(&str, &str)> =
        attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
    xml.element("figure", &borrowed, |xml| {
        for printed in &entry.printed {
            xml.element("printed", &[], |xml| xml.text(printed));
        }
    });
}

/// An attribute may stand only once: several dimensions are joined.
fn merged(attributes: Vec<(&str, String)>) -> Vec<(&str, String)> {
    let mut merged: Vec<(&str, String)> = vec![];
    for (key, value) in attributes {
        match merged.iter_mut().find(|(known, _)| *known == key) {
            Some((_, present)) => {
                present.push(';');
                present.push_str(&value);
            }
            None => merged.push((key, value)),
        }
    }
    merged
}

/// `customXml/itemProps1.xml`: what the data part is called.
pub(super) fn properties(store: &str) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
    let root = [("ds:itemID", store), ("xmlns:ds", namespace)];
    Xml::part("ds:datastoreItem", &root, |xml| {
        xml.element("ds:schemaRefs", &[], |xml| {
            xml.empty("ds:schemaRef", &[("ds:uri", NAMESPACE)]);
        });
    })
}
