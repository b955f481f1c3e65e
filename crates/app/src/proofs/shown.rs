//! What a sound proof shows, in a sentence.

use base::{Lang, Say, day};
use jiff::civil::Date;
use ledger::digest::{Algorithm, Hash, hex};

/// What a sound proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The record stands in the journal with this root.
    Included {
        algorithm: Algorithm,
        sequence: u64,
        effective_on: Option<Date>,
        actor: String,
        root: Hash,
        trust: Trust,
    },
    /// The journal with the later root continues the one with the earlier root.
    Continued { algorithm: Algorithm, first: (u64, Hash), second: (u64, Hash), trust: Trust },
}

/// What the root was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Nothing: whoever made the file could have made the root too.
    OnlyTheFile,
    /// A root that the asker had.
    Root,
    /// A seal that the asker had: root and number of records.
    Seal { size: u64 },
}

impl Shown {
    pub(super) fn included(
        algorithm: Algorithm,
        record: &super::RecordInFile,
        root: Hash,
        trust: Trust,
    ) -> Shown {
        Shown::Included {
            algorithm,
            sequence: record.sequence,
            effective_on: day::from_number(record.effective_day),
            actor: record.actor.clone(),
            root,
            trust,
        }
    }

    fn trust(&self) -> Trust {
        match self {
            Shown::Included { trust, .. } | Shown::Continued { trust, .. } => *trust,
        }
    }
}

impl Say for Shown {
    fn say(&self, lang: Lang) -> String {
        format!("{}{}", self.fact(lang), self.trust().say(lang))
    }
}

impl Shown {
    fn fact(&self, lang: Lang) -> String {
        match self {
            Shown::Included { algorithm, sequence, effective_on, actor, root, .. } => {
                let on = effective_on.map(|day| day.to_string()).unwrap_or_default();
                let root = hex(root);
                match lang {
                    Lang::Zh => format!(
                        "核验通过：文件所载的第 {sequence} 号记录（{on} 生效，经办 {actor}）逐字在根为 {root} 的台账中（{algorithm}）。"
                    ),
                    Lang::En => format!(
                        "verified: record {sequence} (effective {on}, by {actor}) stands in the journal with the root {root} exactly as in the file ({algorithm})."
                    ),
                }
            }
            Shown::Continued { algorithm, first, second, .. } => {
                let (size, root) = (first.0, hex(&first.1));
                let (later_size, later_root) = (second.0, hex(&second.1));
                match lang {
                    Lang::Zh => format!(
                        "核验通过：根为 {later_root} 的台账（{later_size} 条）原样包含根为 {root} 的台账（{size} 条），其后只有追加（{algorithm}）。"
                    ),
                    Lang::En => format!(
                        "verified: the journal with the root {later_root} ({later_size} records) holds the one with the root {root} ({size} records) unchanged; since then it was only appended to ({algorithm})."
                    ),
                }
            }
        }
    }
}

impl Say for Trust {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Trust::OnlyTheFile, Lang::Zh) => {
                "根取自文件本身：请与另处记下或印出的封签比对".to_owned()
            }
            (Trust::OnlyTheFile, Lang::En) => {
                " The root is that of the file itself: compare it with a seal that was noted or printed elsewhere".to_owned()
            }
            (Trust::Root, Lang::Zh) => "根与您给出的相同".to_owned(),
            (Trust::Root, Lang::En) => " The root is the one you gave".to_owned(),
            (Trust::Seal { size }, Lang::Zh) => format!("根与封签（{size} 条记录）相同"),
            (Trust::Seal { size }, Lang::En) => {
                format!(" The root is that of the seal over {size} records")
            }
        }
    }
}
