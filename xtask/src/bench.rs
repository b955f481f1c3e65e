//! Measurements: an example of the `store` crate, where SQL may stand, so that this tool itself stays quick to build.

use anyhow::Result;

use crate::shell;

pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let mut call =
        vec!["run", "--release", "--locked", "--package", "store", "--example", "bench", "--"];
    call.extend(arguments);
    shell::run("cargo", &call)
}
