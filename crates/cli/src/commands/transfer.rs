//! `taizhang export --journal`, `import --journal`, `backup` and `restore`: a whole installation at once.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use app::transfer::{self, Restored};
use base::Lang;
use ledger::digest::hex;
use store::journal::Head;

use crate::args::{Backup, Dir, Export, Restore};
use crate::commands::parquet;
use crate::console::{bar, say};
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn export(lang: Lang, options: Export) -> anyhow::Result<ExitCode> {
    let Export { dir, journal, parquet } = options;
    match (journal, parquet) {
        (Some(file), _) => journal_into(lang, &dir, &file).await,
        (None, Some(folder)) => parquet::run(lang, &dir, &folder).await,
        (None, None) => Err(sentence(lang, "请说明导出什么", "say what to export")),
    }
}

/// Writes the file whole or not at all; one that is there is never replaced.
async fn journal_into(lang: Lang, dir: &Dir, file: &Path) -> anyhow::Result<ExitCode> {
    if file.exists() {
        return Err(transfer::TransferError::Exists { path: file.to_owned() }).told(lang);
    }
    let reader = installation::open_reader(lang, dir).await?;
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    let part = Path::new(&name);
    let mut to = BufWriter::new(File::create(part).with_context(|| part.display().to_string())?);
    let progress = bar(0, lang.pick("导出", "exporting"));
    let exported = transfer::export(&reader, &mut to, |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let head = exported.told(lang).and_then(|head| {
        to.flush().and_then(|()| to.get_ref().sync_all()).context(part.display().to_string())?;
        fs::rename(part, file).context(file.display().to_string())?;
        Ok(head)
    });
    if head.is_err() {
        // What stopped the export is what must be told.
        let _ = fs::remove_file(part);
    }
    told(lang, lang.pick("已导出", "exported"), &head?, &reader).await?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn backup(lang: Lang, options: Backup) -> anyhow::Result<ExitCode> {
    let place = installation::place(lang, &options.dir)?;
    let reader = installation::open_reader(lang, &options.dir).await?;
    let progress = bar(0, lang.pick("备份", "backing up"));
    let written = transfer::backup(&place, &reader, &options.file, |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let Head { sequence: records, hash } = written.told(lang)?;
    let (file, head) = (options.file.display(), hex(&hash));
    say(&match lang {
        Lang::Zh => format!("已备份到 {file}：记录 {records} 条\n链首 {head}"),
        Lang::En => format!("backed up to {file}: {records} records\nhead {head}"),
    });
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn restore(lang: Lang, options: Restore) -> anyhow::Result<ExitCode> {
    take(lang, &options.dir, &options.file).await
}

/// Takes a backup or a journal file into an empty installation.
pub(crate) async fn take(lang: Lang, dir: &Dir, file: &Path) -> anyhow::Result<ExitCode> {
    let place = installation::place(lang, dir)?;
    if let store::Place::File(path) = &place
        && let Some(folder) = path.parent()
    {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let progress = bar(0, "");
    let restored = transfer::restore(file, &place, |so_far| {
        let (word, done, of) = match so_far {
            Restored::Taken { done, of } => (lang.pick("装入", "taking over"), done, of),
            Restored::Verified { done, of } => (lang.pick("核验", "verifying"), done, of),
        };
        progress.set_message(word);
        progress.set_length(of);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let head = restored.told(lang)?;
    let reader = installation::open_reader(lang, dir).await?;
    told(lang, lang.pick("已装入并核验", "taken over and verified"), &head, &reader).await?;
    Ok(ExitCode::SUCCESS)
}

/// What two installations are compared by.
async fn told(lang: Lang, did: &str, head: &Head, reader: &store::Reader) -> anyhow::Result<()> {
    let balances = store::digest::balances(reader).await.told(lang)?;
    let Head { sequence: records, hash } = head;
    let head = hex(hash);
    say(&match lang {
        Lang::Zh => format!("{did}：记录 {records} 条\n链首 {head}\n余额摘要 {balances}"),
        Lang::En => format!("{did}: {records} records\nhead {head}\nbalances {balances}"),
    });
    Ok(())
}
