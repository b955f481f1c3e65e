//! What a rule has found.

use std::ops::Range;

use base::{Lang, Say};

/// How sure it is that something is wrong, and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong, however it is read.
    Error,
}

impl Severity {
    /// Its name on the command line and in data.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something that does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule: `PH`.
    pub code: &'static str,
    pub severity: Severity,
    /// The characters that are wrong.
    pub range: Range<usize>,
    /// The others that they do not agree with, if there are such.
    pub other: Option<Range<usize>>,
    pub zh: String,
    pub en: String,
    /// What stands there, as the rule reads it.
    pub computed: Option<String>,
    /// What would agree with the rest.
    pub expected: Option<String>,
    /// How to mend it, if the rest leaves but one way.
    pub fix: Option<Fix>,
}

/// A change of the text that would mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The characters to be replaced.
    pub range: Range<usize>,
    pub text: String,
}

impl Say for Finding {
    fn say(&self, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).to_owned()
    }
}
