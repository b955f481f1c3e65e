//! The program as people meet it: commands on a terminal, files, pages in a browser.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what a helper cannot do fails the test")]

mod browser;
mod calendar;
mod check;
mod check_own;
mod closing;
mod deadline;
mod demo;
mod faults;
mod figures;
mod fixture;
mod office;
#[cfg(feature = "parquet")]
mod parquet;
mod proofs;
mod reorganise;
mod transfer;
