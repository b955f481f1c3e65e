//! The plain deadline of a register: where it runs, and how early it warns.

use base::Key;

use super::Lowering;
use crate::model::State;
use crate::pack::fault::Noun;
use crate::yaml::Node;

#[derive(Default)]
pub(super) struct Deadline {
    pub(super) warn_days: Option<u16>,
    /// All open states, if none are named.
    pub(super) due_in: Vec<Key>,
}

/// Only a deadline can be warned of; the day of a pool says how long its places can be drawn.
pub(super) fn deadline(lowering: &mut Lowering<'_>, register: &Node, states: &[State]) -> Deadline {
    let of_stock = register.get("kind").is_some_and(|kind| kind.get("stock").is_some());
    let (warn_days, due_in) = (register.get("warn_days"), register.get("due_in"));
    if register.get("due").is_none() || of_stock {
        for node in [warn_days, due_in].into_iter().flatten() {
            lowering.say(
                node.at,
                ("台账没有办理时限", "the register has no deadline"),
                (
                    "请用 due 写明时限字段（池没有时限），或去掉这一项",
                    "name the field of the deadline under `due` (a pool has none), or leave this out",
                ),
            );
        }
        return Deadline::default();
    }
    let open = |state: &&State| state.open;
    let due_in = match due_in {
        Some(named) => running(lowering, named, states),
        None => states.iter().filter(open).map(|state| state.key.clone()).collect(),
    };
    let warn_days = warn_days.and_then(|node| node.text()?.parse().ok());
    Deadline { warn_days, due_in }
}

fn running(lowering: &mut Lowering<'_>, node: &Node, states: &[State]) -> Vec<Key> {
    let declared: Vec<&str> = states.iter().map(|state| state.key.as_str()).collect();
    let named = node.one_or_many();
    let running = lowering.resolve_all(named, Noun::State, &declared);
    only_open(lowering, node, (&running, states));
    running
}

/// No deadline runs in a state in which the matter is done with.
pub(super) fn only_open(
    lowering: &mut Lowering<'_>,
    node: &Node,
    (named, states): (&[Key], &[State]),
) {
    let is_closed = |key: &&Key| states.iter().any(|state| state.key == **key && !state.open);
    let Some(closed) = named.iter().find(is_closed) else { return };
    lowering.say(
        node.at,
        (
            &format!("“{closed}”是已结状态，时限不再计算"),
            &format!("\"{closed}\" is a closed state: no deadline runs in it"),
        ),
        ("请只列未结状态", "list open states only"),
    );
}
