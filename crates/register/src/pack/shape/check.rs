//! Whether a tree has the form that the grammar asks for. Reports every fault, each at its place.

use std::collections::BTreeMap;

use super::{Entry, Kind, Kinds, Mapping, NameKind, Names, Shape, Word, is_identifier};
use crate::pack::fault::{Faults, Noun};
use crate::told::Told;
use crate::yaml::{Data, Node, Pair, Spot};

use super::said::{missing, missing_named, not_a_mapping, repeated, too_many, wrong_form};

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
            format!("“{name}”应为{}，现为“{shown}”", wanted.zh),
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
    crate::pack::fault::did_you_mean(text, &known)
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
    let mut entries: BTreeMap<&str, &Entry> = BTreeMap::new();
    entries.extend(known.entries.iter().map(|entry| (entry.key, entry)));
    let mut shapes: BTreeMap<&str, &Shape> = BTreeMap::new();
    // Entries of a kind that was not chosen are unknown; but if no kind was chosen, all are let pass.
    let chosen = chosen_kinds(node, &known.kinds, owner, faults);
    for kind in &chosen.kinds {
        entries.extend(kind.entries.iter().map(|entry| (entry.key, entry)));
        shapes.extend(kind.head.as_ref().map(|head| (kind.key, head)));
    }
    shapes.extend(entries.iter().map(|(key, entry)| (*key, &entry.shape)));
    let ignored = |key: &str| chosen.ignored.contains(&key);
    for pair in pairs {
        match shapes.get(pair.key.as_str()) {
            Some(shape) => any(&pair.value, shape, Owner { name: &pair.key, at: pair.at }, faults),
            None if ignored(&pair.key) => {}
            None => {
                let known = shapes.keys().copied().chain(chosen.ignored.iter().copied());
                faults.unknown_at(pair.at, &pair.key, Noun::Entry, known);
            }
        }
    }
    let needed = entries.values().filter(|entry| entry.required && chosen.kinds.len() <= 1);
    for entry in needed.filter(|entry| node.pair(entry.key).is_none()) {
        missing(entry, owner, faults);
    }
}

/// The kinds whose entries may stand here: the one that was chosen, or all if none clearly was.
struct Chosen {
    kinds: Vec<&'static Kind>,
    /// Keys that were judged while choosing.
    ignored: Vec<&'static str>,
}

fn chosen_kinds(node: &Node, kinds: &Kinds, owner: Owner<'_>, faults: &mut Faults) -> Chosen {
    match kinds {
        Kinds::One => Chosen { kinds: vec![], ignored: vec![] },
        Kinds::ByValue { key, of, .. } => by_value(node, key, of, owner, faults),
        Kinds::ByKey { of } => by_key(node, of(), owner, faults),
    }
}

fn by_value(
    node: &Node,
    key: &'static str,
    of: &'static [Kind],
    owner: Owner<'_>,
    faults: &mut Faults,
) -> Chosen {
    let words: Vec<&str> = of.iter().map(|kind| kind.key).collect();
    let all = || Chosen { kinds: of.iter().collect(), ignored: vec![key] };
    let Some(value) = node.get(key) else {
        let known = Told::same(words.join(", "));
        missing_named(key, &known, owner, faults);
        return all();
    };
    match of.iter().find(|kind| Some(kind.key) == value.text()) {
        Some(kind) => Chosen { kinds: vec![kind], ignored: vec![key] },
        None => {
            let text = value.text().unwrap_or_default();
            let shown: String = text.chars().take(60).collect();
            faults.push(
                value.at,
                Told::new(
                    format!("“{key}”不能是“{shown}”"),
                    format!("\"{key}\" cannot be \"{shown}\""),
                ),
                crate::pack::fault::did_you_mean(text, &words),
            );
            all()
        }
    }
}

fn by_key(node: &Node, of: Vec<&'static Kind>, owner: Owner<'_>, faults: &mut Faults) -> Chosen {
    let present: Vec<&'static Kind> =
        of.iter().copied().filter(|kind| node.pair(kind.key).is_some()).collect();
    let words: Vec<&str> = of.iter().map(|kind| kind.key).collect();
    let name = owner.name;
    match present.as_slice() {
        [_] => Chosen { kinds: present, ignored: vec![] },
        [] => {
            faults.push(
                owner.at,
                Told::new(
                    format!("“{name}”没有说明是哪一种"),
                    format!("\"{name}\" does not say of which kind it is"),
                ),
                Told::new(
                    format!("请写出其中之一：{}", words.join("、")),
                    format!("write one of {}", words.join(", ")),
                ),
            );
            Chosen { kinds: of, ignored: vec![] }
        }
        [first, second, ..] => {
            let (one, other) = (first.key, second.key);
            let at = node.pair(other).map_or(owner.at, |pair| pair.at);
            faults.push(
                at,
                Told::new(
                    format!("“{name}”同时写了“{one}”和“{other}”"),
                    format!("\"{name}\" says both \"{one}\" and \"{other}\""),
                ),
                Told::new(
                    "只保留一个，其余另立",
                    "keep one of them, and write the other separately",
                ),
            );
            Chosen { kinds: present, ignored: vec![] }
        }
    }
}
