//! The query that adds up a part of a figure again, over exported Parquet files, without this program.
//!
//! DuckDB reads it as it stands in the folder that `taizhang export --parquet` wrote: `legs` holds one
//! row for each side of every posting, one folder for each register; `units.parquet` holds every tree
//! of the organisation as nested sets.

use std::fmt::Write as _;

use base::dims::Filter;
use base::{Key, UnitOfMeasure};
use jiff::civil::Date;
use ledger::Account;
use register::model::{Catalogue, Measure};

use crate::figure::Rows;
use crate::kind::measure;
use crate::policy::Trees;

/// The statement that gives the number behind a part; `None` if nothing has the measure's name.
///
/// Money comes in fen, the unit it is posted in; everything else as the receipt shows it.
#[must_use]
pub fn query(catalogue: &Catalogue, rows: &Rows) -> Option<String> {
    let found = catalogue.measure(&rows.measure)?;
    let amount = if measure::is_stock(found) { "l.debit - l.credit" } else { "l.debit" };
    let column = match found.unit_of_measure {
        UnitOfMeasure::Yuan => "fen",
        _ => "value",
    };
    let mut sql = subtree(rows);
    let _ = write!(
        sql,
        "SELECT coalesce(sum({amount}), 0) AS {column}\n\
         FROM read_parquet('legs/{}/*.parquet', union_by_name = true) l\n\
         JOIN subtree s ON l.unit = s.unit AND l.day >= s.valid_from AND l.day < s.valid_until\n\
         WHERE {}",
        found.register,
        accounts(found)
    );
    if let Some(from) = rows.from {
        let _ = write!(sql, "\n  AND l.day >= {}", day(from));
    }
    let _ = write!(sql, "\n  AND l.day <= {}", day(rows.as_of));
    sql.push_str(&conditions(&rows.filter));
    let _ = write!(sql, "\n  AND l.sequence <= {};", rows.known_at);
    Some(sql)
}

/// The units below the one asked about, in each tree that counts, with the days that it counts for.
fn subtree(rows: &Rows) -> String {
    let known = match rows.trees {
        Trees::Known { at, .. } => at.min(rows.known_at),
        Trees::EachDay | Trees::On(_) | Trees::Latest => rows.known_at,
    };
    let one = match rows.trees {
        Trees::EachDay => None,
        Trees::On(on) | Trees::Known { on, .. } => {
            Some(format!("u.valid_from <= {0} AND u.valid_until > {0}", day(on)))
        }
        Trees::Latest => Some("u.valid_until = DATE '9999-12-31'".to_owned()),
    };
    let (span, which) = match one {
        None => ("u.valid_from, u.valid_until", String::new()),
        Some(which) => (ALWAYS, format!("\n    AND {which}")),
    };
    format!(
        "WITH subtree AS (\n  \
           SELECT u.unit, {span}\n  \
           FROM 'units.parquet' u\n  \
           JOIN 'units.parquet' top ON top.known_from = u.known_from AND top.valid_from = u.valid_from\n    \
             AND u.lft BETWEEN top.lft AND top.rgt\n  \
           WHERE top.unit = '{}' AND u.known_from <= {known} AND u.known_until > {known}{which}\n\
         )\n",
        rows.unit
    )
}

/// A tree that counts for every day.
const ALWAYS: &str = "DATE '0001-01-01' AS valid_from, DATE '9999-12-31' AS valid_until";

fn accounts(measure: &Measure) -> String {
    let accounts = measure::accounts(measure);
    let book = accounts.first().map(Account::book).unwrap_or_default();
    let places: Vec<String> =
        accounts.iter().map(|account| format!("'{}'", account.place())).collect();
    format!("l.book = '{book}' AND l.place IN ({})", places.join(", "))
}

/// Identifiers have only letters, digits and `_`, so they stand in quotes as they are.
fn conditions(filter: &Filter) -> String {
    let condition = |(dimension, values): (&Key, &[Key])| {
        let values: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
        let values = if values.is_empty() { "NULL".to_owned() } else { values.join(", ") };
        format!("\n  AND l.\"{}\" IN ({values})", column(dimension))
    };
    filter.iter().map(condition).collect()
}

/// The column of a dimension: no dimension can be taken for a column that every posting has.
#[must_use]
pub fn column(dimension: &Key) -> String {
    format!("dim_{dimension}")
}

fn day(day: Date) -> String {
    format!("DATE '{day}'")
}
