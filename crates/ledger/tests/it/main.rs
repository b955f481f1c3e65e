//! The chain, the tree and its proofs, against an implementation written from the standard's sentences.

mod naive;
mod pools;
mod proofs;
mod tree;
