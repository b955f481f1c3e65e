//! `taizhang calendar import`: a year of the calendar is published, and clocks follow it.

use std::path::PathBuf;
use std::process::ExitCode;

use app::calendars::{MovedClock, Publication, Published, Publishing};
use base::{Key, Lang, Say};
use ledger::light::Light;
use register::Catalogue;
use register::event::Deadline;
use register::words::Words;

use super::calendar::text;
use crate::args::Dir;
use crate::console::say;
use crate::installation;
use crate::told::Told;

/// What is to be published, and by whom.
pub(crate) struct Import {
    pub(crate) file: PathBuf,
    pub(crate) unit: Option<Key>,
    pub(crate) basis: String,
    pub(crate) trial: bool,
    pub(crate) actor: Option<String>,
    pub(crate) dir: Dir,
}

pub(crate) async fn run(lang: Lang, import: Import) -> anyhow::Result<ExitCode> {
    let file = text(lang, &import.file)?;
    let installation = installation::open(lang, &import.dir).await?;
    let (reader, person) = (&installation.reader, import.actor.as_deref());
    let ctx = installation::asking_as(lang, reader, person).await?;
    let packs = installation::catalogue(lang, reader).await?;
    let name = import.file.display().to_string();
    let publication = Publication { name, file, unit: import.unit, basis: import.basis };
    let publishing = if import.trial { Publishing::Trial } else { Publishing::ForGood };
    let published = installation.commands.publish_calendar(&ctx, publication, publishing).await;
    installation.commands.close().await.told(lang)?;
    let published = published.told(lang)?;
    say(&summary(lang, &published, publishing));
    for moved in &published.moved {
        say(&format!("  {}", told(lang, moved, &packs)));
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(lang: Lang, published: &Published, publishing: Publishing) -> String {
    let (year, moved) = (published.year, published.moved.len());
    let turned = published.moved.iter().filter(|one| one.lights.0 != one.lights.1).count();
    let Some(sequence) = published.sequence else {
        return match lang {
            Lang::Zh => format!("{year} 年的安排与已发布的相同，未作记录"),
            Lang::En => format!("{year} is in force with the same content; nothing was recorded"),
        };
    };
    match (lang, publishing) {
        (Lang::Zh, Publishing::ForGood) => format!(
            "已发布 {year} 年的安排，记为第 {sequence} 号记录；{moved} 个时限变动，其中 {turned} 个变灯"
        ),
        (Lang::Zh, Publishing::Trial) => format!(
            "试算，未作记录：发布 {year} 年的安排将变动 {moved} 个时限，其中 {turned} 个变灯"
        ),
        (Lang::En, Publishing::ForGood) => format!(
            "{year} is published, record {sequence}; {moved} deadlines moved, {turned} lights turned"
        ),
        (Lang::En, Publishing::Trial) => format!(
            "tried, nothing recorded: publishing {year} would move {moved} deadlines and turn {turned} lights"
        ),
    }
}

/// `YSQ-2026-0007 答复：2027-01-12 → 2027-01-13，绿 → 黄`.
fn told(lang: Lang, moved: &MovedClock, packs: &Catalogue) -> String {
    let clock = match packs.register(&moved.register) {
        Some((pack, register)) => Words::new(pack, register).clock(&moved.clock).say(lang),
        None => moved.clock.to_string(),
    };
    let day = |deadline: Option<Deadline>| {
        let due = deadline.and_then(|one| one.due_on());
        due.map_or_else(|| lang.pick("无", "none").to_owned(), |due| due.to_string())
    };
    let light = |light: Option<Light>| match light {
        None => lang.pick("绿", "green"),
        Some(Light::Yellow) => lang.pick("黄", "yellow"),
        Some(Light::Red) => lang.pick("红", "red"),
        Some(Light::Grey) => lang.pick("灰", "grey"),
    };
    let (was, now) = moved.lights;
    let turned = if was == now {
        String::new()
    } else {
        format!("{}{} → {}", lang.pick("，", ", "), light(was), light(now))
    };
    let between = lang.pick("：", ": ");
    format!("{} {clock}{between}{} → {}{turned}", moved.number, day(moved.was), day(moved.now))
}
