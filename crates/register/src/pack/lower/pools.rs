//! Whether registers and the pools they draw on fit together.

use std::collections::BTreeSet;

use base::{Key, UnitOfMeasure};
use ledger::pool::Movement;

use super::{Lowering, section};
use crate::model::{Amount, Cap, Drawing, FieldKind, Hold, Over, Places, Register, Step};
use crate::yaml::{Node, Spot};

pub(super) fn check(lowering: &mut Lowering<'_>, tree: &Node, registers: &[Register]) {
    for register in registers {
        let Some(written) = tree.get("registers").and_then(|all| all.get(register.key.as_str()))
        else {
            continue;
        };
        let seen = Seen { registers, register, written };
        seen.stays(lowering);
        for step in &register.steps {
            for drawing in &step.draws {
                seen.fits(lowering, step, drawing);
                if let Some(hold) = &drawing.hold {
                    seen.lapses(lowering, step, (drawing, hold));
                }
            }
        }
    }
}

/// A register among those of its pack.
#[derive(Clone, Copy)]
struct Seen<'a> {
    registers: &'a [Register],
    register: &'a Register,
    written: &'a Node,
}

impl<'a> Seen<'a> {
    /// Where a movement of a step is written.
    fn at(self, step: &Step, name: &str) -> Spot {
        let step = section(self.written, "steps").iter().find(|pair| pair.key == step.key.as_str());
        step.map_or(self.written.at, |pair| pair.value.pair(name).map_or(pair.at, |pair| pair.at))
    }

    /// The stock register whose pools a movement is about.
    fn stock(self, drawing: &Drawing) -> Option<&'a Register> {
        match &drawing.pool {
            None => Some(self.register),
            Some(field) => match &self.register.field(field)?.kind {
                FieldKind::Matter(of) => self.registers.iter().find(|register| register.key == *of),
                _ => None,
            },
        }
    }

    /// A pool stays where it is and what it is: its places stand in the books under both.
    fn stays(self, lowering: &mut Lowering<'_>) {
        if self.register.stock().is_none() {
            return;
        }
        for step in self.register.steps.iter().filter(|step| !step.from.is_empty()) {
            let dimension = self.register.fields.iter().find(|field| {
                let settled = field.dimension || self.register.due.as_ref() == Some(&field.key);
                (settled && step.asks(&field.key)) || step.moves_to.as_ref() == Some(&field.key)
            });
            let Some(field) = dimension else { continue };
            let (step_key, field) = (&step.key, &field.key);
            lowering.say(
                self.at(step, "may"),
                (
                    &format!("“{step_key}”会改变池的“{field}”"),
                    &format!("\"{step_key}\" would change \"{field}\" of a pool"),
                ),
                (
                    "池的维度、单位和最后一天只在登记时确定；请另设一池",
                    "dimensions, unit and last day of a pool are settled when it is opened; open another",
                ),
            );
        }
    }

    /// The movement is about a stock register, its amount counts what that one counts, and reasons
    /// can be given where a share asks for them.
    fn fits(self, lowering: &mut Lowering<'_>, step: &Step, drawing: &Drawing) {
        let at = self.at(step, drawing.movement.key());
        let Some(stock) = self.stock(drawing) else { return };
        let Some(kind) = stock.stock() else {
            lowering.say(
                at,
                (
                    &format!("“{}”不是 stock 台账，没有池可占用", stock.key),
                    &format!("\"{}\" is no stock register: it has no places to move", stock.key),
                ),
                ("请在其 kind 中写 { stock: { in: … } }", "give it `kind: { stock: { in: … } }`"),
            );
            return;
        };
        let is_money = kind.counts == UnitOfMeasure::Yuan;
        let amount = match &drawing.amount {
            Amount::One => is_money.then_some("1"),
            Amount::Of(field) => {
                let money = self.register.field(field).map(|field| field.kind == FieldKind::Money);
                money.is_some_and(|money| money != is_money).then_some(field.as_str())
            }
            Amount::All => None,
        };
        if let Some(amount) = amount {
            lowering.say(
                at,
                (
                    &format!("“{amount}”与“{}”的计量单位不符", stock.key),
                    &format!("\"{amount}\" does not count what \"{}\" holds", stock.key),
                ),
                (
                    "以 yuan 计的池用 money 字段，其余用 integer 字段或一个",
                    "pools in yuan are moved by money fields, others by integer fields or one by one",
                ),
            );
        }
        for cap in stock.caps.iter().filter(|cap| touches(cap, drawing.movement)) {
            self.can_explain(lowering, step, (cap, at));
        }
    }

    fn can_explain(self, lowering: &mut Lowering<'_>, step: &Step, (cap, at): (&Cap, Spot)) {
        let Over::Ask { reason } = &cap.over else { return };
        let is_text =
            self.register.field(reason).is_some_and(|field| field.kind == FieldKind::Text);
        if is_text && step.asks(reason) {
            return;
        }
        let (step, cap) = (&step.key, &cap.key);
        lowering.say(
            at,
            (
                &format!("“{step}”可能超过占比“{cap}”，却不能填写理由“{reason}”"),
                &format!(
                    "\"{step}\" may exceed the share \"{cap}\" but takes no reason \"{reason}\""
                ),
            ),
            (
                &format!("请设文字字段 {reason} 并列入该步骤的 may"),
                &format!("declare a text field {reason} and list it under `may` of the step"),
            ),
        );
    }

    /// When the time is over, the lapse can be taken wherever the matter may be by then, and frees
    /// the places.
    fn lapses(self, lowering: &mut Lowering<'_>, step: &Step, (drawing, hold): (&Drawing, &Hold)) {
        let at = self.at(step, "hold");
        let Some(lapse) = self.register.step(&hold.lapse) else { return };
        let field = drawing.pool.as_ref();
        let releases = |step: &Step| {
            let of_field = |one: &&Drawing| one.pool.as_ref() == field;
            step.draws.iter().filter(of_field).any(|one| one.movement == Movement::Release)
        };
        let key = &hold.lapse;
        if !releases(lapse) || !lapse.needs.is_empty() || !lapse.rules.is_empty() {
            lowering.say(
                self.at(lapse, "right"),
                (
                    &format!("到期步骤“{key}”须 release 所保留的池，且没有 needs 和 rules"),
                    &format!(
                        "the lapse \"{key}\" must `release` the pool and have neither `needs` nor `rules`"
                    ),
                ),
                (
                    "到期由系统办理，没有人填写字段",
                    "the system takes it, and nobody is there to fill in fields",
                ),
            );
        }
        let settles = |step: &Step| {
            let of_field = |one: &&Drawing| one.pool.as_ref() == field;
            let settling =
                |one: &Drawing| matches!(one.movement, Movement::Confirm | Movement::Release);
            step.draws.iter().filter(of_field).any(settling)
        };
        let mut holding: BTreeSet<&Key> = BTreeSet::new();
        match &step.to {
            Some(to) => holding.insert(to),
            None => {
                holding.extend(&step.from);
                false
            }
        };
        loop {
            let before = holding.len();
            for next in self.register.steps.iter().filter(|next| !settles(next)) {
                if next.from.iter().any(|from| holding.contains(from)) {
                    holding.extend(&next.to);
                }
            }
            if holding.len() == before {
                break;
            }
        }
        for state in holding.into_iter().filter(|state| !lapse.from.contains(state)) {
            lowering.say(
                at,
                (
                    &format!("在状态“{state}”中仍有保留，到期步骤“{key}”却不能从那里办理"),
                    &format!(
                        "places may still be held in state \"{state}\", from which the lapse \"{key}\" \
                         cannot be taken"
                    ),
                ),
                (
                    &format!("请在 {key} 的 from 中加上 {state}，或先确认、放弃"),
                    &format!("add {state} to `from` of {key}, or confirm or release before"),
                ),
            );
        }
    }
}

/// Whether a movement can push a share above its limit.
fn touches(cap: &Cap, movement: Movement) -> bool {
    let grows = |places: Places| match movement {
        Movement::Fill => places == Places::Supplied,
        Movement::Take => matches!(places, Places::Drawn | Places::Used),
        Movement::Hold => places == Places::Drawn,
        Movement::Confirm => places == Places::Used,
        Movement::Drain | Movement::Release | Movement::GiveBack => false,
    };
    let shrinks = |places: Places| match movement {
        Movement::Drain => places == Places::Supplied,
        Movement::Release => places == Places::Drawn,
        Movement::GiveBack => matches!(places, Places::Drawn | Places::Used),
        Movement::Fill | Movement::Take | Movement::Hold | Movement::Confirm => false,
    };
    grows(cap.part) || shrinks(cap.whole)
}
