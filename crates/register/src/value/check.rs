//! Whether a value may stand in a field.

use std::collections::BTreeMap;

use base::Value;
use base::value::{Fields, LINES_MAX, TEXT_CHARS_MAX};

use super::Wrong;
use super::show::{show_value, yuan};
use crate::model::FieldKind;
use crate::told::Told;
use crate::words::Asked;

/// The largest number or amount of fen a field takes, so that sums over a register fit 64 bits.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// Checks a value against the kind and the bounds of its field.
///
/// # Errors
///
/// [`Wrong`] at the first thing that is wrong with it.
pub fn check_value(asked: Asked<'_>, value: &Value) -> Result<(), Wrong> {
    check_plain(asked, value).map_err(|wrong| discreet(asked, wrong))
}

/// What is wrong with a personal value is told without repeating it: sentences end up in logs, on
/// screens and in result tables.
pub(super) fn discreet(asked: Asked<'_>, wrong: Wrong) -> Wrong {
    let repeats = matches!(
        wrong,
        Wrong::NotWhole(_)
            | Wrong::NotMoney(_)
            | Wrong::FinerThanFen(_)
            | Wrong::NotADay(_)
            | Wrong::NotAMoment(_)
            | Wrong::NotAFlag(_)
            | Wrong::NotAUnit(_)
            | Wrong::NotAChoice { .. }
            | Wrong::Outside { .. }
    );
    if asked.field.personal && repeats { Wrong::Kind(kind_word(&asked.field.kind)) } else { wrong }
}

fn check_plain(asked: Asked<'_>, value: &Value) -> Result<(), Wrong> {
    match (&asked.field.kind, value) {
        (FieldKind::Text, Value::Text(text)) => check_text(text),
        (FieldKind::Integer { min, max }, Value::Integer(number)) => {
            within(*number, *min, *max, |number| number.to_string())
        }
        (FieldKind::Money | FieldKind::PenaltyMoney, Value::Fen(fen)) => {
            within(*fen, 0, AMOUNT_MAX, yuan)
        }
        (FieldKind::Choice(choices), Value::Choice(choice)) => {
            if choices.contains(choice) {
                return Ok(());
            }
            let choices = choices.iter().map(|choice| asked.choice(choice)).collect();
            Err(Wrong::NotAChoice { text: choice.to_string(), choices })
        }
        (FieldKind::Date, Value::Date(_))
        | (FieldKind::Moment, Value::Moment(_))
        | (FieldKind::Flag, Value::Flag(_))
        | (FieldKind::Unit, Value::Unit(_)) => Ok(()),
        (FieldKind::Matter(_), Value::Text(number)) => {
            if is_number(number) {
                return Ok(());
            }
            Err(Wrong::NotAMatter(number.chars().take(NUMBER_CHARS_MAX).collect()))
        }
        (FieldKind::Lines { .. }, Value::Lines(lines)) => check_lines(asked, lines),
        (kind, _) => Err(Wrong::Kind(kind_word(kind))),
    }
}

/// The longest number of a matter, in characters.
pub const NUMBER_CHARS_MAX: usize = 64;

/// Whether a matter can have this number: it must go into an address and be read aloud.
#[must_use]
pub fn is_number(text: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    !text.is_empty()
        && text.trim() == text
        && text.chars().count() <= NUMBER_CHARS_MAX
        && !text.chars().any(odd)
}

/// Checks a text of a person: a field, a note, a reason.
pub(crate) fn check_text(text: &str) -> Result<(), Wrong> {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        Err(Wrong::Missing)
    } else if chars > TEXT_CHARS_MAX {
        Err(Wrong::TooLong { chars, max: TEXT_CHARS_MAX })
    } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        Err(Wrong::Control)
    } else {
        Ok(())
    }
}

fn within(number: i64, min: i64, max: i64, show: impl Fn(i64) -> String) -> Result<(), Wrong> {
    if (min..=max).contains(&number) {
        Ok(())
    } else {
        Err(Wrong::Outside {
            found: show(number).into(),
            min: show(min).into(),
            max: show(max).into(),
        })
    }
}

fn check_lines(group: Asked<'_>, lines: &[Fields]) -> Result<(), Wrong> {
    if lines.len() > LINES_MAX {
        return Err(Wrong::TooManyRows { rows: lines.len(), max: LINES_MAX });
    }
    for (row, line) in (1_usize..).zip(lines) {
        check_line(group, row, line)?;
    }
    unique(group, lines)
}

fn check_line(group: Asked<'_>, row: usize, line: &Fields) -> Result<(), Wrong> {
    for (key, value) in line {
        let column = group.columns().find(|column| column.field.key == *key);
        let (column, wrong) = match column {
            Some(column) => (column.word(), check_value(column, value)),
            None => {
                let known = group.columns().map(Asked::word).collect();
                (Told::same(key.as_str()), Err(Wrong::Unknown(known)))
            }
        };
        wrong.map_err(|wrong| Wrong::InRow { row, column, wrong: Box::new(wrong) })?;
    }
    Ok(())
}

/// At most one row per value of the `unique` field, and every row has one.
fn unique(group: Asked<'_>, lines: &[Fields]) -> Result<(), Wrong> {
    let FieldKind::Lines { unique: Some(unique), .. } = &group.field.kind else {
        return Ok(());
    };
    let Some(column) = group.columns().find(|column| column.field.key == *unique) else {
        return Ok(());
    };
    let mut seen = BTreeMap::new();
    for (row, line) in (1_usize..).zip(lines) {
        let Some(value) = line.get(unique) else {
            let wrong = Box::new(Wrong::Missing);
            return Err(Wrong::InRow { row, column: column.word(), wrong });
        };
        if let Some(first) = seen.insert(value, row) {
            let value = show_value(column, value);
            return Err(Wrong::SameRow { value, first, second: row });
        }
    }
    Ok(())
}

fn kind_word(kind: &FieldKind) -> Told {
    match kind {
        FieldKind::Text => Told::new("文字", "a text"),
        FieldKind::Integer { .. } => Told::new("整数", "a whole number"),
        FieldKind::Money | FieldKind::PenaltyMoney => Told::new("金额", "an amount of money"),
        FieldKind::Date => Told::new("日期", "a day"),
        FieldKind::Moment => Told::new("日期和时间", "a day with a time"),
        FieldKind::Choice(_) => Told::new("选项", "a choice"),
        FieldKind::Flag => Told::new("是或否", "yes or no"),
        FieldKind::Unit => Told::new("单位", "a unit"),
        FieldKind::Matter(_) => Told::new("事项编号", "the number of a matter"),
        FieldKind::Lines { .. } => Told::new("明细行", "rows"),
    }
}
