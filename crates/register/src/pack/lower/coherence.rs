//! Whether a register hangs together: it opens, every state is reached, every field is asked for.

use std::collections::BTreeSet;

use base::Key;

use super::registers::state_nodes;
use super::steps::Scope;
use super::{Lowering, key, section};
use crate::model::{Field, Step};
use crate::pack::estimate::{COMBINATIONS_MAX, estimates};
use crate::yaml::{Node, Pair};

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

/// No dimension is two things, and the combinations of values stay countable, in every book.
fn combinations(lowering: &mut Lowering<'_>, pair: &Pair, fields: &[Field]) {
    for group in fields {
        for column in group.columns().iter().filter(|column| column.dimension) {
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
    let estimates = estimates(fields);
    let largest = estimates.iter().max_by_key(|one| (one.combinations, one.group.is_none()));
    let Some(one) = largest.filter(|one| one.combinations > COMBINATIONS_MAX) else { return };
    let group = one.group.as_ref().map_or_else(String::new, |group| format!(".{group}"));
    let (book, most) = (format!("{}{group}", pair.key), one.combinations);
    let named: Vec<String> = one.to_drop().iter().map(|key| format!("“{key}”")).collect();
    let named_en: Vec<String> = one.to_drop().iter().map(|key| format!("\"{key}\"")).collect();
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
            &format!("去掉{}的 dimension 即可，或减少选项", named.join("、")),
            &format!(
                "it is enough to take `dimension` away from {}, or to give them fewer choices",
                named_en.join(" and ")
            ),
        ),
    );
}
