//! `taizhang calendar`: needs no installation but to publish a year.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::{Lang, Say};
use jiff::civil::{Date, Weekday};
use register::calendar::{Calendar, Nature, Stretch, Term, Unit, Year, read, shipped};

use super::calendar_import::{self, Import};
use crate::args::Calendar as Asked;
use crate::console::say;
use crate::told::{because, sentence};

/// The file of a year has a few lines.
const FILE_BYTES_MAX: u64 = 64 * 1024;

pub(crate) async fn run(lang: Lang, command: Asked) -> anyhow::Result<ExitCode> {
    match command {
        Asked::Show { year, with } => show(lang, &calendar(lang, &with)?, year)?,
        Asked::Count { from, number, unit, with } => {
            let term = Term { number, unit: unit.unit() };
            count(lang, &calendar(lang, &with)?, from, term)?;
        }
        Asked::Import { file, unit, basis, trial, actor, dir } => {
            let import = Import { file, unit, basis, trial, actor, dir };
            return calendar_import::run(lang, import).await;
        }
        Asked::Check { files } => {
            for year in years(lang, &files)? {
                summary(lang, &Calendar::of([year.clone()]), &year);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The years that ship, and those of the files.
fn calendar(lang: Lang, files: &[PathBuf]) -> anyhow::Result<Calendar> {
    Ok(years(lang, files)?
        .into_iter()
        .fold(shipped().clone(), |calendar, year| calendar.with(year)))
}

fn years(lang: Lang, files: &[PathBuf]) -> anyhow::Result<Vec<Year>> {
    let (mut years, mut faults) = (vec![], 0_usize);
    for file in files {
        let reading = read(&file.display().to_string(), &text(lang, file)?);
        faults += reading.faults.len();
        reading.faults.iter().for_each(|fault| say(&fault.say(lang)));
        years.extend(reading.year);
    }
    if faults > 0 {
        return Err(sentence(
            lang,
            &format!("安排文件有 {faults} 处问题，见上；没有采用"),
            &format!("{faults} faults, listed above; nothing was taken"),
        ));
    }
    Ok(years)
}

/// A small text file: the arrangement of a year, a tariff.
pub(super) fn text(lang: Lang, file: &Path) -> anyhow::Result<String> {
    let name = file.display();
    let is_small = fs::metadata(file).is_ok_and(|found| found.len() <= FILE_BYTES_MAX);
    match fs::read_to_string(file) {
        Ok(text) if is_small => Ok(text),
        Ok(_) => Err(sentence(
            lang,
            &format!("{name} 太大，不像这样的文件"),
            &format!("{name} is too large to be such a file"),
        )),
        Err(error) => {
            let error = because(lang, &error);
            Err(sentence(
                lang,
                &format!("读不了 {name}：{error}"),
                &format!("{name} cannot be read: {error}"),
            ))
        }
    }
}

fn show(lang: Lang, calendar: &Calendar, year: Option<i16>) -> anyhow::Result<()> {
    let Some(year) = year else {
        calendar.years().for_each(|year| summary(lang, calendar, year));
        return Ok(());
    };
    let Some(found) = calendar.year(year) else {
        return Err(sentence(
            lang,
            &format!("没有 {year} 年的安排；公布后可用 --with 文件 加入"),
            &format!("{year} is not arranged here; once it is published, add its file with --with"),
        ));
    };
    summary(lang, calendar, found);
    for paper in &found.papers {
        say(&format!("  {} {paper}", lang.pick("依据", "source")));
    }
    for (from, to, name) in together(found.off.iter().chain(&found.shut)) {
        let days = if from == to {
            day(lang, from)
        } else {
            format!("{} – {}", day(lang, from), day(lang, to))
        };
        say(&format!("  {} {days} {name}", lang.pick("休", "off ")));
    }
    for worked in &found.worked {
        say(&format!("  {} {}", lang.pick("班", "work"), day(lang, *worked)));
    }
    Ok(())
}

/// Days that follow each other under one name, as first and last.
fn together<'a>(days: impl Iterator<Item = (&'a Date, &'a String)>) -> Vec<(Date, Date, &'a str)> {
    let mut together: Vec<(Date, Date, &str)> = vec![];
    for (day, name) in days {
        match together.last_mut() {
            Some((_, last, same)) if same == name && last.tomorrow().ok() == Some(*day) => {
                *last = *day;
            }
            Some(_) | None => together.push((*day, *day, name)),
        }
    }
    together
}

fn summary(lang: Lang, calendar: &Calendar, year: &Year) {
    let number = year.year;
    let ends = Date::new(number - 1, 12, 31).ok().zip(Date::new(number, 12, 31).ok());
    let worked = ends.map_or(0, |(before, last)| calendar.worked_between(before, last));
    let (off, made_up) = (year.off.len(), year.worked.len());
    say(&match lang {
        Lang::Zh => {
            format!("{number} 年：工作日 {worked} 天，放假 {off} 天，调休上班 {made_up} 天")
        }
        Lang::En => format!(
            "{number}: {worked} working days, {off} days off, {made_up} worked in their stead"
        ),
    });
}

fn count(lang: Lang, calendar: &Calendar, from: Date, term: Term) -> anyhow::Result<()> {
    let counted = term.from(from, calendar).ok_or_else(|| {
        sentence(
            lang,
            "期限超出可写的日期",
            "the term ends beyond the last day that can be written",
        )
    })?;
    let (number, due) = (term.number, counted.due.on);
    let unit = match (term.unit, lang) {
        (Unit::WorkingDay, Lang::Zh) => "个工作日",
        (Unit::Day, Lang::Zh) => "日",
        (Unit::Month, Lang::Zh) => "个月",
        (Unit::Hour, Lang::Zh) => "小时",
        (Unit::WorkingDay, Lang::En) => "working days",
        (Unit::Day, Lang::En) => "days",
        (Unit::Month, Lang::En) => "months",
        (Unit::Hour, Lang::En) => "hours",
    };
    let (start, end) = (day(lang, from), day(lang, due));
    say(&match lang {
        Lang::Zh => format!("自 {start} 起 {number} {unit}：{end} 届满"),
        Lang::En => format!("{number} {unit} from {start}: ends on {end}"),
    });
    say(lang.pick(
        "起算日不计入（民法典第二百零一条）",
        "the day it starts from is not counted (民法典 Art. 201)",
    ));
    for stretch in calendar.stretches(from, due) {
        say(&format!("  {}", told(lang, &stretch, term.unit)));
    }
    if counted.full != due {
        let full = day(lang, counted.full);
        say(&match lang {
            Lang::Zh => format!("{full} 为休息日，顺延（民法典第二百零三条）"),
            Lang::En => format!("{full} is a day of rest, so it moves on (民法典 Art. 203)"),
        });
    }
    if counted.due.is_provisional {
        say(lang.pick(
            "暂定：所及年份的节假日安排尚未公布，按周一至周五推算；公布后须重新推算",
            "provisional: it reaches into a year that is not arranged yet; Monday to Friday are taken for working days",
        ));
    }
    Ok(())
}

fn told(lang: Lang, stretch: &Stretch, unit: Unit) -> String {
    let Stretch { from, to, nature, days, worked } = stretch;
    let span = if from == to {
        day(lang, *from)
    } else {
        format!("{} – {}", day(lang, *from), day(lang, *to))
    };
    let what = match nature {
        Nature::Working => lang.pick("工作日", "working").to_owned(),
        Nature::MadeUp => lang.pick("调休上班", "worked in the stead of another day").to_owned(),
        Nature::Weekend => lang.pick("休息日", "weekend").to_owned(),
        Nature::Holiday(name) | Nature::Shut(name) => name.clone(),
    };
    let is_counted = unit != Unit::WorkingDay || nature.is_worked();
    let count = match (is_counted, lang) {
        (false, Lang::Zh) => "不计".to_owned(),
        (false, Lang::En) => "not counted".to_owned(),
        (true, _) if unit != Unit::WorkingDay => String::new(),
        (true, Lang::Zh) if *days == 1 => format!("第 {worked} 日"),
        (true, Lang::Zh) => format!("第 {} – {worked} 日", worked - days + 1),
        (true, Lang::En) if *days == 1 => format!("day {worked}"),
        (true, Lang::En) => format!("days {} – {worked}", worked - days + 1),
    };
    format!("{span}  {what}  {count}").trim_end().to_owned()
}

/// `2025-01-24 周五`.
fn day(lang: Lang, day: Date) -> String {
    let (zh, en) = match day.weekday() {
        Weekday::Monday => ("周一", "Mon"),
        Weekday::Tuesday => ("周二", "Tue"),
        Weekday::Wednesday => ("周三", "Wed"),
        Weekday::Thursday => ("周四", "Thu"),
        Weekday::Friday => ("周五", "Fri"),
        Weekday::Saturday => ("周六", "Sat"),
        Weekday::Sunday => ("周日", "Sun"),
    };
    format!("{day} {}", lang.pick(zh, en))
}
