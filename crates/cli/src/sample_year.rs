//! Loads the sample authority and its year, or reuses them.
//!
//! In a file, the year is loaded into a database of another name and renamed when it is complete, so that
//! an interrupted load leaves nothing that looks like an installation. On a server it is loaded where it
//! is to be, if nothing is there; the note that it is complete is written at the end, into the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use app::Commands;
use base::ctx::Actor;
use base::{Ctx, Key, Lang};
use jiff::civil::{Date, date};
use ledger::digest::Algorithm;
use register::decide::Act;
use store::{Open, Place, StoreError};

use crate::args::Demo;
use crate::told::{Told, sentence};
use crate::{console, installation};

/// The day on which the sample authority lives: everything of its year has been recorded.
pub(crate) const LAST_DAY: Date = date(2022, 1, 10);

/// Acts submitted in one transaction.
const BATCH: usize = 2_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Now,
    Before,
}

/// Makes the sample installation unless it is there with the same seed and scale.
pub(crate) async fn make_or_reuse(lang: Lang, options: &Demo) -> anyhow::Result<Made> {
    let place = installation::place(lang, &options.dir)?;
    let folder = &options.dir.dir;
    let note = folder.join("sample.txt");
    let wanted = wanted(&place, options);
    if is_there(lang, &place).await? {
        return match fs::read_to_string(&note) {
            Ok(present) if present == wanted => Ok(Made::Before),
            _ => Err(not_the_sample(lang, &place)),
        };
    }
    fs::create_dir_all(folder).with_context(|| match lang {
        Lang::Zh => format!("不能建立目录 {}；请检查路径和权限", folder.display()),
        Lang::En => {
            format!("cannot make the folder {}; check the path and its rights", folder.display())
        }
    })?;
    match &place {
        Place::File(database) => load_aside(lang, database, options).await?,
        Place::Server(_) => load(lang, &place, options).await?,
    }
    fs::write(&note, wanted)?;
    Ok(Made::Now)
}

/// What the note says about a complete sample.
fn wanted(place: &Place, options: &Demo) -> String {
    let Demo { seed, scale, digest, .. } = options;
    let mut wanted = format!("seed {seed}\nscale {scale}\n");
    if *digest != Algorithm::default() {
        wanted.push_str(&format!("digest {digest}\n"));
    }
    if let Place::Server(_) = place {
        wanted.push_str(&format!("database {place}\n"));
    }
    wanted
}

/// Whether there is anything already.
async fn is_there(lang: Lang, place: &Place) -> anyhow::Result<bool> {
    if let Place::File(database) = place {
        return Ok(database.exists());
    }
    match store::open_reader(place).await {
        Ok(reader) => {
            let records = store::registers::journal_size(&reader).await.told(lang)?.records;
            reader.close().await;
            Ok(records > 0)
        }
        Err(StoreError::NoDatabase { .. } | StoreError::Older { .. }) => Ok(false),
        Err(error) => Err(error).told(lang),
    }
}

fn not_the_sample(lang: Lang, place: &Place) -> anyhow::Error {
    let (zh, en) = match place {
        Place::File(_) => {
            ("请用 --dir 另选目录，或先移走它", "choose another --dir or move it away")
        }
        Place::Server(_) => (
            "请另选一个空的数据库或模式；若是中断的装入留下的，请先删除该模式",
            "choose an empty database or schema; if an interrupted load left it, drop that schema first",
        ),
    };
    sentence(
        lang,
        &format!("{place} 已有一个安装，但不是用这个种子和倍数生成的示例；{zh}"),
        &format!(
            "{place} holds an installation that is not the sample with this seed and scale; {en}"
        ),
    )
}

/// Loads into a file of another name, which then takes the place.
async fn load_aside(lang: Lang, database: &Path, options: &Demo) -> anyhow::Result<()> {
    let loading = database.with_file_name("loading.db");
    remove(&loading)?;
    if let Err(error) = load(lang, &Place::from(&loading), options).await {
        // What stopped the load, such as a full disk, is what must be told, not what stopped the tidying.
        let _ = remove(&loading);
        return Err(error);
    }
    fs::rename(&loading, database)?;
    remove(&loading)
}

/// Removes what an interrupted load left: the database and the files beside it.
fn remove(database: &Path) -> anyhow::Result<()> {
    for suffix in ["", "-wal", "-shm", "-writer"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(PathBuf::from(name)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

async fn load(lang: Lang, place: &Place, options: &Demo) -> anyhow::Result<()> {
    let create = Open::CreateWith(options.digest);
    let (reader, writer) = store::open(place, create).await.told(lang)?;
    let commands = Commands::new(writer);
    let begin =
        date(2021, 1, 1).at(8, 0, 0, 0).to_zoned(jiff::tz::Offset::constant(8).to_time_zone())?;
    let ctx = installation::asking_at(lang, begin.timestamp());
    commands.define_units(&ctx, sample::organisation()).await.told(lang)?;
    let packs = sample::packs().into_iter().map(|pack| pack.files).collect();
    commands.adopt_packs(&ctx, packs).await.told(lang)?;
    commands.define_people(&ctx, sample::people()).await.told(lang)?;
    let actors = actors(lang, &reader).await?;
    let head = store::journal::head(&reader).await.told(lang)?;
    let acts = sample::acts(options.seed, options.scale, head.sequence);
    let bar = console::bar(acts.len() as u64, lang.pick("装入示例年度", "loading the sample year"));
    for batch in acts.chunks(BATCH) {
        let submitted: Vec<(Ctx, Act)> = batch
            .iter()
            .map(|planned| {
                let actor = actors.get(&planned.actor).context("an act of nobody")?.clone();
                let ctx = Ctx { actor, today: sample::day_of(planned.at), now: planned.at, lang };
                Ok((ctx, planned.act.clone()))
            })
            .collect::<anyhow::Result<_>>()?;
        for done in commands.submit_all(submitted).await.told(lang)? {
            done.told(lang)?;
        }
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    reader.close().await;
    commands.close().await.told(lang)
}

/// The people of the organisation as they act.
async fn actors(lang: Lang, reader: &store::Reader) -> anyhow::Result<BTreeMap<Key, Actor>> {
    let catalogue = installation::catalogue(lang, reader).await?;
    let people = store::people::all(reader).await.told(lang)?;
    Ok(people
        .iter()
        .map(|person| (person.id.clone(), app::people::actor(&catalogue, person)))
        .collect())
}
