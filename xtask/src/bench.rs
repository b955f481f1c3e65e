//! Measurements, at low priority, so that a machine that is also used for something else stays usable.
//!
//! What is measured lies in the crate `bench` and, for commands, in examples of `app`; here are the
//! peers' programs, and the server.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::postgres::{Durability, Server};
use crate::shell;

/// What the measurements are compared with, from PyPI; the versions are part of the result.
pub(crate) const DUCKDB: &str = "duckdb==2.0.0";
const CLICKHOUSE: &str = "chdb==4.4.0";

/// Where tests find a Python that has DuckDB.
pub(crate) const PYTHON: &str = "TAIZHANG_TEST_PYTHON";

/// Where results and everything that is made for them lie.
const FOLDER: &str = "target/bench";

/// Seconds for each measurement of commands, and how many bookings.
const COMMAND_SECONDS: &str = "5";
const BOOKINGS: &str = "1000000";

/// `beijing-year --scale 0.01 [--database sqlite|postgres|ADDRESS] [--vs duckdb,clickhouse,postgres]
/// [--keep DIR] [--replay no] [--commands]`
///
/// `clocks`: derived clocks beside a simulator, and how fast they are.
///
/// `check [FILE]`: how long checking a draft takes. `recall [FOLDER] [--missed]`: how many planted faults it finds.
///
/// `publish [OPEN]`: how long publishing a year takes.
///
/// `deadlines [OPEN] [DONE] [DATABASE]`: what is late and falls due on any day, beside DuckDB.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    if arguments.first() == Some(&"clocks") {
        let call = ["run", "--release", "--locked", "--package", "register", "--example", "clocks"];
        return shell::run("cargo", &call);
    }
    if let [what @ ("check" | "recall"), options @ ..] = arguments {
        let example = if *what == "check" { "speed" } else { "recall" };
        let mut call = vec!["run", "--release", "--locked", "--package", "checker"];
        call.extend(["--example", example, "--"]);
        call.extend(options);
        return shell::run("cargo", &call);
    }
    if let ["publish", open @ ..] = arguments {
        return example("publish", open);
    }
    if let ["deadlines", sizes @ ..] = arguments {
        return deadlines(sizes);
    }
    let value = |name: &str| {
        let place = arguments.iter().position(|word| *word == name)?;
        arguments.get(place + 1).copied()
    };
    let versus = value("--vs").unwrap_or_default();
    let of_commands = arguments.contains(&"--commands");
    let needs_server =
        versus.split(',').any(|peer| peer == "postgres") || value("--database") == Some("postgres");
    let server = if needs_server { Some(Server::start(Durability::Full)?) } else { None };
    let address = server.as_ref().map_or("", Server::url);
    let mut call: Vec<String> = vec![];
    for word in arguments.iter().filter(|word| **word != "--commands") {
        // After --database the word stands for the address of the server that was started.
        let is_server = *word == "postgres" && call.last().is_some_and(|last| last == "--database");
        call.push(if is_server { address.to_owned() } else { (*word).to_owned() });
    }
    let packages: Vec<&str> = versus.split(',').filter_map(package).collect();
    if !packages.is_empty() {
        call.extend(["--python".to_owned(), path(&python_with(&packages)?)?.to_owned()]);
    }
    if server.is_some() {
        call.extend(["--postgres".to_owned(), address.to_owned()]);
    }
    if of_commands {
        commands(address)?;
        call.extend(["--commands".to_owned(), FOLDER.to_owned()]);
    }
    let build = ["-n", "15", "cargo", "run", "--release", "--locked", "--package", "bench", "--"];
    let call: Vec<&str> = build.into_iter().chain(call.iter().map(String::as_str)).collect();
    shell::run("nice", &call)
}

fn deadlines(sizes: &[&str]) -> Result<()> {
    let python = python_with(&[DUCKDB])?;
    example("deadlines", &[&[path(&python)?], sizes].concat())
}

fn example(name: &str, options: &[&str]) -> Result<()> {
    let mut call = vec!["-n", "15", "cargo", "run", "--release", "--locked", "--package", "bench"];
    call.extend(["--example", name, "--"]);
    call.extend(options);
    shell::run("nice", &call)
}

/// Runs the measurements of commands and of bookings; what they print goes into files.
fn commands(server: &str) -> Result<()> {
    let folder = crate::root()?.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let examples = [("interactive", vec![COMMAND_SECONDS, server]), ("bookings", vec![BOOKINGS])];
    for (name, options) in examples {
        shell::say(&format!("\n▸ {name}"));
        let mut call =
            vec!["run", "--release", "--locked", "--package", "app", "--example", name, "--"];
        call.extend(options.into_iter().filter(|option| !option.is_empty()));
        let said = shell::output("cargo", &call)?;
        shell::say(&said);
        fs::write(folder.join(format!("{name}.txt")), said)?;
    }
    Ok(())
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
    let folder = crate::root()?.join(FOLDER).join("venv");
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
