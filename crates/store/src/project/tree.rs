//! The Merkle tree over the records, and which personal values are gone.

use base::Commitment;
use ledger::digest::{Algorithm, Hash};
use ledger::merkle::{Growing, Node, peaks};
use register::event::Body;

use crate::record::signed;
use crate::sql::{Column, Conn, Insert, Value};
use crate::{StoreError, integrity, personal};

/// Nodes of this level and above are kept: one for every 4,096 records. Those below are computed again
/// from their records.
pub(crate) const KEPT_LEVEL: u32 = 12;

const NODES: Insert<3> = Insert {
    table: "tree_node",
    columns: [("level", Column::Integer), ("position", Column::Integer), ("hash", Column::Blob)],
    then: "",
};

/// The tree as far as the projections go, and what is not written yet.
#[derive(Debug)]
pub(crate) struct Tree {
    growing: Growing,
    nodes: Vec<(Node, Hash)>,
    erased: Vec<(Vec<Commitment>, u64, i32)>,
}

impl Tree {
    /// Goes on after so many records.
    pub(crate) async fn load(conn: &mut Conn, size: u64) -> Result<Tree, StoreError> {
        let algorithm = integrity::algorithm(conn).await?;
        let mut hashes = Vec::new();
        for node in peaks(size) {
            hashes.push(integrity::node(conn, algorithm, node).await?);
        }
        let growing = Growing::resume(algorithm, size, hashes);
        let growing = growing.expect("there is a digest for every peak");
        Ok(Tree { growing, nodes: vec![], erased: vec![] })
    }

    /// What the leaves are digested with.
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.growing.algorithm()
    }

    /// Takes in the next leaf.
    pub(crate) fn grow(&mut self, leaf: &Hash) {
        let nodes = &mut self.nodes;
        self.growing.push(leaf, |node, hash| {
            if node.level >= KEPT_LEVEL {
                nodes.push((node, *hash));
            }
        });
    }

    /// Leaves out nodes that are not written yet: somebody else has written them.
    pub(crate) fn forget(&mut self) {
        self.nodes.clear();
    }

    /// Takes in which values are gone.
    pub(crate) fn take_erased(&mut self, (sequence, day): (u64, i32), body: &Body) {
        if let Body::Erased(erased) = body {
            self.erased.push((erased.values.clone(), sequence, day));
        }
    }

    pub(crate) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let nodes: Vec<[Value<'_>; 3]> = self
            .nodes
            .iter()
            .map(|(node, hash)| {
                [
                    Value::from(node.level),
                    Value::from(signed(node.index)),
                    Value::from(hash.as_slice()),
                ]
            })
            .collect();
        NODES.rows(conn, &nodes).await?;
        self.nodes.clear();
        for (values, sequence, day) in self.erased.drain(..) {
            personal::note_erased(conn, &values, (sequence, day)).await?;
        }
        Ok(())
    }
}
