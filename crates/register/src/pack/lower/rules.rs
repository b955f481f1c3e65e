//! What the kinds of rule ask for when they are read.

use std::sync::Arc;

use base::{Key, UnitOfMeasure};

use super::Lowering;
use super::steps::Scope;
use crate::condition::Condition;
use crate::model::{Field, FieldKind};
use crate::pack::fault::Noun;
use crate::rule::{self, Rule};
use crate::yaml::Node;

/// Reads the arguments of a rule and checks them against the register.
pub(crate) struct RuleReader<'l, 'f> {
    lowering: &'l mut Lowering<'f>,
    scope: &'l Scope<'l>,
}

pub(super) fn rule(lowering: &mut Lowering<'_>, scope: &Scope<'_>, node: &Node) -> Option<Rule> {
    let kind = rule::ALL.iter().find(|kind| node.pair(kind.shape.key).is_some())?;
    let argument = node.get(kind.shape.key)?;
    let judge: Arc<_> = (kind.read)(&mut RuleReader { lowering, scope }, argument)?;
    Some(Rule::new(kind.shape.key, node.get("cite")?.text()?.to_owned(), judge))
}

impl<'l> RuleReader<'l, '_> {
    /// Steps of the register.
    pub(crate) fn steps(&mut self, node: &Node) -> Option<Vec<Key>> {
        let steps = self.lowering.resolve_all(node.one_or_many(), Noun::Step, &self.scope.steps);
        (steps.len() == node.one_or_many().len()).then_some(steps)
    }

    pub(crate) fn date_field(&mut self, node: &Node) -> Option<Key> {
        self.scope.date_field(self.lowering, node)
    }

    /// `when` of a rule; without it the rule always applies.
    pub(crate) fn when(&mut self, node: &Node) -> Option<Condition> {
        match node.get("when") {
            Some(node) => self.condition(node),
            None => Some(Condition::default()),
        }
    }

    /// Choice and flag fields, each with values that it can have.
    pub(crate) fn condition(&mut self, node: &Node) -> Option<Condition> {
        let scope = self.scope;
        let lines = self.lowering.all(node.pairs(), |lowering, pair| {
            let field = scope.field_named(lowering, &pair.key, pair.at)?;
            let values = values(lowering, field, &pair.value)?;
            Some((field.key.clone(), values))
        });
        (lines.len() == node.pairs().len()).then_some(Condition(lines))
    }

    /// `field` or `group.column` of a number or an amount.
    pub(crate) fn amount_path(&mut self, node: &Node) -> Option<(Option<Key>, &'l Field)> {
        let (group, field) = self.scope.path(self.lowering, node)?;
        let amounts = matches!(
            field.kind,
            FieldKind::Integer { .. } | FieldKind::Money | FieldKind::PenaltyMoney
        );
        if amounts {
            return Some((group, field));
        }
        let path = node.text().unwrap_or_default();
        self.lowering.say(
            node.at,
            (
                &format!("“{path}”不是数量或金额"),
                &format!("\"{path}\" is neither a number nor money"),
            ),
            ("请用 integer、money 或 penalty_money 字段", "use an integer or a money field"),
        );
        None
    }

    /// A parameter that can limit the field: in yuan for money, else not.
    pub(crate) fn limit(&mut self, node: &Node, field: &Field) -> Option<Key> {
        let limit =
            self.lowering.resolve(node, Noun::Parameter, &self.scope.declared_parameters)?;
        let parameter = self.scope.parameters.iter().find(|parameter| parameter.key == limit)?;
        let is_money = matches!(field.kind, FieldKind::Money | FieldKind::PenaltyMoney);
        if is_money != (parameter.unit_of_measure == UnitOfMeasure::Yuan) {
            self.lowering.say(
                node.at,
                (
                    &format!("参数“{limit}”与“{}”的计量单位不符", field.key),
                    &format!(
                        "the parameter \"{limit}\" and \"{}\" are in different units",
                        field.key
                    ),
                ),
                (
                    "金额的上限须以 yuan 计，数量的上限不得以 yuan 计",
                    "limits of money are in yuan, limits of numbers are not",
                ),
            );
        }
        Some(limit)
    }

    /// `group.column` of a choice.
    pub(crate) fn choice_column(&mut self, node: &Node) -> Option<(Key, &'l Field)> {
        let (group, field) = self.scope.path(self.lowering, node)?;
        if let (Some(group), FieldKind::Choice(_)) = (group, &field.kind) {
            return Some((group, field));
        }
        let path = node.text().unwrap_or_default();
        self.lowering.say(
            node.at,
            (
                &format!("“{path}”不是明细的选项列"),
                &format!("\"{path}\" is not a choice column of a group"),
            ),
            ("写作 组.列，列为 type: choice", "write `group.column`, a column of type choice"),
        );
        None
    }

    /// Choices of the field.
    pub(crate) fn choices(&mut self, node: &Node, field: &Field) -> Option<Vec<Key>> {
        values(self.lowering, field, node)
    }
}

/// Values that a choice or a flag can have; flags become `yes` and `no`.
pub(super) fn values(lowering: &mut Lowering<'_>, field: &Field, node: &Node) -> Option<Vec<Key>> {
    let nodes = node.one_or_many();
    let values = match &field.kind {
        FieldKind::Choice(choices) => {
            let known: Vec<&str> = choices.iter().map(Key::as_str).collect();
            lowering.resolve_all(nodes, Noun::Choice, &known)
        }
        FieldKind::Flag => lowering.all(nodes, |lowering, node| {
            let flag = node.text().and_then(crate::pack::shape::flag);
            if flag.is_none() {
                lowering.faults.unknown(node, Noun::Choice, ["yes", "no"]);
            }
            flag.map(|flag| Key::literal(if flag { "yes" } else { "no" }))
        }),
        _ => {
            lowering.say(
                node.at,
                (
                    &format!("“{}”既不是选项也不是是否字段", field.key),
                    &format!("\"{}\" is neither a choice nor a flag", field.key),
                ),
                ("条件只能用 choice 或 flag 字段", "conditions are about choice and flag fields"),
            );
            return None;
        }
    };
    (values.len() == nodes.len()).then_some(values)
}
