//! A report as data: `report.yaml` says what is asked and how it is printed, `body.md` says it.

pub(crate) mod calls;
mod figures;
mod head;
mod names;
pub(crate) mod outline;
pub(crate) mod prose;
mod tables;

use std::collections::BTreeMap;
use std::fmt;

use base::Key;
use indicators::Question;

use crate::fault::{Fault, Faults, Place, Unreadable};
use crate::yaml;
use calls::Call;
use names::Names;

pub(crate) use figures::Spec;
pub use head::{Head, Letterhead};
pub(crate) use tables::{CellText, TableSpec};

/// The file that declares figures and tables.
pub const REPORT_FILE: &str = "report.yaml";

/// The file that holds the text.
pub const BODY_FILE: &str = "body.md";

/// The name of a figure within a report: `disclosure_received`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureId(Key);

impl FigureId {
    #[must_use]
    pub fn new(key: Key) -> FigureId {
        FigureId(key)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    #[must_use]
    pub fn key(&self) -> &Key {
        &self.0
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A report template that has been read and found sound in itself.
#[derive(Clone, Debug)]
pub struct Template {
    pub head: Head,
    pub(crate) figures: BTreeMap<FigureId, Spec>,
    pub(crate) tables: BTreeMap<String, TableSpec>,
    pub(crate) body: String,
    pub(crate) calls: Vec<Call>,
}

impl Template {
    /// Reads a template from its files, `report.yaml` and `body.md`.
    ///
    /// All faults are returned at once; there is a template only if there is none.
    #[must_use]
    pub fn read(files: &BTreeMap<String, String>) -> (Option<Template>, Vec<Fault>) {
        let mut faults = Faults::in_file(REPORT_FILE);
        let declared = match files.get(REPORT_FILE) {
            Some(text) => declarations(text, &mut faults),
            None => {
                faults.add(Place::START, Unreadable::NoFile);
                None
            }
        };
        let mut in_body = Faults::in_file(BODY_FILE);
        let body = match files.get(BODY_FILE) {
            Some(text) => text.replace("\r\n", "\n"),
            None => {
                in_body.add(Place::START, Unreadable::NoFile);
                String::new()
            }
        };
        let mut calls = calls::find(&body, &mut in_body);
        prose::check(&body, Place::START, &mut in_body);
        outline::check(&body, &mut in_body);
        let mut found = faults.found;
        found.extend(in_body.found);
        let template = declared.and_then(|declared| {
            calls.extend(declared.calls);
            found.extend(declared.names.unknown_and_unused(&calls));
            let Declared { head, figures, tables, .. } = declared;
            Some(Template { head: head?, figures, tables, body, calls })
        });
        if let Some(template) = &template {
            found.extend(crate::compile::trial(template));
        }
        found.sort();
        found.dedup();
        (template.filter(|_| found.is_empty()), found)
    }

    /// What must be asked to compile the report: every figure with its question.
    #[must_use]
    pub fn questions(&self) -> Vec<(FigureId, Question)> {
        self.figures.iter().map(|(id, spec)| (id.clone(), spec.question(&self.head))).collect()
    }

    pub(crate) fn spec(&self, id: &str) -> Option<&Spec> {
        self.figures.get(&FigureId(Key::new(id).ok()?))
    }
}

/// All that report.yaml declares, as far as it could be read.
struct Declared {
    head: Option<Head>,
    figures: BTreeMap<FigureId, Spec>,
    tables: BTreeMap<String, TableSpec>,
    names: Names,
    calls: Vec<Call>,
}

fn declarations(text: &str, faults: &mut Faults) -> Option<Declared> {
    let root = yaml::read(text, faults)?;
    let map = root.map(REPORT_FILE, faults)?;
    map.only(
        &[
            "title",
            "issuer",
            "issued_on",
            "to",
            "letterhead",
            "period",
            "unit",
            "units",
            "figures",
            "tables",
        ],
        faults,
    );
    let calls = calls::find(text, faults);
    let names = Names::of(map);
    let head = head::read(map, faults);
    let figures = figures::read(map, head.as_ref(), faults);
    let tables = tables::read(map, faults);
    Some(Declared { head, figures, tables, names, calls })
}
