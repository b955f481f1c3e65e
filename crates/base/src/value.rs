//! What a field of a matter may hold.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, DateTime};
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
    /// A personal value that lies outside the journal: only what commits to it.
    Sealed(Commitment),
    /// A day and a time of day, to the second.
    Moment(DateTime),
}

/// Commits to a personal value without telling it: a salted digest, in the journal in its place.
///
/// The salt lies with the value. Once both are destroyed, nobody can find the value by trying.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Commitment(pub [u8; 32]);

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({self})")
    }
}

impl From<Commitment> for String {
    fn from(commitment: Commitment) -> String {
        commitment.to_string()
    }
}

/// Only the form that is written, in lower case: a record has one text.
impl TryFrom<String> for Commitment {
    type Error = String;

    fn try_from(text: String) -> Result<Commitment, String> {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let not_one = || format!("{text} is not the digest of a sealed value");
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(not_one());
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(not_one()) };
            let (high, low) = digit(*high).zip(digit(*low)).ok_or_else(not_one)?;
            *byte = high << 4 | low;
        }
        Ok(Commitment(bytes))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_has_one_text() {
        let commitment = Commitment([0xa5; 32]);
        let text = commitment.to_string();
        assert_eq!(text, "a5".repeat(32));
        assert_eq!(Commitment::try_from(text.clone()), Ok(commitment));
        for bad in [text.to_uppercase(), text[2..].to_owned(), format!("{}中0", &text[4..])] {
            assert!(Commitment::try_from(bad).is_err());
        }
    }
}
