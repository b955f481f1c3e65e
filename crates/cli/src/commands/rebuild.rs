//! `taizhang rebuild`: drops every projection and replays the journal, or only adds up the month cells.

use std::process::ExitCode;

use base::Lang;

use crate::args::Rebuild;
use crate::console::{bar, say};
use crate::installation;
use crate::told::Told;

pub(crate) async fn run(lang: Lang, options: Rebuild) -> anyhow::Result<ExitCode> {
    let installation = installation::open(lang, &options.dir).await?;
    let progress = bar(0, lang.pick("重建", "rebuilding"));
    let heard = |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    };
    let said = if options.cells {
        let added = installation.commands.rebuild_cells(heard).await;
        added.map(|()| match lang {
            Lang::Zh => "已由分录重新加总月度余额".to_owned(),
            Lang::En => "the month cells were added up again from the postings".to_owned(),
        })
    } else {
        let rebuilt = installation.commands.rebuild(heard).await;
        rebuilt.map(|head| match lang {
            Lang::Zh => format!("已由 {} 条记录重建全部投影", head.sequence),
            Lang::En => format!("every projection rebuilt from {} records", head.sequence),
        })
    };
    progress.finish_and_clear();
    let said = said.told(lang)?;
    installation.commands.close().await.told(lang)?;
    say(&said);
    Ok(ExitCode::SUCCESS)
}
