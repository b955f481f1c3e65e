//! Proofs that somebody can check who has nothing but a root: no database, no program of ours.
//!
//! [`inclusion_root`] is RFC 9162 §2.1.3.2, [`consistency_roots`] is §2.1.4.2. What is checked is
//! described for strangers, with a program of thirty lines, in `docs/reference/proofs.md`.

use base::{Lang, Say};

use crate::digest::{Algorithm, Hash};
use crate::merkle::join;

/// The longest path that a tree of 2^64 leaves can ask for; consistency may take one more.
pub const PATH_MAX: usize = 65;

/// Why a path does not fit its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The record is not one of the tree's.
    #[error("a tree of {size} records has no record {sequence}")]
    NoSuchRecord {
        /// The record that was to be proved.
        sequence: u64,
        /// The number of records in the tree.
        size: u64,
    },
    /// The path is too short or too long.
    #[error(
        "the path has {found} digests, which does not fit its place in a tree of {size} records: some were lost or added"
    )]
    Length {
        /// The number of digests in the path.
        found: usize,
        /// The number of records in the tree.
        size: u64,
    },
    /// The later tree is the smaller one, or the earlier one is empty.
    #[error("a tree of {second} records cannot continue one of {first}")]
    Backwards {
        /// The number of records in the tree said to be the earlier one.
        first: u64,
        /// The number of records in the tree said to be the later one.
        second: u64,
    },
}

impl Say for Misfit {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, Misfit::NoSuchRecord { sequence, size }) => {
                format!("{size} 条记录的树中没有第 {sequence} 号记录")
            }
            (Lang::Zh, Misfit::Length { found, size }) => {
                format!("路径有 {found} 个杂凑值，与 {size} 条记录的树中的位置不符：有缺失或多余")
            }
            (Lang::Zh, Misfit::Backwards { first, second }) => {
                format!("{second} 条记录的树不可能是 {first} 条记录的树的延续")
            }
        }
    }
}

/// The root that a leaf and its path lead to: the leaf of record `sequence` (counted from 1) in a tree
/// of `size` records.
///
/// # Errors
///
/// [`Misfit`] if the path is not as long as its place in the tree asks for.
pub fn inclusion_root(
    algorithm: Algorithm,
    leaf: &Hash,
    (sequence, size): (u64, u64),
    path: &[Hash],
) -> Result<Hash, Misfit> {
    let no_such_record = Misfit::NoSuchRecord { sequence, size };
    let index = sequence.checked_sub(1).filter(|index| *index < size).ok_or(no_such_record)?;
    let mut place = Place { first: index, last: size.saturating_sub(1) };
    let misfit = Misfit::Length { found: path.len(), size };
    let mut root = *leaf;
    for step in path {
        root = match place.up().ok_or(misfit)? {
            Side::Left => join(algorithm, step, &root),
            Side::Right => join(algorithm, &root, step),
        };
    }
    if place.last == 0 { Ok(root) } else { Err(misfit) }
}

/// The two roots that a path leads to: of the tree of `first` records, and of the tree of `second` that
/// continues it. `first_root` is part of what is checked: it stands at the bottom of the path if `first`
/// is a power of two.
///
/// # Errors
///
/// [`Misfit`] if the path is not as long as the two sizes ask for.
pub fn consistency_roots(
    algorithm: Algorithm,
    first_root: &Hash,
    (first, second): (u64, u64),
    path: &[Hash],
) -> Result<(Hash, Hash), Misfit> {
    if first == 0 || first > second {
        return Err(Misfit::Backwards { first, second });
    }
    let misfit = Misfit::Length { found: path.len(), size: second };
    if first == second {
        return if path.is_empty() { Ok((*first_root, *first_root)) } else { Err(misfit) };
    }
    let mut place = Place { first: first.saturating_sub(1), last: second.saturating_sub(1) };
    let steps = place.first.trailing_ones();
    place.rise(steps);
    let (bottom, rest) = if first.is_power_of_two() {
        (first_root, path)
    } else {
        path.split_first().ok_or(misfit)?
    };
    let (mut old, mut new) = (*bottom, *bottom);
    for step in rest {
        match place.up().ok_or(misfit)? {
            Side::Left => {
                old = join(algorithm, step, &old);
                new = join(algorithm, step, &new);
            }
            Side::Right => new = join(algorithm, &new, step),
        }
    }
    if place.last == 0 { Ok((old, new)) } else { Err(misfit) }
}

/// On which side the next digest of a path is joined.
enum Side {
    Left,
    Right,
}

/// The place of a node and of the last node of its level, as the way up passes them (fn and sn of
/// RFC 9162).
struct Place {
    first: u64,
    last: u64,
}

impl Place {
    /// Goes up to the next join. `None` at the top.
    fn up(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = if self.first & 1 == 1 || self.first == self.last {
            // A last node without neighbour rises unchanged until it has one.
            if self.first & 1 == 0 {
                let steps = self.first.trailing_zeros();
                self.rise(steps);
            }
            Side::Left
        } else {
            Side::Right
        };
        self.rise(1);
        Some(side)
    }

    fn rise(&mut self, levels: u32) {
        self.first = self.first.checked_shr(levels).unwrap_or_default();
        self.last = self.last.checked_shr(levels).unwrap_or_default();
    }
}
