//! The grammar as a page for people.

use super::{Doc, Entry, Kind, Kinds, Mapping, Names, PACK, Shape};

/// The reference of `pack.yaml` as Markdown: one table for every mapping, in the order in which they
/// are first met.
#[must_use]
pub fn reference() -> String {
    let mut met: Vec<&'static Mapping> = vec![&PACK];
    let mut page = String::from(OPENING);
    let mut next = 0;
    while let Some(known) = met.get(next).copied() {
        page.push_str(&section(known));
        next += 1;
        // What stands inside comes next, before what stands beside.
        let mut place = next;
        for inner in inner_mappings(known) {
            if !met.iter().any(|present| std::ptr::eq(*present, inner)) {
                met.insert(place, inner);
                place += 1;
            }
        }
    }
    page.push_str(&words());
    page
}

const OPENING: &str = "# The grammar of packs 业务包语法\n\n\
    A pack is a folder with `pack.yaml`, `texts.zh.yaml`, `texts.en.yaml`, its cases and a README. \
    This page is written from the grammar that reads `pack.yaml`; entries marked • are required.\n\n\
    Identifiers begin with a–z and have only a–z, 0–9 and `_`, at most 48 characters. Scalars are \
    taken as written: `yes` is a word, `0.9` is exactly nine tenths. Anchors, aliases and tags are \
    not read.\n";

fn section(known: &'static Mapping) -> String {
    let mut section = format!("\n## {}\n\n{HEAD}", known.name);
    let common = known.entries.iter().map(row).collect::<String>();
    match &known.kinds {
        Kinds::One => section.push_str(&common),
        Kinds::ByValue { key, doc, of } => {
            let words: Vec<String> = of.iter().map(|kind| format!("`{}`", kind.key)).collect();
            section.push_str(&line(&format!("`{key}` •"), &words.join(" "), *doc));
            section.push_str(&common);
            section.push_str(&format!("\nWith it, by `{key}`:\n\n{HEAD}"));
            section.extend(of.iter().map(|kind| kind_rows(kind, &format!("{key}: {}", kind.key))));
        }
        Kinds::ByKey { of } => {
            section.push_str(&common);
            section
                .push_str(&format!("\nAnd exactly one of these, with what follows it:\n\n{HEAD}"));
            section.extend(of().into_iter().map(|kind| kind_rows(kind, kind.key)));
        }
    }
    section
}

const HEAD: &str = "| entry | what stands there | meaning | 含义 |\n|---|---|---|---|\n";

fn row(entry: &Entry) -> String {
    let mark = if entry.required { " •" } else { "" };
    line(&format!("`{}`{mark}", entry.key), &form(&entry.shape), entry.doc)
}

fn kind_rows(kind: &Kind, key: &str) -> String {
    let head = kind.head.as_ref().map(form).unwrap_or_default();
    let mut rows = line(&format!("`{key}`"), &head, kind.doc);
    rows.extend(kind.entries.iter().map(|entry| {
        let mark = if entry.required { " •" } else { "" };
        line(&format!("… `{}`{mark}", entry.key), &form(&entry.shape), entry.doc)
    }));
    rows
}

fn line(entry: &str, form: &str, doc: Doc) -> String {
    format!("| {entry} | {} | {} | {} |\n", form.replace('|', "\\|"), doc.1, doc.0)
}

/// What stands at an entry, in words.
fn form(shape: &Shape) -> String {
    match shape {
        Shape::Word(expected) => expected.expected().en.into(),
        Shape::List { of, .. } => format!("a list, each {}", form(of)),
        Shape::OneOrMany(of) => format!("{}, or a list of them", form(of)),
        Shape::Names(Names { of, .. }) => format!("names, each with {}", form(of)),
        Shape::Mapping(known) => format!("[{}](#{})", known.name, anchor(known.name)),
        Shape::Either { word, other } => format!("{}, or {}", word.expected().en, form(other)),
    }
}

fn anchor(name: &str) -> String {
    name.replace(' ', "-").replace(['.', '`'], "")
}

fn inner_mappings(known: &'static Mapping) -> Vec<&'static Mapping> {
    let kinds: Vec<&'static Kind> = match &known.kinds {
        Kinds::One => vec![],
        Kinds::ByValue { of, .. } => of.iter().collect(),
        Kinds::ByKey { of } => of(),
    };
    let of_kinds = kinds
        .into_iter()
        .flat_map(|kind| kind.head.iter().chain(kind.entries.iter().map(|entry| &entry.shape)));
    let shapes = known.entries.iter().map(|entry| &entry.shape).chain(of_kinds);
    shapes.filter_map(mapping_within).collect()
}

fn mapping_within(shape: &'static Shape) -> Option<&'static Mapping> {
    match shape {
        Shape::Word(_) => None,
        Shape::List { of, .. } | Shape::OneOrMany(of) | Shape::Either { other: of, .. } => {
            mapping_within(of)
        }
        Shape::Names(Names { of, .. }) => mapping_within(of),
        Shape::Mapping(known) => Some(known),
    }
}

fn words() -> String {
    let mut words =
        String::from("\n## Units of measure 计量单位\n\n| `in` | en | zh |\n|---|---|---|\n");
    words.extend(base::UnitOfMeasure::ALL.into_iter().map(|unit| {
        let (en, zh) = (unit.word(base::Lang::En), unit.word(base::Lang::Zh));
        format!("| `{}` | {en} | {zh} |\n", unit.key())
    }));
    words
}
