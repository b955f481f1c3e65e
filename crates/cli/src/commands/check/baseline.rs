//! Findings that were looked at and may stay: lines of an earlier `check --json`, by their fingerprints.

use std::collections::BTreeSet;
use std::path::Path;

use base::Lang;
use checker::{Draft, Finding, fingerprint};

use crate::told::{because, sentence};

/// The fingerprints of what may stay.
pub(super) struct Baseline {
    known: BTreeSet<String>,
}

impl Baseline {
    /// Reads it: one finding a line, as `--json` writes them; empty lines and those that begin with # say nothing.
    pub(super) fn read(lang: Lang, file: &Path) -> anyhow::Result<Baseline> {
        let name = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| {
            let error = because(lang, &error);
            sentence(
                lang,
                &format!("{name} 无法读取：{error}"),
                &format!("{name} cannot be read: {error}"),
            )
        })?;
        let lines = text.lines().map(str::trim).enumerate();
        let said = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let known = said.map(|(at, line)| {
            fingerprint_of(line).ok_or_else(|| {
                let at = at + 1;
                sentence(
                    lang,
                    &format!("{name} 第 {at} 行没有 fingerprint：请用 check --json 的输出行"),
                    &format!(
                        "{name} line {at} has no fingerprint: use lines that check --json wrote"
                    ),
                )
            })
        });
        Ok(Baseline { known: known.collect::<anyhow::Result<_>>()? })
    }

    /// Whether a finding was looked at.
    pub(super) fn has(&self, draft: &Draft, finding: &Finding) -> bool {
        self.known.contains(&fingerprint(draft, finding))
    }
}

fn fingerprint_of(line: &str) -> Option<String> {
    let finding: serde_json::Value = serde_json::from_str(line).ok()?;
    Some(finding.get("fingerprint")?.as_str()?.to_owned())
}
