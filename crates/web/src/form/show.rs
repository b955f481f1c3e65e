//! The controls of a form, in finished words.

use std::collections::BTreeMap;

use base::value::{Fields, TEXT_CHARS_MAX};
use base::{Key, Value};
use register::model::{Field, FieldKind, Step};

use super::{BLANK_ROWS, Typed, asked, cell_name, columns, field_name};
use crate::frame::Choice;
use crate::texts::Texts;
use crate::units::Units;
use crate::words::Words;

/// A labelled control.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    pub(crate) name: String,
    /// Unique on the page, for the label and the fault.
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) needed: bool,
    pub(crate) hint: String,
    /// What is wrong with what was typed.
    pub(crate) fault: Option<String>,
    pub(crate) widget: Widget,
}

impl Control {
    /// The ids of what describes the control: its hint and its fault. Empty if nothing does.
    pub(crate) fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let fault = self.fault.as_ref().map(|_| format!("{}-fault", self.id));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Widget {
    /// A line of text, a number, an amount or a day.
    Line(Input),
    /// Several lines of text.
    Area { text: String, chars_max: usize },
    /// One of a list.
    Select(Vec<Choice>),
    /// Rows of a group: the names of the columns, and the controls of each row.
    Rows { columns: Vec<String>, rows: Vec<Vec<Control>> },
}

/// An `<input>`.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Its `type`.
    pub(crate) kind: &'static str,
    /// Its `inputmode`, which decides the keyboard of a phone.
    pub(crate) mode: &'static str,
    pub(crate) text: String,
}

/// Where the controls get their words and values from.
pub(crate) struct Source<'a> {
    texts: Texts<'a>,
    units: &'a [Choice],
    typed: Option<&'a Typed>,
    faults: &'a BTreeMap<String, String>,
    /// Begins every id, so that two forms on one page do not share one.
    prefix: String,
}

/// The controls of a step: filled with what was typed, else with what the matter already has.
pub(crate) fn controls(
    texts: Texts<'_>,
    step: &Step,
    units: &Units,
    present: &Fields,
    (typed, faults): (Option<&Typed>, &BTreeMap<String, String>),
) -> Vec<Control> {
    // A matter may concern, and be handed to, any unit: not only those that the asker sees.
    let units = units.everywhere(texts.lang);
    let prefix = format!("step-{}", step.key);
    let source = Source { texts, units: &units, typed, faults, prefix };
    asked(texts.register, step)
        .map(|(field, needed)| source.field(field, needed, present.get(&field.key)))
        .collect()
}

impl Source<'_> {
    fn field(&self, field: &Field, needed: bool, present: Option<&Value>) -> Control {
        let name = field_name(&field.key);
        let widget = match &field.kind {
            FieldKind::Lines { .. } => self.rows(field, present),
            _ => self.widget(&name, None, field, present),
        };
        self.control(name, self.texts.field(&field.key), (field, needed), widget)
    }

    fn rows(&self, group: &Field, present: Option<&Value>) -> Widget {
        let fields = columns(group);
        let lines = present.and_then(Value::as_lines).unwrap_or_default();
        let rows = self.typed.map_or(lines.len() + BLANK_ROWS, |typed| typed.rows(&group.key));
        let row = |row: usize| {
            let line = lines.get(row);
            let cell = |field: &&Field| {
                let name = cell_name(&group.key, row, &field.key);
                let present = line.and_then(|line| line.get(&field.key));
                let widget = self.widget(&name, Some(&group.key), field, present);
                let label = self.texts.line_field(&group.key, &field.key);
                let label = format!("{label} {}", row + 1);
                // The hint of the group stands above its rows.
                Control { hint: String::new(), ..self.control(name, label, (field, false), widget) }
            };
            fields.iter().map(cell).collect()
        };
        let names = fields.iter().map(|field| self.texts.line_field(&group.key, &field.key));
        Widget::Rows { columns: names.collect(), rows: (0..rows).map(row).collect() }
    }

    fn control(
        &self,
        name: String,
        label: String,
        (field, needed): (&Field, bool),
        widget: Widget,
    ) -> Control {
        Control {
            id: format!("{}-{}", self.prefix, name.replace('.', "-")),
            label,
            needed,
            hint: self.hint(&field.kind),
            fault: self.faults.get(&name).cloned(),
            widget,
            name,
        }
    }

    fn widget(
        &self,
        name: &str,
        group: Option<&Key>,
        field: &Field,
        present: Option<&Value>,
    ) -> Widget {
        let text = match self.typed {
            Some(typed) => typed.get(name).to_owned(),
            None => present.map(typeable).unwrap_or_default(),
        };
        let is_title = self.texts.register.title.as_ref() == Some(&field.key);
        let line = |kind, mode, text| Widget::Line(Input { kind, mode, text });
        match &field.kind {
            FieldKind::Text if is_title || group.is_some() => line("text", "text", text),
            FieldKind::Text | FieldKind::Lines { .. } => {
                Widget::Area { text, chars_max: TEXT_CHARS_MAX }
            }
            FieldKind::Matter(_) => line("text", "text", text),
            FieldKind::Integer { .. } => line("text", "numeric", text),
            FieldKind::Money | FieldKind::PenaltyMoney => line("text", "decimal", text),
            FieldKind::Date => line("date", "numeric", text),
            FieldKind::Moment => line("datetime-local", "numeric", text),
            FieldKind::Choice(_) | FieldKind::Flag => {
                let choices = self.texts.choices(group, field).into_iter();
                let choice = |(key, word): (Key, String)| {
                    let chosen = key.as_str() == text;
                    Choice::new(&key, &word, chosen)
                };
                Widget::Select(choices.map(choice).collect())
            }
            FieldKind::Unit => {
                let choice =
                    |choice: &Choice| Choice { chosen: choice.value == text, ..choice.clone() };
                Widget::Select(self.units.iter().map(choice).collect())
            }
        }
    }

    fn hint(&self, kind: &FieldKind) -> String {
        let words = Words(self.texts.lang);
        match kind {
            FieldKind::Money | FieldKind::PenaltyMoney => words.t("hint-yuan").into_owned(),
            FieldKind::Lines { unique: Some(_), .. } => words.t("hint-unique").into_owned(),
            FieldKind::Lines { unique: None, .. } => words.t("hint-lines").into_owned(),
            FieldKind::Matter(_) => words.t("hint-matter").into_owned(),
            FieldKind::Text
            | FieldKind::Integer { .. }
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::Flag
            | FieldKind::Unit => String::new(),
        }
    }
}

/// A value as one would type it.
fn typeable(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Fen(fen) => {
            let yuan = base::exact::whole(*fen) / base::exact::whole(100);
            let text = base::exact::decimal(yuan, 2);
            text.strip_suffix(".00").unwrap_or(&text).to_owned()
        }
        Value::Date(date) => date.to_string(),
        Value::Moment(at) => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        Value::Choice(key) | Value::Unit(key) => key.to_string(),
        Value::Flag(flag) => (if *flag { "yes" } else { "no" }).to_owned(),
        Value::Lines(_) | Value::Sealed(_) => String::new(),
    }
}
