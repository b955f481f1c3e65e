//! The Beijing year as a measurement: generated, loaded, asked, beside its peers, in one run.
//!
//! `cargo xtask bench beijing-year` calls it. Ships with nobody.

pub mod ask;
pub mod beijing;
pub mod commands;
pub mod database;
pub mod keep;
pub mod load;
pub mod machine;
pub mod options;
pub mod peers;
pub mod questions;
pub mod raw;
pub mod run;
pub mod summary;
pub mod table;

use std::io::Write;

/// What a measurement comes to. Its failures are for whoever runs it, in the words of who failed.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Prints a line.
pub fn say(text: &str) {
    // A closed terminal is no reason to fail.
    let _ = writeln!(std::io::stdout(), "{text}");
}
