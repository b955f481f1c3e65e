//! Field values of an act, written down in the order of a form.

use base::value::Fields;
use base::{Key, Value};
use jiff::civil::Date;

use crate::key;

/// Field values being collected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Set(Fields);

impl Set {
    /// Nothing yet.
    pub(crate) fn new() -> Set {
        Set::default()
    }

    /// Free text.
    pub(crate) fn text(self, field: &str, text: impl Into<String>) -> Set {
        self.value(field, Value::Text(text.into()))
    }

    /// One of the declared choices.
    pub(crate) fn choice(self, field: &str, choice: &str) -> Set {
        self.value(field, Value::Choice(key(choice)))
    }

    /// Yes or no.
    pub(crate) fn flag(self, field: &str, yes: bool) -> Set {
        self.value(field, Value::Flag(yes))
    }

    /// A day.
    pub(crate) fn date(self, field: &str, day: Date) -> Set {
        self.value(field, Value::Date(day))
    }

    /// A whole number.
    pub(crate) fn integer(self, field: &str, number: i64) -> Set {
        self.value(field, Value::Integer(number))
    }

    /// Money in fen.
    pub(crate) fn fen(self, field: &str, fen: i64) -> Set {
        self.value(field, Value::Fen(fen))
    }

    /// A unit of the organisation.
    pub(crate) fn unit(self, field: &str, unit: &str) -> Set {
        self.value(field, Value::Unit(key(unit)))
    }

    /// Rows of a group.
    pub(crate) fn lines(self, field: &str, lines: Vec<Set>) -> Set {
        self.value(field, Value::Lines(lines.into_iter().map(|line| line.0).collect()))
    }

    /// The collected values.
    pub(crate) fn fields(self) -> Fields {
        self.0
    }

    fn value(mut self, field: &str, value: Value) -> Set {
        let field: Key = key(field);
        self.0.insert(field, value);
        self
    }
}
