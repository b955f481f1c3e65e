//! What a measure counts: matters, rows, amounts, places or lights.

use std::collections::BTreeSet;

use base::Key;
use ledger::Light;
use ledger::pool::Standing;

use super::Lowering;
use super::measures::{Amount, Book, Counted};
use super::registers::declared_states;
use super::{declared, section};
use crate::model::{Counts, DAYS_OPEN, DUE, Field, FieldKind, Register, State};
use crate::pack::fault::Noun;
use crate::yaml::{Data, Node};

pub(super) fn counts<'a>(
    lowering: &mut Lowering<'_>,
    node: &Node,
    counted: Counted<'a>,
) -> Option<(Counts, Book<'a>)> {
    let matters = Book { group: None, amount: None };
    if let Some(states) = node.get("flow_into") {
        let states = state_list(lowering, states, counted)?;
        return Some((Counts::FlowInto(states), matters));
    }
    if let Some(states) = node.get("stock_of") {
        let states = match class(lowering, states, counted.register) {
            Some(class) => class,
            None => state_list(lowering, states, counted)?,
        };
        return Some((Counts::StockOf(states), matters));
    }
    if let Some(group) = node.get("lines_of") {
        let field = field(lowering, group, counted)?;
        if !matches!(field.kind, FieldKind::Lines { .. }) {
            lowering.say(
                group.at,
                (
                    &format!("“{}”不是明细", field.key),
                    &format!("\"{}\" is not a group of rows", field.key),
                ),
                ("数量和金额用 sum_of 合计", "amounts are added up with `sum_of`"),
            );
            return None;
        }
        is_posted(lowering, group, &field.key, counted.register);
        let book = Book { group: Some(field), amount: None };
        return Some((Counts::LinesOf(field.key.clone()), book));
    }
    if let Some(places) = node.get("places_of") {
        if counted.register.stock().is_none() {
            lowering.say(
                places.at,
                (
                    &format!("“{}”不是 stock 台账，没有池", counted.register.key),
                    &format!("\"{}\" is no stock register and has no pools", counted.register.key),
                ),
                ("请改用 stock_of 或 flow_into", "count matters with `stock_of` or `flow_into`"),
            );
            return None;
        }
        let standings = places.one_or_many().iter().map(|node| Standing::of_key(node.text()?));
        let standings = standings.collect::<Option<Vec<Standing>>>()?;
        return Some((
            Counts::PlacesOf(standings),
            Book { group: None, amount: Some(Amount::Places) },
        ));
    }
    if let Some(lights) = node.get("lights_of") {
        let lights = lights_of(lowering, (lights, node.get("clock")), counted.register)?;
        return Some((lights, matters));
    }
    let path = node.get("sum_of")?;
    let book = amount(lowering, path, counted)?;
    Some((Counts::SumOf(path.text()?.to_owned()), book))
}

/// Lights that the clock can show.
fn lights_of(
    lowering: &mut Lowering<'_>,
    (node, clock): (&Node, Option<&Node>),
    register: &Register,
) -> Option<Counts> {
    let lights = node.one_or_many().iter().map(|node| Light::of_key(node.text()?));
    let lights: Vec<Light> = lights.collect::<Option<BTreeSet<Light>>>()?.into_iter().collect();
    if lights.is_empty() {
        lowering.say(
            node.at,
            ("没有列出灯色", "no light is listed"),
            ("请写 red、yellow、grey 中的一个或几个", "name red, yellow or grey, or several"),
        );
        return None;
    }
    let (key, shows) = match clock {
        None => (Key::literal(DUE), plain(lowering, node, register)?),
        Some(clock) => {
            let declared: Vec<&str> = register.clocks.iter().map(|one| one.key.as_str()).collect();
            let key = lowering.resolve(clock, Noun::Clock, &declared)?;
            let found = register.clocks.iter().find(|one| one.key == key)?;
            (key, (found.warn.is_some(), !found.stands_in.is_empty()))
        }
    };
    for (light, shown, never) in [
        (
            Light::Yellow,
            shows.0,
            ("不预警，从不亮黄灯", "does not warn, so nothing is ever yellow"),
        ),
        (
            Light::Grey,
            shows.1,
            ("从不暂停，不亮灰灯", "never stands still, so nothing is ever grey"),
        ),
    ] {
        if lights.contains(&light) && !shown {
            lowering.say(
                node.at,
                (&format!("“{key}”{}", never.0), &format!("\"{key}\" {}", never.1)),
                (
                    "请在台账中写明 warn_days、warn 或 stands_in，或去掉此灯色",
                    "say so with the register (`warn_days`, `warn`, `stands_in`), or leave the light out",
                ),
            );
            return None;
        }
    }
    Some(Counts::LightsOf { clock: key, lights })
}

/// Whether the plain deadline warns, and whether it stands still, which it never does. `None` if there is
/// none, which is said.
fn plain(lowering: &mut Lowering<'_>, node: &Node, register: &Register) -> Option<(bool, bool)> {
    if register.due_in.is_empty() {
        lowering.say(
            node.at,
            (
                &format!("“{}”没有时限", register.key),
                &format!("\"{}\" has no deadline", register.key),
            ),
            (
                "请在台账中用 due 写明时限字段，或用 clock 写明按哪个时限",
                "name the field of its deadline under `due` of the register, or one of its clocks under `clock`",
            ),
        );
        return None;
    }
    Some((register.warn_days.is_some(), false))
}

/// `open` or `closed`, unless a state of that name leaves open what is meant.
fn class(lowering: &mut Lowering<'_>, node: &Node, register: &Register) -> Option<Vec<Key>> {
    let open = match (&node.data, node.text()) {
        (Data::Scalar { .. }, Some("open")) => true,
        (Data::Scalar { .. }, Some("closed")) => false,
        _ => return None,
    };
    let of_class = register.states.iter().filter(|state| state.open == open);
    let states: Vec<Key> = of_class.map(|state: &State| state.key.clone()).collect();
    let name = node.text().unwrap_or_default();
    let is_state = register.states.iter().any(|state| state.key.as_str() == name);
    if is_state && states.len() > 1 {
        lowering.say(
            node.at,
            (
                &format!(
                    "“{name}”既是一个状态，又指全部{}状态",
                    if open { "未结" } else { "已结" }
                ),
                &format!("\"{name}\" is a state and also stands for all {name} states"),
            ),
            (
                "请写成列表，如 [closed] 只指该状态",
                "write a list: [closed] means the state alone; name the others to mean all",
            ),
        );
    }
    Some(states)
}

fn state_list(lowering: &mut Lowering<'_>, node: &Node, counted: Counted<'_>) -> Option<Vec<Key>> {
    let declared = declared_states(counted.written);
    let states = lowering.resolve_all(node.one_or_many(), Noun::State, &declared);
    if node.one_or_many().is_empty() {
        lowering.say(
            node.at,
            ("没有列出状态", "no state is listed"),
            ("请至少写一个状态", "name at least one"),
        );
    }
    (states.len() == node.one_or_many().len()).then_some(states)
}

fn field<'a>(lowering: &mut Lowering<'_>, node: &Node, counted: Counted<'a>) -> Option<&'a Field> {
    let declared = declared(section(counted.written, "fields"));
    let key = lowering.resolve(node, Noun::Field, &declared)?;
    counted.register.field(&key)
}

fn amount<'a>(lowering: &mut Lowering<'_>, node: &Node, counted: Counted<'a>) -> Option<Book<'a>> {
    let path = node.text()?;
    if path == DAYS_OPEN {
        is_posted(lowering, node, &Key::literal(DAYS_OPEN), counted.register);
        return Some(Book { group: None, amount: Some(Amount::Days) });
    }
    let (first, column) = match path.split_once('.') {
        Some((group, column)) => (group, Some(column)),
        None => (path, None),
    };
    let first = Node { at: node.at, data: Data::Scalar { text: first.to_owned(), quoted: false } };
    let first = field(lowering, &first, counted)?;
    is_posted(lowering, node, &first.key, counted.register);
    let (group, found) = match (&first.kind, column) {
        (FieldKind::Lines { fields, .. }, Some(column)) => {
            let found = fields.iter().find(|field| field.key.as_str() == column);
            if found.is_none() {
                let known = fields.iter().map(|field| field.key.as_str());
                lowering.faults.unknown_at(node.at, column, Noun::Column, known);
            }
            (Some(first), found?)
        }
        (_, _) => (None, first),
    };
    let adds_up = matches!(
        found.kind,
        FieldKind::Integer { .. } | FieldKind::Money | FieldKind::PenaltyMoney
    );
    if !adds_up || (column.is_some() && group.is_none()) {
        lowering.say(
            node.at,
            (&format!("“{path}”不能合计"), &format!("\"{path}\" cannot be added up")),
            (
                "只有整数和金额（field 或 组.列）可以合计；明细行数用 lines_of",
                "integers and money can, as `field` or `group.column`; rows are counted with `lines_of`",
            ),
        );
        return None;
    }
    Some(Book { group, amount: Some(Amount::Of(found)) })
}

fn is_posted(lowering: &mut Lowering<'_>, node: &Node, field: &Key, register: &Register) {
    if register.steps.iter().any(|step| step.posts.contains(field)) {
        return;
    }
    lowering.say(
        node.at,
        (&format!("没有步骤为“{field}”记账"), &format!("no step posts \"{field}\"")),
        (
            "请列入某一步骤的 posts，否则此度量永远为零",
            "list it under `posts` of a step, or this measure stays zero for ever",
        ),
    );
}
