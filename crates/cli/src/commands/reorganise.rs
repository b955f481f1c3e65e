//! `taizhang reorganise`: units are renamed, moved, merged, split or dissolved, and open matters follow.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use app::reorganising::Reorganisation;
use base::Lang;

use crate::args::Reorganise;
use crate::console::say;
use crate::installation;
use crate::told::{Told, because};

pub(crate) async fn run(lang: Lang, options: Reorganise) -> anyhow::Result<ExitCode> {
    let reorganisation = read(lang, &options.file)?;
    let installation = installation::open(lang, &options.dir).await?;
    let person = options.actor.as_deref();
    let ctx = installation::asking_as(lang, &installation.reader, person).await?;
    let (on, changes) = (reorganisation.effective_on, reorganisation.changes.len());
    let moved = installation.commands.reorganise(&ctx, reorganisation).await;
    installation.commands.close().await.told(lang)?;
    let moved = moved.told(lang)?;
    let (sequence, matters) = (moved.sequence, moved.matters);
    say(&match lang {
        Lang::Zh => format!(
            "已按 {on} 调整机构：{changes} 项变动，划转在办事项 {matters} 件，记为第 {sequence} 号记录"
        ),
        Lang::En => format!(
            "reorganised with effect on {on}: {changes} changes, {matters} open matters reassigned, record {sequence}"
        ),
    });
    Ok(ExitCode::SUCCESS)
}

fn read(lang: Lang, file: &Path) -> anyhow::Result<Reorganisation> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let error = because(lang, &error);
        match lang {
            Lang::Zh => anyhow!("读不了调整文件 {shown}：{error}；请核对路径"),
            Lang::En => anyhow!("cannot read the reorganisation {shown}: {error}; check the path"),
        }
    })?;
    serde_json::from_str(&text).map_err(|error| match lang {
        Lang::Zh => anyhow!(
            "{shown} 不是机构调整：{error}；应有 effective_on、basis、changes，可有 open_matters、given"
        ),
        Lang::En => anyhow!(
            "{shown} is not a reorganisation: {error}; it has effective_on, basis, changes, and may have \
             open_matters and given"
        ),
    })
}
