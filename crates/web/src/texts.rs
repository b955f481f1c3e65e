//! Names of registers, fields, states and steps, and values in words, as the pack says them.

use base::value::Fields;
use base::{Key, Lang, Value};
use jiff::civil::Date;
use register::model::{Field, FieldKind, Pack, Register};

use crate::number::{grouped, with_unit};
use crate::units::Units;
use crate::words::Words;

/// The words of one register in one language.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) register: &'a Register,
    pub(crate) lang: Lang,
}

/// A value in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Text(String),
    /// Rows of a group, with the names of their columns.
    Lines {
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
    },
}

impl<'t> Texts<'t> {
    pub(crate) fn name(self) -> String {
        self.word("")
    }

    pub(crate) fn field(self, key: &Key) -> String {
        self.word(&format!(".fields.{key}"))
    }

    pub(crate) fn line_field(self, group: &Key, key: &Key) -> String {
        self.word(&format!(".fields.{group}.{key}"))
    }

    pub(crate) fn state(self, key: &Key) -> String {
        self.word(&format!(".states.{key}"))
    }

    /// The state of a matter; one whose opening was taken back has none.
    pub(crate) fn state_or_none(self, key: Option<&Key>) -> String {
        key.map_or_else(|| Words(self.lang).t("state-none").into_owned(), |key| self.state(key))
    }

    pub(crate) fn is_open(self, key: Option<&Key>) -> bool {
        key.and_then(|key| self.register.state(key)).is_some_and(|state| state.open)
    }

    /// The class of a state's mark.
    pub(crate) fn state_class(self, key: Option<&Key>) -> &'static str {
        match key {
            Some(_) if self.is_open(key) => "state-open",
            Some(_) => "state-closed",
            None => "state-none",
        }
    }

    pub(crate) fn step(self, key: &Key) -> String {
        self.word(&format!(".steps.{key}"))
    }

    pub(crate) fn clock(self, key: &Key) -> String {
        self.word(&format!(".clocks.{key}"))
    }

    /// The word of a choice; `group` is the group of rows that the field belongs to, if any.
    pub(crate) fn choice(self, group: Option<&Key>, field: &Key, choice: &Key) -> String {
        match group {
            Some(group) => self.word(&format!(".fields.{group}.{field}.{choice}")),
            None => self.word(&format!(".fields.{field}.{choice}")),
        }
    }

    /// The values a field may take, with their words: choices, or yes and no. Others have none.
    pub(crate) fn choices(self, group: Option<&Key>, field: &Field) -> Vec<(Key, String)> {
        match &field.kind {
            FieldKind::Choice(choices) => {
                let word = |choice: &Key| (choice.clone(), self.choice(group, &field.key, choice));
                choices.iter().map(word).collect()
            }
            FieldKind::Flag => [true, false]
                .map(|flag| {
                    (Key::literal(if flag { "yes" } else { "no" }), flag_word(flag, self.lang))
                })
                .to_vec(),
            FieldKind::Text
            | FieldKind::Integer { .. }
            | FieldKind::Money
            | FieldKind::PenaltyMoney
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Unit
            | FieldKind::Matter(_)
            | FieldKind::Lines { .. } => vec![],
        }
    }

    /// The field behind a dimension, with the group of rows it belongs to, if any. A field of the group
    /// that is asked about goes before one of the matter with the same name, as in postings.
    pub(crate) fn dimension(
        self,
        group: Option<&Key>,
        dimension: &Key,
    ) -> (Option<&'t Key>, Option<&'t Field>) {
        let register: &'t Register = self.register;
        let in_rows = register.fields.iter().find_map(|field| match &field.kind {
            FieldKind::Lines { fields, .. } if group.is_none_or(|group| *group == field.key) => {
                let column = fields.iter().find(|column| column.key == *dimension)?;
                Some((&field.key, column))
            }
            _ => None,
        });
        let of_matter = register.field(dimension);
        match (group, of_matter, in_rows) {
            (None, Some(field), _) => (None, Some(field)),
            (_, _, Some((group, column))) => (Some(group), Some(column)),
            (_, field, None) => (None, field),
        }
    }

    /// A value in words.
    pub(crate) fn value(self, field: &Field, value: &Value, units: &Units) -> Shown {
        match (value, &field.kind) {
            (Value::Lines(lines), FieldKind::Lines { fields, .. }) => Shown::Lines {
                columns: fields.iter().map(|sub| self.line_field(&field.key, &sub.key)).collect(),
                rows: lines.iter().map(|line| self.line(field, fields, line, units)).collect(),
            },
            _ => Shown::Text(self.plain(None, &field.key, value, units)),
        }
    }

    fn line(self, group: &Field, fields: &[Field], line: &Fields, units: &Units) -> Vec<String> {
        let cell = |sub: &Field| match line.get(&sub.key) {
            Some(value) => self.plain(Some(&group.key), &sub.key, value, units),
            None => String::new(),
        };
        fields.iter().map(cell).collect()
    }

    fn plain(self, group: Option<&Key>, field: &Key, value: &Value, units: &Units) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => grouped(*number),
            Value::Fen(fen) => with_unit(
                base::exact::whole(*fen) / base::exact::whole(100),
                base::UnitOfMeasure::Yuan,
                self.lang,
            ),
            Value::Date(date) => date.to_string(),
            Value::Moment(at) => base::moment::written(*at),
            Value::Choice(choice) => self.choice(group, field, choice),
            Value::Flag(flag) => flag_word(*flag, self.lang),
            Value::Unit(unit) => units.name(unit, self.lang).to_owned(),
            Value::Sealed(_) => Words(self.lang).t("protected").into_owned(),
            Value::Lines(lines) => grouped(i128::try_from(lines.len()).unwrap_or(i128::MAX)),
        }
    }

    fn word(self, rest: &str) -> String {
        let path = format!("registers.{}{rest}", self.register.key);
        self.pack.texts.get(self.lang, &path).to_owned()
    }
}

fn flag_word(flag: bool, lang: Lang) -> String {
    let words = Words(lang);
    (if flag { words.t("yes") } else { words.t("no") }).into_owned()
}

/// How far a plain due date is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// Days late, at least 1. The day itself still counts as in time.
    Late(i32),
    /// Days left, from 0 to a week.
    Soon(i32),
    Far,
}

impl Due {
    pub(crate) fn of(due: Date, today: Date) -> Due {
        let left = base::day::number(due) - base::day::number(today);
        match left {
            ..0 => Due::Late(-left),
            0..=7 => Due::Soon(left),
            _ => Due::Far,
        }
    }

    /// In words; nothing while the day is far.
    pub(crate) fn words(self, words: Words) -> String {
        match self {
            Due::Late(days) => words.n("due-late", days).into_owned(),
            Due::Soon(0) => words.t("due-today").into_owned(),
            Due::Soon(days) => words.n("due-soon", days).into_owned(),
            Due::Far => String::new(),
        }
    }

    /// The class of its mark. The words say the same, so colour is never alone.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Due::Late(_) => "due-late",
            Due::Soon(_) => "due-soon",
            Due::Far => "due-far",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_due_day_itself_is_in_time() {
        let today = date(2021, 6, 10);
        assert_eq!(Due::of(date(2021, 6, 9), today), Due::Late(1));
        assert_eq!(Due::of(today, today), Due::Soon(0));
        assert_eq!(Due::of(date(2021, 6, 17), today), Due::Soon(7));
        assert_eq!(Due::of(date(2021, 6, 18), today), Due::Far);
        assert_eq!(Due::Late(1).words(Words(Lang::En)), "1 day overdue");
    }
}
