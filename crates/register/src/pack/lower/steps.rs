//! Steps: where from, where to, by whose right, with which fields, under which rules.

use base::Key;

use super::{Lowering, drawings, right, rules};
use crate::model::{DAYS_OPEN, Field, FieldKind, Parameter, Step};
use crate::pack::fault::Noun;
use crate::yaml::{Data, Node, Pair, Spot};

/// The names that can be used within a register.
pub(crate) struct Scope<'a> {
    pub(super) registers: &'a [&'a str],
    pub(super) fields: &'a [Field],
    pub(super) declared_fields: Vec<&'a str>,
    pub(super) states: Vec<&'a str>,
    pub(super) steps: Vec<&'a str>,
    pub(super) parameters: &'a [Parameter],
    pub(super) declared_parameters: Vec<&'a str>,
}

impl<'a> Scope<'a> {
    /// A field by name that anything may draw on: no personal one, for its values lie outside the
    /// journal and may be erased. None if it is not declared, which is reported, or faulty, which was.
    pub(super) fn field(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<&'a Field> {
        let field = self.any_field(lowering, node)?;
        if !field.personal {
            return Some(field);
        }
        lowering.say(
            node.at,
            (
                &format!("“{}”是个人信息，此处不能引用", field.key),
                &format!("\"{}\" is personal data and cannot be used here", field.key),
            ),
            (
                "个人信息只能由步骤填写（needs、may）和查看；标题、时限、移交、记账、条件请用别的字段",
                "steps may ask for it (`needs`, `may`), and nothing else: no title, deadline, posting or rule may rest on it",
            ),
        );
        None
    }

    /// A field by name, personal or not.
    pub(super) fn any_field(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<&'a Field> {
        let key = lowering.resolve(node, Noun::Field, &self.declared_fields)?;
        self.fields.iter().find(|field| field.key == key)
    }

    /// A field by a name that is the key of a pair.
    pub(super) fn field_named(
        &self,
        lowering: &mut Lowering<'_>,
        name: &str,
        at: Spot,
    ) -> Option<&'a Field> {
        self.field(
            lowering,
            &Node { at, data: Data::Scalar { text: name.to_owned(), quoted: false } },
        )
    }

    /// `field`, or `group.column`.
    pub(super) fn path(
        &self,
        lowering: &mut Lowering<'_>,
        node: &Node,
    ) -> Option<(Option<Key>, &'a Field)> {
        let Some((group, column)) = node.text()?.split_once('.') else {
            return Some((None, self.field(lowering, node)?));
        };
        let group = self.field_named(lowering, group, node.at)?;
        let FieldKind::Lines { fields: columns, .. } = &group.kind else {
            lowering.say(
                node.at,
                (
                    &format!("“{}”不是明细", group.key),
                    &format!("\"{}\" is not a group of rows", group.key),
                ),
                ("只有 type: lines 的字段有列", "only fields of type lines have columns"),
            );
            return None;
        };
        let found = columns.iter().find(|field| field.key.as_str() == column);
        if found.is_none() {
            let known = columns.iter().map(|field| field.key.as_str());
            lowering.faults.unknown_at(node.at, column, Noun::Column, known);
        }
        Some((Some(group.key.clone()), found?))
    }

    /// A date or a moment.
    pub(super) fn day_field(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<&'a Field> {
        let field = self.field(lowering, node)?;
        if field.kind == FieldKind::Moment {
            return Some(field);
        }
        self.date_field(lowering, node).map(|_| field)
    }

    pub(super) fn date_field(&self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Key> {
        let field = self.field(lowering, node)?;
        if field.kind == FieldKind::Date {
            return Some(field.key.clone());
        }
        lowering.say(
            node.at,
            (
                &format!("“{}”不是日期字段", field.key),
                &format!("\"{}\" is not a date field", field.key),
            ),
            ("这里要用 type: date 的字段", "a field of type date is needed here"),
        );
        None
    }
}

pub(super) fn step(lowering: &mut Lowering<'_>, scope: &Scope<'_>, pair: &Pair) -> Option<Step> {
    let node = &pair.value;
    let listed = |name: &str| node.get(name).map(Node::one_or_many).unwrap_or_default();
    let from = lowering.resolve_all(listed("from"), Noun::State, &scope.states);
    let to = match node.get("to") {
        Some(to) => Some(lowering.resolve(to, Noun::State, &scope.states)?),
        None => None,
    };
    nowhere(lowering, pair, &from, to.as_ref());
    let needs = lowering.resolve_all(listed("needs"), Noun::Field, &scope.declared_fields);
    let may = lowering.resolve_all(listed("may"), Noun::Field, &scope.declared_fields);
    for both in
        listed("may").iter().filter(|node| super::key(node).is_some_and(|key| needs.contains(&key)))
    {
        let field = both.text().unwrap_or_default();
        lowering.say(
            both.at,
            (
                &format!("“{field}”已列入 needs"),
                &format!("\"{field}\" is already listed under `needs`"),
            ),
            ("请从 may 中删去", "take it out of `may`"),
        );
    }
    let moves_to = match node.get("moves_to") {
        Some(node) => Some(unit_field(lowering, scope, node)?),
        None => None,
    };
    let posts = lowering.all(listed("posts"), |lowering, node| post(lowering, scope, node));
    let posts = lowering.once(posts);
    let draws = drawings::drawings(lowering, scope, pair);
    let rules = lowering
        .all(node.get("rules").map(Node::items).unwrap_or_default(), |lowering, rule| {
            rules::rule(lowering, scope, rule)
        });
    let right_node = node.get("right")?;
    let right = right(right_node)?;
    if !scope.registers.contains(&right.register.as_str()) {
        lowering.faults.unknown_at(
            right_node.at,
            right.register.as_str(),
            Noun::Register,
            scope.registers.iter().copied(),
        );
    }
    if right.act.as_str() == "read" {
        lowering.say(
            right_node.at,
            (
                &format!("“{right}”只是查看的权限"),
                &format!("\"{right}\" is the right to look, not to act"),
            ),
            ("请为办理另设权限", "give the step a right of its own"),
        );
    }
    Some(Step {
        key: Key::new(&pair.key).ok()?,
        from,
        to,
        right,
        needs,
        may,
        moves_to,
        posts,
        draws,
        rules,
    })
}

/// A step that opens must lead somewhere; a step that leads back where it starts says so by silence.
fn nowhere(lowering: &mut Lowering<'_>, pair: &Pair, from: &[Key], to: Option<&Key>) {
    let opens = pair.value.get("from").is_none();
    if opens && to.is_none() && pair.value.get("to").is_none() {
        lowering.say(
            pair.at,
            (
                &format!("登记步骤“{}”没有 to", pair.key),
                &format!("the step \"{}\" opens a matter but has no `to`", pair.key),
            ),
            ("请写明登记后的状态", "say in which state the matter then is"),
        );
    }
    if !opens && pair.value.get("from").is_some_and(|from| from.one_or_many().is_empty()) {
        lowering.say(
            pair.value.pair("from").map_or(pair.at, |from| from.at),
            (
                &format!("“{}”的 from 为空", pair.key),
                &format!("`from` of \"{}\" is empty", pair.key),
            ),
            (
                "请列出状态；登记步骤则整个不写 from",
                "list states; the opening step leaves `from` out",
            ),
        );
    }
    if from.len() == 1 && from.first() == to {
        lowering.say(
            pair.value.pair("to").map_or(pair.at, |to| to.at),
            (
                &format!("“{}”从一个状态回到同一状态", pair.key),
                &format!("\"{}\" leads back to the state it starts from", pair.key),
            ),
            ("状态不变的步骤不写 to", "a step that changes no state has no `to`"),
        );
    }
}

fn unit_field(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<Key> {
    let field = scope.field(lowering, node)?;
    if field.kind == FieldKind::Unit {
        return Some(field.key.clone());
    }
    lowering.say(
        node.at,
        (
            &format!("“{}”不是单位字段", field.key),
            &format!("\"{}\" is not a unit field", field.key),
        ),
        ("事项只能移交到 type: unit 的字段", "a matter moves to a field of type unit"),
    );
    None
}

fn post(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<(Spot, Key)> {
    if node.text() == Some(DAYS_OPEN) {
        return Some((node.at, Key::literal(DAYS_OPEN)));
    }
    let field = scope.field(lowering, node)?;
    match field.kind {
        FieldKind::Integer { .. }
        | FieldKind::Money
        | FieldKind::PenaltyMoney
        | FieldKind::Lines { .. } => Some((node.at, field.key.clone())),
        FieldKind::Text
        | FieldKind::Date
        | FieldKind::Moment
        | FieldKind::Choice(_)
        | FieldKind::Flag
        | FieldKind::Unit
        | FieldKind::Matter(_) => {
            lowering.say(
                node.at,
                (
                    &format!("“{}”不能记账", field.key),
                    &format!("\"{}\" cannot be posted", field.key),
                ),
                (
                    "只有整数、金额、明细和 days_open 可以记账",
                    "only integer, money and group fields and `days_open` can be",
                ),
            );
            None
        }
    }
}
