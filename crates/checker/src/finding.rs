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

/// A sentence that the ledger vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// 全年受理政府信息公开申请 207 件.
    pub text: String,
    /// Where the ledger has it from, in words: 自查报告, 受理申请.
    pub name: String,
    /// The year that it is of: `2021年`.
    pub year: String,
}

/// Something that two drafts do not agree in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The draft that the finding's characters are in, by its place among those that were given.
    pub draft: usize,
    /// The draft that its other characters are in.
    pub other: usize,
    pub finding: Finding,
}

impl Finding {
    /// A finding at these characters, said in both languages.
    pub(crate) fn new(
        code: &'static str,
        severity: Severity,
        range: Range<usize>,
        (zh, en): (String, String),
    ) -> Finding {
        let (other, computed, expected, fix) = (None, None, None, None);
        Finding { code, severity, range, other, zh, en, computed, expected, fix }
    }

    /// The other characters that it is about.
    pub(crate) fn with(self, other: Range<usize>) -> Finding {
        Finding { other: Some(other), ..self }
    }

    /// What stands there, and what would agree.
    pub(crate) fn stating(self, computed: String, expected: Option<String>) -> Finding {
        Finding { computed: Some(computed), expected, ..self }
    }

    /// The one change that mends it.
    pub(crate) fn mended(self, text: String) -> Finding {
        let range = self.range.clone();
        Finding { fix: Some(Fix { range, text }), ..self }
    }
}

impl Say for Finding {
    fn say(&self, lang: Lang) -> String {
        lang.pick(&self.zh, &self.en).to_owned()
    }
}
