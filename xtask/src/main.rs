//! The project's own tool: `cargo xtask test | tidy | generate [--check] | bench`.

mod bench;
mod generate;
mod install;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Context, Result};

const HELP: &str = "\
cargo xtask <command>

  test               install what the tests miss, then run everything that CI runs
  tidy               look for debris: long files, dead links, incomplete lists, big blobs
  generate           write docs/reference and the JSON Schema of packs from the code
  generate --check   fail if a generated file is not up to date
  bench              load and question the sample year; ratios against plain SQLite in one run
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["generate"] => generate::run(generate::Mode::Write),
        ["generate", "--check"] => generate::run(generate::Mode::Check),
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
