//! A sound proof leads to the root; nothing else does.

use base::{Lang, Say};
use ledger::digest::{Algorithm, Hash};
use ledger::proof::{Misfit, consistency_roots, inclusion_root};
use proptest::prelude::*;

use crate::naive;

#[test]
fn every_record_of_every_small_tree_leads_to_its_root() {
    for algorithm in Algorithm::ALL {
        let leaves = naive::leaves(algorithm, 33);
        for size in 1..=leaves.len() {
            let (tree, root) = (&leaves[..size], naive::root(algorithm, &leaves[..size]));
            for m in 0..size {
                let place = (m as u64 + 1, size as u64);
                let path = naive::path(algorithm, m, tree);
                assert_eq!(inclusion_root(algorithm, &leaves[m], place, &path), Ok(root));
                let earlier = naive::root(algorithm, &tree[..=m]);
                let path = naive::proof(algorithm, m + 1, tree, true);
                let roots = consistency_roots(algorithm, &earlier, place, &path);
                assert_eq!(roots, Ok((earlier, root)), "{place:?}");
            }
        }
    }
}

#[test]
fn what_does_not_fit_its_tree_is_said() {
    let algorithm = Algorithm::Sha256;
    let leaves = naive::leaves(algorithm, 7);
    let path = naive::path(algorithm, 2, &leaves);
    let check = |place, path: &[Hash], expected: &str| {
        let misfit = inclusion_root(algorithm, &leaves[2], place, path).unwrap_err();
        assert_eq!(misfit.to_string(), expected);
        assert!(!misfit.say(Lang::Zh).is_empty());
    };
    check((8, 7), &path, "a tree of 7 records has no record 8");
    check((0, 7), &path, "a tree of 7 records has no record 0");
    let length = "the path has 2 digests, which does not fit its place in a tree of 7 records: some were lost or added";
    check((3, 7), &path[..2], length);
    let long = [path.as_slice(), &path[..1]].concat();
    check((3, 7), &long, &length.replace("has 2", "has 4"));
    let backwards = consistency_roots(algorithm, &leaves[0], (5, 4), &[]).unwrap_err();
    assert_eq!(backwards, Misfit::Backwards { first: 5, second: 4 });
}

fn hash() -> impl Strategy<Value = Hash> {
    proptest::array::uniform32(any::<u8>())
}

proptest! {
    /// A change of one bit in the leaf or anywhere on the path leads to another root.
    #[test]
    fn a_changed_proof_leads_elsewhere(size in 1_usize..70, place in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let algorithm = Algorithm::Sm3;
        let leaves = naive::leaves(algorithm, size);
        let m = place.index(size);
        let root = naive::root(algorithm, &leaves);
        let mut digests = vec![leaves[m]];
        digests.extend(naive::path(algorithm, m, &leaves));
        let at = at.index(digests.len() * 32);
        digests[at / 32][at % 32] ^= 1 << bit;
        let (leaf, path) = digests.split_first().unwrap();
        prop_assert_ne!(inclusion_root(algorithm, leaf, (m as u64 + 1, size as u64), path), Ok(root));
    }

    /// A record is proved at its own place only.
    #[test]
    fn a_record_is_at_no_other_place(size in 2_usize..70, place in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let algorithm = Algorithm::Sha256;
        let leaves = naive::leaves(algorithm, size);
        let (m, n) = (place.index(size), other.index(size));
        prop_assume!(m != n);
        let path = naive::path(algorithm, m, &leaves);
        let reached = inclusion_root(algorithm, &leaves[m], (n as u64 + 1, size as u64), &path);
        prop_assert_ne!(reached, Ok(naive::root(algorithm, &leaves)));
    }

    /// A tree that changed a record of the earlier one cannot be shown to continue it.
    #[test]
    fn a_rewritten_journal_continues_nothing(first in 1_usize..40, more in 1_usize..40, at in any::<prop::sample::Index>()) {
        let algorithm = Algorithm::Sha256;
        let leaves = naive::leaves(algorithm, first + more);
        let earlier = naive::root(algorithm, &leaves[..first]);
        let mut rewritten = leaves;
        rewritten[at.index(first)] = [7; 32];
        let path = naive::proof(algorithm, first, &rewritten, true);
        let roots = consistency_roots(algorithm, &earlier, (first as u64, (first + more) as u64), &path);
        prop_assert_ne!(roots, Ok((earlier, naive::root(algorithm, &rewritten))));
    }

    /// Whatever comes in, an answer comes out.
    #[test]
    fn no_input_makes_it_stumble(leaf in hash(), one in any::<u64>(), two in any::<u64>(), path in prop::collection::vec(hash(), 0..70)) {
        let _ = inclusion_root(Algorithm::Sha256, &leaf, (one, two), &path);
        let _ = consistency_roots(Algorithm::Sha256, &leaf, (one, two), &path);
    }
}
