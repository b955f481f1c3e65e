//! What a field of a matter may hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::key::Key;

/// The value of a field. The tag is part of the stored form, so a value can be read without its pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Free text, at most [`TEXT_CHARS_MAX`] characters.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Money in fen.
    Fen(i64),
    Date(Date),
    /// One of the declared choices.
    Choice(Key),
    Flag(bool),
    /// A unit of the organisation.
    Unit(Key),
    /// Rows of a group: the penalties of a case, the doses of a report.
    Lines(Vec<Fields>),
}

/// Field values by field key, sorted, so that equal values have equal bytes.
pub type Fields = BTreeMap<Key, Value>;

/// The longest text a field takes, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// The most rows a group takes.
pub const LINES_MAX: usize = 500;

impl Value {
    #[must_use]
    pub fn as_choice(&self) -> Option<&Key> {
        match self {
            Value::Choice(key) => Some(key),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_lines(&self) -> Option<&[Fields]> {
        match self {
            Value::Lines(lines) => Some(lines),
            _ => None,
        }
    }

    /// The whole number or the fen, whichever it holds: what a sum adds up.
    #[must_use]
    pub fn as_amount(&self) -> Option<i64> {
        match self {
            Value::Integer(amount) | Value::Fen(amount) => Some(*amount),
            _ => None,
        }
    }
}
