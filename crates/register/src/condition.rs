//! “When procedure = simple”: what rules ask of the choices and flags of a matter.

use base::value::Fields;
use base::{Key, Value};

use crate::postings::dimension_value;
use crate::told::{Told, listed};
use crate::words::{Words, flag};

/// Fields that must hold one of some values; choices by key, flags as `yes` and `no`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition(pub Vec<(Key, Vec<Key>)>);

impl Condition {
    /// Whether all of it holds. A field without a value fulfils nothing.
    #[must_use]
    pub fn holds(&self, fields: &Fields) -> bool {
        self.0.iter().all(|(field, values)| one_holds(field, values, fields))
    }

    /// What does not hold: “field” must be …, but is ….
    #[must_use]
    pub fn broken(&self, words: Words<'_>, fields: &Fields) -> Option<Told> {
        let (field, values) =
            self.0.iter().find(|(field, values)| !one_holds(field, values, fields))?;
        let word = words.field(field);
        let wanted: Vec<Told> =
            values.iter().map(|value| value_word(words, field, value)).collect();
        let (must, alternatives) = (listed(&wanted), wanted.len() > 1);
        let one_of = if alternatives { ("之一", "one of ") } else { ("", "") };
        let found = fields.get(field).and_then(dimension_value);
        Some(match found {
            Some(value) => {
                let found = value_word(words, field, &value);
                Told::new(
                    format!("“{}”须为{}{}，现为“{}”", word.zh, must.zh, one_of.0, found.zh),
                    format!(
                        "\"{}\" must be {}{} but is \"{}\"",
                        word.en, one_of.1, must.en, found.en
                    ),
                )
            }
            None => Told::new(
                format!("“{}”须为{}{}，尚未填写", word.zh, must.zh, one_of.0),
                format!("\"{}\" must be {}{} but has no value yet", word.en, one_of.1, must.en),
            ),
        })
    }
}

fn one_holds(field: &Key, values: &[Key], fields: &Fields) -> bool {
    let value: Option<Key> = fields.get(field).and_then(|value: &Value| dimension_value(value));
    value.is_some_and(|value| values.contains(&value))
}

fn value_word(words: Words<'_>, field: &Key, value: &Key) -> Told {
    use crate::model::FieldKind;
    match words.register.field(field) {
        Some(field) if field.kind == FieldKind::Flag => flag(value.as_str() == "yes"),
        Some(field) => words.asked(field).choice(value),
        None => Told::same(value.as_str()),
    }
}
