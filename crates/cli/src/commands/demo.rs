//! `taizhang demo`: the sample authority, its year, its report, its pages.

use std::process::ExitCode;
use std::time::Instant;

use base::Lang;

use crate::args::Demo;
use crate::commands::{report, serve};
use crate::console::say;
use crate::installation::{self, Installation};
use crate::sample_year::{self, Made};
use crate::told::Told;

/// The report that the demo compiles.
const REPORT: &str = "self-assessment";

pub(crate) async fn run(lang: Lang, options: Demo) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let folder = &options.dir.dir;
    // A taken port is told before minutes of work, not after.
    let listener = if options.once { None } else { Some(serve::bind(lang, options.port)?) };
    let made = sample_year::make_or_reuse(lang, &options).await?;
    let installation = installation::open(lang, &options.dir).await?;
    let out = folder.join("reports");
    let written = report::write(lang, &installation.reader, REPORT, &out, None).await?;
    summary(lang, &installation, made, &written, begun).await?;
    let Some(listener) = listener else {
        return if written.faults.is_empty() {
            Ok(ExitCode::SUCCESS)
        } else {
            Err(report::faulty(lang))
        };
    };
    if !written.faults.is_empty() {
        // Whoever tried a step in the pages may have made a claim untrue: that is worth seeing there.
        say(&report::faulty(lang).to_string());
    }
    serve::pages(lang, installation, listener, Some(sample_year::LAST_DAY)).await
}

async fn summary(
    lang: Lang,
    installation: &Installation,
    made: Made,
    report: &report::Written,
    begun: Instant,
) -> anyhow::Result<()> {
    let ctx = installation::asking(lang);
    let registers = store::registers::summary(&installation.reader, &ctx).await.told(lang)?;
    let journal = store::registers::journal_size(&installation.reader).await.told(lang)?;
    let matters: u64 = registers.iter().map(|register| register.matters).sum();
    let (n, events, figures) = (registers.len(), journal.records, report.figures);
    let claims = report.claims;
    let seconds = begun.elapsed().as_secs_f64();
    say(&match lang {
        Lang::Zh => format!(
            "{}：台账 {n} 本，事项 {matters} 件，记录 {events} 条；报告数据 {figures} 个、表述 {claims} 处；用时 {seconds:.1} 秒",
            if made == Made::Now { "示例年度已装入" } else { "沿用已有的示例年度" }
        ),
        Lang::En => format!(
            "{}: {n} registers, {matters} matters, {events} events; {figures} figures in {claims} claims; {seconds:.1} s",
            if made == Made::Now { "sample year loaded" } else { "sample year reused" }
        ),
    });
    for file in &report.files {
        say(&format!("  {}", file.display()));
    }
    Ok(())
}
