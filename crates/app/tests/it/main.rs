//! Commands on a real database: on SQLite, and all of it again on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails by panicking")]

mod authority;
mod calendars;
mod closing;
mod commands;
mod counts;
mod failing;
mod form;
mod history;
mod hours;
mod import;
mod instances;
mod interleaved;
mod keys;
mod killed;
mod organisation;
mod packs;
mod personal;
mod pools;
mod proofs;
mod same;
mod sequencer;
mod transfer;

#[test]
fn everything_on_postgresql() {
    testkit::databases::everything_on_postgresql(
        "everything_on_postgresql",
        // Files are put back there, and looked into.
        &["personal::erasing::restored"],
    );
}
