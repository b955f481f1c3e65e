//! Registers: fields, states, steps, and whether they hang together.

use std::collections::BTreeSet;

use base::Key;

use super::steps::Scope;
use super::{Lowering, date, declared, fields, import, key, section, steps};
use crate::model::{Every, Field, FieldKind, Kind, Parameter, Register, State, Step};
use crate::pack::fault::Noun;
use crate::yaml::{Node, Pair};

/// The most combinations of dimension values that a book may have: figures are kept for each.
pub(super) const COMBINATIONS_MAX: usize = 20_000;

pub(super) fn registers(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    parameters: &[Parameter],
) -> Vec<Register> {
    let pairs = section(tree, "registers");
    let declared = declared(pairs);
    lowering.all(pairs, |lowering, pair| register(lowering, tree, pair, parameters, &declared))
}

fn register(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    pair: &Pair,
    parameters: &[Parameter],
    registers: &[&str],
) -> Option<Register> {
    let node = &pair.value;
    let field_pairs = section(node, "fields");
    let lowered_fields = fields::fields(lowering, field_pairs);
    let states = states(lowering, pair);
    let scope = Scope {
        registers,
        fields: &lowered_fields,
        declared_fields: declared(field_pairs),
        states: declared_states(node),
        steps: declared(section(node, "steps")),
        parameters,
        declared_parameters: declared(section(tree, "parameters")),
    };
    let steps =
        lowering.all(section(node, "steps"), |lowering, pair| steps::step(lowering, &scope, pair));
    connected(lowering, pair, &scope, &steps);
    unused(lowering, field_pairs, node);
    combinations(lowering, pair, &lowered_fields);
    let title = node.get("title").map(|node| title(lowering, &scope, node));
    let due = node.get("due").map(|node| scope.date_field(lowering, node));
    let import = node.get("import").map(|node| import::import(lowering, &scope, &steps, node));
    Some(Register {
        key: Key::new(&pair.key).ok()?,
        kind: kind(node.get("kind")?)?,
        number_prefix: node.get("number")?.text()?.to_owned(),
        title: given(title)?,
        due: given(due)?,
        import: given(import)?,
        states,
        steps,
        fields: lowered_fields,
    })
}

/// What was not asked for is nothing; what was asked for must have come out.
fn given<T>(asked: Option<Option<T>>) -> Option<Option<T>> {
    match asked {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}

fn kind(node: &Node) -> Option<Kind> {
    let Some(count) = node.get("count") else {
        return (node.text()? == "case").then_some(Kind::Case);
    };
    let every = match count.get("every")?.text()? {
        "day" => Every::Day,
        "month" => Every::Month,
        _ => return None,
    };
    Some(Kind::Count {
        every,
        reporters: key(count.get("reporters")?)?,
        since: date(count.get("since")?)?,
    })
}

fn title(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<Key> {
    let field = scope.field(lowering, node)?;
    if field.kind == FieldKind::Text {
        return Some(field.key.clone());
    }
    lowering.say(
        node.at,
        (
            &format!("“{}”不是文字字段", field.key),
            &format!("\"{}\" is not a text field", field.key),
        ),
        ("标题取自 type: text 的字段", "a title comes from a field of type text"),
    );
    None
}

fn state_nodes(register: &Node) -> impl Iterator<Item = (&Node, bool)> {
    let of = move |name: &str| {
        register
            .get("states")
            .and_then(|states| states.get(name))
            .map(Node::items)
            .unwrap_or_default()
    };
    let open = of("open").iter().map(|node| (node, true));
    open.chain(of("closed").iter().map(|node| (node, false)))
}

pub(super) fn declared_states(register: &Node) -> Vec<&str> {
    state_nodes(register).filter_map(|(node, _)| node.text()).collect()
}

fn states(lowering: &mut Lowering<'_>, pair: &Pair) -> Vec<State> {
    let mut states: Vec<State> = vec![];
    for (node, open) in state_nodes(&pair.value) {
        let Some(key) = key(node) else { continue };
        if ledger::account::RESERVED.contains(&key.as_str()) || key.as_str() == "name" {
            lowering.say(
                node.at,
                (
                    &format!("状态不能叫“{key}”：账簿和文字中另有所指"),
                    &format!("a state cannot be called \"{key}\": books and texts use that word"),
                ),
                ("请换一个名称", "choose another name"),
            );
        }
        if states.iter().any(|state| state.key == key) {
            lowering.say(
                node.at,
                (
                    &format!("状态“{key}”已列过一次"),
                    &format!("the state \"{key}\" is listed twice"),
                ),
                ("一个状态或属未结、或属已结，只列一次", "a state is open or closed; list it once"),
            );
            continue;
        }
        states.push(State { key, open });
    }
    if states.is_empty() && pair.value.get("states").is_some() {
        lowering.say(
            pair.value.pair("states").map_or(pair.at, |states| states.at),
            (&format!("“{}”没有状态", pair.key), &format!("\"{}\" has no states", pair.key)),
            ("请列出未结（open）或已结（closed）的状态", "list states under `open` or `closed`"),
        );
    }
    states
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
    if steps.len() != scope.steps.len() || openings.len() != 1 {
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
fn unused(lowering: &mut Lowering<'_>, fields: &[Pair], register: &Node) {
    let asked: BTreeSet<&str> = section(register, "steps")
        .iter()
        .flat_map(|step| ["needs", "may"].into_iter().filter_map(|name| step.value.get(name)))
        .flat_map(|list| list.items().iter().filter_map(Node::text))
        .collect();
    for field in fields.iter().filter(|field| !asked.contains(field.key.as_str())) {
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

/// For a name that is declared somewhere in the pack.
pub(super) fn register_named<'r>(
    lowering: &mut Lowering<'_>,
    node: &Node,
    declared: &[&str],
    registers: &'r [Register],
) -> Option<&'r Register> {
    let key = lowering.resolve(node, Noun::Register, declared)?;
    registers.iter().find(|register| register.key == key)
}
