//! From a tree to a pack, checking what names what.
//!
//! The form has been checked before and is not complained about again: what has the wrong form is
//! left out here. Names count as declared even if what they declare is faulty, so that one mistake is
//! reported once.

mod caps;
mod clocks;
mod coherence;
mod counts;
mod deadline;
mod drawings;
mod fields;
mod import;
mod indicators;
mod measures;
mod parameters;
mod pools;
mod registers;
mod roles;
mod rules;
mod steps;
mod whole;

use base::{Key, Right, day, exact};
use jiff::civil::Date;

pub(crate) use rules::RuleReader;
pub(crate) use whole::places;

use super::fault::{Faults, Noun};
use crate::model::{Pack, Texts};
use crate::told::Told;
use crate::yaml::{Node, Pair, Spot};

/// The pack without its texts. It is whole only if no fault was found.
pub(crate) fn pack(tree: &Node, faults: &mut Faults) -> Option<Pack> {
    let mut lowering = Lowering { faults, left_out: false };
    let pack = lowered(tree, &mut lowering);
    let left_out = lowering.left_out || pack.is_none();
    if left_out && faults.is_empty() {
        // A gap between the grammar and this reader must never pass for a sound pack.
        faults.push(
            tree.at,
            Told::new("文件中有未能理解的内容", "something in this file was not understood"),
            Told::new("请把文件交给系统开发者检查", "please show the file to the developers"),
        );
    }
    pack
}

fn lowered(tree: &Node, lowering: &mut Lowering<'_>) -> Option<Pack> {
    let parameters = parameters::parameters(lowering, section(tree, "parameters"));
    let registers = registers::registers(lowering, tree, &parameters);
    pools::check(lowering, tree, &registers);
    let roles = roles::roles(lowering, tree, &registers);
    let measures = measures::measures(lowering, tree, &registers);
    let key = key(tree.get("key")?)?;
    let indicators = indicators::indicators(lowering, tree, &key);
    whole::check(lowering, tree);
    Some(Pack {
        key,
        version: tree.get("version")?.text()?.parse().ok()?,
        effective_from: date(tree.get("effective_from")?)?,
        source: tree.get("source")?.text()?.to_owned(),
        registers,
        roles,
        parameters,
        measures,
        indicators,
        texts: Texts::default(),
    })
}

/// The work of lowering: where faults go, and whether anything had to be left out.
pub(crate) struct Lowering<'f> {
    faults: &'f mut Faults,
    left_out: bool,
}

impl Lowering<'_> {
    /// Lowers each of these, leaving out what cannot be.
    fn all<N, T>(
        &mut self,
        nodes: impl IntoIterator<Item = N>,
        mut one: impl FnMut(&mut Self, N) -> Option<T>,
    ) -> Vec<T> {
        let mut lowered = vec![];
        for node in nodes {
            match one(self, node) {
                Some(item) => lowered.push(item),
                None => self.left_out = true,
            }
        }
        lowered
    }

    /// The key of a declared thing; an undeclared one is reported.
    fn resolve(&mut self, node: &Node, noun: Noun, declared: &[&str]) -> Option<Key> {
        let key = key(node)?;
        if declared.contains(&key.as_str()) {
            return Some(key);
        }
        self.faults.unknown(node, noun, declared.iter().copied());
        None
    }

    /// Keys of declared things, each named once.
    fn resolve_all(&mut self, nodes: &[Node], noun: Noun, declared: &[&str]) -> Vec<Key> {
        let keys = self.all(nodes, |lowering, node| {
            lowering.resolve(node, noun, declared).map(|key| (node.at, key))
        });
        self.once(keys)
    }

    /// Each key once; further ones are reported.
    fn once(&mut self, keys: Vec<(Spot, Key)>) -> Vec<Key> {
        let mut seen: Vec<Key> = vec![];
        for (at, key) in keys {
            if seen.contains(&key) {
                self.say(
                    at,
                    (&format!("“{key}”已列过一次"), &format!("\"{key}\" is listed twice")),
                    ("请删去重复的一个", "take one of them out"),
                );
            } else {
                seen.push(key);
            }
        }
        seen
    }

    fn say(&mut self, at: Spot, message: (&str, &str), hint: (&str, &str)) {
        self.faults.push(at, Told::new(message.0, message.1), Told::new(hint.0, hint.1));
    }
}

/// The pairs of a section of the file.
fn section<'t>(tree: &'t Node, name: &str) -> &'t [Pair] {
    tree.get(name).map(Node::pairs).unwrap_or_default()
}

/// The names that a section declares.
fn declared(pairs: &[Pair]) -> Vec<&str> {
    pairs.iter().map(|pair| pair.key.as_str()).collect()
}

fn key(node: &Node) -> Option<Key> {
    Key::new(node.text()?).ok()
}

fn date(node: &Node) -> Option<Date> {
    day::read(node.text()?)
}

fn right(node: &Node) -> Option<Right> {
    Right::read(node.text()?)
}

fn flag(node: Option<&Node>) -> bool {
    node.and_then(Node::text).and_then(super::shape::flag).unwrap_or_default()
}

fn decimal(node: &Node) -> Option<base::Exact> {
    exact::read(node.text()?)
}
