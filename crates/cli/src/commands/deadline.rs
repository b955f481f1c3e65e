//! `taizhang deadline`: how the deadlines of a matter came about.

use std::process::ExitCode;

use base::{Key, Lang};
use register::Matter;
use register::sheet::{self, Sheet};
use register::words::Words;
use reports::sheet::Issue;
use reports::write::{Fonts, docx};
use store::units::Unit;

use super::report::whole;
use crate::args::Deadline;
use crate::console::say;
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn run(lang: Lang, options: Deadline) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let ctx = installation::asking_as(lang, &reader, options.actor.as_deref()).await?;
    let packs = installation::catalogue(lang, &reader).await?;
    let found = store::matters::one(&reader, &ctx, &options.register, &options.number).await;
    let found = found.told(lang)?.zip(packs.register(&options.register));
    let Some((matter, (pack, register))) = found else {
        let number = &options.number;
        return Err(sentence(
            lang,
            &format!("没有编号为 {number} 的事项；请核对编号，或看看是否在自己的管理范围内"),
            &format!(
                "there is no matter {number}; check the number, and whether it lies in your part of the organisation"
            ),
        ));
    };
    let units = store::units::all(&reader).await.told(lang)?;
    let calendars = store::calendars::of_units(&reader, &units).await.told(lang)?;
    let calendar = matter.place.as_ref().map(|place| calendars.of(&place.unit));
    let sheets = calendar
        .map(|calendar| sheet::all(register, &matter, ctx.today, &calendar))
        .unwrap_or_default();
    let words = Words::new(pack, register);
    if let Some(file) = &options.docx {
        let issuer = units.first().map(|root| root.zh.clone()).unwrap_or_default();
        let issue = Issue { issuer, on: ctx.today };
        let name = |unit: &Key| named(&units, unit, Lang::Zh);
        let document = reports::sheet::document(words, (&matter, &sheets), &issue, name);
        let written = whole(file, &docx(&document, &Fonts::default()).told(lang)?)?;
        say(&written.display().to_string());
    } else if options.json {
        say(&serde_json::to_string_pretty(&sheets)?);
    } else {
        tell(lang, words, &matter, &sheets, &units);
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(lang: Lang, words: Words<'_>, matter: &Matter, sheets: &[Sheet], units: &[Unit]) {
    if sheets.is_empty() {
        let number = &matter.number;
        say(&match lang {
            Lang::Zh => format!("事项 {number} 没有正在计算的时限，也没有计算过的时限"),
            Lang::En => format!("no deadline of {number} runs, and none has run"),
        });
    }
    for sheet in sheets {
        let told = sheet.told(words, |unit| named(units, unit, lang), lang);
        let due = match (told.due.is_empty(), lang) {
            (true, _) if told.is_over => lang.pick("已终止", "over").to_owned(),
            (true, _) => lang.pick("暂停计时", "standing still").to_owned(),
            (false, Lang::Zh) => format!("{} 届满", told.due),
            (false, Lang::En) => format!("ends {}", told.due),
        };
        say(&match lang {
            Lang::Zh => format!("{}（{}）{due}", told.name, told.basis),
            Lang::En => format!("{} ({}), {due}", told.name, told.basis),
        });
        say(&format!("  {}", told.cite));
        told.facts.iter().for_each(|fact| say(&format!("  {fact}")));
        for [span, what, run] in &told.days {
            say(format!("    {span}  {what}  {run}").trim_end());
        }
    }
}

fn named(units: &[Unit], unit: &Key, lang: Lang) -> String {
    let found = units.iter().find(|one| one.key == *unit);
    found.map_or_else(|| unit.to_string(), |one| lang.pick(&one.zh, &one.en).to_owned())
}
