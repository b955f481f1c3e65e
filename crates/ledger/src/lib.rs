//! Events become balanced entries; entries become balances.
//!
//! Everything here is a pure function over integers. An [`Entry`] that exists is balanced: it is made
//! of [`Transfer`]s, and a transfer takes from one account exactly what it puts into the other, within
//! one unit and one book. The journal is a hash [`chain`] over canonical
//! bytes, and a [`merkle`] tree over the same leaves whose [`proof`]s anybody can check.

#![warn(missing_docs)]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub mod account;
pub mod bridge;
pub mod cell;
pub mod chain;
pub mod commitment;
pub mod digest;
pub mod entry;
pub mod light;
pub mod merkle;
pub mod pool;
pub mod proof;
pub mod seal;

pub use account::Account;
pub use bridge::Cause;
pub use cell::{Cells, Tally};
pub use entry::{Entry, Leg, Transfer, Unbalanced};
pub use light::Light;
