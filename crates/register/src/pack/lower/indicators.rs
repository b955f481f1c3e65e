//! Indicators: formulas over names.

use base::Key;

use super::{Lowering, declared, flag, section};
use crate::model::{Direction, Formula, Indicator, Name, Weight};
use crate::pack::fault::Noun;
use crate::pack::shape;
use crate::yaml::{Node, Pair};

pub(super) fn indicators(lowering: &mut Lowering<'_>, tree: &Node, pack: &Key) -> Vec<Indicator> {
    let sections = ["measures", "indicators", "parameters"];
    let known: Vec<&str> =
        sections.into_iter().flat_map(|name| declared(section(tree, name))).collect();
    let names = Operands { pack, known };
    lowering.all(section(tree, "indicators"), |lowering, pair| indicator(lowering, &names, pair))
}

/// What operands may name.
struct Operands<'a> {
    pack: &'a Key,
    known: Vec<&'a str>,
}

fn indicator(lowering: &mut Lowering<'_>, names: &Operands<'_>, pair: &Pair) -> Option<Indicator> {
    let node = &pair.value;
    let formula = formula(lowering, names, node)?;
    let better = match node.get("better").and_then(Node::text) {
        Some("higher") => Some(Direction::Higher),
        Some("lower") => Some(Direction::Lower),
        Some(_) | None => None,
    };
    let excludes = node.get("excludes").map(Node::items).unwrap_or_default();
    Some(Indicator {
        key: Key::new(&pair.key).ok()?,
        formula,
        better,
        target: node.get("target").and_then(Node::text).and_then(shape::target),
        assessed: flag(node.get("assessed")),
        may_exceed: node.get("may_exceed").and_then(Node::text).map(str::to_owned),
        excludes: lowering.all(excludes, |lowering, node| operand(lowering, names, node)),
    })
}

fn formula(lowering: &mut Lowering<'_>, names: &Operands<'_>, node: &Node) -> Option<Formula> {
    let mut at = |key: &str| operand(lowering, names, node.get(key)?);
    let present = |key: &str| node.get(key).is_some();
    // Operands are read before the `?`, so that all that are unknown are reported.
    let formula = match () {
        () if present("difference") => {
            let (of, less) = (at("difference"), at("less"));
            Formula::Difference { of: of?, less: less? }
        }
        () if present("share") => {
            let (part, whole) = (at("share"), at("of"));
            Formula::Share { part: part?, whole: whole? }
        }
        () if present("rate") => {
            let (of, base) = (at("rate"), at("of"));
            let per = node.get("per")?.text()?.parse().ok()?;
            Formula::Rate { of: of?, per, base: base? }
        }
        () if present("average") => {
            let (total, over) = (at("average"), at("over"));
            Formula::Average { total: total?, over: over? }
        }
        () if present("all") => {
            let (of, are) = (at("all"), at("are"));
            Formula::All { of: of?, are: are? }
        }
        () if present("change") => Formula::Change { of: at("change")? },
        () if present("none") => Formula::None { of: at("none")? },
        () if present("weighted_share") => {
            let whole = at("of");
            let parts = weights(lowering, names, node.get("weighted_share")?);
            Formula::WeightedShare { parts: parts?, whole: whole? }
        }
        () if present("index") => Formula::Index(weights(lowering, names, node.get("index")?)?),
        () => Formula::Sum(sum(lowering, names, node.get("sum")?)?),
    };
    Some(formula)
}

fn sum(lowering: &mut Lowering<'_>, names: &Operands<'_>, node: &Node) -> Option<Vec<Name>> {
    let terms = lowering.all(node.items(), |lowering, node| operand(lowering, names, node));
    filled(lowering, node);
    (terms.len() == node.items().len()).then_some(terms)
}

fn weights(lowering: &mut Lowering<'_>, names: &Operands<'_>, node: &Node) -> Option<Vec<Weight>> {
    let weights = lowering.all(node.items(), |lowering, weight| {
        let of = operand(lowering, names, weight.get("of")?);
        let factor = match weight.get("factor") {
            Some(factor) => Some(operand(lowering, names, factor)?),
            None => None,
        };
        Some(Weight { of: of?, factor })
    });
    filled(lowering, node);
    (weights.len() == node.items().len()).then_some(weights)
}

fn filled(lowering: &mut Lowering<'_>, node: &Node) {
    if node.items().is_empty() {
        lowering.say(
            node.at,
            ("没有列出任何一项", "nothing is listed"),
            ("请至少写一项", "name at least one operand"),
        );
    }
}

/// A name of this pack is checked here; one of another pack when all packs are together.
fn operand(lowering: &mut Lowering<'_>, names: &Operands<'_>, node: &Node) -> Option<Name> {
    let text = node.text()?;
    if let Some(elsewhere) = Name::read(text).filter(|name| name.pack != *names.pack) {
        return Some(elsewhere);
    }
    let own = text.split_once('.').map_or(text, |(_, key)| key);
    let key = Key::new(own).ok()?;
    if names.known.contains(&own) {
        return Some(Name::new(names.pack.clone(), key));
    }
    lowering.faults.unknown_at(node.at, own, Noun::Operand, names.known.iter().copied());
    None
}
