//! `taizhang check`: what does not add up in a draft.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use base::{Lang, Say};
use checker::{Draft, Finding, Severity};
use serde_json::json;

use crate::args::{Check, Least};
use crate::console::say;
use crate::told::sentence;

/// Bytes of a draft; a book has fewer.
const BYTES_MAX: u64 = 16 << 20;

/// What the exit status says beside success, by the worst finding: 1 and 2 are taken by what could not run.
const STATUS: [(Severity, u8); 3] =
    [(Severity::Note, 3), (Severity::Warning, 4), (Severity::Error, 5)];

pub(crate) fn run(lang: Lang, options: &Check) -> anyhow::Result<ExitCode> {
    let least = match options.min_severity {
        Least::Note => Severity::Note,
        Least::Warning => Severity::Warning,
        Least::Error => Severity::Error,
    };
    let drafts = options.files.iter().map(|file| Ok((file, read(lang, file)?)));
    let drafts = drafts.collect::<anyhow::Result<Vec<_>>>()?;
    let mut worst = None;
    for (file, draft) in &drafts {
        let found = checker::check(draft);
        for finding in found.iter().filter(|finding| finding.severity >= least) {
            worst = worst.max(Some(finding.severity));
            let file = file.display().to_string();
            say(&match options.json {
                true => written(lang, &file, finding).to_string(),
                false => told(lang, &file, (draft, finding)),
            });
        }
    }
    if worst.is_none() && !options.json {
        say(lang.pick("未发现问题", "nothing found"));
    }
    let status = STATUS.iter().find(|(severity, _)| Some(*severity) == worst);
    Ok(status.map_or(ExitCode::SUCCESS, |(_, status)| ExitCode::from(*status)))
}

fn read(lang: Lang, file: &Path) -> anyhow::Result<Draft> {
    let name = file.display();
    let unreadable = |error: std::io::Error| {
        sentence(
            lang,
            &format!("{name} 无法读取：{error}"),
            &format!("{name} cannot be read: {error}"),
        )
    };
    let mut bytes = vec![];
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(sentence(
            lang,
            &format!("{name} 超过 16 MB：请只给文稿本身"),
            &format!("{name} is larger than 16 MB: give the draft alone"),
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Draft::plain(&text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(sentence(
                lang,
                &format!("{name} 第 {at} 字节起不是 UTF-8 文本：请另存为 UTF-8 纯文本后再查"),
                &format!(
                    "{name} is no UTF-8 text from byte {at} on: save it as plain text in UTF-8"
                ),
            ))
        }
    }
}

/// A finding as data. Places count Unicode characters of the file.
fn written(lang: Lang, file: &str, finding: &Finding) -> serde_json::Value {
    let mut written = json!({
        "file": file,
        "code": finding.code,
        "severity": finding.severity.key(),
        "start": finding.range.start,
        "end": finding.range.end,
        "message": finding.say(lang),
        "computed": finding.computed,
        "expected": finding.expected,
        "fix": null,
    });
    if let (Some(other), Some(fields)) = (&finding.other, written.as_object_mut()) {
        fields.insert("start2".to_owned(), other.start.into());
        fields.insert("end2".to_owned(), other.end.into());
    }
    written
}

/// `draft.txt:12:5 错误 PH: …`, with line and column.
fn told(lang: Lang, file: &str, (draft, finding): (&Draft, &Finding)) -> String {
    let before = draft.letters().get(..finding.range.start).unwrap_or_default();
    let line = 1 + before.iter().filter(|letter| **letter == '\n').count();
    let column = 1 + before.iter().rev().take_while(|letter| **letter != '\n').count();
    let severity = match finding.severity {
        Severity::Note => lang.pick("提示", "note"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Error => lang.pick("错误", "error"),
    };
    format!("{file}:{line}:{column} {severity} {}: {}", finding.code, finding.say(lang))
}
