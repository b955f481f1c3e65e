//! Fields and their kinds.

use base::Key;

use super::{Lowering, flag, key, section};
use crate::model::{Field, FieldKind};
use crate::value::AMOUNT_MAX;
use crate::yaml::{Node, Pair};

/// The fields of a register or the columns of a group.
pub(super) fn fields(lowering: &mut Lowering<'_>, pairs: &[Pair]) -> Vec<Field> {
    lowering.all(pairs, field)
}

fn field(lowering: &mut Lowering<'_>, pair: &Pair) -> Option<Field> {
    let node = &pair.value;
    let kind = match node.get("type")?.text()? {
        "text" => FieldKind::Text,
        "integer" => integer(lowering, node)?,
        "money" => FieldKind::Money,
        "penalty_money" => FieldKind::PenaltyMoney,
        "date" => FieldKind::Date,
        "moment" => FieldKind::Moment,
        "choice" => FieldKind::Choice(choices(lowering, pair, node.get("of")?)),
        "flag" => FieldKind::Flag,
        "unit" => FieldKind::Unit,
        "matter" => FieldKind::Matter(key(node.get("of")?)?),
        "lines" => lines(lowering, pair)?,
        _ => return None,
    };
    let dimension = flag(node.get("dimension"));
    let personal = flag(node.get("personal"));
    if personal && (dimension || matches!(kind, FieldKind::Lines { .. })) {
        lowering.say(
            node.get("personal").unwrap_or(node).at,
            (
                &format!("个人信息“{}”不能是维度或明细", pair.key),
                &format!("the personal data \"{}\" can be neither dimension nor rows", pair.key),
            ),
            (
                "数据不得按个人信息查询；请去掉 dimension，或把各列写成单独的字段",
                "no figure may be asked by it: take `dimension` out, or write the columns as fields",
            ),
        );
    }
    Some(Field { key: Key::new(&pair.key).ok()?, kind, dimension, personal })
}

fn integer(lowering: &mut Lowering<'_>, node: &Node) -> Option<FieldKind> {
    let bound = |name: &str, default: i64| match node.get(name) {
        Some(bound) => bound.text()?.parse().ok(),
        None => Some(default),
    };
    let (min, max) = (bound("min", 0)?, bound("max", AMOUNT_MAX)?);
    if min > max {
        lowering.say(
            node.get("min").unwrap_or(node).at,
            (&format!("最小值 {min} 大于最大值 {max}"), &format!("min {min} is above max {max}")),
            ("请调换或改正", "exchange or correct them"),
        );
    }
    Some(FieldKind::Integer { min, max })
}

fn choices(lowering: &mut Lowering<'_>, pair: &Pair, of: &Node) -> Vec<Key> {
    let listed = lowering.all(of.items(), |_, item| Some((item.at, key(item)?)));
    for (at, choice) in listed.iter().filter(|(_, choice)| choice.as_str() == "name") {
        lowering.say(
            *at,
            (
                &format!("选项不能叫“{choice}”：文字文件中 name 指字段本身"),
                &format!(
                    "a choice cannot be called \"{choice}\": in texts it stands for the field"
                ),
            ),
            ("请换一个名称", "choose another name"),
        );
    }
    if of.items().is_empty() {
        lowering.say(
            of.at,
            (&format!("“{}”没有任何选项", pair.key), &format!("\"{}\" has no choices", pair.key)),
            ("请列出可选项", "list the choices"),
        );
    }
    lowering.once(listed)
}

fn lines(lowering: &mut Lowering<'_>, pair: &Pair) -> Option<FieldKind> {
    let node = &pair.value;
    let pairs = section(node, "fields");
    let columns = fields(lowering, pairs);
    if pairs.is_empty() {
        lowering.say(
            pair.at,
            (
                &format!("明细“{}”没有列", pair.key),
                &format!("the group \"{}\" has no columns", pair.key),
            ),
            ("请在 fields 下写出各列", "write its columns under `fields`"),
        );
    }
    let unique = match node.get("unique") {
        Some(unique) => {
            let declared = super::declared(pairs);
            Some(lowering.resolve(unique, crate::pack::fault::Noun::Column, &declared)?)
        }
        None => None,
    };
    Some(FieldKind::Lines { fields: columns, unique })
}
