//! The packs that ship, their cases, and what holds for every history.
// Says to clippy what cargo knows: helpers in here may fail on the spot.
#![cfg(test)]

mod book;
mod bridge;
mod conservation;
mod lights;
mod packs;
mod reorganised;
mod runner;
mod sheets;
mod shown;
