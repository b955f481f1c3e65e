//! `taizhang form`: the annual form of public information, filled in.

use std::process::ExitCode;

use app::form::{Asked, Cell, Table, disclosure_annual, fill};
use base::{Lang, Say};
use jiff::civil::Date;
use register::form;

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
    let asked = Asked { year: options.year, unit, as_of: options.as_of.unwrap_or(end) };
    let table = fill(&reader, &ctx, &packs, (&form, &asked)).await.told(lang)?;
    let lines = lines(lang, &form, (&asked, &table));
    if let Some(file) = &options.csv {
        let written = whole(file, &exchange::csv_table(&lines)?)?;
        say(&written.display().to_string());
    } else {
        lines.iter().for_each(|line| say(&line.join("\t")));
    }
    table.faults.iter().for_each(|fault| say(&fault.say(lang)));
    Ok(if table.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The table as lines of cells.
fn lines(lang: Lang, form: &form::Form, (asked, table): (&Asked, &Table)) -> Vec<Vec<String>> {
    let columns = form.columns.iter().map(|(_, label)| label.say(lang));
    let total = lang.pick("总计", "Total").to_owned();
    let head = [String::new()].into_iter().chain(columns).chain([total]);
    let line = |label: String, cells: &[Cell]| {
        let values = cells.iter().map(|cell| cell.value.to_string());
        [label].into_iter().chain(values).collect::<Vec<String>>()
    };
    let fixed = |zh: &str, en: &str, cells| line(lang.pick(zh, en).to_owned(), cells);
    let mut lines = vec![head.collect()];
    lines.push(fixed("一、本年新收政府信息公开申请数量", "1. Received this year", &table.came));
    lines.push(fixed("二、上年结转政府信息公开申请数量", "2. Carried over", &table.carried_over));
    let rows = form.edition(asked.year).map(|edition| edition.rows.as_slice()).unwrap_or_default();
    for (row, cells) in rows.iter().zip(&table.results) {
        let group = row.group.as_ref().map(|group| group.say(lang));
        let label = match group {
            Some(group) => format!("{group} {}", row.label.say(lang)),
            None => row.label.say(lang),
        };
        lines.push(line(label, cells));
    }
    lines.push(fixed("（七）总计", "Total of results", &table.total));
    lines.push(fixed("四、结转下年度继续办理", "4. Carried on", &table.carried_on));
    lines
}
