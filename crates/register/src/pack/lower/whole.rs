//! What concerns the file as a whole: names that must differ, and where every name stands.

use std::collections::BTreeMap;

use super::{Lowering, section};
use crate::yaml::{Node, Pair, Spot};

/// Measures, indicators and parameters are named alike in formulas, so no two may share a name; and
/// numbers must tell registers apart.
pub(super) fn check(lowering: &mut Lowering<'_>, tree: &Node) {
    let mut seen: BTreeMap<&str, (&str, Spot)> = BTreeMap::new();
    for name in ["parameters", "measures", "indicators"] {
        for pair in section(tree, name) {
            match seen.get(pair.key.as_str()) {
                // Twice in one section is reported as a repeated entry.
                Some((earlier, spot)) if *earlier != name => {
                    let (key, line) = (&pair.key, spot.line);
                    lowering.say(
                        pair.at,
                        (
                            &format!("“{key}”在 {earlier} 中（第 {line} 行）已用"),
                            &format!("\"{key}\" is already used under \"{earlier}\" in line {line}"),
                        ),
                        (
                            "度量、指标和参数不能同名，请改名",
                            "a measure, an indicator and a parameter cannot share a name; rename one",
                        ),
                    );
                }
                Some(_) => {}
                None => {
                    seen.insert(&pair.key, (name, pair.at));
                }
            }
        }
    }
    let mut prefixes: BTreeMap<&str, &str> = BTreeMap::new();
    for register in section(tree, "registers") {
        let Some(number) = register.value.get("number") else { continue };
        let Some(prefix) = number.text() else { continue };
        if let Some(other) = prefixes.insert(prefix, &register.key) {
            lowering.say(
                number.at,
                (
                    &format!("编号前缀“{prefix}”已用于“{other}”"),
                    &format!("the prefix \"{prefix}\" already begins numbers of \"{other}\""),
                ),
                ("请换一个前缀", "choose another prefix"),
            );
        }
    }
}

/// Line and column of everything that has a name.
pub(crate) fn places(tree: &Node) -> BTreeMap<String, (u32, u32)> {
    let mut places = BTreeMap::new();
    let mut put = |path: String, pair: &Pair| {
        places.insert(path, (pair.at.line, pair.at.column));
    };
    for name in ["measures", "indicators", "parameters", "roles"] {
        for pair in section(tree, name) {
            put(format!("{name}.{}", pair.key), pair);
        }
    }
    for register in section(tree, "registers") {
        let path = format!("registers.{}", register.key);
        for name in ["fields", "steps", "caps"] {
            for pair in section(&register.value, name) {
                put(format!("{path}.{name}.{}", pair.key), pair);
            }
        }
        put(path, register);
    }
    places
}
