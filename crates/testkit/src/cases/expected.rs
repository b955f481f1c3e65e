//! The value that a figure must have.

use std::fmt;

use base::{Exact, UnitOfMeasure, exact};
use indicators::Outcome;

/// The value that a figure must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Number(Exact, String),
    Missing,
    Truth(bool),
}

impl Expected {
    /// Reads `5000`, `-2.5`, `4/5`, `38.5%`, `missing`, `true`, `false`.
    pub(super) fn read(text: &str) -> Option<Expected> {
        match text {
            "missing" => return Some(Expected::Missing),
            "true" => return Some(Expected::Truth(true)),
            "false" => return Some(Expected::Truth(false)),
            _ => {}
        }
        let number = if let Some(percent) = text.strip_suffix('%') {
            exact::quotient(exact::read(percent)?, exact::whole(100))?
        } else if let Some((numerator, denominator)) = text.split_once('/') {
            exact::quotient(exact::read(numerator)?, exact::read(denominator)?)?
        } else {
            exact::read(text)?
        };
        Some(Expected::Number(number, text.to_owned()))
    }

    pub(super) fn is(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Expected::Number(expected, _), Outcome::Number(got)) => expected == got,
            (Expected::Missing, Outcome::Missing(_)) => true,
            (Expected::Truth(expected), Outcome::Truth { holds, .. }) => expected == holds,
            _ => false,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Number(_, text) => f.write_str(text),
            Expected::Missing => f.write_str("missing"),
            Expected::Truth(holds) => write!(f, "{holds}"),
        }
    }
}

/// What came, as a case would write it.
pub(super) fn got(outcome: &Outcome, unit: UnitOfMeasure) -> String {
    match outcome {
        Outcome::Number(value) if unit == UnitOfMeasure::Ratio && !value.is_integer() => {
            let percent = *value * exact::whole(100);
            format!("{value} ({}%)", exact::decimal(percent, 2))
        }
        Outcome::Number(value) if value.is_integer() => value.to_string(),
        Outcome::Number(value) => format!("{value} ({})", exact::decimal(*value, 4)),
        Outcome::Truth { holds, have, of } => format!("{holds} ({have} of {of})"),
        Outcome::Missing(missing) => format!("missing ({missing:?})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_written() {
        let half = Outcome::Number(Exact::new(1, 2));
        for text in ["0.5", "1/2", "50%", "2/4", "50.0%"] {
            assert!(Expected::read(text).unwrap().is(&half), "{text}");
        }
        assert!(!Expected::read("0.51").unwrap().is(&half));
        assert!(!Expected::read("missing").unwrap().is(&half));
        for bad in ["", "half", "1/0", "%"] {
            assert_eq!(Expected::read(bad), None, "{bad}");
        }
    }
}
