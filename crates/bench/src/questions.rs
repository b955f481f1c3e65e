//! What is asked: of the ledger as figures, of the peers as SQL over plain rows, with one answer.

mod report;

use base::dims::Filter;
use base::{Key, day};
use indicators::{DefinitionPolicy, Outcome as Answer, Question, TreePolicy};
use jiff::civil::{Date, date};
use register::model::Name;
use serde_json::{Value, json};

use crate::Outcome;
use crate::beijing::{Line, Tree};

/// A question in both languages.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Short name, as in the results file.
    pub id: &'static str,
    /// What the table calls it.
    pub title: String,
    /// For the ledger.
    pub figures: Vec<Question>,
    /// For the peers. Tables: `moves`, one row per addition, and `units`, the district of each unit.
    pub sql: String,
    /// How the peers' rows are read as answers to `figures`.
    pub read: Read,
}

/// How rows answer figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// One row with the number.
    Number,
    /// Rows of unit, month and number; a missing row is zero.
    Table,
    /// Rows of district, account, dimensions and the numbers of the year, the year before and all
    /// until the cut-off, to be added up for every measure.
    Report,
}

/// The year that is asked about, in the middle of the record.
const YEAR: (Date, Date) = (date(2022, 1, 1), date(2022, 12, 31));
/// A year that begins and ends within months.
const EDGES: (Date, Date) = (date(2022, 2, 11), date(2023, 2, 10));

/// The account that the questions count: doses given.
fn given() -> u8 {
    Line::Doses.account_of("given").unwrap_or_default()
}

/// Everything that is asked of a record with this many records, sealed at `sealed` if it was.
///
/// # Errors
///
/// If a name is not one.
pub fn all(tree: &Tree, head: u64, sealed: u64) -> Outcome<Vec<Asked>> {
    let (low, high, unit) = tree.subtree();
    let within = format!("unit BETWEEN {low} AND {high}");
    let given = given();
    let flow = |id, title: &str, (from, to), known_at: Option<u64>| -> Outcome<Asked> {
        let known = known_at.map(|known| format!(" AND sequence <= {known}")).unwrap_or_default();
        let span = between(from, to);
        Ok(Asked {
            id,
            title: title.to_owned(),
            figures: vec![Question { known_at, ..question("given", unit, Some(from), to)? }],
            sql: format!(
                "SELECT sum(amount) FROM moves WHERE to_account = {given} AND {within} AND {span}{known}"
            ),
            read: Read::Number,
        })
    };
    Ok(vec![
        flow("q1_month", "Q1 whole months, 500 units", YEAR, None)?,
        flow("q1_edges", "Q1 arbitrary day edges", EDGES, None)?,
        flow("q1_closing", "Q1 as known at a closing", YEAR, Some(sealed))?,
        flow("q1_known", "Q1 as known at any sequence", YEAR, Some(head / 3 * 2 + 1))?,
        stock(unit, &within)?,
        table(tree, &within)?,
        report::asked()?,
    ])
}

fn stock(unit: &Key, within: &str) -> Outcome<Asked> {
    let on = date(2022, 6, 15);
    let accounts = ["booked", "given", "cancelled"].map(|state| Line::Doses.account_of(state));
    let [booked, given, cancelled] = accounts.map(Option::unwrap_or_default);
    Ok(Asked {
        id: "q2_stock",
        title: "Q2 stock at a day".to_owned(),
        figures: vec![question("doses_in_hand", unit, None, on)?],
        sql: format!(
            "SELECT sum(CASE WHEN to_account = {booked} THEN amount ELSE -amount END) FROM moves \
             WHERE to_account IN ({booked}, {given}, {cancelled}) AND {within} AND effective_day <= {}",
            day::number(on)
        ),
        read: Read::Number,
    })
}

/// The units of the first district by 12 months.
fn table(tree: &Tree, within: &str) -> Outcome<Asked> {
    let (low, high, _) = tree.subtree();
    let mut figures = vec![];
    // The district itself has no doses: its figure would be its subtree's.
    for unit in low + 1..=high {
        for month in 1..=12 {
            let first = date(2022, month, 1);
            figures.push(question("given", tree.key(unit), Some(first), first.last_of_month())?);
        }
    }
    Ok(Asked {
        id: "q3_table",
        title: format!("Q3 table, {} units × 12 months", high - low),
        figures,
        sql: format!(
            "SELECT unit, month, sum(amount) FROM moves WHERE to_account = {} AND {within} AND {} \
             GROUP BY unit, month",
            given(),
            between(YEAR.0, YEAR.1)
        ),
        read: Read::Table,
    })
}

/// What DuckDB groups while the ledger rebuilds: every cell of the log, by account, unit and day.
pub const GROUPING: &str = "SELECT count(*) FROM (SELECT to_account, unit, effective_day, sum(amount) AS flow FROM moves \
     GROUP BY to_account, unit, effective_day) AS grouped";

fn question(name: &str, unit: &Key, from: Option<Date>, as_of: Date) -> Outcome<Question> {
    let name = Name::read(&format!("beijing.{name}")).ok_or("a name is pack.key")?;
    let (unit, filter) = (unit.clone(), Filter::new());
    Ok(Question {
        name,
        unit,
        from,
        as_of,
        known_at: None,
        filter,
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    })
}

fn between(from: Date, to: Date) -> String {
    format!("effective_day BETWEEN {} AND {}", day::number(from), day::number(to))
}

impl Asked {
    /// What the rows of a peer say, in the order of the figures; `None` for a figure that the rows do
    /// not give.
    #[must_use]
    pub fn answers(&self, rows: &[Vec<i64>]) -> Vec<Option<i64>> {
        match self.read {
            Read::Number => vec![rows.first().and_then(|row| row.first().copied())],
            Read::Table => {
                let number = |question: &Question| {
                    let from = question.from?;
                    let unit = unit_of(&question.unit)?;
                    let month = i64::from(day::month(from));
                    let is_asked = |row: &&Vec<i64>| row.starts_with(&[unit, month]);
                    Some(
                        rows.iter().find(is_asked).and_then(|row| row.get(2).copied()).unwrap_or(0),
                    )
                };
                self.figures.iter().map(number).collect()
            }
            Read::Report => {
                self.figures.iter().map(|figure| report::answer(figure, rows)).collect()
            }
        }
    }

    /// Compares the answers of the ledger with a peer's, as far as both have numbers. Answers how many
    /// were compared.
    ///
    /// # Errors
    ///
    /// The first that differs.
    pub fn agrees(&self, ours: &[Answer], rows: &[Vec<i64>]) -> Result<usize, Value> {
        let theirs = self.answers(rows);
        let mut compared = 0;
        for ((question, ours), theirs) in self.figures.iter().zip(ours).zip(theirs) {
            let Some(theirs) = theirs else { continue };
            if *ours != Answer::Number(base::exact::whole(theirs)) {
                return Err(json!({
                    "question": self.id,
                    "name": question.name.to_string(),
                    "unit": question.unit.as_str(),
                    "ours": format!("{ours:?}"),
                    "theirs": theirs,
                }));
            }
            compared += 1;
        }
        Ok(compared)
    }
}

/// The number of a unit of the first district, from its key.
fn unit_of(key: &Key) -> Option<i64> {
    let institution = key.as_str().strip_prefix("d01_")?;
    institution.parse::<i64>().ok().map(|number| number + 1)
}
