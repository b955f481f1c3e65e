//! The Beijing year as a measurement: generated, loaded, asked, beside its peers, in one run.
//!
//! `cargo xtask bench beijing-year` calls it. Ships with nobody.

pub mod beijing;
