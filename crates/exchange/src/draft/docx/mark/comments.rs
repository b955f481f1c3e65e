//! The part of the comments, and how the document comes to have one (ECMA-376 Part 1, 11.3.2 and 17.13.4).

use std::collections::BTreeMap;

use super::names::{Names, escaped, namespace};
use crate::draft::DraftError;
use crate::draft::docx::markup::{Markup, Token};
use crate::draft::docx::package::{Package, relations_part};
use crate::opc::join;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "[Content_Types].xml";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Where the comments of a document are, and what they are now.
pub(super) struct Comments {
    /// The part and its markup, if there is one.
    found: Option<(String, String)>,
    main: String,
    is_strict: bool,
}

impl Comments {
    /// # Errors
    ///
    /// [`DraftError`] if the relations or the comments are damaged.
    pub(super) fn read(
        package: &mut Package<'_>,
        main: &str,
        is_strict: bool,
    ) -> Result<Comments, DraftError> {
        let relations = package.relations(main)?;
        let part = relations.into_iter().find(|relation| relation.kind == "comments");
        let part = part.map(|relation| relation.target).filter(|part| package.has(part));
        let found = match part {
            Some(part) => {
                let xml = package.part(&part)?;
                Some((part, xml))
            }
            None => None,
        };
        Ok(Comments { found, main: main.to_owned(), is_strict })
    }

    pub(super) fn xml(&self) -> &str {
        self.found.as_ref().map_or("", |found| &found.1)
    }

    /// The parts that change if these comments are added.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if one of them is missing or damaged.
    pub(super) fn with(
        &self,
        package: &mut Package<'_>,
        comments: &[(u32, Vec<String>)],
        at: jiff::Timestamp,
    ) -> Result<BTreeMap<String, String>, DraftError> {
        let written = |prefix: &str, is_strict: bool| -> String {
            let names = Names::new(prefix, is_strict, at);
            comments.iter().map(|(id, lines)| names.comment(*id, lines)).collect()
        };
        if let Some((part, xml)) = &self.found {
            let added = ended(part, xml, |markup| {
                written(markup.prefix().unwrap_or_default(), markup.is_strict())
            })?;
            return Ok(BTreeMap::from([(part.clone(), added)]));
        }
        let types = package.part(TYPES)?;
        let folder = self.main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let part = free(folder, |part| package.has(part) || types.contains(part));
        let name = escaped(&part);
        let types = ended(TYPES, &types, |markup| {
            let prefix = markup.root_prefix();
            format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{CONTENT}\"/>")
        })?;
        let relations_part = relations_part(&self.main);
        let relations = if package.has(&relations_part) {
            package.part(&relations_part)?
        } else {
            format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\"/>")
        };
        let mut numbers = 1_u32..;
        let id = numbers.by_ref().map(|number| format!("rIdCheck{number}"));
        let id = id.into_iter().find(|id| !relations.contains(&format!("\"{id}\"")));
        let (id, kind) = (id.unwrap_or_default(), self.relation());
        // Seen from the folder of the document, which is that of the comments.
        let file = name.rsplit('/').next().unwrap_or_default();
        let relations = ended(&relations_part, &relations, |markup| {
            let prefix = markup.root_prefix();
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>")
        })?;
        let (namespace, written) = (namespace(self.is_strict), written("w:", self.is_strict));
        let xml = format!("{HEAD}<w:comments xmlns:w=\"{namespace}\">{written}</w:comments>");
        Ok(BTreeMap::from([(part, xml), (TYPES.to_owned(), types), (relations_part, relations)]))
    }

    /// The type of the relation from the document to its comments.
    fn relation(&self) -> &'static str {
        if self.is_strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        }
    }
}

/// The first name that no part has.
fn free(folder: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut names = (0_u32..).map(|number| {
        let number = if number == 0 { String::new() } else { number.to_string() };
        join(folder, &format!("comments{number}.xml"))
    });
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

/// A part with something more at the end of its root.
fn ended(
    part: &str,
    xml: &str,
    more: impl FnOnce(&Markup<'_>) -> String,
) -> Result<String, DraftError> {
    let mut markup = Markup::new(part, xml);
    let (mut root, mut end) = (None, 0..0);
    loop {
        match markup.next()? {
            Token::Open(element) => {
                root.get_or_insert_with(|| (markup.span(), element.name().into_inner().to_owned()));
            }
            Token::Close => end = markup.span(),
            Token::Text(_) => {}
            Token::End => break,
        }
    }
    let (open, name) = root.ok_or_else(|| markup.broken("it is not XML"))?;
    let more = more(&markup);
    let (before, after) = (xml.get(..end.start), xml.get(end.start..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    // An empty root has but one tag.
    match before.strip_suffix("/>").filter(|_| open.end == end.start) {
        Some(before) => Ok(format!("{before}>{more}</{name}>{after}")),
        None => Ok(format!("{before}{more}{after}")),
    }
}
