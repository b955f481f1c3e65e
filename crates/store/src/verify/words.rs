//! Differences between stored and recomputed projections, so that people can find them.

use std::collections::BTreeSet;

use crate::sql::Conn;
use base::{Lang, Say, day};

use super::tables::{Cell, Table};
use crate::record::Dictionary;
use crate::{StoreError, cells};

/// A row of a projection that the journal does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The projection.
    pub table: &'static str,
    pub what: What,
    /// Which row: `account=disclosure/state/handling unit=d01 …`.
    pub row: String,
    /// The record that last touched the row, if the row names it.
    pub sequence: Option<u64>,
    /// What differs, as stored and as the journal gives it: `debit 3, not 2`.
    pub detail: String,
}

/// How a row differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The journal gives it; it is not stored.
    Missing,
    /// It is stored; the journal does not give it.
    Surplus,
    /// Both have it, with different content.
    Differs,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl Say for Difference {
    fn say(&self, lang: Lang) -> String {
        let (table, row) = (name(self.table, lang), &self.row);
        match (lang, self.what) {
            (Lang::En, What::Missing) => format!("{table}: {row} is missing"),
            (Lang::En, What::Surplus) => {
                format!("{table}: {row} is stored, but nothing in the journal gives it")
            }
            (Lang::En, What::Differs) => format!("{table}: {row} has {}", self.detail),
            (Lang::Zh, What::Missing) => format!("{table}：缺少 {row}"),
            (Lang::Zh, What::Surplus) => format!("{table}：存有 {row}，但流水中并无依据"),
            (Lang::Zh, What::Differs) => {
                let detail = self.detail.replace(", not ", "，应为 ").replace("; ", "；");
                format!("{table}：{row} 的 {detail}")
            }
        }
    }
}

fn name(table: &'static str, lang: Lang) -> &'static str {
    let (zh, en) = match table {
        "volume" => ("卷", "volumes"),
        "unit" => ("单位", "units"),
        "person" => ("人员", "people"),
        "person_role" => ("人员角色", "roles of people"),
        "definition" => ("业务包版本", "versions of packs"),
        "calendar" => ("已发布的日历", "calendars published"),
        "account" => ("账户", "accounts"),
        "dim_value" => ("维度", "dimensions"),
        "matter" => ("事项现状", "current state of matters"),
        "deadline" => ("在办时限", "clocks that run"),
        "deadline_past" => ("往日时限", "clocks of past days"),
        "numbering" => ("编号", "numbers given"),
        "cell" => ("月度余额", "month cells"),
        "run" | "tail" => ("分录", "postings"),
        "journal_end" => ("流水末端", "end of the journal"),
        other => (other, other),
    };
    lang.pick(zh, en)
}

/// Where the names behind numbers are looked up.
pub(super) struct Names<'a> {
    pub(super) stored: &'a mut Conn,
    pub(super) fresh: &'a mut Conn,
    pub(super) dictionary: &'a Dictionary,
}

/// Describes the row, looking up the names behind its numbers.
pub(super) async fn difference(
    table: &Table,
    what: What,
    row: &[Cell],
    names: &mut Names<'_>,
) -> Result<Difference, StoreError> {
    let Names { stored, fresh, dictionary } = names;
    let key = table.key_of(row);
    let known: &mut Conn = match what {
        What::Surplus => stored,
        What::Missing | What::Differs => fresh,
    };
    let mut parts = vec![];
    // A matter is known by its register and number, not by the number of its row.
    let shown = if table.name == "matter" { row.iter().take(3) } else { key.iter().take(5) };
    for (column, cell) in table.columns.iter().zip(shown) {
        parts.push(format!("{column}={}", named(known, dictionary, column, cell).await?));
    }
    let mut details = vec![];
    if what == What::Differs {
        let recomputed = table.find(fresh, key).await?.unwrap_or_default();
        for (column, (is, should)) in table.columns.iter().zip(row.iter().zip(&recomputed)) {
            if is != should && table.name == "cell" {
                details.extend(cells(row, (is, should), dictionary));
            } else if is != should {
                let is = named(stored, dictionary, column, is).await?;
                let should = named(fresh, dictionary, column, should).await?;
                details.push(format!("{column} {is}, not {should}"));
            }
        }
    }
    Ok(Difference {
        table: table.name,
        what,
        row: parts.join(" "),
        sequence: sequence(table, row),
        detail: details.join("; "),
    })
}

fn sequence(table: &Table, row: &[Cell]) -> Option<u64> {
    let mut columns = table.columns.iter().zip(row);
    columns.find_map(|(column, cell)| match cell {
        Cell::Integer(number) if matches!(*column, "sequence" | "last_sequence") => {
            Some(number.unsigned_abs())
        }
        _ => None,
    })
}

async fn named(
    conn: &mut Conn,
    dictionary: &Dictionary,
    column: &str,
    cell: &Cell,
) -> Result<String, StoreError> {
    let Cell::Integer(number) = cell else { return Ok(plain(cell)) };
    let symbol = u32::try_from(*number).unwrap_or(0);
    let statement = match column {
        "account" => "SELECT register || '/' || book || '/' || place FROM account WHERE id = $1",
        "unit" => "SELECT key FROM unit WHERE id = $1",
        "dims" => {
            let found = dictionary.dims_at(symbol).map(|dims| format!("{{{dims}}}"));
            return Ok(found.unwrap_or_else(|| format!("#{number}")));
        }
        "register" | "clock" => {
            let found = dictionary.key(symbol).map(|key| format!("\"{key}\""));
            return Ok(found.unwrap_or_else(|| format!("#{number}")));
        }
        "day" | "opened_day" | "changed_day" | "settled_day" | "due_day" | "yellow_day"
        | "red_day" => {
            let date = i32::try_from(*number).ok().and_then(day::from_number);
            return Ok(date.map_or_else(|| plain(cell), |date| date.to_string()));
        }
        "month" => {
            return Ok(format!("{}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1));
        }
        _ => return Ok(plain(cell)),
    };
    let found: Option<String> =
        crate::sql::query_scalar(statement).bind(*number).fetch_optional(conn).await?;
    Ok(found.unwrap_or_else(|| format!("#{number}")))
}

/// The cells of a unit's year that differ.
fn cells(row: &[Cell], (is, should): (&Cell, &Cell), dictionary: &Dictionary) -> Vec<String> {
    let year = match row.get(2) {
        Some(Cell::Integer(year)) => *year,
        _ => 0,
    };
    let read = |cell: &Cell| match cell {
        Cell::Blob(entries) => cells::of_year(entries, year),
        _ => None,
    };
    let (Some(is), Some(should)) = (read(is), read(should)) else {
        return vec!["entries that cannot be read, not those".to_owned()];
    };
    let keys: BTreeSet<_> = is.keys().chain(should.keys()).copied().collect();
    let mut told = vec![];
    for key in keys {
        let (is, should) = (is.get(&key).copied(), should.get(&key).copied());
        let (volume, month, dims) = key;
        let dims = u32::try_from(dims).ok().and_then(|dims| dictionary.dims_at(dims));
        let dims = dims.map(ToString::to_string).unwrap_or_default();
        let month = format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        let (is, should) = (is.unwrap_or_default(), should.unwrap_or_default());
        for (side, is, should) in
            [("debit", is.debit, should.debit), ("credit", is.credit, should.credit)]
        {
            if is != should {
                told.push(format!(
                    "month={month} dims={{{dims}}} volume={volume} {side} {is}, not {should}"
                ));
            }
        }
    }
    // The same sums, written in another way.
    if told.is_empty() { vec!["entries in another form, not theirs".to_owned()] } else { told }
}

/// How many bytes of a long value are shown.
const SHOWN: usize = 32;

/// A value as it is, the beginning of a long one.
pub(super) fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Blob(bytes) if bytes.len() > 4 * SHOWN => {
            let begin: String =
                bytes.iter().take(SHOWN).map(|byte| format!("{byte:02x}")).collect();
            format!("{begin}… ({} bytes)", bytes.len())
        }
        Cell::Null => "–".to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Text(text) => format!("\"{text}\""),
        Cell::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
