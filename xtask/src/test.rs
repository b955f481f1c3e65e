//! Everything that decides whether a change may land, in the order of what fails fastest.

use anyhow::Result;

use crate::generate::Mode;
use crate::postgres::{self, Durability, Server};
use crate::shell::{self, say};
use crate::{bench, generate, install, tidy};

/// All crates, with the one feature that ordinary builds leave out.
const EVERYTHING: [&str; 5] = ["--workspace", "--features", "cli/parquet", "--locked", "--quiet"];

pub(crate) fn run() -> Result<()> {
    install::run()?;
    shell::run("cargo", &["fmt", "--all", "--check"])?;
    tidy::run()?;
    shell::run("cargo", &["deny", "--log-level", "error", "check", "bans", "licenses", "sources"])?;
    shell::run(
        "cargo",
        &[&["clippy", "--all-targets"], &EVERYTHING[..], &["--", "-D", "warnings"]].concat(),
    )?;
    let python = bench::python_with(&[bench::DUCKDB])?.display().to_string();
    let server = Server::start(Durability::None)?;
    shell::run_with(
        "cargo",
        &[&["test"], &EVERYTHING[..]].concat(),
        &[(postgres::VARIABLE, server.url()), (bench::PYTHON, &python)],
    )?;
    drop(server);
    shell::run(
        "cargo",
        &["doc", "--workspace", "--no-deps", "--document-private-items", "--locked", "--quiet"],
    )?;
    generate::run(Mode::Check)?;
    say("\nall checks passed");
    Ok(())
}
