//! Which parts a workbook has: its sheets in order, its strings, its styles, its epoch.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::archive::Archive;
use super::markup::Markup;
use crate::cell::Epoch;
use crate::error::Trouble;
use crate::opc::{attribute, is_set, join};

/// A workbook's table of contents.
pub(super) struct Workbook {
    pub(super) epoch: Epoch,
    pub(super) sheets: Vec<SheetPart>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
}

/// A sheet: its name, whether it is hidden, and the part that holds it.
pub(super) struct SheetPart {
    pub(super) name: String,
    is_visible: bool,
    pub(super) part: String,
}

impl Workbook {
    /// The sheet of this name, else the first visible one.
    pub(super) fn choose(&self, asked: Option<&str>) -> Result<&SheetPart, Trouble> {
        match asked {
            None => self.sheets.iter().find(|sheet| sheet.is_visible).ok_or(Trouble::NoSheet),
            Some(asked) => {
                let found = self.sheets.iter().find(|sheet| sheet.name.trim() == asked.trim());
                found.ok_or_else(|| {
                    let names: Vec<&str> =
                        self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
                    Trouble::UnknownSheet { asked: asked.to_owned(), present: names.join("、") }
                })
            }
        }
    }
}

/// A relation from one part to another.
struct Relation {
    kind: String,
    target: String,
}

/// Reads the table of contents.
pub(super) fn read(archive: &mut Archive) -> Result<Workbook, Trouble> {
    let part = workbook_part(archive)?;
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
    let relations = relations(archive, &join(folder, &format!("_rels/{file}.rels")), folder)?;
    let (epoch, listed) = sheets(archive, &part)?;
    let mut sheets = vec![];
    for Listed { name, is_visible, id } in listed {
        match relations.get(&id) {
            Some(relation) if relation.kind == "worksheet" => {
                sheets.push(SheetPart { name, is_visible, part: relation.target.clone() });
            }
            // Chart sheets hold no rows.
            Some(_) => {}
            None => return Err(Trouble::damaged(&part, &format!("the sheet \"{name}\" is lost"))),
        }
    }
    let of_kind = |kind: &str| {
        let found = relations.values().find(|relation| relation.kind == kind);
        found.map(|relation| relation.target.clone()).filter(|part| archive.has(part))
    };
    Ok(Workbook { epoch, strings: of_kind("sharedStrings"), styles: of_kind("styles"), sheets })
}

/// The part that lists the sheets; or what kind of other file this is.
fn workbook_part(archive: &mut Archive) -> Result<String, Trouble> {
    let stated = if archive.has("_rels/.rels") {
        let relations = relations(archive, "_rels/.rels", "")?;
        relations.into_values().find(|relation| relation.kind == "officeDocument")
    } else {
        None
    };
    let part = stated.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    if part.ends_with(".bin") || archive.has("xl/workbook.bin") {
        Err(Trouble::BinaryWorkbook)
    } else if archive.has(&part) && !part.starts_with("word/") && !part.starts_with("ppt/") {
        Ok(part)
    } else if archive.has("content.xml") && archive.has("mimetype") {
        Err(Trouble::OpenDocument)
    } else {
        Err(Trouble::NotAWorkbook)
    }
}

/// A sheet as the workbook lists it: the part that holds it is known by a relation.
struct Listed {
    name: String,
    is_visible: bool,
    id: String,
}

/// The sheets in order, and the epoch.
fn sheets(archive: &mut Archive, part: &str) -> Result<(Epoch, Vec<Listed>), Trouble> {
    let mut markup = Markup::new(archive.part(part)?);
    let mut buffer = vec![];
    let mut epoch = Epoch::Y1900;
    let mut sheets = vec![];
    loop {
        match markup.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "workbookPr" if is_set(&element, "date1904") => epoch = Epoch::Y1904,
                "sheet" => {
                    let state = attribute(&element, "state").unwrap_or_default();
                    let is_visible = !matches!(state.as_str(), "hidden" | "veryHidden");
                    let text = |name| attribute(&element, name).unwrap_or_default();
                    sheets.push(Listed { name: text("name"), is_visible, id: text("id") });
                }
                _ => {}
            },
            Event::Eof => return Ok((epoch, sheets)),
            _ => {}
        }
    }
}

/// Relations by id; targets as names of parts.
fn relations(
    archive: &mut Archive,
    part: &str,
    folder: &str,
) -> Result<BTreeMap<String, Relation>, Trouble> {
    let mut markup = Markup::new(archive.part(part)?);
    let mut buffer = vec![];
    let mut relations = BTreeMap::new();
    loop {
        match markup.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let text = |name| attribute(&element, name).unwrap_or_default();
                let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations
                    .insert(text("Id"), Relation { kind, target: join(folder, &text("Target")) });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}
