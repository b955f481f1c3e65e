//! Texts with planted faults: `NNN.txt`, which is sound, and perhaps `NNN.tsv`, one fault a line: the line of the text, what stands
//! there, which of its like in the line, what is put in its stead, the kind, and the relation that it breaks.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use checker::{Draft, Finding, Severity, check};

/// One number changed in a text that is sound.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) was: String,
    /// Which of its like in the line, from 1 on.
    pub(crate) place: usize,
    pub(crate) is: String,
    /// `sum`, `pct`, `yoy` or `conf`.
    pub(crate) kind: String,
    pub(crate) relation: String,
}

/// A text and its faults.
pub(crate) struct Text {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) faults: Vec<Fault>,
}

/// The texts of a folder, by name.
pub(crate) fn texts(folder: &Path) -> Result<Vec<Text>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = vec![];
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Result<Text, Box<dyn Error>> {
    let text = fs::read_to_string(&path)?;
    // A text without faults of its own is only to be left alone.
    let faults = path.with_extension("tsv");
    let lines = if faults.exists() { fs::read_to_string(faults)? } else { String::new() };
    let fault = |line: &str| -> Result<Fault, Box<dyn Error>> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [at, was, place, is, kind, relation] = columns.as_slice() else {
            return Err(format!("{}: six columns are wanted: {line}", path.display()).into());
        };
        let owned = |text: &&str| (*text).to_owned();
        let (was, is, kind, relation) = (owned(was), owned(is), owned(kind), owned(relation));
        Ok(Fault { line: at.parse()?, was, place: place.parse()?, is, kind, relation })
    };
    let faults = lines.lines().map(fault).collect::<Result<_, _>>()?;
    Ok(Text { path, text, faults })
}

impl Text {
    /// The text with one of its faults, and where it is, in bytes.
    pub(crate) fn with(&self, fault: &Fault) -> Option<(String, usize)> {
        let from: usize =
            self.text.split_inclusive('\n').take(fault.line.checked_sub(1)?).map(str::len).sum();
        let line = self.text.get(from..)?.lines().next()?;
        let is_digit = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
        let stands = |at: &usize| {
            let before = line.get(..*at).and_then(|before| before.chars().next_back());
            let mut after = line.get(at + fault.was.len()..).unwrap_or_default().chars();
            let (next, second) = (after.next(), after.next());
            let goes_on = matches!(next, Some('.' | ',')) && is_digit(second);
            let is_end = matches!(before, Some('.' | ',')) || is_digit(before);
            !(is_end || is_digit(next) || goes_on)
        };
        let mut places = line.match_indices(&fault.was).map(|(at, _)| at).filter(stands);
        let at = from + places.nth(fault.place.checked_sub(1)?)?;
        let (before, after) = self.text.split_at(at);
        let text = format!("{before}{}{}", fault.is, after.get(fault.was.len()..)?);
        Some((text, at))
    }
}

/// Warnings and errors of a text.
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    let found = check(&Draft::plain(text));
    found.into_iter().filter(|finding| finding.severity > Severity::Note).collect()
}

/// Whether a text with a fault has a warning or an error that the sound one has not.
pub(crate) fn is_found(sound: &[Finding], faulty: &str) -> bool {
    let key = |finding: &Finding| (finding.code, finding.severity, finding.zh.clone());
    let known: Vec<_> = sound.iter().map(key).collect();
    findings(faulty).iter().any(|finding| !known.contains(&key(finding)))
}
