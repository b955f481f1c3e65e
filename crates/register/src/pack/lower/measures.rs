//! Measures: what is counted, and whether it is ever posted.

use base::dims::Filter;
use base::{Key, UnitOfMeasure};

use super::counts::counts;
use super::registers::register_named;
use super::{Lowering, declared, rules, section};
use crate::model::{Field, FieldKind, Measure, Register};
use crate::pack::fault::Noun;
use crate::yaml::{Node, Pair};

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
pub(super) struct Counted<'a> {
    pub(super) register: &'a Register,
    pub(super) written: &'a Node,
}

/// What a book holds: matters or rows, or amounts of a field.
#[derive(Clone, Copy)]
pub(super) struct Book<'a> {
    pub(super) group: Option<&'a Field>,
    pub(super) amount: Option<Amount<'a>>,
}

#[derive(Clone, Copy)]
pub(super) enum Amount<'a> {
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
