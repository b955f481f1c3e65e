//! Everything that decides whether a change may land, in the order of what fails fastest.

use anyhow::Result;

use crate::generate::Mode;
use crate::postgres::{self, Durability, Server};
use crate::shell::{self, say};
use crate::{generate, install, tidy};

pub(crate) fn run() -> Result<()> {
    install::run()?;
    shell::run("cargo", &["fmt", "--all", "--check"])?;
    tidy::run()?;
    shell::run("cargo", &["deny", "--log-level", "error", "check", "bans", "licenses", "sources"])?;
    shell::run(
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    )?;
    let server = Server::start(Durability::None)?;
    shell::run_with(
        "cargo",
        &["test", "--workspace", "--locked", "--quiet"],
        &[(postgres::VARIABLE, server.url())],
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
