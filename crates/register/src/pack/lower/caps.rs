//! Shares of places that must not be exceeded.

use base::{Key, UnitOfMeasure};

use super::steps::Scope;
use super::{Lowering, rules, section};
use crate::model::{Cap, Over, Places, Within};
use crate::pack::fault::Noun;
use crate::yaml::{Node, Pair};

pub(super) fn caps(lowering: &mut Lowering<'_>, scope: &Scope<'_>, register: &Pair) -> Vec<Cap> {
    let pairs = section(&register.value, "caps");
    let is_stock = register.value.get("kind").is_some_and(|kind| kind.get("stock").is_some());
    if let Some(pair) = register.value.pair("caps").filter(|_| !is_stock) {
        lowering.say(
            pair.at,
            (
                &format!("“{}”不是 stock 台账，没有占比可限", register.key),
                &format!("\"{}\" is no stock register and has no places", register.key),
            ),
            ("请把 caps 写到池所在的台账", "write `caps` with the register of the pools"),
        );
    }
    let has_due = register.value.get("due").is_some();
    lowering.all(pairs, |lowering, pair| cap(lowering, scope, pair, has_due))
}

fn cap(lowering: &mut Lowering<'_>, scope: &Scope<'_>, pair: &Pair, has_due: bool) -> Option<Cap> {
    let node = &pair.value;
    let places = |name: &str| Places::of_key(node.get(name)?.text()?);
    let conditions = node.get("where").map(Node::pairs).unwrap_or_default();
    let part_where = lowering.all(conditions, |lowering, pair| {
        let key = dimension(lowering, scope, &pair.key, pair.at)?;
        let field = scope.fields.iter().find(|field| field.key == key)?;
        Some((key, rules::values(lowering, field, &pair.value)?))
    });
    let listed = node.get("within").map(Node::items).unwrap_or_default();
    let within = lowering.all(listed, |lowering, node| match node.text()? {
        "unit" => Some(Within::Unit),
        "due" if has_due => Some(Within::Due),
        "due" => {
            lowering.say(
                node.at,
                ("台账没有 due 字段", "the register has no `due` field"),
                ("请写明 due，或去掉它", "name one under `due` of the register, or leave this out"),
            );
            None
        }
        name => Some(Within::Dimension(dimension(lowering, scope, name, node.at)?)),
    });
    if conditions.is_empty() && places("part") == places("whole") {
        lowering.say(
            pair.at,
            (
                &format!("“{}”的分子与分母相同", pair.key),
                &format!("part and whole of \"{}\" are the same", pair.key),
            ),
            ("请用 where 限定分子", "narrow the part with `where`"),
        );
    }
    let limit = limit(lowering, scope, node.get("at_most")?)?;
    let over = match node.get("over")?.get("ask") {
        Some(reason) => Over::Ask { reason: super::key(reason)? },
        None => Over::Refuse,
    };
    Some(Cap {
        key: Key::new(&pair.key).ok()?,
        part: places("part")?,
        part_where,
        whole: places("whole")?,
        within,
        limit,
        over,
        cite: node.get("cite")?.text()?.to_owned(),
    })
}

fn dimension(
    lowering: &mut Lowering<'_>,
    scope: &Scope<'_>,
    name: &str,
    at: crate::yaml::Spot,
) -> Option<Key> {
    let dimensions = || scope.fields.iter().filter(|field| field.dimension);
    let found = dimensions().find(|field| field.key.as_str() == name);
    if found.is_none() {
        let known = dimensions().map(|field| field.key.as_str());
        lowering.faults.unknown_at(at, name, Noun::Dimension, known);
    }
    found.map(|field| field.key.clone())
}

fn limit(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<Key> {
    let limit = lowering.resolve(node, Noun::Parameter, &scope.declared_parameters)?;
    let parameter = scope.parameters.iter().find(|parameter| parameter.key == limit)?;
    if parameter.unit_of_measure != UnitOfMeasure::Ratio {
        lowering.say(
            node.at,
            (&format!("参数“{limit}”不是占比"), &format!("the parameter \"{limit}\" is no ratio")),
            ("占比的上限须 in: ratio，如 0.1", "limits of shares are in `ratio`, like 0.1"),
        );
    }
    Some(limit)
}
