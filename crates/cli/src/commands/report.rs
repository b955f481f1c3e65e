//! `taizhang report`: compiles a report into files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use base::{Lang, Say};
use store::Reader;

use crate::args::Report;
use crate::console::say;
use crate::told::{Told, sentence};
use crate::{installation, templates};

/// A compiled report on disk.
pub(crate) struct Written {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) figures: usize,
    pub(crate) claims: usize,
    pub(crate) faults: Vec<reports::Fault>,
}

pub(crate) async fn run(lang: Lang, options: Report) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let out = options.out.unwrap_or_else(|| options.dir.dir.join("reports"));
    let written = write(lang, &reader, &options.report, &out, options.known_at).await?;
    for file in &written.files {
        say(&file.display().to_string());
    }
    if written.faults.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(faulty(lang)) }
}

/// The report says what is missing or would be untrue.
pub(crate) fn faulty(lang: Lang) -> anyhow::Error {
    sentence(
        lang,
        "报告有不实或缺报之处，见上；文中已标出",
        "the report has faults, listed above and marked in the text",
    )
}

/// Compiles a report and writes it as docx and html. Faults are printed and returned.
pub(crate) async fn write(
    lang: Lang,
    reader: &Reader,
    key: &str,
    out: &Path,
    known_at: Option<u64>,
) -> anyhow::Result<Written> {
    let template = templates::read(lang, key)?;
    let catalogue = installation::catalogue(lang, reader).await?;
    let ctx = installation::asking(lang);
    let report =
        app::report::compile(reader, &ctx, &catalogue, &template, known_at).await.told(lang)?;
    for fault in &report.compiled.faults {
        say(&fault.say(lang));
    }
    let document = &report.compiled.document;
    let docx = reports::write::docx(document, &reports::write::Fonts::default()).told(lang)?;
    let html = reports::write::html_page(document);
    // What is sent out is held against itself like any other draft.
    for line in super::check::findings(lang, &format!("{key}.docx"), &docx)? {
        say(&line);
    }
    fs::create_dir_all(out).with_context(|| out.display().to_string())?;
    let files = [(format!("{key}.docx"), docx), (format!("{key}.html"), html.into_bytes())];
    let files = files.into_iter().map(|(name, bytes)| whole(&out.join(name), &bytes));
    Ok(Written {
        files: files.collect::<anyhow::Result<_>>()?,
        figures: report.figures.len(),
        claims: report.compiled.claims.len(),
        faults: report.compiled.faults,
    })
}

/// Writes a file whole or not at all: a full disk leaves the earlier version.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // What could not be written whole is of no use; its removal may fail for the same reason.
        let _ = fs::remove_file(&beside);
        return Err(error).with_context(|| path.display().to_string());
    }
    Ok(path.to_owned())
}
