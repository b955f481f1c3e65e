//! Measurements, at low priority, so that a machine that is also used for something else stays usable.
//!
//! What is measured lies in the crate `bench`; here are the peers' programs, and the server.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::postgres::{Durability, Server};
use crate::shell;

/// What the measurements are compared with, from PyPI; the versions are part of the result.
pub(crate) const DUCKDB: &str = "duckdb==2.0.0";
const CLICKHOUSE: &str = "chdb==4.4.0";

/// Where tests find a Python that has DuckDB.
pub(crate) const PYTHON: &str = "TAIZHANG_TEST_PYTHON";

/// `beijing-year --scale 0.01 [--database sqlite|postgres|ADDRESS] [--vs duckdb,clickhouse,postgres] …`
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let value = |name: &str| {
        let place = arguments.iter().position(|word| *word == name)?;
        arguments.get(place + 1).copied()
    };
    let versus = value("--vs").unwrap_or_default();
    let mut call =
        vec!["-n", "15", "cargo", "run", "--release", "--locked", "--package", "bench", "--"];
    call.extend(arguments);
    let python;
    let packages: Vec<&str> = versus.split(',').filter_map(package).collect();
    if !packages.is_empty() {
        python = python_with(&packages)?.display().to_string();
        call.extend(["--python", &python]);
    }
    let server;
    if versus.split(',').any(|peer| peer == "postgres") || value("--database") == Some("postgres") {
        server = Server::start(Durability::Full)?;
        call.extend(["--postgres", server.url()]);
    }
    shell::run("nice", &call)
}

fn package(peer: &str) -> Option<&'static str> {
    match peer {
        "duckdb" => Some(DUCKDB),
        "clickhouse" => Some(CLICKHOUSE),
        _ => None,
    }
}

/// The Python of a virtual environment under `target/` that has these packages.
pub(crate) fn python_with(packages: &[&str]) -> Result<PathBuf> {
    let folder = crate::root()?.join("target/bench/venv");
    let python = folder.join("bin/python");
    if !python.is_file() {
        shell::run("python3", &["-m", "venv", path(&folder)?])
            .context("the peers run in Python; on Debian: apt-get install python3-venv")?;
    }
    let mut install = vec!["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    install.extend(packages);
    shell::run(path(&python)?, &install)?;
    Ok(python)
}

fn path(path: &Path) -> Result<&str> {
    match path.to_str() {
        Some(text) => Ok(text),
        None => bail!("{} is not a path that can be passed on", path.display()),
    }
}
