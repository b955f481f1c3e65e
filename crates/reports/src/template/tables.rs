//! The tables a template declares: columns, and rows of Markdown cells.

use std::collections::BTreeMap;

use super::prose;
use crate::fault::{Expected, Faults, Place};
use crate::yaml::{Entry, Map, Node};

/// A table as declared.
#[derive(Clone, Debug)]
pub(crate) struct TableSpec {
    pub(crate) columns: Vec<ColumnSpec>,
    pub(crate) rows: Vec<Vec<CellText>>,
}

#[derive(Clone, Debug)]
pub(crate) struct ColumnSpec {
    key: String,
    pub(crate) title: String,
    /// Its share of the width, relative to the other columns.
    pub(crate) width: u32,
    /// Whether equal cells below one another become one.
    pub(crate) merge: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct CellText {
    pub(crate) at: Place,
    pub(crate) text: String,
}

pub(super) fn read(map: Map<'_>, faults: &mut Faults) -> BTreeMap<String, TableSpec> {
    let mut tables = BTreeMap::new();
    let Some(node) = map.get("tables") else { return tables };
    let Some(map) = node.map("tables", faults) else { return tables };
    for entry in map.entries {
        tables.extend(table(entry, faults).map(|table| (entry.key.clone(), table)));
    }
    tables
}

fn table(entry: &Entry, faults: &mut Faults) -> Option<TableSpec> {
    let map = entry.value.map(&entry.key, faults)?;
    map.only(&["columns", "rows"], faults);
    let columns = map.need("columns", faults)?.list("columns", faults)?;
    let columns: Vec<ColumnSpec> = columns.iter().filter_map(|node| column(node, faults)).collect();
    let rows = map.need("rows", faults)?.list("rows", faults)?;
    let rows = rows.iter().filter_map(|node| row(node, &columns, faults)).collect();
    Some(TableSpec { columns, rows })
}

fn column(node: &Node, faults: &mut Faults) -> Option<ColumnSpec> {
    let map = node.map("columns", faults)?;
    map.only(&["key", "title", "width", "merge"], faults);
    let key = map.need_text("key", faults);
    let title = map.need_text("title", faults);
    let width = map.need("width", faults).and_then(|node| {
        let width = node.text("width", faults)?.parse::<u32>().ok();
        match width.filter(|width| (1..=100).contains(width)) {
            Some(width) => Some(width),
            None => node.expected("width", Expected::Width, faults),
        }
    });
    let merge = match map.get("merge") {
        None => Some(false),
        Some(node) => match node.text("merge", faults)? {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => node.expected("merge", Expected::Flag, faults),
        },
    };
    Some(ColumnSpec {
        key: key?.to_owned(),
        title: title?.to_owned(),
        width: width?,
        merge: merge?,
    })
}

fn row(node: &Node, columns: &[ColumnSpec], faults: &mut Faults) -> Option<Vec<CellText>> {
    let map = node.map("rows", faults)?;
    let known: Vec<&str> = columns.iter().map(|column| column.key.as_str()).collect();
    map.only(&known, faults);
    let mut cells = vec![];
    for key in known {
        let Some(node) = map.need(key, faults) else { continue };
        let Some(text) = node.text(key, faults) else { continue };
        prose::check(text, node.at, faults);
        cells.push(CellText { at: node.at, text: text.to_owned() });
    }
    (cells.len() == columns.len()).then_some(cells)
}
