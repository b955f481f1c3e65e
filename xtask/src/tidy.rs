//! Looks for debris that no compiler sees.

mod lists;
mod text;

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};

use crate::{root, shell};

/// A file that git tracks or would track.
pub(crate) struct Tracked {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl Tracked {
    /// The text, or `None` for pictures, workbooks and fonts.
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'))
    }

    pub(crate) fn is_vendored(&self) -> bool {
        self.path.contains("/vendor/")
    }
}

/// Looks at all files and says what is out of order.
type Check = fn(&[Tracked]) -> Vec<String>;

/// All checks, in the order in which their findings are listed.
const CHECKS: [Check; 8] = [
    text::long_files,
    text::leftovers,
    text::machine_paths,
    text::big_blobs,
    text::dead_links,
    lists::lints_inherited,
    lists::kinds_listed,
    lists::migrations_numbered,
];

pub(crate) fn run() -> Result<()> {
    let files = tracked()?;
    let findings: Vec<String> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    for finding in &findings {
        shell::say(&format!("tidy: {finding}"));
    }
    if findings.is_empty() {
        shell::say(&format!("tidy: {} files are in order", files.len()));
        Ok(())
    } else {
        bail!("{} findings of tidy", findings.len())
    }
}

fn tracked() -> Result<Vec<Tracked>> {
    let root = root()?;
    let listed =
        shell::output("git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    let paths: BTreeMap<&str, ()> =
        listed.split('\0').filter(|path| !path.is_empty()).map(|path| (path, ())).collect();
    let mut files = vec![];
    for path in paths.into_keys() {
        // A file deleted but not yet committed is still listed.
        if let Ok(bytes) = fs::read(root.join(path)) {
            files.push(Tracked { path: path.to_owned(), bytes });
        }
    }
    Ok(files)
}
