//! Roles and the rights they hold.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, Right};

use super::{Lowering, declared, right, section};
use crate::model::{Register, Step};
use crate::pack::fault::Noun;
use crate::personal::{ERASE, PERSONAL};
use crate::yaml::Node;

pub(super) fn roles(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    registers: &[Register],
) -> BTreeMap<Key, Vec<Right>> {
    let pairs = section(tree, "roles");
    let known = known_rights(tree);
    let roles = lowering.all(pairs, |lowering, pair| {
        let rights = lowering.all(pair.value.items(), |lowering, node| {
            let right = right(node)?;
            check(lowering, tree, node, &right, &known);
            Some(right)
        });
        Some((Key::new(&pair.key).ok()?, rights))
    });
    let roles: BTreeMap<Key, Vec<Right>> = roles.into_iter().collect();
    unheld(lowering, tree, registers, &roles);
    roles
}

/// What every register has (to read it, to see its personal data, to erase them), and what the steps
/// ask for.
fn known_rights(tree: &Node) -> BTreeSet<String> {
    let registers = section(tree, "registers");
    let built_in = ["read", PERSONAL, ERASE];
    let reading =
        registers.iter().flat_map(|register| built_in.map(|act| format!("{}.{act}", register.key)));
    let asked = registers.iter().flat_map(|register| section(&register.value, "steps"));
    let asked = asked.filter_map(|step| Some(step.value.get("right")?.text()?.to_owned()));
    reading.chain(asked).collect()
}

fn check(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    node: &Node,
    right: &Right,
    known: &BTreeSet<String>,
) {
    let registers = declared(section(tree, "registers"));
    if !registers.contains(&right.register.as_str()) {
        lowering.faults.unknown_at(node.at, right.register.as_str(), Noun::Register, registers);
    } else if !known.contains(&right.to_string()) {
        lowering.faults.unknown(node, Noun::Right, known.iter().map(String::as_str));
    }
}

/// A right that nobody holds makes a step that nobody can take.
fn unheld(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    registers: &[Register],
    roles: &BTreeMap<Key, Vec<Right>>,
) {
    let held: BTreeSet<&Right> = roles.values().flatten().collect();
    if roles.len() != section(tree, "roles").len() || tree.get("roles").is_none() {
        return;
    }
    for register in registers {
        let declared = |right: &Right| registers.iter().any(|known| known.key == right.register);
        let unheld = |step: &&Step| declared(&step.right) && !held.contains(&step.right);
        for step in register.steps.iter().filter(unheld) {
            let written = tree
                .get("registers")
                .and_then(|registers| registers.get(register.key.as_str())?.get("steps"))
                .and_then(|steps| steps.get(step.key.as_str())?.get("right"));
            let right = &step.right;
            lowering.say(
                written.unwrap_or(tree).at,
                (
                    &format!("没有角色拥有权限“{right}”"),
                    &format!("no role has the right \"{right}\""),
                ),
                ("请在 roles 下列入某一角色", "list it with a role under `roles`"),
            );
        }
    }
}
