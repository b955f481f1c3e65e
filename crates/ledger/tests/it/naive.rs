//! RFC 6962 §2.1 as it is written: slow, recursive, and sharing nothing with the crate but the digest.

use ledger::digest::{Algorithm, Hash};

/// The largest power of two smaller than n, which is at least 2.
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// MTH(D[n]), given the digests of the leaves.
pub(crate) fn root(algorithm: Algorithm, leaves: &[Hash]) -> Hash {
    match leaves {
        [] => algorithm.of(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(k(leaves.len()));
            algorithm.of(&[&[1], &root(algorithm, left), &root(algorithm, right)])
        }
    }
}

/// PATH(m, D[n]).
pub(crate) fn path(algorithm: Algorithm, m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let (left, right) = leaves.split_at(k(leaves.len()));
    let (mut path, other) = if m < left.len() {
        (path(algorithm, m, left), right)
    } else {
        (path(algorithm, m - left.len(), right), left)
    };
    path.push(root(algorithm, other));
    path
}

/// SUBPROOF(m, D[n], b); PROOF(m, D[n]) is the one with b = true.
pub(crate) fn proof(algorithm: Algorithm, m: usize, leaves: &[Hash], b: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if b { vec![] } else { vec![root(algorithm, leaves)] };
    }
    let (left, right) = leaves.split_at(k(leaves.len()));
    if m <= left.len() {
        let mut path = proof(algorithm, m, left, b);
        path.push(root(algorithm, right));
        path
    } else {
        let mut path = proof(algorithm, m - left.len(), right, false);
        path.push(root(algorithm, left));
        path
    }
}

/// Leaves that differ from each other.
pub(crate) fn leaves(algorithm: Algorithm, count: usize) -> Vec<Hash> {
    (0..count).map(|n| algorithm.of(&[&[0], n.to_string().as_bytes()])).collect()
}
