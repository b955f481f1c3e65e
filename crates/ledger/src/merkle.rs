//! The Merkle tree over the records of the journal.
//!
//! Its shape is that of RFC 6962 §2.1 (and RFC 9162 §2.1.1): the leaves are those of the
//! [chain](crate::chain), a node is `H(0x01 ‖ left ‖ right)`, and the tree of *n* leaves splits at the
//! largest power of two below *n*. One digest, the root, commits to every record, and short paths show
//! that a record is in the tree or that a later tree continues an earlier one.
//!
//! A subtree of 2^*level* leaves that begins at a multiple of its size never changes again: it is a
//! [`Node`], and its digest may be kept. Everything else is put together from nodes.

use crate::chain::NODE;
use crate::digest::{Algorithm, Hash};

/// A full subtree: the 2^`level` leaves from `index` · 2^`level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// 0 for a leaf.
    pub level: u32,
    /// Its place among the nodes of its level, counted from 0.
    pub index: u64,
}

impl Node {
    /// The place of its first leaf, counted from 0.
    #[must_use]
    pub fn begin(self) -> u64 {
        self.index.checked_shl(self.level).unwrap_or(u64::MAX)
    }

    /// The number of its leaves.
    #[must_use]
    pub fn leaves(self) -> u64 {
        1_u64.checked_shl(self.level).unwrap_or(u64::MAX)
    }
}

/// The digest of a node from those of its halves.
#[must_use]
pub fn join(algorithm: Algorithm, left: &Hash, right: &Hash) -> Hash {
    algorithm.of(&[&[NODE], left, right])
}

/// The root of a tree without leaves.
#[must_use]
pub fn empty_root(algorithm: Algorithm) -> Hash {
    algorithm.of(&[])
}

/// The tree as far as it must be remembered to go on: one node for each binary digit of its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growing {
    algorithm: Algorithm,
    size: u64,
    /// Largest subtree first; their sizes are the powers of two in `size`.
    peaks: Vec<Hash>,
}

impl Growing {
    /// The tree without leaves.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Growing {
        Growing { algorithm, size: 0, peaks: vec![] }
    }

    /// A tree of this size, given the digests of [`peaks`]`(size)`. `None` if they are too many or too
    /// few.
    #[must_use]
    pub fn resume(algorithm: Algorithm, size: u64, peaks: Vec<Hash>) -> Option<Growing> {
        let fits = u32::try_from(peaks.len()).is_ok_and(|found| found == size.count_ones());
        fits.then_some(Growing { algorithm, size, peaks })
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The digest that the tree is made with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Adds a leaf; `full` hears every node that it completes, smallest first.
    pub fn push(&mut self, leaf: &Hash, mut full: impl FnMut(Node, &Hash)) {
        let (mut node, mut hash) = (Node { level: 0, index: self.size }, *leaf);
        full(node, &hash);
        // A node with an odd index is a right half; its left half is the last peak.
        while node.index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = join(self.algorithm, &left, &hash);
            node = Node { level: node.level.saturating_add(1), index: node.index >> 1 };
            full(node, &hash);
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// The root of the tree as it is now.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(self.algorithm, &self.peaks)
    }
}

/// The digest of neighbouring leaves from those of their [nodes](Span::nodes), in order.
#[must_use]
pub fn fold(algorithm: Algorithm, nodes: &[Hash]) -> Hash {
    let Some((last, before)) = nodes.split_last() else { return empty_root(algorithm) };
    before.iter().rev().fold(*last, |right, left| join(algorithm, left, &right))
}

/// The nodes that make up the first `size` leaves, largest first.
#[must_use]
pub fn peaks(size: u64) -> Vec<Node> {
    Span { begin: 0, end: size }.nodes()
}

/// Neighbouring leaves that some tree keeps under one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first leaf, counted from 0.
    pub begin: u64,
    /// The leaf after the last.
    pub end: u64,
}

impl Span {
    /// The full subtrees that it consists of, left to right.
    #[must_use]
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = vec![];
        let mut begin = self.begin;
        while begin < self.end {
            let left = self.end.saturating_sub(begin);
            // The largest power of two that fits; `begin` is a multiple of it within a tree.
            let level = left.ilog2().min(begin.trailing_zeros());
            let node = Node { level, index: begin.checked_shr(level).unwrap_or_default() };
            nodes.push(node);
            begin = begin.saturating_add(node.leaves());
        }
        nodes
    }
}

/// The spans whose digests lead from a leaf to the root, nearest first: PATH(m, D\[n\]) of RFC 6962
/// §2.1.1. `index` counts from 0. `None` if the tree has no such leaf.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size {
        return None;
    }
    let (mut begin, mut end, mut path) = (0, size, vec![]);
    while let Some(middle) = middle(begin, end) {
        if index < middle {
            path.push(Span { begin: middle, end });
            end = middle;
        } else {
            path.push(Span { begin, end: middle });
            begin = middle;
        }
    }
    path.reverse();
    Some(path)
}

/// The spans whose digests show that the tree of `second` leaves continues the tree of `first`:
/// PROOF(m, D\[n\]) of RFC 6962 §2.1.2. `None` unless 0 < first ≤ second.
#[must_use]
pub fn consistency(first: u64, second: u64) -> Option<Vec<Span>> {
    if first == 0 || first > second {
        return None;
    }
    let (mut begin, mut end, mut path) = (0, second, vec![]);
    while end != first
        && let Some(middle) = middle(begin, end)
    {
        if first <= middle {
            path.push(Span { begin: middle, end });
            end = middle;
        } else {
            path.push(Span { begin, end: middle });
            begin = middle;
        }
    }
    // The earlier root itself is known to whoever checks; a part of it is not.
    if begin != 0 {
        path.push(Span { begin, end });
    }
    path.reverse();
    Some(path)
}

/// Where a subtree splits: after the largest power of two below its size. `None` for a leaf.
fn middle(begin: u64, end: u64) -> Option<u64> {
    let below = end.checked_sub(begin)?.checked_sub(1)?;
    let half = 1_u64.checked_shl(below.checked_ilog2()?)?;
    begin.checked_add(half)
}
