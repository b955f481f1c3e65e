//! `taizhang rebuild`: drops every projection and replays the journal.

use std::process::ExitCode;

use base::Lang;

use crate::args::Dir;
use crate::console::{bar, say};
use crate::installation;
use crate::told::Told;

pub(crate) async fn run(lang: Lang, options: Dir) -> anyhow::Result<ExitCode> {
    let installation = installation::open(lang, &options).await?;
    let progress = bar(0, lang.pick("重建", "rebuilding"));
    let head = installation
        .commands
        .rebuild(|done, total| {
            progress.set_length(total);
            progress.set_position(done);
        })
        .await;
    progress.finish_and_clear();
    let records = head.told(lang)?.sequence;
    installation.commands.close().await.told(lang)?;
    say(&match lang {
        Lang::Zh => format!("已由 {records} 条记录重建全部投影"),
        Lang::En => format!("every projection rebuilt from {records} records"),
    });
    Ok(ExitCode::SUCCESS)
}
