//! Under which tree of the organisation, and by which definitions, a figure is asked for.

use base::{Lang, Say};
use jiff::civil::Date;
use register::model::Pack;

/// Under which tree of the organisation units are counted together.
///
/// Only reorganisations known at the question's point of the record count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TreePolicy {
    /// As was (当时建制): flows by the tree valid on each effective day, stocks by the tree valid at the
    /// cut-off.
    #[default]
    AsWas,
    /// As is (现行建制): everything by the latest tree.
    AsIs,
    /// As closed (关账时建制): everything by the tree of a closing.
    AsClosed {
        /// The closing's knowledge point.
        known_at: u64,
        /// The last day of its period, whose tree counts.
        on: Date,
    },
}

/// A tree to be used for one sum: what a [`TreePolicy`] means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trees {
    /// For every effective day the tree valid on it.
    EachDay,
    /// For all of them the tree valid on this day.
    On(Date),
    /// For all of them the latest tree.
    Latest,
    /// For all of them the tree valid on a day, as known at a point of the record.
    Known {
        /// Last sequence number whose reorganisations count.
        at: u64,
        /// The day.
        on: Date,
    },
}

/// A tree of the organisation, named by when it became valid and by what made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreeVersion {
    /// First day of its validity; `None` from the beginning.
    pub valid_from: Option<Date>,
    /// The record that made it.
    pub made: u64,
}

/// By which version of its pack a figure is defined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionPolicy {
    /// The one in force at the cut-off, as far as adopted by the question's point of the record.
    #[default]
    InForce,
    /// The newest, whenever it was adopted: another question than the one asked back then.
    Latest,
    /// This one.
    Version(u32),
}

impl TreePolicy {
    /// The trees of a flow within a span.
    #[must_use]
    pub fn of_flow(self) -> Trees {
        match self {
            TreePolicy::AsWas => Trees::EachDay,
            TreePolicy::AsIs => Trees::Latest,
            TreePolicy::AsClosed { known_at, on } => Trees::Known { at: known_at, on },
        }
    }

    /// The tree of a stock at its cut-off.
    #[must_use]
    pub fn of_stock(self, cut_off: Date) -> Trees {
        match self {
            TreePolicy::AsWas => Trees::On(cut_off),
            TreePolicy::AsIs | TreePolicy::AsClosed { .. } => self.of_flow(),
        }
    }
}

impl DefinitionPolicy {
    /// The version of a pack that answers a question with this cut-off, out of those adopted: each with
    /// the sequence number of its record, oldest first.
    ///
    /// Before the first version came into force, the first one answers: it says how far back it holds.
    #[must_use]
    pub fn choose<'a>(
        self,
        (as_of, known_at): (Date, Option<u64>),
        adopted: &[(u64, &'a Pack)],
    ) -> Option<&'a Pack> {
        let known = |adopted: &&(u64, &'a Pack)| known_at.is_none_or(|last| adopted.0 <= last);
        let found = match self {
            DefinitionPolicy::Version(version) => {
                adopted.iter().rev().find(|(_, pack)| pack.version == version)
            }
            DefinitionPolicy::Latest => adopted.last(),
            DefinitionPolicy::InForce => {
                let known: Vec<&(u64, &Pack)> = adopted.iter().filter(known).collect();
                let in_force = known.iter().rev().find(|(_, pack)| pack.effective_from <= as_of);
                in_force.or(known.first()).copied()
            }
        };
        found.map(|(_, pack)| *pack)
    }
}

impl Say for TreePolicy {
    fn say(&self, lang: Lang) -> String {
        match self {
            TreePolicy::AsWas => lang.pick("当时建制", "organisation as it was").to_owned(),
            TreePolicy::AsIs => lang.pick("现行建制", "organisation as it is now").to_owned(),
            TreePolicy::AsClosed { known_at, on } => match lang {
                Lang::Zh => format!("关账时建制（{on}，截至第 {known_at} 号记录）"),
                Lang::En => format!("organisation as closed ({on}, known at record {known_at})"),
            },
        }
    }
}

impl Say for DefinitionPolicy {
    fn say(&self, lang: Lang) -> String {
        match self {
            DefinitionPolicy::InForce => {
                lang.pick("截止日施行的定义", "definition in force at the cut-off").to_owned()
            }
            DefinitionPolicy::Latest => lang.pick("最新定义", "latest definition").to_owned(),
            DefinitionPolicy::Version(version) => match lang {
                Lang::Zh => format!("指定第 {version} 版定义"),
                Lang::En => format!("definition version {version}, as asked"),
            },
        }
    }
}
