//! `taizhang check`: what does not add up in a draft.

mod baseline;
mod ledger;
mod told;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::Lang;
use checker::{Draft, Finding, Severity};
use exchange::draft;

use super::report::whole;
use crate::args::{Check, Least};
use crate::clock;
use crate::console::say;
use crate::told::{Told, because, sentence};

use baseline::Baseline;

/// Bytes of a draft; a book has fewer.
const BYTES_MAX: u64 = 64 << 20;
/// Files that are compared with each other.
const FILES_MAX: usize = 1_000;

/// What the exit status says beside success, by the worst finding: 1 and 2 are taken by what could not run.
const STATUS: [(Severity, u8); 3] =
    [(Severity::Note, 3), (Severity::Warning, 4), (Severity::Error, 5)];

/// A draft with its file.
struct Given {
    file: PathBuf,
    bytes: Vec<u8>,
    draft: Draft,
}

/// A finding, and the file that its second place is in if that is another.
struct Found {
    finding: Finding,
    other: Option<usize>,
}

pub(crate) async fn run(lang: Lang, options: &Check) -> anyhow::Result<ExitCode> {
    if options.explain {
        say(told::explained(lang).trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let given = given(lang, options)?;
    let facts = match options.ledger {
        true => ledger::facts(lang, &options.dir).await?,
        false => vec![],
    };
    let baseline =
        options.baseline.as_deref().map(|file| Baseline::read(lang, file)).transpose()?;
    let least = match options.min_severity {
        Least::Note => Severity::Note,
        Least::Warning => Severity::Warning,
        Least::Error => Severity::Error,
    };
    let (mut worst, mut kept) = (None, 0);
    for (one, found) in given.iter().zip(found(&given, &facts)) {
        let total = found.len();
        let known = |found: &Found| {
            let is_known = |baseline: &Baseline| baseline.has(&one.draft, &found.finding);
            baseline.as_ref().is_some_and(is_known)
        };
        let fresh: Vec<Found> = found.into_iter().filter(|found| !known(found)).collect();
        kept += total - fresh.len();
        let listed: Vec<Found> =
            fresh.into_iter().filter(|found| found.finding.severity >= least).collect();
        for found in &listed {
            worst = worst.max(Some(found.finding.severity));
            let second = found.other.and_then(|other| given.get(other));
            say(&match options.json {
                true => told::written(lang, one, found, second).to_string(),
                false => told::line(lang, one, found, second),
            });
        }
        outputs(lang, options, one, &listed)?;
    }
    if !options.json {
        told::closing(lang, worst.is_none(), kept).iter().for_each(|line| say(line));
    }
    let status = STATUS.iter().find(|(severity, _)| Some(*severity) == worst);
    Ok(status.map_or(ExitCode::SUCCESS, |(_, status)| ExitCode::from(*status)))
}

/// What does not add up in a document, a line each.
pub(super) fn findings(lang: Lang, name: &str, bytes: &[u8]) -> anyhow::Result<Vec<String>> {
    let file = PathBuf::from(name);
    let draft = draft::read(&file, bytes).told(lang)?;
    let given = Given { file, bytes: vec![], draft };
    let found = checker::check(&given.draft).into_iter();
    let found = found.map(|finding| Found { finding, other: None });
    Ok(found.map(|found| told::line(lang, &given, &found, None)).collect())
}

/// All drafts, read before anything is said of one.
fn given(lang: Lang, options: &Check) -> anyhow::Result<Vec<Given>> {
    if options.files.len() > FILES_MAX {
        return Err(sentence(
            lang,
            &format!("一次最多校核 {FILES_MAX} 份文稿：请分几次"),
            &format!("at most {FILES_MAX} drafts are checked at once: give them in several goes"),
        ));
    }
    if options.files.len() > 1 && (options.docx.is_some() || options.html.is_some()) {
        return Err(sentence(
            lang,
            "写出标注文稿（--docx、--html）时只能给一份文稿",
            "only one draft can be given with --docx or --html",
        ));
    }
    for out in options.docx.iter().chain(&options.html) {
        // The draft itself is never written over, by whatever name it is called.
        let is_draft = |file: &PathBuf| {
            let (out, file) = (out.canonicalize(), file.canonicalize());
            out.is_ok_and(|out| file.is_ok_and(|file| out == file))
        };
        if options.files.iter().any(is_draft) {
            let out = out.display();
            return Err(sentence(
                lang,
                &format!("{out} 是原稿：请另给一个文件名"),
                &format!("{out} is the draft itself: give another name"),
            ));
        }
    }
    options.files.iter().map(|file| read(lang, file)).collect()
}

/// What the rules find in each, what it says otherwise than the ledger, and otherwise than the others.
fn found(given: &[Given], facts: &[checker::Fact]) -> Vec<Vec<Found>> {
    let drafts: Vec<&Draft> = given.iter().map(|one| &one.draft).collect();
    let own = |draft: &&Draft| -> Vec<Found> {
        let found = checker::check(draft).into_iter().chain(checker::against(draft, facts));
        found.map(|finding| Found { finding, other: None }).collect()
    };
    let mut found: Vec<Vec<Found>> = drafts.iter().map(own).collect();
    for across in checker::across(&drafts) {
        if let Some(own) = found.get_mut(across.draft) {
            own.push(Found { finding: across.finding, other: Some(across.other) });
        }
    }
    found.iter_mut().for_each(|own| own.sort_by_key(|found| found.finding.range.start));
    found
}

/// The document with comments, and the page with marks.
fn outputs(lang: Lang, options: &Check, one: &Given, listed: &[Found]) -> anyhow::Result<()> {
    let findings: Vec<Finding> = listed.iter().map(|found| found.finding.clone()).collect();
    if let Some(out) = &options.docx {
        let marking = draft::Marking { lang, at: clock::now() };
        let marked = draft::mark(&one.bytes, &findings, &marking).told(lang)?;
        whole(out, &marked)?;
    }
    if let Some(out) = &options.html {
        let title = one.file.file_name().unwrap_or_default().to_string_lossy();
        let page = draft::page::page(&title, &one.draft, &findings, lang);
        whole(out, page.as_bytes())?;
    }
    Ok(())
}

fn read(lang: Lang, file: &Path) -> anyhow::Result<Given> {
    let name = file.display();
    let unreadable = |error: std::io::Error| {
        let error = because(lang, &error);
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
            &format!("{name} 超过 64 MB：请只给文稿本身"),
            &format!("{name} is larger than 64 MB: give the draft alone"),
        ));
    }
    let draft = draft::read(file, &bytes)
        .told(lang)
        .map_err(|error| anyhow::Error::msg(format!("{name}：{error}")))?;
    Ok(Given { file: file.to_owned(), bytes, draft })
}
