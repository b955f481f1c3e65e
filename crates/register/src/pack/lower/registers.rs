//! Registers: fields, states, steps, and whether they hang together.

use base::{Key, UnitOfMeasure};

use super::steps::Scope;
use super::{
    Lowering, caps, clocks, coherence, date, deadline, declared, fields, flag, import, key,
    section, steps,
};
use crate::model::{Every, FieldKind, Kind, Parameter, Register, State, Stock};
use crate::pack::fault::Noun;
use crate::yaml::{Data, Node, Pair};

pub(super) fn registers(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    parameters: &[Parameter],
) -> Vec<Register> {
    let pairs = section(tree, "registers");
    let declared = declared(pairs);
    if let Some(written) =
        tree.pair("registers").filter(|written| written.value.data == Data::Mapping(vec![]))
    {
        lowering.say(
            written.at,
            ("没有台账", "there is no register"),
            ("业务包至少有一个台账", "a pack has at least one"),
        );
    }
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
    coherence::check(lowering, pair, &scope, &steps);
    let title = node.get("title").map(|node| title(lowering, &scope, node));
    let due = node.get("due").map(|node| scope.date_field(lowering, node));
    let deadline = deadline::deadline(lowering, node, &states);
    let subject = node.get("subject").map(|node| subject(lowering, &scope, node));
    let clocks = clocks::clocks(lowering, &scope, pair, (&states, &steps));
    let caps = caps::caps(lowering, &scope, pair);
    matter_fields(lowering, field_pairs, registers);
    let import = node.get("import").map(|node| import::import(lowering, &scope, &steps, node));
    Some(Register {
        key: Key::new(&pair.key).ok()?,
        kind: kind(node.get("kind")?)?,
        number_prefix: node.get("number")?.text()?.to_owned(),
        title: given(title)?,
        due: given(due)?,
        warn_days: deadline.warn_days,
        due_in: deadline.due_in,
        clocks,
        caps,
        subject: given(subject)?,
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

/// A field can only name matters of a register of the same pack.
fn matter_fields(lowering: &mut Lowering<'_>, fields: &[Pair], registers: &[&str]) {
    let is_matter = |field: &&Pair| field.value.get("type").and_then(Node::text) == Some("matter");
    for of in fields.iter().filter(is_matter).filter_map(|field| field.value.get("of")) {
        lowering.resolve(of, Noun::Register, registers);
    }
}

fn kind(node: &Node) -> Option<Kind> {
    if let Some(stock) = node.get("stock") {
        return Some(Kind::Stock(Stock {
            counts: UnitOfMeasure::of_key(stock.get("in")?.text()?)?,
            shared: flag(stock.get("shared")),
        }));
    }
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

/// The field that tells the person: personal itself, for it often is an identity number.
fn subject(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<Key> {
    let field = scope.any_field(lowering, node)?;
    if field.personal && field.kind == FieldKind::Text {
        return Some(field.key.clone());
    }
    lowering.say(
        node.at,
        (
            &format!("“{}”不是个人信息文字字段", field.key),
            &format!("\"{}\" is not a personal text field", field.key),
        ),
        (
            "个人信息的归属取自 type: text、personal: yes 的字段",
            "whom the data are about is said by a field of type text with `personal: yes`",
        ),
    );
    None
}

pub(super) fn state_nodes(register: &Node) -> impl Iterator<Item = (&Node, bool)> {
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

/// For a name that is declared somewhere in the pack.
pub(super) fn register_named<'r>(
    lowering: &mut Lowering<'_>,
    node: &Node,
    declared: &[&str],
    registers: &'r [Register],
) -> Option<&'r Register> {
    // Without any register, that alone is worth saying.
    if declared.is_empty() {
        return None;
    }
    let key = lowering.resolve(node, Noun::Register, declared)?;
    registers.iter().find(|register| register.key == key)
}
