//! What a step does to pools.

use base::Key;
use ledger::pool::Movement;

use super::Lowering;
use super::steps::Scope;
use crate::model::{Amount, Drawing, FieldKind, Hold};
use crate::pack::fault::Noun;
use crate::pack::shape::duration;
use crate::yaml::{Data, Node, Pair};

/// The word that drains whatever is free.
const ALL_FREE: &str = "all_free";

/// What the step does to pools. Places are given back before others are taken, so that a matter can
/// change from one to another in one step.
const ORDER: [Movement; 7] = [
    Movement::Fill,
    Movement::Drain,
    Movement::Confirm,
    Movement::Release,
    Movement::GiveBack,
    Movement::Take,
    Movement::Hold,
];

pub(super) fn drawings(
    lowering: &mut Lowering<'_>,
    scope: &Scope<'_>,
    step: &Pair,
) -> Vec<Drawing> {
    let mut drawings: Vec<Drawing> = vec![];
    for movement in ORDER {
        let Some(node) = step.value.get(movement.key()) else { continue };
        let items = match &node.data {
            Data::List(items) => items.as_slice(),
            Data::Scalar { .. } | Data::Mapping(_) => std::slice::from_ref(node),
        };
        for drawing in lowering.all(items, |lowering, item| {
            let reader = Reader { scope, step, movement };
            reader.drawing(lowering, item)
        }) {
            let twice = |known: &&Drawing| {
                (known.movement, &known.pool) == (drawing.movement, &drawing.pool)
            };
            if let Some(known) = drawings.iter().find(twice) {
                let field = known.pool.as_ref().map_or("", Key::as_str);
                lowering.say(
                    node.at,
                    (
                        &format!("“{}”中“{field}”出现了两次", movement.key()),
                        &format!("\"{field}\" stands twice under \"{}\"", movement.key()),
                    ),
                    ("请合并为一个", "make one of both"),
                );
            }
            drawings.push(drawing);
        }
    }
    drawings
}

/// Reads one movement of one step.
#[derive(Clone, Copy)]
struct Reader<'a> {
    scope: &'a Scope<'a>,
    step: &'a Pair,
    movement: Movement,
}

impl Reader<'_> {
    fn drawing(self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Drawing> {
        let movement = self.movement;
        if matches!(movement, Movement::Fill | Movement::Drain) {
            let amount = match node.text() {
                Some(ALL_FREE) if movement == Movement::Drain => Amount::All,
                _ => Amount::Of(self.amount(lowering, node)?),
            };
            return Some(Drawing { movement, pool: None, amount, hold: None });
        }
        let named = node.get("from").or_else(|| node.get("to")).unwrap_or(node);
        let pool = self.pool(lowering, named)?;
        let amount = match (node.get("amount"), movement) {
            (Some(amount), _) => Amount::Of(self.amount(lowering, amount)?),
            (None, Movement::Take | Movement::Hold) => Amount::One,
            (None, _) => Amount::All,
        };
        let hold = match movement {
            Movement::Hold => Some(self.hold(lowering, node)?),
            _ => None,
        };
        Some(Drawing { movement, pool: Some(pool), amount, hold })
    }

    /// A field that names a pool. To draw on it, the step must know it.
    fn pool(self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Key> {
        let field = self.scope.field(lowering, node)?;
        if !matches!(field.kind, FieldKind::Matter(_)) {
            lowering.say(
                node.at,
                (
                    &format!("“{}”不是指明池的字段", field.key),
                    &format!("\"{}\" is no field that names a pool", field.key),
                ),
                (
                    "请用 type: matter、of 为 stock 台账的字段",
                    "use a field of `type: matter` whose `of` is a stock register",
                ),
            );
            return None;
        }
        if matches!(self.movement, Movement::Take | Movement::Hold) {
            self.is_needed(lowering, node, &field.key);
        }
        Some(field.key.clone())
    }

    fn amount(self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Key> {
        let field = self.scope.field(lowering, node)?;
        if !matches!(field.kind, FieldKind::Integer { .. } | FieldKind::Money) {
            lowering.say(
                node.at,
                (
                    &format!("“{}”不是数量或金额", field.key),
                    &format!("\"{}\" is neither a number nor money", field.key),
                ),
                ("请用 integer 或 money 字段", "use an integer or a money field"),
            );
            return None;
        }
        self.is_needed(lowering, node, &field.key);
        Some(field.key.clone())
    }

    fn is_needed(self, lowering: &mut Lowering<'_>, node: &Node, field: &Key) {
        let needs = self.step.value.get("needs").map(Node::one_or_many).unwrap_or_default();
        if needs.iter().any(|needed| needed.text() == Some(field.as_str())) {
            return;
        }
        let step = &self.step.key;
        lowering.say(
            node.at,
            (
                &format!("“{step}”占用池，却不要求填写“{field}”"),
                &format!("\"{step}\" moves places but does not need \"{field}\""),
            ),
            (
                &format!("请在 needs 中列出 {field}"),
                &format!("list {field} under `needs` of the step"),
            ),
        );
    }

    fn hold(self, lowering: &mut Lowering<'_>, node: &Node) -> Option<Hold> {
        let lapse = node.get("lapse")?;
        Some(Hold {
            seconds: duration(node.get("for")?.text()?)?,
            lapse: lowering.resolve(lapse, Noun::Step, &self.scope.steps)?,
        })
    }
}
