//! The faults of form, as sentences.

use std::collections::BTreeMap;

use super::Entry;
use super::check::Owner;
use crate::pack::fault::Faults;
use crate::told::Told;
use crate::yaml::{Data, Node, Pair, Spot};

pub(super) fn missing(entry: &Entry, owner: Owner<'_>, faults: &mut Faults) {
    missing_named(entry.key, &Told::new(entry.doc.0, entry.doc.1), owner, faults);
}

pub(super) fn missing_named(key: &str, doc: &Told, owner: Owner<'_>, faults: &mut Faults) {
    let name = owner.name;
    faults.push(
        owner.at,
        Told::new(format!("“{name}”缺少“{key}”"), format!("\"{name}\" lacks \"{key}\"")),
        Told::new(
            format!("请补上“{key}: …”（{}）", doc.zh),
            format!("add `{key}: …` ({})", doc.en),
        ),
    );
}

pub(super) fn repeated(pairs: &[Pair], faults: &mut Faults) {
    let mut first: BTreeMap<&str, Spot> = BTreeMap::new();
    for pair in pairs {
        let Some(earlier) = first.get(pair.key.as_str()) else {
            first.insert(&pair.key, pair.at);
            continue;
        };
        let (key, line) = (pair.key.chars().take(60).collect::<String>(), earlier.line);
        faults.push(
            pair.at,
            Told::new(format!("“{key}”重复出现"), format!("\"{key}\" stands here twice")),
            Told::new(
                format!("第 {line} 行已有；请合并为一个，或改名"),
                format!("it is already in line {line}; make one of both, or rename one"),
            ),
        );
    }
}

pub(super) fn too_many(count: usize, max: usize, owner: Owner<'_>, faults: &mut Faults) {
    if count <= max {
        return;
    }
    let name = owner.name;
    faults.push(
        owner.at,
        Told::new(
            format!("“{name}”有 {count} 项，最多 {max} 项"),
            format!("\"{name}\" has {count} items; at most {max} are read"),
        ),
        Told::new("请拆分或精简", "split it up, or leave some out"),
    );
}

pub(super) fn not_a_mapping(node: &Node, owner: Owner<'_>, faults: &mut Faults) {
    let expected = Told::new("若干“键: 值”", "entries with names");
    let hint = Told::new(
        "写作 { 键: 值 }，或另起一行缩进后逐行写“键: 值”",
        "write { name: value }, or one `name: value` a line, indented below",
    );
    wrong_form(node, &expected, hint, owner, faults);
}

pub(super) fn wrong_form(
    node: &Node,
    expected: &Told,
    hint: Told,
    owner: Owner<'_>,
    faults: &mut Faults,
) {
    let found = match &node.data {
        Data::Scalar { .. } if node.is_empty() => Told::new("空", "nothing"),
        Data::Scalar { text, .. } => {
            let shown: String = text.chars().take(60).collect();
            Told::new(format!("“{shown}”"), format!("\"{shown}\""))
        }
        Data::List(_) => Told::new("列表", "a list"),
        Data::Mapping(_) => Told::new("若干“键: 值”", "entries with names"),
    };
    // An empty place has no text to point at; its name does.
    let at = if node.is_empty() { owner.at } else { node.at };
    let name = owner.name;
    faults.push(
        at,
        Told::new(
            format!("“{name}”应为{}，现为{}", spaced(&expected.zh), found.zh),
            format!("\"{name}\" should be {}, but is {}", expected.en, found.en),
        ),
        hint,
    );
}

/// Chinese after Chinese needs no space; letters and digits after it do.
pub(super) fn spaced(words: &str) -> String {
    let latin = words.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    if latin { format!(" {words}") } else { words.to_owned() }
}
