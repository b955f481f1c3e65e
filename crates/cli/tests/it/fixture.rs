//! One sample installation for all tests; those that change it take a copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

/// What `taizhang` did and said.
pub(crate) struct Said {
    pub(crate) ok: bool,
    pub(crate) text: String,
}

/// Runs the program in English.
pub(crate) fn taizhang(arguments: &[&str]) -> Said {
    said(&command().args(arguments).output().expect("the program was built"))
}

/// The program, to be started with further settings.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command.args(["--lang", "en"]);
    command
}

pub(crate) fn said(output: &Output) -> Said {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    Said { ok: output.status.success(), text: String::from_utf8_lossy(&text).into_owned() }
}

/// The folder of the sample installation, made once per run.
pub(crate) fn sample() -> &'static Path {
    static SAMPLE: OnceLock<(TempDir, Said)> = OnceLock::new();
    let (folder, made) = SAMPLE.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let made = taizhang(&["demo", "--once", "--dir", path(folder.path())]);
        (folder, made)
    });
    assert!(made.ok, "{}", made.text);
    folder.path()
}

/// A copy of the sample installation that a test may spoil.
pub(crate) fn copy() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for name in ["taizhang.db", "sample.txt"] {
        fs::copy(sample().join(name), folder.path().join(name)).expect("the sample is closed");
    }
    folder
}

pub(crate) fn path(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}

/// A file of the project's repository.
pub(crate) fn project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
}
