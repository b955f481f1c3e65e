//! Whether a register hangs together: it opens, every state is reached, every field is asked for.

use std::collections::BTreeSet;

use base::Key;

use super::registers::state_nodes;
use super::steps::Scope;
use super::{Lowering, key, section};
use crate::model::{Field, FieldKind, Step};
use crate::yaml::{Node, Pair};

/// The most combinations of dimension values that a book may have: figures are kept for each.
const COMBINATIONS_MAX: usize = 20_000;

pub(super) fn check(lowering: &mut Lowering<'_>, pair: &Pair, scope: &Scope<'_>, steps: &[Step]) {
    connected(lowering, pair, scope, steps);
    asked(lowering, &pair.value);
    combinations(lowering, pair, scope.fields);
}

/// Exactly one step opens a matter, and every state can be reached from it.
fn connected(lowering: &mut Lowering<'_>, pair: &Pair, scope: &Scope<'_>, steps: &[Step]) {
    let opens = |step: &&Pair| step.value.get("from").is_none();
    let openings: Vec<&Pair> = section(&pair.value, "steps").iter().filter(opens).collect();
    match openings.as_slice() {
        [_] => {}
        [] => lowering.say(
            pair.value.pair("steps").map_or(pair.at, |steps| steps.at),
            (
                &format!("“{}”没有登记事项的步骤", pair.key),
                &format!("no step of \"{}\" opens a matter", pair.key),
            ),
            ("请有一个步骤不写 from", "leave `from` out of the step that does"),
        ),
        [first, rest @ ..] => {
            for other in rest {
                lowering.say(
                    other.at,
                    (
                        &format!("“{}”和“{}”都没有 from", first.key, other.key),
                        &format!("both \"{}\" and \"{}\" have no `from`", first.key, other.key),
                    ),
                    (
                        "只有登记事项的那一个步骤不写 from",
                        "only the step that opens a matter has none",
                    ),
                );
            }
        }
    }
    let mut reached: BTreeSet<&Key> = BTreeSet::new();
    loop {
        let before = reached.len();
        for step in steps {
            let starts =
                step.from.is_empty() || step.from.iter().any(|from| reached.contains(from));
            reached.extend(step.to.iter().filter(|_| starts));
        }
        if reached.len() == before {
            break;
        }
    }
    // A faulty step may be the bridge that is missing: then say nothing yet.
    let leads_somewhere = openings.iter().all(|opening| opening.value.get("to").is_some());
    if steps.len() != scope.steps.len() || openings.len() != 1 || !leads_somewhere {
        return;
    }
    for (node, _) in state_nodes(&pair.value) {
        let Some(state) = key(node).filter(|state| !reached.contains(state)) else { continue };
        lowering.say(
            node.at,
            (
                &format!("没有步骤能到达状态“{state}”"),
                &format!("no step leads to the state \"{state}\""),
            ),
            ("请补上到达它的步骤，或去掉它", "add a step that does, or take the state out"),
        );
    }
}

/// A field that no step asks for can never have a value.
fn asked(lowering: &mut Lowering<'_>, register: &Node) {
    let fields = section(register, "fields");
    let asked: BTreeSet<&str> = section(register, "steps")
        .iter()
        .flat_map(|step| ["needs", "may"].into_iter().filter_map(|name| step.value.get(name)))
        .flat_map(|list| list.items().iter().filter_map(Node::text))
        .collect();
    let unused = |field: &&Pair| !asked.contains(field.key.as_str());
    for field in fields.iter().filter(unused) {
        lowering.say(
            field.at,
            (
                &format!("没有步骤填写字段“{}”", field.key),
                &format!("no step asks for the field \"{}\"", field.key),
            ),
            (
                "请列入某一步骤的 needs 或 may，或去掉它",
                "list it under `needs` or `may` of a step, or take it out",
            ),
        );
    }
}

/// The combinations of dimension values stay countable, in every book.
fn combinations(lowering: &mut Lowering<'_>, pair: &Pair, fields: &[Field]) {
    let matter = product(fields);
    let groups = fields.iter().filter_map(|field| match &field.kind {
        FieldKind::Lines { fields: columns, .. } => Some((field, columns)),
        _ => None,
    });
    let (mut book, mut most) = (pair.key.clone(), matter);
    for (group, columns) in groups {
        let product = matter.saturating_mul(product(columns));
        if product > most {
            (book, most) = (format!("{}.{}", pair.key, group.key), product);
        }
        for column in columns.iter().filter(|column| column.dimension) {
            if fields.iter().any(|field| field.dimension && field.key == column.key) {
                let path = format!("{}.{}", group.key, column.key);
                lowering.say(
                    pair.at,
                    (
                        &format!("维度“{}”既是字段又是明细列“{path}”", column.key),
                        &format!(
                            "the dimension \"{}\" is a field and the column \"{path}\"",
                            column.key
                        ),
                    ),
                    ("请给其中一个改名", "rename one of them"),
                );
            }
        }
    }
    if most > COMBINATIONS_MAX {
        lowering.say(
            pair.at,
            (
                &format!("“{book}”的维度取值共有 {most} 种组合，最多 {COMBINATIONS_MAX} 种"),
                &format!(
                    "the dimensions of \"{book}\" have {most} combinations of values; at most \
                     {COMBINATIONS_MAX} are kept"
                ),
            ),
            (
                "请只把需要据以出数的字段设为维度，或减少选项",
                "make dimensions only of fields that figures are asked by, or of fewer choices",
            ),
        );
    }
}

/// Each dimension may also have no value yet.
fn product(fields: &[Field]) -> usize {
    let values = fields.iter().filter(|field| field.dimension).map(|field| match &field.kind {
        FieldKind::Choice(choices) => choices.len().saturating_add(1),
        _ => 3,
    });
    values.fold(1, usize::saturating_mul)
}
