//! Imports: columns, words and the history that a row stands for.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;

use super::steps::Scope;
use super::{Lowering, declared, key, rules, section};
use crate::model::{Field, FieldKind, Import, ImportStep, Step};
use crate::pack::fault::Noun;
use crate::value::plain;
use crate::yaml::{Node, Pair, Spot};

/// The column of the matter's number.
const NUMBER: &str = "number";

pub(super) fn import(
    lowering: &mut Lowering<'_>,
    scope: &Scope<'_>,
    steps: &[Step],
    node: &Node,
) -> Option<Import> {
    let pairs = section(node, "columns");
    let columns = declared(pairs);
    headers(lowering, node);
    without_number(lowering, pairs, node);
    let required = node.get("required").map(Node::items).unwrap_or_default();
    let required = lowering.resolve_all(required, Noun::ImportColumn, &columns);
    let words = lowering
        .all(section(node, "words"), |lowering, pair| words(lowering, scope, &columns, pair));
    let words: BTreeMap<Key, BTreeMap<String, Key>> = words.into_iter().collect();
    let history = History { scope, steps, columns: &columns, words: &words };
    let nodes = node.get("steps").map(Node::items).unwrap_or_default();
    let import_steps = lowering.all(nodes, |lowering, node| history.step(lowering, node));
    history.order(lowering, node, nodes);
    let texts =
        |node: &Node| node.items().iter().filter_map(Node::text).map(str::to_owned).collect();
    Some(Import {
        columns: pairs
            .iter()
            .filter_map(|pair| Some((Key::new(&pair.key).ok()?, texts(&pair.value))))
            .collect(),
        required,
        words,
        personal: node.get("personal").map(texts).unwrap_or_default(),
        steps: import_steps,
    })
}

/// No header word may stand for two columns.
fn headers(lowering: &mut Lowering<'_>, node: &Node) {
    let mut seen: BTreeMap<String, (&str, Spot)> = BTreeMap::new();
    let columns = section(node, "columns")
        .iter()
        .flat_map(|pair| pair.value.items().iter().map(|header| (pair.key.as_str(), header)));
    let personal = node.get("personal").map(Node::items).unwrap_or_default();
    for (column, header) in columns.chain(personal.iter().map(|header| ("personal", header))) {
        let Some(text) = header.text() else { continue };
        let Some((other, spot)) = seen.insert(plain(text), (column, header.at)) else { continue };
        let line = spot.line;
        lowering.say(
            header.at,
            (
                &format!("表头“{text}”已归于“{other}”（第 {line} 行）"),
                &format!("the header \"{text}\" already stands for \"{other}\" in line {line}"),
            ),
            ("一个表头只能归一列", "a header can stand for one column only"),
        );
    }
    for pair in section(node, "columns").iter().filter(|pair| pair.value.items().is_empty()) {
        lowering.say(
            pair.at,
            (
                &format!("列“{}”没有表头写法", pair.key),
                &format!("the column \"{}\" has no header words", pair.key),
            ),
            ("请写出导出表中的表头", "write the headers it goes by"),
        );
    }
}

fn without_number(lowering: &mut Lowering<'_>, pairs: &[Pair], node: &Node) {
    if node.get("columns").is_some() && !pairs.iter().any(|pair| pair.key == NUMBER) {
        lowering.say(
            node.pair("columns").map_or(node.at, |columns| columns.at),
            ("没有 number 列", "there is no column \"number\""),
            (
                "请写明事项编号的表头：重复导入靠编号识别",
                "say by which header the number goes: it tells a row that came before",
            ),
        );
    }
}

fn words(
    lowering: &mut Lowering<'_>,
    scope: &Scope<'_>,
    columns: &[&str],
    pair: &Pair,
) -> Option<(Key, BTreeMap<String, Key>)> {
    if !columns.contains(&pair.key.as_str()) {
        lowering.faults.unknown_at(pair.at, &pair.key, Noun::ImportColumn, columns.iter().copied());
        return None;
    }
    let field = scope.fields.iter().find(|field| field.key.as_str() == pair.key);
    let means = |lowering: &mut Lowering<'_>, node: &Node| match field {
        Some(field @ Field { kind: FieldKind::Choice(_) | FieldKind::Flag, .. }) => {
            rules::values(lowering, field, node)?.into_iter().next()
        }
        Some(Field { kind: FieldKind::Unit, .. }) | None => key(node),
        Some(field) => {
            lowering.say(
                pair.at,
                (
                    &format!("“{}”不是选项，不需要 words", field.key),
                    &format!("\"{}\" is not a choice and needs no words", field.key),
                ),
                (
                    "只有选项、是否、单位列和步骤引用的列用 words",
                    "words are for choices, flags, units and columns of steps",
                ),
            );
            None
        }
    };
    let words = lowering.all(pair.value.pairs(), |lowering, word| {
        Some((word.key.clone(), means(lowering, &word.value)?))
    });
    Some((Key::new(&pair.key).ok()?, words.into_iter().collect()))
}

/// The steps of a register, as a row may stand for them.
struct History<'a> {
    scope: &'a Scope<'a>,
    steps: &'a [Step],
    columns: &'a [&'a str],
    words: &'a BTreeMap<Key, BTreeMap<String, Key>>,
}

impl History<'_> {
    fn step(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<ImportStep> {
        let step = lowering.resolve(node.get("step")?, Noun::Step, &self.scope.steps);
        let on = lowering.resolve(node.get("on")?, Noun::ImportColumn, self.columns);
        let set = node.get("set").map(Node::items).unwrap_or_default();
        let set = lowering.all(set, |lowering, field| {
            self.settable(lowering, field, step.as_ref()).map(|key| (field.at, key))
        });
        let set = lowering.once(set);
        let when = lowering.all(section(node, "when"), |lowering, pair| self.when(lowering, pair));
        Some(ImportStep { step: step?, on: on?, when: when.into_iter().collect(), set })
    }

    /// A field that has a column, and that the step asks for.
    fn settable(
        &self,
        lowering: &mut Lowering<'_>,
        node: &Node,
        step: Option<&Key>,
    ) -> Option<Key> {
        let field = self.scope.any_field(lowering, node)?;
        lowering.resolve(node, Noun::ImportColumn, self.columns)?;
        let step = self.steps.iter().find(|known| Some(&known.key) == step)?;
        if !step.asks(&field.key) {
            lowering.say(
                node.at,
                (
                    &format!("步骤“{}”不填写“{}”", step.key, field.key),
                    &format!("the step \"{}\" does not ask for \"{}\"", step.key, field.key),
                ),
                (
                    "请列入该步骤的 needs 或 may，或从 set 中去掉",
                    "list it with the step, or take it out of `set`",
                ),
            );
        }
        if matches!(field.kind, FieldKind::Lines { .. }) {
            lowering.say(
                node.at,
                (
                    &format!("“{}”不能由导入填写", field.key),
                    &format!("\"{}\" cannot be set by an import", field.key),
                ),
                ("明细不导入", "rows are not imported"),
            );
        }
        Some(field.key.clone())
    }

    fn when(&self, lowering: &mut Lowering<'_>, pair: &Pair) -> Option<(Key, Vec<Key>)> {
        let name = &pair.key;
        if !self.columns.contains(&name.as_str()) {
            let known = self.columns.iter().copied();
            lowering.faults.unknown_at(pair.at, name, Noun::ImportColumn, known);
            return None;
        }
        let column = Key::new(name).ok()?;
        let field = self.scope.fields.iter().find(|field| field.key == column);
        if let Some(field @ Field { kind: FieldKind::Choice(_) | FieldKind::Flag, .. }) = field {
            return Some((column, rules::values(lowering, field, &pair.value)?));
        }
        let means: BTreeSet<&str> =
            self.words.get(&column).into_iter().flatten().map(|(_, key)| key.as_str()).collect();
        let known: Vec<&str> = means.into_iter().collect();
        let values = lowering.resolve_all(pair.value.one_or_many(), Noun::Choice, &known);
        (values.len() == pair.value.one_or_many().len()).then_some((column, values))
    }

    /// The first step opens; every step gets from the row what it needs.
    fn order(&self, lowering: &mut Lowering<'_>, import: &Node, nodes: &[Node]) {
        let step_of = |node: &Node| {
            let key = node.get("step").and_then(key)?;
            self.steps.iter().find(|step| step.key == key)
        };
        let Some(first) = nodes.first() else {
            lowering.say(
                import.pair("steps").map_or(import.at, |steps| steps.at),
                ("导入没有步骤", "the import has no steps"),
                ("第一步应是登记步骤", "the first is the step that opens a matter"),
            );
            return;
        };
        if let Some(step) = step_of(first).filter(|step| !step.from.is_empty()) {
            lowering.say(
                first.get("step").unwrap_or(first).at,
                (
                    &format!("“{}”不是登记步骤", step.key),
                    &format!("\"{}\" is not the step that opens a matter", step.key),
                ),
                ("导入的第一步应是登记步骤", "an import begins with it"),
            );
        }
        let mut set: BTreeSet<&str> = BTreeSet::new();
        for node in nodes {
            set.extend(
                node.get("set").map(Node::items).unwrap_or_default().iter().filter_map(Node::text),
            );
            let Some(step) = step_of(node) else { continue };
            for need in step.needs.iter().filter(|need| !set.contains(need.as_str())) {
                lowering.say(
                    node.get("step").unwrap_or(node).at,
                    (
                        &format!("步骤“{}”须有“{need}”，导入却不填写", step.key),
                        &format!("the step \"{}\" needs \"{need}\", which nothing sets", step.key),
                    ),
                    (
                        "请列入此步骤或之前步骤的 set",
                        "list it under `set` of this step or one before",
                    ),
                );
            }
        }
    }
}
