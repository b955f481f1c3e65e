//! A form in words, line by line as it is laid down.

use base::{Lang, Say};
use register::form::Form;
use register::told::Told;

use super::{Cell, Table};

/// A form in one language, ready to be set as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldTable<'t> {
    /// The columns of numbers, the last for all of them.
    pub heads: Vec<ToldHead>,
    pub lines: Vec<ToldLine<'t>>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldHead {
    /// What it stands under, at the first of several: with how many columns that are beside each other.
    pub group: Option<(String, usize)>,
    /// Whether it stands under something.
    pub is_grouped: bool,
    pub label: String,
}

/// A line of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLine<'t> {
    /// At the first line of the results: their head, and how many lines it is beside.
    pub section: Option<(String, usize)>,
    /// Whether it is one of the results.
    pub is_result: bool,
    /// What it stands under, at the first of several: with how many lines.
    pub group: Option<(String, usize)>,
    pub is_grouped: bool,
    pub label: String,
    pub cells: &'t [Cell],
}

pub(super) fn came() -> Told {
    Told::new("一、本年新收政府信息公开申请数量", "1. Received this year")
}

pub(super) fn carried_over() -> Told {
    Told::new("二、上年结转政府信息公开申请数量", "2. Carried over")
}

fn results() -> Told {
    Told::new("三、本年度办理结果", "3. Results of this year")
}

pub(super) fn total() -> Told {
    Told::new("（七）总计", "Total of results")
}

pub(super) fn carried_on() -> Told {
    Told::new("四、结转下年度继续办理", "4. Carried on")
}

impl Table {
    /// The table in words.
    #[must_use]
    pub fn told<'t>(&'t self, form: &Form, year: i16, lang: Lang) -> ToldTable<'t> {
        let rows = form.edition(year).map(|edition| edition.rows.as_slice()).unwrap_or_default();
        let groups = groups(rows.iter().map(|row| row.group.as_ref()), lang);
        let plain = |label: Told, cells| ToldLine {
            section: None,
            is_result: false,
            group: None,
            is_grouped: false,
            label: label.say(lang),
            cells,
        };
        let mut lines = vec![plain(came(), &self.came), plain(carried_over(), &self.carried_over)];
        let results_at = lines.len();
        for ((row, group), cells) in rows.iter().zip(groups).zip(&self.results) {
            let line = plain(row.label.clone(), cells);
            lines.push(ToldLine {
                is_result: true,
                is_grouped: row.group.is_some(),
                group,
                ..line
            });
        }
        lines.push(ToldLine { is_result: true, ..plain(total(), &self.total) });
        let count = lines.len() - results_at;
        if let Some(first) = lines.get_mut(results_at) {
            first.section = Some((results().say(lang), count));
        }
        lines.push(plain(carried_on(), &self.carried_on));
        ToldTable { heads: heads(form, lang), lines }
    }
}

impl ToldTable<'_> {
    /// The table as delimited text.
    ///
    /// # Errors
    ///
    /// Those of the writer; into memory there are none to be expected.
    pub fn csv(&self) -> std::io::Result<Vec<u8>> {
        exchange::csv_table(&self.flat())
    }

    /// Line by line as text, every label in full, as files of delimited text have it.
    #[must_use]
    pub fn flat(&self) -> Vec<Vec<String>> {
        let heads = self.heads.iter().map(|head| head.label.clone());
        let mut lines = vec![[String::new()].into_iter().chain(heads).collect()];
        let mut under = String::new();
        for line in &self.lines {
            if let Some((group, _)) = &line.group {
                under.clone_from(group);
            }
            let label = match line.is_grouped {
                true => format!("{under} {}", line.label),
                false => line.label.clone(),
            };
            let values = line.cells.iter().map(|cell| cell.value.to_string());
            lines.push([label].into_iter().chain(values).collect());
        }
        lines
    }
}

fn heads(form: &Form, lang: Lang) -> Vec<ToldHead> {
    let groups = groups(form.columns.iter().map(|column| column.group.as_ref()), lang);
    let head =
        |label: &Told, group, is_grouped| ToldHead { group, is_grouped, label: label.say(lang) };
    let columns = form.columns.iter().zip(groups);
    let columns = columns.map(|(column, group)| head(&column.label, group, column.group.is_some()));
    columns.chain([head(&Told::new("总计", "Total"), None, false)]).collect()
}

/// At the first of several neighbours that stand under the same: its name, and how many they are.
fn groups<'g>(
    under: impl Iterator<Item = Option<&'g Told>>,
    lang: Lang,
) -> Vec<Option<(String, usize)>> {
    let under: Vec<Option<&Told>> = under.collect();
    let mut groups = vec![];
    for run in under.chunk_by(|one, next| one == next) {
        let group = run.first().copied().flatten().map(|group| (group.say(lang), run.len()));
        groups.push(group);
        groups.resize(groups.len() + run.len() - 1, None);
    }
    groups
}
