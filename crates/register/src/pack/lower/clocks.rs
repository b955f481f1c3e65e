//! Clocks: whether what they name is there, and whether they can ever run.

use base::Key;

use super::registers::declared_states;
use super::steps::Scope;
use super::{Lowering, section};
use crate::model::{Basis, Clock, Extension, State, Step};
use crate::pack::fault::Noun;
use crate::pack::shape;
use crate::yaml::{Node, Pair};

pub(super) fn clocks(
    lowering: &mut Lowering<'_>,
    scope: &Scope<'_>,
    register: &Pair,
    (states, steps): (&[State], &[Step]),
) -> Vec<Clock> {
    let pairs = section(&register.value, "clocks");
    let is_case = register.value.get("kind").and_then(Node::text) == Some("case");
    if let Some(pair) = register.value.pair("clocks").filter(|_| !is_case) {
        lowering.say(
            pair.at,
            (
                &format!("“{}”不是 case 台账，没有办理时限", register.key),
                &format!("\"{}\" is no case register and has no clocks", register.key),
            ),
            ("时限只用于 case 台账", "clocks run for cases"),
        );
    }
    let declared = declared_states(&register.value);
    let lowering_one = |lowering: &mut Lowering<'_>, pair: &Pair| {
        Lower { scope, states, steps, declared: &declared }.clock(lowering, pair)
    };
    lowering.all(pairs, lowering_one)
}

struct Lower<'a> {
    scope: &'a Scope<'a>,
    states: &'a [State],
    steps: &'a [Step],
    declared: &'a [&'a str],
}

impl Lower<'_> {
    fn clock(&self, lowering: &mut Lowering<'_>, pair: &Pair) -> Option<Clock> {
        let node = &pair.value;
        let starts = lowering.resolve(node.get("starts")?, Noun::Step, &self.scope.steps);
        let from = match node.get("from") {
            Some(field) => Some(self.scope.date_field(lowering, field)?),
            None => None,
        };
        let stands_in = self.open(lowering, node.get("stands_in"));
        let runs_in = match node.get("runs_in") {
            Some(named) => self.open(lowering, Some(named)),
            None => self.other_open(&stands_in),
        };
        if let Some(both) = runs_in.iter().find(|state| stands_in.contains(state)) {
            lowering.say(
                node.get("stands_in").map_or(pair.at, |node| node.at),
                (
                    &format!("“{both}”既计时又暂停"),
                    &format!("it both runs and stands still in \"{both}\""),
                ),
                ("请只列在一处", "list it under one of the two"),
            );
        }
        let restarts = node.get("restarts_on").map(Node::one_or_many).unwrap_or_default();
        let restarts_on = lowering.resolve_all(restarts, Noun::Step, &self.scope.steps);
        let extension = match node.get("extended_by") {
            Some(extension) => Some(self.extension(lowering, extension)?),
            None => None,
        };
        let starts = starts?;
        self.ever_runs(lowering, node, (&starts, &runs_in));
        Some(Clock {
            key: Key::new(&pair.key).ok()?,
            basis: match node.get("basis")?.text()? {
                "statutory" => Basis::Statutory,
                _ => Basis::Internal,
            },
            starts,
            from,
            term: shape::term(node.get("term")?.text()?)?,
            runs_in,
            stands_in,
            restarts_on,
            extension,
            warn: node.get("warn").and_then(|node| node.text()?.parse().ok()),
            cite: node.get("cite")?.text()?.to_owned(),
        })
    }

    fn open(&self, lowering: &mut Lowering<'_>, node: Option<&Node>) -> Vec<Key> {
        let Some(node) = node else { return vec![] };
        let named = lowering.resolve_all(node.one_or_many(), Noun::State, self.declared);
        super::deadline::only_open(lowering, node, (&named, self.states));
        named
    }

    fn other_open(&self, but: &[Key]) -> Vec<Key> {
        let open = self.states.iter().filter(|state| state.open && !but.contains(&state.key));
        open.map(|state| state.key.clone()).collect()
    }

    fn extension(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Extension> {
        let step = lowering.resolve(node.get("step")?, Noun::Step, &self.scope.steps)?;
        Some(Extension { step, by: node.get("by")?.text()?.parse().ok()? })
    }

    /// The step that starts it should lead where it runs, or it never begins to.
    fn ever_runs(
        &self,
        lowering: &mut Lowering<'_>,
        node: &Node,
        (starts, runs_in): (&Key, &[Key]),
    ) {
        let found = self.steps.iter().find(|step| step.key == *starts);
        let Some(to) = found.and_then(|step| step.to.as_ref()) else { return };
        let is_open = self.states.iter().any(|state| state.key == *to && state.open);
        if is_open || runs_in.contains(to) {
            return;
        }
        lowering.say(
            node.get("starts").map_or(node.at, |node| node.at),
            (
                &format!("“{starts}”之后事项已结，时限从不计算"),
                &format!("after \"{starts}\" the matter is closed, so it never runs"),
            ),
            ("请写起算的步骤", "name the step from which it runs"),
        );
    }
}
