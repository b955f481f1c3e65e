//! What was typed becomes values; every fault is kept with the control it belongs to.

use std::collections::BTreeMap;

use base::value::{Fields, LINES_MAX};
use base::{Key, Lang, Say, Value};
use register::model::{Field, FieldKind, Step};
use register::value::{Wrong, read_value};
use register::words::{Asked, Words};

use super::{asked, cell_name, columns, field_name};

/// A submitted form, by control name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed(BTreeMap<String, String>);

/// What could not be read, in words, by control name.
pub(crate) type Faults = BTreeMap<String, String>;

impl Typed {
    /// Takes the pairs of a form body; of two with one name the first counts.
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Typed {
        let mut typed = BTreeMap::new();
        for (name, text) in pairs {
            // Browsers send line ends of text areas as CRLF.
            typed.entry(name).or_insert_with(|| text.replace("\r\n", "\n"));
        }
        Typed(typed)
    }

    /// What was typed, without surrounding blanks; empty if the control was not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// The number of rows that the form held for a group.
    pub(crate) fn rows(&self, group: &Key) -> usize {
        let prefix = format!("{}.", field_name(group));
        let rows = self.0.keys().filter_map(|name| {
            let (row, _) = name.strip_prefix(&prefix)?.split_once('.')?;
            row.parse::<usize>().ok()
        });
        // One row too many is kept, so that the rule about their number can speak.
        rows.max().map_or(0, |last| last.saturating_add(1).min(LINES_MAX + 1))
    }
}

/// Reads the fields of a step: their values, and what could not be read.
///
/// Blank controls give no value; whether one was needed is decided with the step. Values that the
/// matter already has are left out, so that the record holds what changed.
pub(crate) fn read(
    words: Words<'_>,
    step: &Step,
    typed: &Typed,
    present: &Fields,
    lang: Lang,
) -> (Fields, Faults) {
    let mut form = Form { words, typed, lang, faults: Faults::new() };
    let mut values = Fields::new();
    for (field, _) in asked(words.register, step) {
        let value = match &field.kind {
            FieldKind::Lines { .. } => form.lines(field),
            _ => form.one(words.asked(field), &field_name(&field.key)),
        };
        match value {
            Some(value) if present.get(&field.key) != Some(&value) => {
                values.insert(field.key.clone(), value);
            }
            Some(_) | None => {}
        }
    }
    // The step itself says what it misses, but it is not asked as long as something is unreadable.
    if !form.faults.is_empty() {
        form.add_missing(step, &values, present);
    }
    (values, form.faults)
}

struct Form<'a> {
    words: Words<'a>,
    typed: &'a Typed,
    lang: Lang,
    faults: Faults,
}

impl Form<'_> {
    fn lines(&mut self, group: &Field) -> Option<Value> {
        let mut rows = vec![];
        for row in 0..self.typed.rows(&group.key) {
            let mut line = Fields::new();
            for column in columns(group) {
                let name = cell_name(&group.key, row, &column.key);
                let asked = Words::new(self.words.pack, self.words.register).column(group, column);
                if let Some(value) = self.one(asked, &name) {
                    line.insert(column.key.clone(), value);
                }
            }
            if !line.is_empty() {
                rows.push(line);
            }
        }
        (!rows.is_empty()).then_some(Value::Lines(rows))
    }

    fn add_missing(&mut self, step: &Step, values: &Fields, present: &Fields) {
        for (field, needed) in asked(self.words.register, step) {
            let name = field_name(&field.key);
            let has_fault = self.faults.keys().any(|faulty| faulty.starts_with(&name));
            let is_there = values.contains_key(&field.key) || present.contains_key(&field.key);
            if needed && !is_there && !has_fault {
                self.faults.insert(name, Wrong::Missing.say(self.lang));
            }
        }
    }

    fn one(&mut self, asked: Asked<'_>, name: &str) -> Option<Value> {
        let text = self.typed.get(name);
        if text.is_empty() {
            return None;
        }
        match read_value(asked, text) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.faults.insert(name.to_owned(), wrong.say(self.lang));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_the_highest_and_bounded() {
        let pair = |name: &str| (name.to_owned(), String::new());
        let typed = Typed::new(vec![pair("f.p.0.kind"), pair("f.p.4.kind"), pair("f.pp.9.kind")]);
        assert_eq!(typed.rows(&Key::literal("p")), 5);
        let typed = Typed::new(vec![pair("f.p.18446744073709551615.kind")]);
        assert_eq!(typed.rows(&Key::literal("p")), LINES_MAX + 1);
    }

    #[test]
    fn line_ends_of_browsers_become_plain_and_blanks_go() {
        let typed = Typed::new(vec![("a".to_owned(), " one\r\ntwo ".to_owned())]);
        assert_eq!(typed.get("a"), "one\ntwo");
        assert_eq!(typed.get("b"), "");
    }
}
