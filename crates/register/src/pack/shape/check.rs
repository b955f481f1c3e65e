//! Whether a tree has the form that the grammar asks for. Reports every fault, each at its place.

use std::collections::BTreeMap;

use super::choose::chosen;
use super::said::{missing, not_a_mapping, repeated, spaced, too_many, wrong_form};
use super::{Mapping, NameKind, Names, Shape, Word, is_identifier};
use crate::pack::fault::{Faults, did_you_mean};
use crate::told::Told;
use crate::yaml::{Data, Node, Pair, Spot};

/// Checks the whole file.
pub(crate) fn check(tree: &Node, grammar: &Mapping, faults: &mut Faults) {
    let owner = Owner { name: grammar.name, at: tree.at };
    mapping(tree, grammar, owner, faults);
}

/// The entry that a node stands at, and where its name is written.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) name: &'a str,
    pub(super) at: Spot,
}

fn any(node: &Node, shape: &Shape, owner: Owner<'_>, faults: &mut Faults) {
    match shape {
        Shape::Word(expected) => word(node, *expected, owner, faults),
        Shape::List { of, max } => list(node, of, *max, owner, faults),
        Shape::OneOrMany(of) => match &node.data {
            Data::List(_) => list(node, of, usize::MAX, owner, faults),
            Data::Scalar { .. } | Data::Mapping(_) => any(node, of, owner, faults),
        },
        Shape::Names(known) => names(node, known, owner, faults),
        Shape::Mapping(known) => mapping(node, known, owner, faults),
        Shape::Either { word: expected, other } => match &node.data {
            Data::Scalar { .. } => word(node, *expected, owner, faults),
            Data::List(_) | Data::Mapping(_) => any(node, other, owner, faults),
        },
    }
}

fn word(node: &Node, expected: Word, owner: Owner<'_>, faults: &mut Faults) {
    let Some(text) = node.text().filter(|_| !node.is_empty()) else {
        return wrong_form(node, &expected.expected(), expected.hint(), owner, faults);
    };
    if expected.admits(text) {
        return;
    }
    let (wanted, name) = (expected.expected(), owner.name);
    let shown: String = text.chars().take(60).collect();
    faults.push(
        node.at,
        Told::new(
            format!("“{name}”应为{}，现为“{shown}”", spaced(&wanted.zh)),
            format!("\"{name}\" should be {}, but is \"{shown}\"", wanted.en),
        ),
        expected_hint(expected, text),
    );
}

/// A misspelt word of few gets the nearest of them.
fn expected_hint(expected: Word, text: &str) -> Told {
    let known: Vec<&str> = match expected {
        Word::OneOf(words) => words.to_vec(),
        Word::UnitOfMeasure => {
            base::UnitOfMeasure::ALL.into_iter().map(base::UnitOfMeasure::key).collect()
        }
        _ => return expected.hint(),
    };
    did_you_mean(text, &known)
}

fn list(node: &Node, of: &Shape, max: usize, owner: Owner<'_>, faults: &mut Faults) {
    let Data::List(items) = &node.data else {
        let (expected, hint) = (
            Told::new("列表", "a list"),
            Told::new(
                "列表写作 [甲, 乙] 或逐行以“- ”开头",
                "write [a, b], or one line for each, begun with `- `",
            ),
        );
        return wrong_form(node, &expected, hint, owner, faults);
    };
    too_many(items.len(), max, owner, faults);
    for item in items.iter().take(max) {
        any(item, of, Owner { name: owner.name, at: item.at }, faults);
    }
}

fn names(node: &Node, known: &Names, owner: Owner<'_>, faults: &mut Faults) {
    let Data::Mapping(pairs) = &node.data else {
        return not_a_mapping(node, owner, faults);
    };
    too_many(pairs.len(), known.max, owner, faults);
    repeated(pairs, faults);
    for pair in pairs.iter().take(known.max) {
        name(pair, known, faults);
        any(&pair.value, &known.of, Owner { name: &pair.key, at: pair.at }, faults);
    }
}

fn name(pair: &Pair, known: &Names, faults: &mut Faults) {
    let key = &pair.key;
    let shown: String = key.chars().take(60).collect();
    match known.key {
        NameKind::Cell if key.trim().is_empty() => faults.push(
            pair.at,
            Told::new("空白文字不能作对应", "a blank word cannot be mapped"),
            Told::new("请写出单元格中的文字", "write the word that stands in the cell"),
        ),
        NameKind::Cell => {}
        NameKind::Identifier if !is_identifier(key) => faults.push(
            pair.at,
            Told::new(format!("“{shown}”不能作标识"), format!("\"{shown}\" is not an identifier")),
            Word::Identifier.hint(),
        ),
        NameKind::Identifier if known.reserved.contains(&key.as_str()) => faults.push(
            pair.at,
            Told::new(
                format!("“{key}”另有含义，不能作这里的名称"),
                format!("\"{key}\" already means something else and cannot be a name here"),
            ),
            Told::new(
                format!("请换一个名称；不能用：{}", known.reserved.join("、")),
                format!("choose another; not to be used are {}", known.reserved.join(", ")),
            ),
        ),
        NameKind::Identifier => {}
    }
}

fn mapping(node: &Node, known: &Mapping, owner: Owner<'_>, faults: &mut Faults) {
    let Data::Mapping(pairs) = &node.data else {
        return not_a_mapping(node, owner, faults);
    };
    repeated(pairs, faults);
    let chosen = chosen(node, &known.kinds, owner, faults);
    let mut shapes: BTreeMap<&str, &Shape> = BTreeMap::new();
    for kind in &chosen.kinds {
        shapes.extend(kind.head.as_ref().map(|head| (kind.key, head)));
        shapes.extend(kind.entries.iter().map(|entry| (entry.key, &entry.shape)));
    }
    shapes.extend(known.entries.iter().map(|entry| (entry.key, &entry.shape)));
    for pair in pairs {
        if faults.is_full() {
            return;
        }
        match shapes.get(pair.key.as_str()) {
            Some(shape) => any(&pair.value, shape, Owner { name: &pair.key, at: pair.at }, faults),
            None if chosen.by == Some(pair.key.as_str()) => {}
            None => {
                let known: Vec<&str> = shapes.keys().copied().chain(chosen.by).collect();
                chosen.unknown(pair, &known, faults);
            }
        }
    }
    let of_kind = chosen.certain.iter().flat_map(|kind| kind.entries);
    let needed = known.entries.iter().chain(of_kind).filter(|entry| entry.required);
    for entry in needed.filter(|entry| node.pair(entry.key).is_none()) {
        missing(entry, owner, faults);
    }
}
