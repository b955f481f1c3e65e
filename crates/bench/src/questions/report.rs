//! The report: every measure and indicator of the pack for the authority and three districts.

use base::{Key, day};
use indicators::Question;
use jiff::civil::date;

use super::{Asked, Read, YEAR, between, question};
use crate::Outcome;
use crate::beijing::Line;

/// A measure of the report as the rows of the peers give it.
struct Made {
    name: &'static str,
    line: Line,
    /// Accounts whose additions count.
    add: &'static [&'static str],
    /// For a stock, accounts whose additions are taken away.
    take: &'static [&'static str],
    /// The one value of the dimension that counts.
    value: Option<u8>,
}

const fn flow(line: Line, name: &'static str, add: &'static [&'static str]) -> Made {
    Made { name, line, add, take: &[], value: None }
}

/// The measures of the report.
const MEASURES: [Made; 24] = [
    flow(Line::Doses, "booked", &["booked"]),
    flow(Line::Doses, "given", &["given"]),
    Made { value: Some(1), ..flow(Line::Doses, "given_planned", &["given"]) },
    flow(Line::Doses, "cancelled", &["cancelled"]),
    flow(Line::Doses, "doses_ended", &["given", "cancelled"]),
    Made { take: &["given", "cancelled"], ..flow(Line::Doses, "doses_in_hand", &["booked"]) },
    flow(Line::Inspections, "planned", &["planned"]),
    flow(Line::Inspections, "inspected", &["inspected"]),
    flow(Line::Inspections, "passed", &["passed"]),
    flow(Line::Inspections, "ordered", &["ordered"]),
    flow(Line::Inspections, "judged", &["passed", "ordered"]),
    Made {
        take: &["passed", "ordered"],
        ..flow(Line::Inspections, "inspections_in_hand", &["planned"])
    },
    flow(Line::Tickets, "received", &["received"]),
    flow(Line::Tickets, "dispatched", &["dispatched"]),
    flow(Line::Tickets, "closed", &["closed"]),
    Made { value: Some(5), ..flow(Line::Tickets, "complaints", &["closed"]) },
    flow(Line::Referrals, "asked", &["asked"]),
    flow(Line::Referrals, "taken", &["taken"]),
    flow(Line::Referrals, "refused", &["refused"]),
    flow(Line::Referrals, "settled", &["taken", "refused"]),
    flow(Line::Errands, "assigned", &["assigned"]),
    flow(Line::Errands, "done", &["done"]),
    flow(Line::Errands, "errands_ended", &["done", "dropped"]),
    Made { take: &["done", "dropped"], ..flow(Line::Errands, "errands_in_hand", &["assigned"]) },
];

/// Formulas of the report; they draw on the measures above and on one more.
const INDICATORS: [&str; 8] = [
    "given_share",
    "planned_share",
    "given_growth",
    "passed_share",
    "mean_days",
    "complaint_share",
    "taken_share",
    "done_share",
];

/// Districts of the report; the authority comes first.
const REPORTED: [&str; 4] = ["authority", "d01", "d02", "d03"];

pub(super) fn asked() -> Outcome<Asked> {
    let names = MEASURES.iter().map(|measure| measure.name).chain(INDICATORS);
    let mut figures = vec![];
    for name in names {
        for unit in REPORTED {
            figures.push(question(name, &Key::literal(unit), Some(YEAR.0), YEAR.1)?);
        }
    }
    let before = (date(2021, 1, 1), date(2021, 12, 31));
    let sum = |condition: &str| format!("sum(CASE WHEN {condition} THEN amount ELSE 0 END)");
    Ok(Asked {
        id: "report",
        title: format!("Report of {} figures", figures.len()),
        figures,
        sql: format!(
            "SELECT district, to_account, dims, {}, {}, sum(amount) \
             FROM moves JOIN units ON moves.unit = units.unit WHERE effective_day <= {} \
             GROUP BY district, to_account, dims",
            sum(&between(YEAR.0, YEAR.1)),
            sum(&between(before.0, before.1)),
            day::number(YEAR.1)
        ),
        read: Read::Report,
    })
}

pub(super) fn answer(question: &Question, rows: &[Vec<i64>]) -> Option<i64> {
    let name = question.name.to_string();
    let made = MEASURES.iter().find(|made| name == format!("beijing.{}", made.name))?;
    let column = if made.take.is_empty() { 3 } else { 5 };
    let district = question.unit.as_str().strip_prefix('d').and_then(|text| text.parse().ok());
    let sum = |states: &[&str]| -> i64 {
        let accounts: Vec<i64> =
            states.iter().filter_map(|state| made.line.account_of(state).map(i64::from)).collect();
        let counts = |row: &&Vec<i64>| match row.as_slice() {
            [at, account, dims, ..] => {
                district.is_none_or(|wanted: i64| wanted == *at)
                    && accounts.contains(account)
                    && made.value.is_none_or(|wanted| i64::from(wanted) == *dims)
            }
            _ => false,
        };
        rows.iter().filter(counts).filter_map(|row| row.get(column)).sum()
    };
    Some(sum(made.add) - sum(made.take))
}
