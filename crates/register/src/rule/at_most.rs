//! `at_most`: an amount must not exceed a parameter that changes by decree.

use std::sync::Arc;

use base::value::Fields;
use base::{Exact, Key, UnitOfMeasure, Value, exact};

use super::{Case, Judge, KindOfRule};
use crate::condition::Condition;
use crate::pack::shape::{AMOUNT_PATH, CONDITION, Doc, Entry, Kind, Mapping, Shape, Word};
use crate::told::Told;
use crate::value::show_value;

pub(super) const KIND: KindOfRule = KindOfRule {
    shape: Kind {
        key: "at_most",
        doc: Doc(
            "金额或数量不得超过参数在业务日期的取值；明细逐行判断；参数尚无取值时不适用",
            "An amount must not exceed the value that a parameter has on the effective day; in a \
              group of rows, every row is judged by itself. Before the parameter's first day the rule \
              is not in force.",
        ),
        head: Some(Shape::Mapping(&ARGUMENTS)),
        entries: &[],
    },
    read: |reader, node| {
        let (group, field) = reader.amount_path(node.get("field")?)?;
        let limit = reader.limit(node.get("limit")?, field)?;
        let when = reader.when(node)?;
        Some(Arc::new(AtMost { group, field: field.key.clone(), limit, when }))
    },
};

static ARGUMENTS: Mapping = Mapping::plain(
    "at_most",
    &[
        Entry::needed(
            "field",
            Doc("数量或金额", "The amount: `field` or `group.column`."),
            Shape::Word(AMOUNT_PATH),
        ),
        Entry::needed(
            "limit",
            Doc(
                "上限所在的参数：金额以元计，数量照写",
                "The parameter with the largest admitted value: money in yuan, numbers as they are.",
            ),
            Shape::Word(Word::Reference(Doc("参数", "parameter"))),
        ),
        Entry::may(
            "when",
            Doc("只判断这些取值的事项", "Judge only matters with these values."),
            Shape::Names(&CONDITION),
        ),
    ],
);

#[derive(Debug)]
struct AtMost {
    group: Option<Key>,
    field: Key,
    limit: Key,
    when: Condition,
}

impl Judge for AtMost {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        if !self.when.holds(case.fields) {
            return Ok(());
        }
        let limit = case.words.pack.parameter(&self.limit);
        let Some((parameter, limit)) =
            limit.and_then(|parameter| Some((parameter, parameter.on(case.effective_on)?)))
        else {
            return Ok(());
        };
        // Money is held in fen, limits are decreed in yuan.
        let scale = if parameter.unit_of_measure == UnitOfMeasure::Yuan { 100 } else { 1 };
        let most = limit.value * Exact::from_integer(scale);
        let excess = self
            .amounts(case.fields)
            .find(|value| value.as_amount().is_some_and(|amount| exact::whole(amount) > most));
        let Some(value) = excess else { return Ok(()) };
        let path = match &self.group {
            Some(group) => format!("{group}.{}", self.field),
            None => self.field.to_string(),
        };
        let Some(asked) = case.words.path(&path) else { return Ok(()) };
        let (word, found) = (asked.word(), show_value(asked, value));
        let (most, since, cite) = (plain_decimal(limit.value), limit.from, &limit.cite);
        let unit = |lang| parameter.unit_of_measure.word(lang);
        let (zh, en) = (unit(base::Lang::Zh), unit(base::Lang::En));
        Err(Told::new(
            format!(
                "“{}”为 {} {zh}，超过上限 {most} {zh}（自 {since} 起，{cite}）",
                word.zh, found.zh
            ),
            format!(
                "\"{}\" is {} {en}, more than the {most} {en} admitted since {since} ({cite})",
                word.en, found.en
            ),
        ))
    }
}

impl AtMost {
    fn amounts<'a>(&'a self, fields: &'a Fields) -> impl Iterator<Item = &'a Value> {
        let (plain, rows) = match &self.group {
            None => (fields.get(&self.field), None),
            Some(group) => (None, fields.get(group).and_then(Value::as_lines)),
        };
        let in_rows =
            rows.unwrap_or_default().iter().filter_map(|line: &Fields| line.get(&self.field));
        plain.into_iter().chain(in_rows)
    }
}

/// `200`, `0.9`: without idle zeros.
fn plain_decimal(value: Exact) -> String {
    let text = exact::decimal(value, 12);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
