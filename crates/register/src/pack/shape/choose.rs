//! Which kind a mapping is of: `type: choice`, or the word that stands in it.

use super::check::Owner;
use super::said::missing_named;
use super::{Kind, Kinds};
use crate::pack::fault::{Faults, Noun, did_you_mean};
use crate::pack::near::nearest;
use crate::told::Told;
use crate::yaml::{Node, Pair};

/// The kinds whose entries may stand in a mapping.
pub(super) struct Chosen {
    /// The one that was chosen; if none clearly was, all that may be meant.
    pub(super) kinds: Vec<&'static Kind>,
    /// The one that was clearly chosen.
    pub(super) certain: Option<&'static Kind>,
    /// The entry that says which, if it is not the kind's own word.
    pub(super) by: Option<&'static str>,
    /// Every kind that there is.
    all: Vec<&'static Kind>,
}

impl Chosen {
    /// An entry that does not belong here: perhaps misspelt, perhaps of another kind.
    pub(super) fn unknown(&self, pair: &Pair, known: &[&str], faults: &mut Faults) {
        let asks = |kind: &&&Kind| kind.entries.iter().any(|entry| entry.key == pair.key);
        let elsewhere: Vec<&str> = self.all.iter().filter(asks).map(|kind| kind.key).collect();
        match self.certain {
            Some(kind) if !elsewhere.is_empty() => {
                let (key, kind) = (&pair.key, kind.key);
                faults.push(
                    pair.at,
                    Told::new(
                        format!("“{kind}”不用“{key}”"),
                        format!("\"{key}\" does not go with \"{kind}\""),
                    ),
                    Told::new(
                        format!("只用于：{}", elsewhere.join("、")),
                        format!("it belongs to {}", elsewhere.join(", ")),
                    ),
                );
            }
            // While the kind is in doubt, only what looks misspelt is worth a word.
            None if !self.all.is_empty() && nearest(&pair.key, known).is_none() => {}
            Some(_) | None => {
                faults.unknown_at(pair.at, &pair.key, Noun::Entry, known.iter().copied());
            }
        }
    }
}

pub(super) fn chosen(node: &Node, kinds: &Kinds, owner: Owner<'_>, faults: &mut Faults) -> Chosen {
    match kinds {
        Kinds::One => Chosen { kinds: vec![], certain: None, by: None, all: vec![] },
        Kinds::ByValue { key, of, .. } => {
            let certain = by_value(node, key, of, owner, faults);
            let all: Vec<&Kind> = of.iter().collect();
            let kinds = certain.map_or_else(|| all.clone(), |kind| vec![kind]);
            Chosen { kinds, certain, by: Some(key), all }
        }
        Kinds::ByKey { of } => by_key(node, of(), owner, faults),
    }
}

fn by_value(
    node: &Node,
    key: &'static str,
    of: &'static [Kind],
    owner: Owner<'_>,
    faults: &mut Faults,
) -> Option<&'static Kind> {
    let words: Vec<&str> = of.iter().map(|kind| kind.key).collect();
    let Some(value) = node.get(key) else {
        let known = Told::new(words.join("、"), words.join(", "));
        missing_named(key, &known, owner, faults);
        return None;
    };
    let meant = of.iter().find(|kind| Some(kind.key) == value.text());
    if meant.is_none() {
        let text = value.text().unwrap_or_default();
        let shown: String = text.chars().take(60).collect();
        faults.push(
            value.at,
            Told::new(
                format!("“{key}”不能是“{shown}”"),
                format!("\"{key}\" cannot be \"{shown}\""),
            ),
            did_you_mean(text, &words),
        );
    }
    meant
}

fn by_key(node: &Node, all: Vec<&'static Kind>, owner: Owner<'_>, faults: &mut Faults) -> Chosen {
    let present: Vec<&'static Kind> =
        all.iter().copied().filter(|kind| node.pair(kind.key).is_some()).collect();
    let words: Vec<&str> = all.iter().map(|kind| kind.key).collect();
    let name = owner.name;
    match present.as_slice() {
        [kind] => Chosen { certain: Some(kind), kinds: present, by: None, all },
        [] => {
            faults.push(
                owner.at,
                Told::new(
                    format!("“{name}”没有说明是哪一种"),
                    format!("\"{name}\" does not say of which kind it is"),
                ),
                Told::new(
                    format!("请写出其中之一：{}", words.join("、")),
                    format!("write one of {}", words.join(", ")),
                ),
            );
            Chosen { kinds: all.clone(), certain: None, by: None, all }
        }
        [first, second, ..] => {
            let (one, other) = (first.key, second.key);
            let at = node.pair(other).map_or(owner.at, |pair| pair.at);
            faults.push(
                at,
                Told::new(
                    format!("“{name}”同时写了“{one}”和“{other}”"),
                    format!("\"{name}\" says both \"{one}\" and \"{other}\""),
                ),
                Told::new(
                    "只保留一个，其余另立",
                    "keep one of them, and write the other separately",
                ),
            );
            Chosen { kinds: present, certain: None, by: None, all }
        }
    }
}
