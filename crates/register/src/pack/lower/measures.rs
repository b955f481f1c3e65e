//! Measures: what is counted, and whether it is ever posted.

use base::dims::Filter;
use base::{Key, UnitOfMeasure};
use ledger::pool::Standing;

use super::registers::{declared_states, register_named};
use super::{Lowering, declared, rules, section};
use crate::model::{Counts, DAYS_OPEN, Field, FieldKind, Measure, Register, State};
use crate::pack::fault::Noun;
use crate::yaml::{Data, Node, Pair};

pub(super) fn measures(
    lowering: &mut Lowering<'_>,
    tree: &Node,
    registers: &[Register],
) -> Vec<Measure> {
    let declared = declared(section(tree, "registers"));
    lowering.all(section(tree, "measures"), |lowering, pair| {
        let register = pair.value.get("register")?;
        let register = register_named(lowering, register, &declared, registers)?;
        let written = tree.get("registers")?.get(register.key.as_str())?;
        measure(lowering, pair, Counted { register, written })
    })
}

/// The register that a measure counts in, and how it is written.
#[derive(Clone, Copy)]
struct Counted<'a> {
    register: &'a Register,
    written: &'a Node,
}

/// What a book holds: matters or rows, or amounts of a field.
#[derive(Clone, Copy)]
struct Book<'a> {
    group: Option<&'a Field>,
    amount: Option<Amount<'a>>,
}

#[derive(Clone, Copy)]
enum Amount<'a> {
    Days,
    /// What the pools of the register hold.
    Places,
    Of(&'a Field),
}

fn measure(lowering: &mut Lowering<'_>, pair: &Pair, counted: Counted<'_>) -> Option<Measure> {
    let node = &pair.value;
    let (counts, book) = counts(lowering, node, counted)?;
    let unit = node.get("in")?;
    let unit_of_measure = UnitOfMeasure::of_key(unit.text()?)?;
    unit_fits(lowering, (unit, unit_of_measure), counted.register, book);
    let filter = filter(lowering, node.get("where"), counted.register, book)?;
    let penalty_money =
        matches!(book.amount, Some(Amount::Of(Field { kind: FieldKind::PenaltyMoney, .. })));
    Some(Measure {
        key: Key::new(&pair.key).ok()?,
        register: counted.register.key.clone(),
        counts,
        filter,
        unit_of_measure,
        penalty_money,
    })
}

fn counts<'a>(
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
    let path = node.get("sum_of")?;
    let book = amount(lowering, path, counted)?;
    Some((Counts::SumOf(path.text()?.to_owned()), book))
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

fn unit_fits(
    lowering: &mut Lowering<'_>,
    (node, unit): (&Node, UnitOfMeasure),
    register: &Register,
    book: Book<'_>,
) {
    let is_money = |field: &Field| matches!(field.kind, FieldKind::Money | FieldKind::PenaltyMoney);
    let expected = match book.amount {
        Some(Amount::Days) => Some(UnitOfMeasure::Day),
        Some(Amount::Places) => register.stock().map(|stock| stock.counts),
        Some(Amount::Of(field)) if is_money(field) => Some(UnitOfMeasure::Yuan),
        Some(Amount::Of(_)) | None => None,
    };
    let counts_things = !matches!(
        unit,
        UnitOfMeasure::Yuan | UnitOfMeasure::Ratio | UnitOfMeasure::Point | UnitOfMeasure::Day
    );
    let days_given = unit == UnitOfMeasure::Day && book.amount.is_some();
    let (message, hint) = match expected {
        Some(expected) if unit != expected => (
            (
                format!("这里合计的是{}", expected.word(base::Lang::Zh)),
                format!("this adds up {}", expected.key()),
            ),
            (format!("请写 in: {}", expected.key()), format!("write `in: {}`", expected.key())),
        ),
        None if !counts_things && !days_given => (
            (
                format!("“{}”不是计件的单位", unit.key()),
                format!("\"{}\" is not a unit that things are counted in", unit.key()),
            ),
            ("如 item、matter、person".to_owned(), "like item, matter or person".to_owned()),
        ),
        Some(_) | None => return,
    };
    lowering.say(node.at, (&message.0, &message.1), (&hint.0, &hint.1));
}

/// Dimensions of the register, and of the group whose rows are counted.
fn filter(
    lowering: &mut Lowering<'_>,
    node: Option<&Node>,
    register: &Register,
    book: Book<'_>,
) -> Option<Filter> {
    let columns: &[Field] = match book.group.map(|group| &group.kind) {
        Some(FieldKind::Lines { fields, .. }) => fields,
        _ => &[],
    };
    let dimensions: Vec<&Field> =
        columns.iter().chain(&register.fields).filter(|field| field.dimension).collect();
    let mut filter = Filter::new();
    let pairs = node.map(Node::pairs).unwrap_or_default();
    let lines = lowering.all(pairs, |lowering, pair| {
        let Some(field) = dimensions.iter().find(|field| field.key.as_str() == pair.key) else {
            let known = dimensions.iter().map(|field| field.key.as_str());
            lowering.faults.unknown_at(pair.at, &pair.key, Noun::Dimension, known);
            return None;
        };
        Some((field.key.clone(), rules::values(lowering, field, &pair.value)?))
    });
    let whole = lines.len() == pairs.len();
    for (dimension, values) in lines {
        filter.narrow(dimension, values);
    }
    whole.then_some(filter)
}
