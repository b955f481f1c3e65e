//! The root of a growing tree, and the digests that paths are made of.

use ledger::digest::{Algorithm, Hash, hex};
use ledger::merkle::{Growing, Node, Span, consistency, fold, inclusion, peaks};

use crate::naive;

/// The leaves of the reference tests of RFC 6962 (certificate-transparency, merkle_tree_test), and the
/// roots of the trees of the first 0 to 8 of them.
const INPUTS: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn grown(algorithm: Algorithm, leaves: &[Hash]) -> (Growing, Vec<(Node, Hash)>) {
    let (mut tree, mut nodes) = (Growing::new(algorithm), vec![]);
    for leaf in leaves {
        tree.push(leaf, |node, hash| nodes.push((node, *hash)));
    }
    (tree, nodes)
}

#[test]
fn roots_are_those_of_the_reference_tests() {
    let algorithm = Algorithm::Sha256;
    let leaves: Vec<Hash> = INPUTS.iter().map(|input| algorithm.of(&[&[0], input])).collect();
    for (size, expected) in ROOTS.iter().enumerate() {
        assert_eq!(hex(&grown(algorithm, &leaves[..size]).0.root()), *expected, "{size}");
        assert_eq!(hex(&naive::root(algorithm, &leaves[..size])), *expected, "{size}");
    }
}

#[test]
fn a_growing_tree_has_the_root_of_the_standard_at_every_size() {
    for algorithm in Algorithm::ALL {
        let leaves = naive::leaves(algorithm, 130);
        for size in 0..=leaves.len() {
            let (tree, _) = grown(algorithm, &leaves[..size]);
            assert_eq!(tree.root(), naive::root(algorithm, &leaves[..size]), "{size}");
            assert_eq!(tree.size(), size as u64);
        }
    }
}

#[test]
fn the_nodes_told_are_full_subtrees_and_enough_to_go_on_from() {
    let algorithm = Algorithm::Sm3;
    let leaves = naive::leaves(algorithm, 77);
    let (whole, nodes) = grown(algorithm, &leaves);
    for (node, hash) in &nodes {
        let begin = usize::try_from(node.begin()).unwrap();
        let end = begin + usize::try_from(node.leaves()).unwrap();
        assert_eq!(*hash, naive::root(algorithm, &leaves[begin..end]), "{node:?}");
    }
    for size in 0..leaves.len() {
        let found = peaks(size as u64).into_iter().map(|node| kept(&nodes, node)).collect();
        let mut tree = Growing::resume(algorithm, size as u64, found).unwrap();
        leaves[size..].iter().for_each(|leaf| tree.push(leaf, |_, _| {}));
        assert_eq!(tree, whole, "{size}");
    }
    assert_eq!(Growing::resume(algorithm, 3, vec![leaves[0]]), None);
}

/// What a store would keep: the digest of this node.
fn kept(nodes: &[(Node, Hash)], wanted: Node) -> Hash {
    let found = nodes.iter().find(|(node, _)| *node == wanted);
    found.map(|(_, hash)| *hash).expect("every node that a path asks for was told")
}

/// The digests of spans, each put together from the nodes that a store would keep.
fn hashes(algorithm: Algorithm, leaves: &[Hash], spans: &[Span]) -> Vec<Hash> {
    let (_, nodes) = grown(algorithm, leaves);
    let digest = |span: &Span| {
        let parts: Vec<Hash> = span.nodes().into_iter().map(|node| kept(&nodes, node)).collect();
        fold(algorithm, &parts)
    };
    spans.iter().map(digest).collect()
}

#[test]
fn paths_are_those_of_the_standard() {
    let algorithm = Algorithm::Sha256;
    let leaves = naive::leaves(algorithm, 40);
    for size in 1..=leaves.len() {
        let tree = &leaves[..size];
        for m in 0..size {
            let spans = inclusion(m as u64, size as u64).unwrap();
            let path = hashes(algorithm, tree, &spans);
            assert_eq!(path, naive::path(algorithm, m, tree), "record {m} of {size}");
            let spans = consistency(m as u64 + 1, size as u64).unwrap();
            let path = hashes(algorithm, tree, &spans);
            assert_eq!(path, naive::proof(algorithm, m + 1, tree, true), "{} of {size}", m + 1);
        }
    }
}

#[test]
fn what_is_not_in_the_tree_has_no_path() {
    assert_eq!(inclusion(3, 3), None);
    assert_eq!(inclusion(0, 0), None);
    assert_eq!(consistency(4, 3), None);
    assert_eq!(consistency(0, 3), None);
    assert_eq!(consistency(3, 3), Some(vec![]));
    // The largest tree that can be counted still has a path.
    assert_eq!(inclusion(u64::MAX - 1, u64::MAX).map(|path| path.len()), Some(63));
}
