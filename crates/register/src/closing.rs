//! Closing the books (关账): figures frozen at a point of the record.
//!
//! A closing is a record like any other, so it lies in the chain and is never changed. It holds every
//! figure with its receipt in plain data: whoever has the record needs no program to read it, and no
//! definition that has changed since.

use std::collections::BTreeMap;
use std::fmt;

use base::dims::Filter;
use base::{Exact, Key, UnitOfMeasure, exact};
use jiff::civil::Date;
use ledger::{Cause, chain, seal};
use serde::{Deserialize, Serialize};

use crate::event::{Happening, MatterEvent};

/// The books of a period, closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Unique among all closings: `self_assessment_2021`.
    pub key: Key,
    /// Its name: 2021 年度自查.
    pub zh: String,
    pub en: String,
    /// First day of the period; `None` from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day of the period.
    pub to: Date,
    /// Last effective day that counts for the figures, unless one says otherwise.
    pub cut_off: Date,
    /// The knowledge point: the record before this one.
    pub known_at: u64,
    /// The shape of the organisation: the last record that defined units; 0 if there was none.
    pub tree: u64,
    /// The version of every pack in force.
    pub definitions: BTreeMap<Key, u32>,
    /// The report that was sealed, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<SealedReport>,
    /// Who prepared it; never the one who closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepared_by: Option<Key>,
    pub figures: Vec<Sealed>,
}

/// A report whose figures are sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedReport {
    /// The name of its template: `self-assessment`.
    pub key: String,
    pub title: String,
    /// How many wordings rest on the figures.
    pub claims: u32,
}

/// A figure as it was sealed, with its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Its name within the closing; for a report, the one of its template.
    pub id: Key,
    /// What was asked: the measure or indicator, `pack.key`.
    pub name: String,
    pub unit: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    pub as_of: Date,
    #[serde(default, skip_serializing_if = "Filter::is_empty")]
    pub filter: Filter,
    pub outcome: SealedOutcome,
    pub unit_of_measure: UnitOfMeasure,
    /// Every wording in the report, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printed: Vec<String>,
    /// The value that the wording states, if it states one and not only a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<Fraction>,
    /// Version of the pack that defines it.
    pub definition: u32,
    pub formula: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SealedPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<SealedCoverage>,
    /// Commits to everything above and to the knowledge point; lower-case hexadecimal.
    pub digest: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedOutcome {
    Number(Fraction),
    /// A claim: it holds if the two are equal.
    Truth {
        have: i64,
        of: i64,
    },
    /// Why there was no number.
    Missing(Key),
}

/// An operand on a sealed receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPart {
    pub role: Key,
    /// `pack.key`.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Fraction>,
    pub unit_of_measure: UnitOfMeasure,
    /// For a measure: which rows stand behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<SealedRows>,
    /// For a parameter: since when, and where it is laid down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laid_down: Option<(Date, String)>,
}

/// The rows of the figure's unit that stand behind a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRows {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    pub as_of: Date,
    /// Units were counted together by the tree valid on each day, as of flows; else by the one valid on
    /// the last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each_day: bool,
    #[serde(default, skip_serializing_if = "Filter::is_empty")]
    pub filter: Filter,
}

/// Reports of a count register, due and come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCoverage {
    pub register: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    pub to: Date,
    pub due: i64,
    pub came: i64,
}

/// An exact number as it is stored: `207`, `2/3`. One number has one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fraction(pub Exact);

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&exact::fraction(self.0))
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> String {
        fraction.to_string()
    }
}

impl TryFrom<String> for Fraction {
    type Error = String;

    fn try_from(text: String) -> Result<Fraction, String> {
        exact::read_fraction(&text)
            .map(Fraction)
            .ok_or_else(|| format!("{text} is not a number in lowest terms"))
    }
}

impl Sealed {
    /// The same figure with its digest at this point of the record.
    #[must_use]
    pub fn sealed_at(mut self, known_at: u64) -> Sealed {
        self.digest = self.digest_at(known_at);
        self
    }

    /// Whether the figure is the one that was sealed at this point of the record.
    #[must_use]
    pub fn is_genuine(&self, known_at: u64) -> bool {
        self.digest == self.digest_at(known_at)
    }

    fn digest_at(&self, known_at: u64) -> String {
        let bare = Sealed { digest: String::new(), ..self.clone() };
        let bytes = serde_json::to_vec(&bare).expect("keys of a sealed figure are texts");
        chain::hex(&seal::digest(known_at, &bytes))
    }
}

impl Closing {
    /// The figure with this name.
    #[must_use]
    pub fn figure(&self, id: &Key) -> Option<&Sealed> {
        self.figures.iter().find(|figure| figure.id == *id)
    }

    /// The first figure that is not the one that was sealed.
    #[must_use]
    pub fn forged(&self) -> Option<&Sealed> {
        self.figures.iter().find(|figure| !figure.is_genuine(self.known_at))
    }
}

/// Under which cause the bridge counts what an event posts.
#[must_use]
pub fn cause(event: &MatterEvent) -> Cause {
    match &event.what {
        Happening::Step(_) | Happening::Note(_) => Cause::Late,
        Happening::Reversal { .. } => Cause::Reversal,
        Happening::Correction { .. } | Happening::Recounted { .. } => Cause::Correction,
        Happening::Reassigned { .. } => Cause::Reassignment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> Sealed {
        let figure = Sealed {
            id: Key::literal("received"),
            name: "disclosure.received".to_owned(),
            unit: Key::literal("commission"),
            from: None,
            as_of: jiff::civil::date(2021, 12, 31),
            filter: Filter::new(),
            outcome: SealedOutcome::Number(Fraction(Exact::new(2, 3))),
            unit_of_measure: UnitOfMeasure::Item,
            printed: vec!["67%".to_owned()],
            stated: None,
            definition: 1,
            formula: String::new(),
            parts: vec![],
            coverage: vec![],
            digest: String::new(),
        };
        figure.sealed_at(7)
    }

    #[test]
    fn a_sealed_figure_is_genuine_at_its_own_point_only() {
        assert!(figure().is_genuine(7));
        assert!(!figure().is_genuine(8));
        assert!(!Sealed { printed: vec!["68%".to_owned()], ..figure() }.is_genuine(7));
    }

    #[test]
    fn text_and_back() {
        let text = serde_json::to_string(&figure()).unwrap();
        assert!(text.contains(r#""outcome":{"number":"2/3"}"#), "{text}");
        assert_eq!(serde_json::from_str::<Sealed>(&text).unwrap(), figure());
        let forged = text.replace("2/3", "4/6");
        assert!(serde_json::from_str::<Sealed>(&forged).is_err());
    }
}
