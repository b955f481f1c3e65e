//! A derivation sheet in words.

mod end;

use base::{Key, Lang, Say};
use jiff::civil::{Date, Time};

use super::{CalendarYear, CountedFrom, Sheet, Stretch};
use crate::calendar::Unit;
use crate::words::Words;

/// A sheet as it is read: on a page, on the command line, on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldSheet {
    /// What the clock is called.
    pub name: String,
    /// 法定 or 内部.
    pub basis: String,
    pub cite: String,
    /// `2025-02-27`, `2025-02-27 11:30`; empty while it stands still.
    pub due: String,
    pub is_provisional: bool,
    /// Whether it runs no more.
    pub is_over: bool,
    /// What it rests on, a sentence each.
    pub facts: Vec<String>,
    /// What stands above the days.
    pub heads: [String; 3],
    /// The days, what they are, and how many of the term have run by then; the last is empty where they do
    /// not count.
    pub days: Vec<[String; 3]>,
}

impl Sheet {
    /// In the words of the pack; `unit` names units.
    #[must_use]
    pub fn told(&self, words: Words<'_>, unit: impl Fn(&Key) -> String, lang: Lang) -> ToldSheet {
        let teller = Teller { sheet: self, words, lang };
        let mut facts: Vec<String> = teller.ended().into_iter().collect();
        facts.push(teller.from());
        facts.extend(teller.rule());
        facts.extend(teller.term());
        facts.extend(teller.extension());
        facts.extend(teller.stood());
        facts.extend(teller.otherwise());
        facts.extend(teller.lights());
        facts.extend(teller.calendars());
        facts.extend(teller.held(unit));
        ToldSheet {
            name: words.clock(&self.clock).say(lang),
            basis: match self.basis {
                "statutory" => lang.pick("法定", "statutory"),
                _ => lang.pick("内部", "internal"),
            }
            .to_owned(),
            cite: self.cite.clone(),
            due: self.due.map(|due| moment(due, self.due_at)).unwrap_or_default(),
            is_provisional: !self.not_arranged.is_empty(),
            is_over: self.ended.is_some(),
            facts,
            heads: match lang {
                Lang::Zh => ["日期", "是什么日子", "计至"],
                Lang::En => ["Days", "What they are", "Counted"],
            }
            .map(str::to_owned),
            days: self.stretches.iter().map(|stretch| teller.days(stretch)).collect(),
        }
    }
}

struct Teller<'a> {
    sheet: &'a Sheet,
    words: Words<'a>,
    lang: Lang,
}

impl Teller<'_> {
    fn from(&self) -> String {
        let from = moment(self.sheet.from, self.sheet.from_at);
        let why = match &self.sheet.counted_from {
            CountedFrom::Field(field) => self.words.field(field),
            CountedFrom::Step(step) | CountedFrom::Anew(step) => self.words.step(step),
        };
        let anew = matches!(self.sheet.counted_from, CountedFrom::Anew(_));
        if self.sheet.term == 0 {
            return match self.lang {
                Lang::Zh => format!("以 {from}（{}）为限。", why.zh),
                Lang::En => format!("It ends on {from} ({}).", why.en),
            };
        }
        if self.sheet.unit == Unit::Hour.key() && self.sheet.from_at.is_none() {
            return match self.lang {
                Lang::Zh => {
                    format!("自 {from}（{}）零时起算：未记时刻，到期当日不作逾期。", why.zh)
                }
                Lang::En => format!(
                    "Counted from the beginning of {from} ({}): no time was recorded, so it is not late on its last day.",
                    why.en
                ),
            };
        }
        match (self.lang, self.sheet.from_at.is_some(), anew) {
            (Lang::Zh, true, _) => format!("自 {from}（{}）起算，昼夜连续计算。", why.zh),
            (Lang::Zh, false, false) => {
                format!("自 {from}（{}）起算，当日不计（民法典第二百零一条）。", why.zh)
            }
            (Lang::Zh, false, true) => {
                format!("{from}“{}”，自当日重新起算，当日不计。", why.zh)
            }
            (Lang::En, true, _) => {
                format!("Counted from {from} ({}), day and night.", why.en)
            }
            (Lang::En, false, false) => format!(
                "Counted from {from} ({}), which itself is not counted (民法典 Art. 201).",
                why.en
            ),
            (Lang::En, false, true) => format!(
                "Counted anew from {from}, the day of “{}”, which itself is not counted.",
                why.en
            ),
        }
    }

    /// That an earlier rule holds.
    fn rule(&self) -> Option<String> {
        let until = self.sheet.rule_until?;
        Some(match self.lang {
            Lang::Zh => format!("起算日不晚于 {until}，适用当时的规定。"),
            Lang::En => format!("Counted from no later than {until}, it follows the rule of then."),
        })
    }

    /// None if the day it is counted from is its end.
    fn term(&self) -> Option<String> {
        let term = self.long(Some(self.sheet.term).filter(|term| *term > 0)?);
        Some(match self.lang {
            Lang::Zh => format!("期限 {term}。"),
            Lang::En => format!("It is {term} long."),
        })
    }

    /// So many of the clock's unit.
    fn long(&self, number: u16) -> String {
        let plural = if number == 1 { "" } else { "s" };
        match (Unit::of_key(self.sheet.unit), self.lang) {
            (Some(Unit::WorkingDay) | None, Lang::Zh) => format!("{number} 个工作日"),
            (Some(Unit::Day), Lang::Zh) => format!("{number} 日"),
            (Some(Unit::Month), Lang::Zh) => format!("{number} 个月"),
            (Some(Unit::Hour), Lang::Zh) => format!("{number} 小时"),
            (Some(Unit::WorkingDay) | None, Lang::En) => format!("{number} working day{plural}"),
            (Some(Unit::Day), Lang::En) => format!("{number} day{plural}"),
            (Some(Unit::Month), Lang::En) => format!("{number} month{plural}"),
            (Some(Unit::Hour), Lang::En) => format!("{number} hour{plural}"),
        }
    }

    fn extension(&self) -> Option<String> {
        let extended = self.sheet.extended.as_ref()?;
        let (on, by) = (extended.on, self.long(extended.by));
        let step = self.words.step(&extended.step).say(self.lang);
        Some(match (self.lang, &extended.notice) {
            (Lang::Zh, None) => format!("{on} 延长 {by}（{step}）。"),
            (Lang::Zh, Some(notice)) => format!("{on} 延长 {by}（{step}；已告知：{notice}）。"),
            (Lang::En, None) => format!("Extended on {on} by {by} ({step})."),
            (Lang::En, Some(notice)) => {
                format!("Extended on {on} by {by} ({step}; the applicant was told: {notice}).")
            }
        })
    }

    fn stood(&self) -> impl Iterator<Item = String> {
        self.sheet.stood.iter().map(|stood| {
            let (out, state) = (stood.out, self.words.state(&stood.state).say(self.lang));
            let mut said = match (self.lang, stood.back) {
                (Lang::Zh, Some(back)) => format!("{out} 至 {back} 暂停（{state}），其间不计。"),
                (Lang::Zh, None) => format!("自 {out} 起暂停（{state}）。"),
                (Lang::En, Some(back)) => format!(
                    "Stood still from {out} to {back} ({state}); the days in between do not count."
                ),
                (Lang::En, None) => format!("Stands still since {out} ({state})."),
            };
            if let Some(due) = stood.due_without {
                said.push_str(&match self.lang {
                    Lang::Zh => format!("若无此次暂停，应于 {due} 届满。"),
                    Lang::En => format!(" Without this, it would end on {due}."),
                });
            }
            said
        })
    }

    fn otherwise(&self) -> impl Iterator<Item = String> {
        let lang = self.lang;
        let never_stood = self.sheet.never_stood.map(|due| match lang {
            Lang::Zh => format!("若从不暂停，应于 {due} 届满。"),
            Lang::En => format!("Had it never stood still, it would end on {due}."),
        });
        let not_extended = self.sheet.not_extended.map(|due| match lang {
            Lang::Zh => format!("若不延长，应于 {due} 届满。"),
            Lang::En => format!("Not extended, it would end on {due}."),
        });
        never_stood.into_iter().chain(not_extended)
    }

    fn calendars(&self) -> Vec<String> {
        let mut said = vec![];
        for CalendarYear { year, papers } in &self.sheet.calendars {
            let papers = papers.join(self.lang.pick("，", ", "));
            said.push(match self.lang {
                Lang::Zh => format!("{year} 年节假日安排：{papers}"),
                Lang::En => format!("The calendar of {year}: {papers}"),
            });
        }
        if !self.sheet.not_arranged.is_empty() {
            let years: Vec<String> = self.sheet.not_arranged.iter().map(i16::to_string).collect();
            said.push(match self.lang {
                Lang::Zh => format!(
                    "暂定：{} 年的工作日安排尚未公布，暂按周一至周五推算，公布后重新推算。",
                    years.join("、")
                ),
                Lang::En => format!(
                    "Provisional: the working days of {} are not arranged yet; Monday to Friday are taken for them, and it is counted again once they are.",
                    years.join(", ")
                ),
            });
        }
        said
    }

    fn held(&self, unit: impl Fn(&Key) -> String) -> Option<String> {
        let each = self.sheet.held.iter().map(|held| {
            let days = held.working_days;
            match self.lang {
                Lang::Zh => format!("{} {days} 个工作日", unit(&held.unit)),
                Lang::En if days == 1 => format!("{} 1 working day", unit(&held.unit)),
                Lang::En => format!("{} {days} working days", unit(&held.unit)),
            }
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() {
            return None;
        }
        Some(match self.lang {
            Lang::Zh => format!("起算以来由谁办理：{}。", each.join("，")),
            Lang::En => format!("With whom it has been since: {}.", each.join(", ")),
        })
    }

    fn days(&self, stretch: &Stretch) -> [String; 3] {
        let Stretch { from, to, what, name, run } = stretch;
        let span = if from == to { from.to_string() } else { format!("{from} – {to}") };
        let what = match (*what, name) {
            ("holiday" | "shut", Some(name)) => name.clone(),
            ("ran", _) if self.sheet.unit == Unit::WorkingDay.key() => {
                self.lang.pick("工作日", "working days").to_owned()
            }
            ("ran", _) => self.lang.pick("自然日", "days").to_owned(),
            ("made_up", _) => {
                self.lang.pick("调休上班", "worked in the stead of another day").to_owned()
            }
            ("stood", _) => self.lang.pick("暂停计时", "standing still").to_owned(),
            _ => self.lang.pick("休息日", "weekend").to_owned(),
        };
        let run = match (stretch.what, self.lang) {
            ("ran" | "made_up", Lang::Zh) => format!("第 {run} 日"),
            ("ran" | "made_up", Lang::En) => format!("up to {run}"),
            _ => String::new(),
        };
        [span, what, run]
    }
}

fn moment(on: Date, at: Option<Time>) -> String {
    match at {
        Some(at) => base::moment::written(on.to_datetime(at)),
        None => on.to_string(),
    }
}
