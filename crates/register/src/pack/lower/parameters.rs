//! Dated constants.

use base::{Key, UnitOfMeasure};

use super::{Lowering, date, decimal, flag};
use crate::model::{Parameter, ParameterValue};
use crate::yaml::{Node, Pair};

pub(super) fn parameters(lowering: &mut Lowering<'_>, pairs: &[Pair]) -> Vec<Parameter> {
    lowering.all(pairs, parameter)
}

fn parameter(lowering: &mut Lowering<'_>, pair: &Pair) -> Option<Parameter> {
    let listed = pair.value.get("values")?;
    let values = lowering.all(listed.items(), |_, node| value(node));
    if listed.items().is_empty() {
        lowering.say(
            pair.at,
            (
                &format!("参数“{}”没有取值", pair.key),
                &format!("the parameter \"{}\" has no value", pair.key),
            ),
            ("请写出至少一个时期的取值", "write the value of at least one period"),
        );
    }
    for (earlier, later) in listed.items().iter().zip(listed.items().iter().skip(1)) {
        let day = |node: &Node| node.get("from").and_then(date);
        let (Some(before), Some(after)) = (day(earlier), day(later)) else { continue };
        if after <= before {
            lowering.say(
                later.get("from").unwrap_or(later).at,
                (
                    &format!("自 {after} 起的取值排在自 {before} 起的取值之后"),
                    &format!("the value from {after} stands after the value from {before}"),
                ),
                (
                    "请按起始日先后排列，每日至多一个",
                    "order values by their first day, one for a day",
                ),
            );
        }
    }
    let unit_of_measure = UnitOfMeasure::of_key(pair.value.get("in")?.text()?)?;
    Some(Parameter { key: Key::new(&pair.key).ok()?, unit_of_measure, values })
}

fn value(node: &Node) -> Option<ParameterValue> {
    Some(ParameterValue {
        from: date(node.get("from")?)?,
        value: decimal(node.get("value")?)?,
        cite: node.get("cite")?.text()?.to_owned(),
        is_default: flag(node.get("default")),
    })
}
