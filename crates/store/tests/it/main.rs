//! The store from outside: a small trial pack, small organisations, and histories of every shape.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails by panicking"
)]

mod deadlines;
mod figures;
mod histories;
mod integrity;
mod journal;
mod layouts;
mod matters;
mod opening;
mod oracle;
mod organisation;
mod seams;
mod server;
mod verify;
mod world;

/// What is about files of SQLite does not run on a server; what is about servers has run by then.
#[test]
fn everything_on_postgresql() {
    testkit::databases::everything_on_postgresql(
        "everything_on_postgresql",
        &["opening::", "server::"],
    );
}
