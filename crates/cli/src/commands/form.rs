//! `taizhang form`: the annual form of public information, filled in.

use std::process::ExitCode;

use app::form::{Asked, disclosure_annual, fill};
use base::{Lang, Say};
use jiff::civil::Date;

use super::report::whole;
use crate::args::Form;
use crate::console::say;
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn run(lang: Lang, options: Form) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let ctx = installation::asking_as(lang, &reader, options.actor.as_deref()).await?;
    let packs = installation::catalogue(lang, &reader).await?;
    let form = disclosure_annual(&packs).map_err(|faults| {
        faults.iter().for_each(|fault| say(&fault.say(lang)));
        sentence(
            lang,
            "没有与业务包相符的年报表样",
            "there is no form that fits the packs in force",
        )
    })?;
    let units = store::units::all(&reader).await.told(lang)?;
    let root = units.first().map(|unit| unit.key.clone());
    let unit = options.unit.or(root).unwrap_or_else(|| ctx.actor.scope.clone());
    let end = Date::new(options.year, 12, 31).unwrap_or(ctx.today).min(ctx.today);
    let asked =
        Asked { year: options.year, unit, as_of: options.as_of.unwrap_or(end), known_at: None };
    let table = fill(&reader, &ctx, &packs, (&form, &asked)).await.told(lang)?;
    let told = table.told(&form, asked.year, lang);
    if let Some(file) = &options.csv {
        let written = whole(file, &told.csv()?)?;
        say(&written.display().to_string());
    } else {
        told.flat().iter().for_each(|line| say(&line.join("\t")));
    }
    table.faults.iter().for_each(|fault| say(&fault.say(lang)));
    Ok(if table.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
