//! The report templates of the sample authority, built into the program.

use std::collections::BTreeMap;

/// The files of one report template, by their name inside its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFiles {
    /// The folder's name.
    pub key: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// `report.yaml` and `body.md`.
    pub files: BTreeMap<String, String>,
}

/// Every report that ships.
#[must_use]
pub fn reports() -> Vec<ReportFiles> {
    let files = [
        ("report.yaml", include_str!("../../../reports/self-assessment/report.yaml")),
        ("body.md", include_str!("../../../reports/self-assessment/body.md")),
    ];
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    vec![ReportFiles {
        key: "self-assessment",
        zh: "年度履职情况自查报告",
        en: "annual self-assessment report",
        files: files.collect(),
    }]
}
