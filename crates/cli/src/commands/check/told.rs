//! Findings on the terminal and as data.

use base::{Lang, Say};
use checker::{Draft, Severity, abouts, fingerprint};
use serde_json::json;

use super::super::reference::PRINTED;
use super::{Found, Given};

/// A finding as data. Places count Unicode characters of the text that was taken from the file; of a .txt that
/// is the file itself.
pub(super) fn written(
    lang: Lang,
    one: &Given,
    found: &Found,
    second: Option<&Given>,
) -> serde_json::Value {
    let finding = &found.finding;
    let mut written = json!({
        "file": one.file.display().to_string(),
        "code": finding.code,
        "severity": finding.severity.key(),
        "start": finding.range.start,
        "end": finding.range.end,
        "message": finding.say(lang),
        "computed": finding.computed,
        "expected": finding.expected,
        "fix": finding.fix.as_ref().map(|fix| &fix.text),
        "fingerprint": fingerprint(&one.draft, finding),
    });
    if let (Some(other), Some(fields)) = (&finding.other, written.as_object_mut()) {
        fields.insert("start2".to_owned(), other.start.into());
        fields.insert("end2".to_owned(), other.end.into());
        if let Some(second) = second {
            fields.insert("file2".to_owned(), second.file.display().to_string().into());
        }
    }
    written
}

/// `draft.txt:12:5 错误 PH: …`, with line and column; a paragraph of a document is a line.
pub(super) fn line(lang: Lang, one: &Given, found: &Found, second: Option<&Given>) -> String {
    let finding = &found.finding;
    let place = place(&one.draft, finding.range.start);
    let severity = match finding.severity {
        Severity::Note => lang.pick("提示", "note"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Error => lang.pick("错误", "error"),
    };
    let said = finding.say(lang);
    let mut line = format!("{}:{place} {severity} {}: {said}", one.file.display(), finding.code);
    if let (Some(second), Some(other)) = (second, &finding.other) {
        let at = self::place(&second.draft, other.start);
        line.push_str(&match lang {
            Lang::Zh => format!("（另一处：{}:{at}）", second.file.display()),
            Lang::En => format!(" (the other place: {}:{at})", second.file.display()),
        });
    }
    line
}

/// Line and column, both from 1.
fn place(draft: &Draft, at: usize) -> String {
    let before = draft.letters().get(..at).unwrap_or_default();
    let line = 1 + before.iter().filter(|letter| **letter == '\n').count();
    let column = 1 + before.iter().rev().take_while(|letter| **letter != '\n').count();
    format!("{line}:{column}")
}

/// What each rule looks for, as a page.
pub(super) fn explained(lang: Lang) -> String {
    let title = lang.pick("校核规则", "What the checker looks for");
    let mut page = format!("{PRINTED}\n\n# {title}\n");
    for about in abouts() {
        let name = lang.pick(about.name.0, about.name.1);
        page.push_str(&format!("\n## {} {name}\n\n{}\n", about.code, about.told(lang)));
    }
    page
}

/// What is said at the end.
pub(super) fn closing(lang: Lang, is_clean: bool, kept: usize) -> Vec<String> {
    let mut lines = vec![];
    if is_clean {
        lines.push(lang.pick("未发现问题", "nothing found").to_owned());
    }
    if kept > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {kept} 条此前已核对，未列出"),
            Lang::En => format!("{kept} more were looked at before and are not listed"),
        });
    }
    lines
}
