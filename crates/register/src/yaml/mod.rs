//! YAML as a tree that remembers where everything stands.
//!
//! Scalars stay text: whether `yes` is a word, a flag or a name is decided by the grammar that reads
//! the tree, so `0.9` never passes through a float and `no` never becomes `false` by accident.

mod parse;

pub use parse::{BYTES_MAX, DEPTH_MAX, NODES_MAX, parse};

use crate::told::Told;

/// A place in a file, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub line: u32,
    pub column: u32,
}

/// A piece of a YAML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub at: Spot,
    pub data: Data,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A word, number, day or text, as written.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    /// Pairs in the order of the file. Keys may repeat: whoever reads the tree reports that.
    Mapping(Vec<Pair>),
}

/// One line of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub key: String,
    pub at: Spot,
    pub value: Node,
}

/// Why a file could not be read as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unparsed {
    pub at: Spot,
    pub message: Told,
    pub hint: Told,
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } => Some(text),
            Data::List(_) | Data::Mapping(_) => None,
        }
    }

    /// Whether nothing is written here: `key:` without a value, `~` or `null`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The items of a list; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            Data::Scalar { .. } | Data::Mapping(_) => &[],
        }
    }

    /// The items of a list, or a single scalar as the only item.
    #[must_use]
    pub fn one_or_many(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            Data::Scalar { .. } if !self.is_empty() => std::slice::from_ref(self),
            Data::Scalar { .. } | Data::Mapping(_) => &[],
        }
    }

    /// The pairs of a mapping; none for anything else.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        match &self.data {
            Data::Mapping(pairs) => pairs,
            Data::Scalar { .. } | Data::List(_) => &[],
        }
    }

    /// The pair with this key.
    #[must_use]
    pub fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs().iter().find(|pair| pair.key == key)
    }

    /// What stands at this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pair(key).map(|pair| &pair.value)
    }
}
