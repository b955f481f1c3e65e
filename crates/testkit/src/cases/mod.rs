//! Case histories: scripted days with what must come of them, in plain text.
//!
//! ```text
//! # A comment. A file may hold several cases; each starts from nothing.
//! case 按期答复
//! unit office                            matters open here unless `unit=` is given; a kind may follow
//! as lin handler                         who acts, with these roles of the pack (all if none)
//! today 2021-04-01                       stops the clock; else it follows the days of the lines
//! 2021-03-01 receive A-1 subject="关于…" applicant=citizen
//! 2021-03-20 answer A-1 penalties=[kind=fine amount=50; kind=warning] basis="文件"
//! refuse 2021-03-21 answer A-1 : cannot  text that the English refusal contains
//! 2021-03-21 note A-1 : text
//! 2021-03-21 reverse A-1 : reason        takes back the latest event in force
//! 2021-03-22 correct A-1 answer penalties= on=2021-03-19 : reason
//!                                        what the latest `answer` in force should have said: fields, a
//!                                        field it should not have given, its day, for the opening `unit=`;
//!                                        `#2` means the second record, which may be a correction
//! 2021-03-23 reassign A-1 d02 : reason   moves it to another unit
//! expect A-1 state answered
//! time 08:30                             the time of the day from here on; noon before
//! expire                                 gives up the holds whose time is over
//! together                               the acts that follow, all or none, …
//! done                                   … up to here; or `refused : text`
//! expect HY-1 free = 3                   places of a pool: free, held, used or supplied
//! expect 2021-03-31 received = 1         as of that day, from the beginning; 1/2, 50%, missing, true
//! expect 2021-03-01..2021-03-31 received where applicant=citizen at office = 1
//! ```
//!
//! A step that several registers have is written `register.step`. Units named in fields come into being.

mod correct;
mod expect;
mod expected;
mod parse;
mod run;
mod together;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

use register::model::{Catalogue, Pack};

/// An expectation that did not hold, or a line that nobody understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// What was expected there.
    pub expected: String,
    /// What came instead.
    pub got: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { file, line, expected, got } = self;
        write!(f, "{}:{line}: expected {expected}, got {got}", file.display())
    }
}

/// What came of running case files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many cases were run.
    pub cases: usize,
    /// How many lines expected something, refusals included.
    pub expectations: usize,
    /// In the order of the files and lines. A case ends at its first line that cannot be carried out.
    pub failures: Vec<Failure>,
}

/// Runs all case files of a pack, `cases/*.txt` in its folder.
///
/// # Panics
///
/// If a file cannot be read.
#[must_use]
pub fn run_folder(catalogue: &Catalogue, pack: &Pack, folder: &Path) -> Outcome {
    let entries = std::fs::read_dir(folder.join("cases"));
    let entries = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("the folder of cases can be read").path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let mut outcome = Outcome::default();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case file can be read");
        let short = file.strip_prefix(folder.parent().unwrap_or(folder)).unwrap_or(&file);
        let one = run_text(catalogue, pack, short, &text);
        outcome.cases = outcome.cases.saturating_add(one.cases);
        outcome.expectations = outcome.expectations.saturating_add(one.expectations);
        outcome.failures.extend(one.failures);
    }
    outcome
}

/// Runs the cases of one text; `file` only names it in failures.
#[must_use]
pub fn run_text(catalogue: &Catalogue, pack: &Pack, file: &Path, text: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for case in parse::cases(text) {
        outcome.cases = outcome.cases.saturating_add(1);
        let ran = run::case(catalogue, pack, &case);
        outcome.expectations = outcome.expectations.saturating_add(ran.expectations);
        outcome.failures.extend(ran.failures.into_iter().map(|(line, miss)| Failure {
            file: file.to_owned(),
            line,
            expected: miss.expected,
            got: miss.got,
        }));
    }
    outcome
}

/// What was expected of a line, and what came instead.
#[derive(Clone, Debug)]
struct Miss {
    expected: String,
    got: String,
}

impl Miss {
    fn new(expected: impl Into<String>, got: impl Into<String>) -> Miss {
        Miss { expected: expected.into(), got: got.into() }
    }
}
