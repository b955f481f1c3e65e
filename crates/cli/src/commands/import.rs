//! `taizhang import`: rows of a workbook or CSV become the histories of matters.

use std::process::ExitCode;

use app::import::{self, Order, Phase, Progress};
use base::{Key, Lang};

use crate::args::Import;
use crate::commands::transfer;
use crate::console::{bar, say};
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn run(lang: Lang, options: Import) -> anyhow::Result<ExitCode> {
    if let Some(journal) = &options.journal {
        return transfer::take(lang, &options.dir, journal).await;
    }
    let (Some(register), Some(file)) = (options.register, options.file) else {
        return Err(sentence(lang, "请给出台账和文件", "name a register and a file"));
    };
    let register = Key::new(&register).told(lang)?;
    let installation = installation::open(lang, &options.dir).await?;
    let person = options.actor.as_deref();
    let ctx = installation::asking_as(lang, &installation.reader, person).await?;
    let order = Order {
        register,
        file,
        sheet: options.sheet,
        all_or_nothing: options.all_or_nothing,
        results: options.results,
    };
    let progress = bar(0, "");
    let mut watch = |so_far: Progress| {
        let word = match so_far.phase {
            Phase::Checking => lang.pick("检查", "checking"),
            Phase::Loading => lang.pick("装入", "loading"),
        };
        progress.set_message(word);
        let (done, total) = match so_far.rows_total {
            Some(rows) => (so_far.rows, rows),
            None => (so_far.bytes, so_far.bytes_total),
        };
        progress.set_length(total);
        progress.set_position(done);
    };
    let outcome = import::run(&installation.commands, &ctx, &order, &mut watch).await;
    progress.finish_and_clear();
    installation.commands.close().await.told(lang)?;
    let outcome = outcome.told(lang)?;
    for (what, value) in outcome.lines(lang) {
        say(&format!("{what}{}{value}", lang.pick("：", ": ")));
    }
    if outcome.bad == 0 {
        Ok(ExitCode::SUCCESS)
    } else {
        Err(sentence(
            lang,
            "有不合格的行，已列入结果表；改正后可整表重新导入，已装入的行不会重复",
            "some rows are bad and listed in the result workbook; correct them and import the whole file again: rows that are loaded are not doubled",
        ))
    }
}
