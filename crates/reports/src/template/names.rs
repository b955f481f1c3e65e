//! Names of figures and tables: declared, called, or only one of the two.

use std::collections::{BTreeMap, BTreeSet};

use super::REPORT_FILE;
use super::calls::{Call, Function};
use crate::fault::{Fault, Faults, Nearest, Place, Unreadable};
use crate::yaml::{Map, What};

/// The names that report.yaml declares, also those whose declaration is faulty.
pub(super) struct Names {
    figures: BTreeMap<String, Place>,
    tables: BTreeMap<String, Place>,
}

impl Names {
    pub(super) fn of(map: Map<'_>) -> Names {
        let names = |group: &str| match map.get(group).map(|node| &node.what) {
            Some(What::Map(entries)) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.at)).collect()
            }
            Some(What::Empty | What::Text(_) | What::List(_)) | None => BTreeMap::new(),
        };
        Names { figures: names("figures"), tables: names("tables") }
    }

    /// What is called but not declared, and what is declared but not called.
    pub(super) fn unknown_and_unused(&self, calls: &[Call]) -> Vec<Fault> {
        let mut found = vec![];
        let mut figures: BTreeSet<&str> = BTreeSet::new();
        let mut tables: BTreeSet<&str> = BTreeSet::new();
        for call in calls {
            let name = call.name.as_str();
            let unknown = match call.function {
                Function::Attachment => continue,
                Function::Table => {
                    tables.insert(name);
                    let known = self.tables.contains_key(name);
                    (!known).then(|| Unreadable::UnknownTable(name.to_owned()))
                }
                Function::Fig
                | Function::All
                | Function::Each
                | Function::Zero
                | Function::Holds
                | Function::AsOf => {
                    figures.insert(name);
                    let known = self.figures.contains_key(name);
                    (!known).then(|| Unreadable::UnknownFigure(name.to_owned(), self.nearest(name)))
                }
            };
            found.extend(unknown.map(|wrong| Fault {
                file: call.file.clone(),
                place: call.at,
                wrong: wrong.into(),
            }));
        }
        let mut unused = Faults::in_file(REPORT_FILE);
        for (name, at) in self.figures.iter().filter(|(name, _)| !figures.contains(name.as_str())) {
            unused.add(*at, Unreadable::UnusedFigure(name.clone()));
        }
        for (name, at) in self.tables.iter().filter(|(name, _)| !tables.contains(name.as_str())) {
            unused.add(*at, Unreadable::UnusedTable(name.clone()));
        }
        found.extend(unused.found);
        found
    }

    /// The declared figure whose name begins most like this one.
    fn nearest(&self, name: &str) -> Nearest {
        let alike =
            |known: &str| name.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
        let best = self.figures.keys().max_by_key(|known| alike(known));
        Nearest(best.filter(|known| alike(known) >= 3).cloned())
    }
}
