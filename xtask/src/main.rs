//! The project's own tool: `cargo xtask test | tidy | generate [--check] | bench | postgres`.

mod bench;
mod generate;
mod install;
mod postgres;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Context, Result};
use postgres::Durability;

const HELP: &str = "\
cargo xtask <command>

  test               install what the tests miss, then run everything that CI runs
  tidy               look for debris: long files, dead links, incomplete lists, big blobs
  generate           write docs/reference and the JSON Schema of packs from the code
  generate --check   fail if a generated file is not up to date
  postgres           start a throw-away PostgreSQL server for tests; Ctrl-C removes it
  postgres --durable the same with the settings of a real one, for measuring
  bench beijing-year [--scale 0.01] [--database sqlite|postgres|ADDRESS] [--vs duckdb,clickhouse,postgres]
                     [--keep DIR] [--replay no] [--commands]
                     57 million events at scale 1: loads, asks and rebuilds them beside the peers named;
                     --replay no leaves out rebuilding and verifying; --commands adds commands and bookings
                     of many clients
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["generate"] => generate::run(generate::Mode::Write),
        ["generate", "--check"] => generate::run(generate::Mode::Check),
        ["postgres"] => postgres::run(Durability::None),
        ["postgres", "--durable"] => postgres::run(Durability::Full),
        ["bench", rest @ ..] => bench::run(rest),
        _ => {
            shell::say(HELP);
            return ExitCode::from(if words.is_empty() { 0 } else { 2 });
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The workspace root: the folder above this crate.
fn root() -> Result<std::path::PathBuf> {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(std::path::Path::to_path_buf).context("xtask lies in the workspace")
}
