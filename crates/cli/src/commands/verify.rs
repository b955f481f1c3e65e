//! `taizhang verify`: recomputes the chain and every projection.

use std::process::ExitCode;

use base::Lang;

use crate::args::Dir;
use crate::console::{bar, say};
use crate::installation;
use crate::told::Told;

pub(crate) async fn run(lang: Lang, options: Dir) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let progress = bar(0, lang.pick("核验", "verifying"));
    let verified = app::verify::run(&reader, |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let verified = verified.told(lang)?;
    let head = ledger::chain::hex(&verified.head.hash);
    let records = verified.records;
    say(&match lang {
        Lang::Zh => format!("核验通过：记录 {records} 条，哈希链与全部投影相符\n链首 {head}"),
        Lang::En => format!(
            "verified: {records} records; the chain and every projection agree\nhead {head}"
        ),
    });
    Ok(ExitCode::SUCCESS)
}
