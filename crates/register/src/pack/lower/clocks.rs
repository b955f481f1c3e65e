//! Clocks: whether what they name is there, and whether they can ever run.

use base::Key;
use jiff::civil::Date;

use super::registers::declared_states;
use super::rules::values;
use super::steps::Scope;
use super::{Lowering, section};
use crate::calendar::{Term, Unit};
use crate::condition::Condition;
use crate::model::{Basis, Clock, EarlierRule, Extension, FieldKind, State, Step};
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
        let named = node.get("starts").map(Node::one_or_many).unwrap_or_default();
        let starts = lowering.resolve_all(named, Noun::Step, &self.scope.steps);
        let term = shape::term(node.get("term")?.text()?)?;
        let from = self.counted_from(lowering, node, term)?;
        let when = self.condition(lowering, node.get("when"));
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
        let earlier = node.get("earlier").map(Node::items).unwrap_or_default();
        let earlier = lowering.all(earlier, |_, node| earlier_rule(node));
        let since = node.get("since").and_then(|node| base::day::read(node.text()?));
        in_order(lowering, node, (&earlier, since, term));
        let ends = node.get("on_expiry").map(Node::one_or_many).unwrap_or_default();
        let on_expiry = lowering.resolve_all(ends, Noun::Step, &self.scope.steps);
        let over = node.get("ends_on").map(Node::one_or_many).unwrap_or_default();
        let ends_on = lowering.resolve_all(over, Noun::Step, &self.scope.steps);
        starts.iter().for_each(|starts| self.ever_runs(lowering, node, (starts, &runs_in)));
        Some(Clock {
            key: Key::new(&pair.key).ok()?,
            basis: match node.get("basis")?.text()? {
                "statutory" => Basis::Statutory,
                _ => Basis::Internal,
            },
            starts,
            from,
            when,
            term,
            since,
            earlier,
            runs_in,
            stands_in,
            restarts_on,
            ends_on,
            extension,
            on_expiry,
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
        let by = node.get("by")?.text()?.parse().ok()?;
        let Some(notice) = node.get("notice") else {
            return Some(Extension { step, by, notice: None });
        };
        let field = self.scope.field(lowering, notice)?.key.clone();
        let found = self.steps.iter().find(|one| one.key == step);
        if found.is_some_and(|found| !found.needs.contains(&field)) {
            lowering.say(
                notice.at,
                (
                    &format!("步骤“{step}”没有要求填写“{field}”"),
                    &format!("the step \"{step}\" does not need \"{field}\""),
                ),
                (
                    "告知是延长的条件，请列入该步骤的 needs",
                    "whoever extends must tell: list it under `needs` of the step",
                ),
            );
        }
        Some(Extension { step, by, notice: Some(field) })
    }

    /// The field it is counted from: hours from a moment, and without a pause.
    fn counted_from(
        &self,
        lowering: &mut Lowering<'_>,
        node: &Node,
        term: Term,
    ) -> Option<Option<Key>> {
        let from = match node.get("from") {
            Some(field) => Some(self.scope.day_field(lowering, field)?),
            None => None,
        };
        if term.number == 0 && from.is_none() {
            lowering.say(
                node.get("term").unwrap_or(node).at,
                ("期限为零，又没有写明哪一天到期", "it is zero long, and no day says when it ends"),
                ("请用 from 指定到期日的字段", "name the field of the day under `from`"),
            );
            return None;
        }
        if term.unit != Unit::Hour {
            return Some(from.map(|field| field.key.clone()));
        }
        if from.is_none_or(|field| field.kind != FieldKind::Moment) {
            lowering.say(
                node.get("from").unwrap_or(node).at,
                ("以小时计的时限没有起算时刻", "nothing says at which moment the hours begin"),
                ("请用 from 指定 type: moment 的字段", "name a field of type moment under `from`"),
            );
            return None;
        }
        for name in ["stands_in", "restarts_on"] {
            let Some(named) = node.get(name) else { continue };
            lowering.say(
                named.at,
                (
                    "以小时计的时限昼夜连续计算，既不暂停，也不重新起算",
                    "hours run day and night: they never stand still and are not counted anew",
                ),
                (
                    "请去掉这一项，或改用工作日、自然日",
                    "leave this out, or count in working days or days",
                ),
            );
        }
        Some(from.map(|field| field.key.clone()))
    }

    fn condition(&self, lowering: &mut Lowering<'_>, node: Option<&Node>) -> Condition {
        let pairs = node.map(Node::pairs).unwrap_or_default();
        Condition(lowering.all(pairs, |lowering, pair| {
            let found = self.scope.fields.iter().find(|field| field.key.as_str() == pair.key);
            let Some(field) = found else {
                let known = self.scope.fields.iter().map(|field| field.key.as_str());
                lowering.faults.unknown_at(pair.at, &pair.key, Noun::Field, known);
                return None;
            };
            Some((field.key.clone(), values(lowering, field, &pair.value)?))
        }))
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

fn earlier_rule(node: &Node) -> Option<EarlierRule> {
    Some(EarlierRule {
        until: base::day::read(node.get("until")?.text()?)?,
        term: shape::term(node.get("term")?.text()?)?,
        by: node.get("by").and_then(|node| node.text()?.parse().ok()),
        cite: node.get("cite")?.text()?.to_owned(),
    })
}

/// Of two rules one holds on every day, and all count in one unit: what stood still is counted in it.
fn in_order(
    lowering: &mut Lowering<'_>,
    node: &Node,
    (earlier, since, term): (&[EarlierRule], Option<Date>, Term),
) {
    let at = node.get("earlier").unwrap_or(node).at;
    let days: Vec<Date> = earlier.iter().map(|rule| rule.until).collect();
    let overlaps = days.last().zip(since).is_some_and(|(last, since)| since <= *last);
    if !days.is_sorted_by(|one, next| one < next) || overlaps {
        lowering.say(
            at,
            ("各规则的日期先后颠倒或重叠", "the days of the rules are reversed or overlap"),
            (
                "请由旧到新排列，until 逐条推后，并早于 since",
                "list the oldest first, each `until` later than the one before and before `since`",
            ),
        );
    }
    if earlier.iter().any(|rule| rule.term.unit != term.unit) {
        lowering.say(
            at,
            ("新旧规则的期限单位不同", "the rules count in different units"),
            ("单位改变的，请另设一个时限", "declare another clock where the unit changed"),
        );
    }
}
