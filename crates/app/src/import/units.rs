//! Units of the organisation by key and by name.

use std::collections::{BTreeMap, BTreeSet};

use base::Key;
use register::event::UnitDefined;
use register::told::Told;
use register::value::plain;

/// The units that the importer may name.
pub(super) struct Units {
    by_name: BTreeMap<String, BTreeSet<Key>>,
    names: BTreeMap<Key, Told>,
}

impl Units {
    pub(super) fn new<'a>(units: impl IntoIterator<Item = &'a UnitDefined>) -> Units {
        let mut by_name: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
        let mut names = BTreeMap::new();
        for unit in units {
            for name in [unit.key.as_str(), &unit.zh, &unit.en] {
                by_name.entry(plain(name)).or_default().insert(unit.key.clone());
            }
            names.insert(unit.key.clone(), Told::new(unit.zh.as_str(), unit.en.as_str()));
        }
        Units { by_name, names }
    }

    /// The name of a unit; its key, if it lies elsewhere.
    pub(super) fn name(&self, unit: &Key) -> Told {
        self.names.get(unit).cloned().unwrap_or_else(|| Told::same(unit.as_str()))
    }

    /// The one unit that a cell names.
    pub(super) fn find(&self, text: &str) -> Result<Key, Told> {
        let found: Vec<&Key> = self.by_name.get(&plain(text)).into_iter().flatten().collect();
        match found.as_slice() {
            [unit] => Ok((*unit).clone()),
            [] => Err(Told::new(
                format!("管辖范围内没有名为“{text}”的单位；请填组织机构表中的名称或标识"),
                format!(
                    "there is no unit \"{text}\" in your part of the organisation; write a name or key of the organisation list"
                ),
            )),
            several => {
                let keys: Vec<&str> = several.iter().map(|key| key.as_str()).collect();
                Err(Told::new(
                    format!("有几个单位都叫“{text}”；请改填标识：{}", keys.join("、")),
                    format!(
                        "several units are called \"{text}\"; write a key: {}",
                        keys.join(", ")
                    ),
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(key: &'static str, zh: &str) -> UnitDefined {
        UnitDefined {
            key: Key::literal(key),
            kind: Key::literal("district"),
            parent: None,
            zh: zh.to_owned(),
            en: format!("{key} (en)"),
        }
    }

    #[test]
    fn a_unit_is_found_by_any_of_its_names_unless_two_share_it() {
        let defined = [unit("d01", "示例东区"), unit("d02", "示例西区"), unit("d03", "示例西区")];
        let units = Units::new(&defined);
        for name in ["d01", "示例东区", " 示例 东区", "D01（EN）"] {
            assert_eq!(units.find(name), Ok(Key::literal("d01")), "{name}");
        }
        assert!(units.find("示例西区").unwrap_err().en.ends_with("write a key: d02, d03"));
        assert!(units.find("外地").unwrap_err().en.starts_with("there is no unit \"外地\""));
    }
}
