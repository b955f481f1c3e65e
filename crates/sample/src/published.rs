//! Which published figure each figure of the sample year reproduces.
//!
//! The table `published.tsv` is the contract: a figure of the documents, the question that must give
//! it, and the exact value that must come out. Ids are those of the collected figures of the documents.

use std::fmt;

use base::dims::Filter;
use base::{Exact, Key, exact};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use register::model::Name;

use crate::printing::Printing;

/// A figure as a document printed it, and the question whose answer reproduces it.
#[derive(Clone, Debug)]
pub struct PublishedFigure {
    /// `001-F147`: document and number of the figure in it. Repeated where two questions make one claim.
    pub id: String,
    /// Row of the systems catalogue, such as PUB-07.
    pub system: String,
    /// What is counted, in Chinese.
    pub subject: String,
    /// As the document prints it: `5677.91万剂`, `98%以上`, `全部完成`.
    pub printed: String,
    /// What to ask of the sample year.
    pub question: Question,
    /// What must come out, exactly.
    pub expected: Expected,
    /// How the exact value becomes the printed one.
    pub printing: Printing,
    /// Where the sample differs from the document, such as a moved year; may be empty.
    pub note: String,
}

/// The outcome of a question that reproduces a published figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This number, exactly.
    Number(Exact),
    /// A universal or zero claim that holds: 全部、均、未发生.
    Holds,
}

/// `207`, `49/50`, `holds`.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Number(number) => write!(f, "{number}"),
            Expected::Holds => f.write_str("holds"),
        }
    }
}

impl PublishedFigure {
    /// Whether the expected value, printed by the stated rule, is what the document prints.
    #[must_use]
    pub fn prints_as_published(&self) -> bool {
        match &self.expected {
            Expected::Number(number) => self.printing.prints(*number, &self.printed),
            Expected::Holds => self.printing == Printing::Claim,
        }
    }
}

/// Every published figure that the sample year reproduces, at every seed and scale.
#[must_use]
pub fn published() -> Vec<PublishedFigure> {
    let rows = include_str!("../published.tsv").lines().skip(1);
    rows.map(|row| read(row).expect("the committed table is read by a test")).collect()
}

fn read(row: &str) -> Option<PublishedFigure> {
    let mut cells = row.split('\t');
    let mut next = || cells.next();
    let (id, system, subject, printed) = (next()?, next()?, next()?, next()?);
    let question = Question {
        name: Name::read(next()?)?,
        unit: Key::new(next()?).ok()?,
        from: optional(next()?, |text| text.parse::<Date>().ok())?,
        as_of: next()?.parse().ok()?,
        known_at: optional(next()?, |text| text.parse::<u64>().ok())?,
        filter: filter(next()?)?,
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    };
    let expected = expected(next()?)?;
    let printing = Printing::read(next()?)?;
    Some(PublishedFigure {
        id: id.to_owned(),
        system: system.to_owned(),
        subject: subject.to_owned(),
        printed: printed.to_owned(),
        question,
        expected,
        printing,
        note: next()?.to_owned(),
    })
}

/// An empty cell is `Some(None)`; a cell that cannot be read is `None`.
fn optional<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if cell.is_empty() { Some(None) } else { read(cell).map(Some) }
}

/// `source=audit;class=report|livelihood`.
fn filter(cell: &str) -> Option<Filter> {
    let mut filter = Filter::new();
    for pair in cell.split(';').filter(|pair| !pair.is_empty()) {
        let (dimension, values) = pair.split_once('=')?;
        let values: Option<Vec<Key>> =
            values.split('|').map(|value| Key::new(value).ok()).collect();
        filter.narrow(Key::new(dimension).ok()?, values?);
    }
    Some(filter)
}

fn expected(cell: &str) -> Option<Expected> {
    if cell == "holds" {
        return Some(Expected::Holds);
    }
    let number = match cell.split_once('/') {
        Some((above, below)) => exact::quotient(exact::read(above)?, exact::read(below)?)?,
        None => exact::read(cell)?,
    };
    Some(Expected::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_prints_as_published() {
        let figures = published();
        assert!(figures.len() >= 100, "{}", figures.len());
        for figure in figures {
            assert!(figure.prints_as_published(), "{} {}", figure.id, figure.printed);
        }
    }

    #[test]
    fn cells_are_read_as_documented() {
        assert_eq!(expected("49/50"), Some(Expected::Number(Exact::new(49, 50))));
        assert_eq!(
            expected("holds").map(|expected| expected.to_string()),
            Some("holds".to_owned())
        );
        assert_eq!(expected("98%"), None);
        assert!(filter("").is_some_and(|filter| filter.is_empty()));
        assert!(filter("source").is_none());
        assert_eq!(optional("", |text| text.parse::<u64>().ok()), Some(None));
        assert_eq!(optional("x", |text| text.parse::<u64>().ok()), None);
    }
}
