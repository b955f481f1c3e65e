//! `only_rows`: the rows of a group may only be of certain kinds.

use std::sync::Arc;

use base::{Key, Value};

use super::{Case, Judge, KindOfRule};
use crate::condition::Condition;
use crate::pack::shape::{CONDITION, Doc, Entry, Kind, Mapping, Shape, Word};
use crate::told::{Told, listed};

pub(super) const KIND: KindOfRule = KindOfRule {
    shape: Kind {
        key: "only_rows",
        doc: Doc("明细的该列只能是这些选项", "The rows of a group may only hold these choices."),
        head: Some(Shape::Mapping(&ARGUMENTS)),
        entries: &[],
    },
    read: |reader, node| {
        let (group, field) = reader.choice_column(node.get("field")?)?;
        let of = reader.choices(node.get("of")?, field)?;
        let when = reader.when(node)?;
        Some(Arc::new(OnlyRows { group, field: field.key.clone(), of, when }))
    },
};

static ARGUMENTS: Mapping = Mapping::plain(
    "only_rows",
    &[
        Entry::needed(
            "field",
            Doc("明细的选项列", "The choice column of a group: `group.column`."),
            Shape::Word(Word::Path(Doc("明细的选项列", "choice column"))),
        ),
        Entry::needed(
            "of",
            Doc("可用的选项", "The admitted choices."),
            Shape::OneOrMany(&Shape::Word(Word::Choice)),
        ),
        Entry::may(
            "when",
            Doc("只判断这些取值的事项", "Judge only matters with these values."),
            Shape::Names(&CONDITION),
        ),
    ],
);

#[derive(Debug)]
struct OnlyRows {
    group: Key,
    field: Key,
    of: Vec<Key>,
    when: Condition,
}

impl Judge for OnlyRows {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        if !self.when.holds(case.fields) {
            return Ok(());
        }
        let rows = case.fields.get(&self.group).and_then(Value::as_lines).unwrap_or_default();
        let choices = rows.iter().filter_map(|row| row.get(&self.field).and_then(Value::as_choice));
        let Some(choice) = choices.into_iter().find(|choice| !self.of.contains(choice)) else {
            return Ok(());
        };
        let Some(column) = case.words.path(&format!("{}.{}", self.group, self.field)) else {
            return Ok(());
        };
        let admitted: Vec<Told> = self.of.iter().map(|choice| column.choice(choice)).collect();
        let (word, found, admitted) = (column.word(), column.choice(choice), listed(&admitted));
        Err(Told::new(
            format!("“{}”只能是{}，现有“{}”", word.zh, admitted.zh, found.zh),
            format!(
                "\"{}\" can only be {} here, but a row has \"{}\"",
                word.en, admitted.en, found.en
            ),
        ))
    }
}
