//! `not_before`: the step cannot take effect before a day that stands in a field.

use std::sync::Arc;

use base::{Key, Value};

use super::{Case, Judge, KindOfRule};
use crate::pack::shape::{Doc, Kind, Shape, Word};
use crate::told::Told;

pub(super) const KIND: KindOfRule = KindOfRule {
    shape: Kind {
        key: "not_before",
        doc: Doc(
            "业务日期不得早于此日期字段；字段未填则不限",
            "The effective day of the step must not lie before the day in this date field. A field \
              without a value forbids nothing; list it under `needs` to demand one.",
        ),
        head: Some(Shape::Word(Word::Reference(Doc("日期字段", "date field")))),
        entries: &[],
    },
    read: |reader, node| Some(Arc::new(NotBefore(reader.date_field(node)?))),
};

#[derive(Debug)]
struct NotBefore(Key);

impl Judge for NotBefore {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        match case.fields.get(&self.0) {
            Some(Value::Date(day)) if case.effective_on < *day => {
                let (field, taken) = (case.words.field(&self.0), case.effective_on);
                Err(Told::new(
                    format!("业务日期 {taken} 早于“{}”（{day}）", field.zh),
                    format!("the effective day {taken} lies before \"{}\" ({day})", field.en),
                ))
            }
            Some(_) | None => Ok(()),
        }
    }
}
