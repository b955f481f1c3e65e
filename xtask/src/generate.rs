//! Reference pages and the schema of packs, written from the code so that they cannot go stale.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{root, shell};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    /// Change nothing; fail if a file differs.
    Check,
}

/// A generated file and the arguments with which `taizhang` prints it.
const FILES: [(&str, &[&str]); 6] = [
    ("packs/pack.schema.json", &["pack", "schema"]),
    ("docs/reference/packs.md", &["pack", "reference"]),
    ("docs/reference/measures.md", &["pack", "measures"]),
    ("docs/reference/published.md", &["published"]),
    ("docs/reference/checks.md", &["check", "--explain"]),
    ("docs/reference/cli.md", &["reference"]),
];

pub(crate) fn run(mode: Mode) -> Result<()> {
    let root = root()?;
    let mut stale = vec![];
    for (file, arguments) in FILES {
        let mut call = vec!["run", "--quiet", "--locked", "--package", "cli", "--", "--lang", "en"];
        call.extend(arguments);
        let fresh = shell::output("cargo", &call)?;
        let path = root.join(file);
        let present = fs::read_to_string(&path).unwrap_or_default();
        if present == fresh {
            continue;
        }
        stale.push(file);
        if mode == Mode::Write {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, fresh).with_context(|| format!("cannot write {file}"))?;
            shell::say(&format!("wrote {file}"));
        }
    }
    if mode == Mode::Check && !stale.is_empty() {
        bail!("not up to date: {}; run `cargo xtask generate` and commit", stale.join(", "));
    }
    Ok(())
}
