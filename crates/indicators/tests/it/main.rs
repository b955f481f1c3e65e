//! Formulas from question to figure, and faults of packs.
// Says to clippy what cargo knows: helpers in here may fail on the spot.
#![cfg(test)]

mod desk;
mod faults;
mod formulas;
mod kinds;
mod law;
mod missing;
mod properties;
mod questions;
mod receipts;
