//! From what a person typed, in a form or in a cell of a table, to a value.

use base::{Exact, Key, Value, day, exact, moment};
use jiff::civil::Date;

use super::check::discreet;
use super::plain::{narrow, plain};
use super::rows::read_rows;
use super::{Wrong, check_value};
use crate::model::FieldKind;
use crate::words::Asked;

/// Reads what a person typed as the value of a field, and checks it against the field's bounds.
///
/// Choices are read by key or by their word in either language; flags as 是, 否, yes, no; days as
/// people write them, a time of day after them is left out; money in 元 or 万元, exact to the fen;
/// whole numbers with thousands separators; all of these also in full width. Rows of a group are
/// written `kind=fine amount=50; kind=warning`.
///
/// # Errors
///
/// [`Wrong`] says what is wrong with the text; blank text is [`Wrong::Missing`].
pub fn read_value(asked: Asked<'_>, text: &str) -> Result<Value, Wrong> {
    read_plain(asked, text).map_err(|wrong| discreet(asked, wrong))
}

fn read_plain(asked: Asked<'_>, text: &str) -> Result<Value, Wrong> {
    let text = text.trim();
    if plain(text).is_empty() && !matches!(asked.field.kind, FieldKind::Lines { .. }) {
        return Err(Wrong::Missing);
    }
    let owned = || text.to_owned();
    let value = match &asked.field.kind {
        FieldKind::Text => Value::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
        FieldKind::Integer { .. } => {
            Value::Integer(whole(text).ok_or_else(|| Wrong::NotWhole(owned()))?)
        }
        FieldKind::Money | FieldKind::PenaltyMoney => Value::Fen(fen(text)?),
        FieldKind::Date => Value::Date(date(text).ok_or_else(|| Wrong::NotADay(owned()))?),
        FieldKind::Moment => {
            Value::Moment(moment::read(&narrow(text)).ok_or_else(|| Wrong::NotAMoment(owned()))?)
        }
        FieldKind::Choice(choices) => Value::Choice(choice(asked, choices, text)?),
        FieldKind::Flag => Value::Flag(flag(text).ok_or_else(|| Wrong::NotAFlag(owned()))?),
        FieldKind::Unit => Value::Unit(Key::new(text).map_err(|_| Wrong::NotAUnit(owned()))?),
        FieldKind::Matter(_) => Value::Text(text.to_owned()),
        FieldKind::Lines { .. } => Value::Lines(read_rows(asked, text)?),
    };
    check_value(asked, &value)?;
    Ok(value)
}

/// `1200`, `1,200`, `１２００`, `-3`, `12.0`.
fn whole(text: &str) -> Option<i64> {
    let number = exact::read(&without_separators(&plain(text))?)?;
    number.is_integer().then(|| i64::try_from(number.to_integer()).ok()).flatten()
}

/// `71.5`, `¥71.50`, `71.5元`, `7.1万元`.
fn fen(text: &str) -> Result<i64, Wrong> {
    let not_money = || Wrong::NotMoney(text.to_owned());
    let spelled = plain(text);
    let spelled = spelled.trim_start_matches(['¥', '￥']);
    let (digits, factor) = match spelled.strip_suffix("万元") {
        Some(digits) => (digits, 1_000_000),
        None => (spelled.strip_suffix('元').unwrap_or(spelled), 100),
    };
    let number = without_separators(digits).and_then(|digits| exact::read(&digits));
    let fen = number.ok_or_else(not_money)? * Exact::from_integer(factor);
    if !fen.is_integer() {
        return Err(Wrong::FinerThanFen(text.to_owned()));
    }
    i64::try_from(fen.to_integer()).map_err(|_| not_money())
}

/// Takes out thousands separators, if they stand where they should.
fn without_separators(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let whole = text.split('.').next()?.trim_start_matches('-');
    let groups: Vec<&str> = whole.split(',').collect();
    let (head, tail) = groups.split_first()?;
    let in_place = (1..=3).contains(&head.len()) && tail.iter().all(|group| group.len() == 3);
    let fraction_is_plain = !text.split('.').skip(1).any(|part| part.contains(','));
    (in_place && fraction_is_plain).then(|| text.replace(',', ""))
}

/// A day, whatever time of day follows it.
fn date(text: &str) -> Option<Date> {
    let text = narrow(text);
    let text = text.trim();
    if let Some(day) = day::read(text) {
        return Some(day);
    }
    let (day, time) = text.split_once([' ', 'T', 't'])?;
    let is_time =
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || " :.+-Zz".contains(c));
    if is_time { day::read(day) } else { None }
}

fn flag(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "1" | "是" | "√" => Some(true),
        "no" | "n" | "false" | "0" | "否" | "×" => Some(false),
        _ => None,
    }
}

fn choice(asked: Asked<'_>, choices: &[Key], text: &str) -> Result<Key, Wrong> {
    let typed = plain(text);
    let means = |choice: &&Key| {
        let word = asked.choice(choice);
        choice.as_str() == typed || plain(&word.zh) == typed || plain(&word.en) == typed
    };
    choices.iter().find(means).cloned().ok_or_else(|| Wrong::NotAChoice {
        text: text.to_owned(),
        choices: choices.iter().map(|choice| asked.choice(choice)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        let good = [
            ("1200", 1200),
            ("1,200", 1200),
            ("１２，０００", 12_000),
            ("-3", -3),
            ("12.0", 12),
            ("1 200", 1200),
        ];
        for (text, number) in good {
            assert_eq!(whole(text), Some(number), "{text}");
        }
        for bad in ["", "一", "1.5", "12,00", ",100", "1e3", "0x10", "9223372036854775808"] {
            assert_eq!(whole(bad), None, "{bad}");
        }
    }

    #[test]
    fn money_is_exact() {
        let good = [
            ("71.5", 7_150),
            ("¥1,234.05", 123_405),
            ("７１．５０元", 7_150),
            ("8.26万元", 8_260_000),
            ("0.01", 1),
        ];
        for (text, amount) in good {
            assert_eq!(fen(text), Ok(amount), "{text}");
        }
        assert_eq!(fen("0.005"), Err(Wrong::FinerThanFen("0.005".to_owned())));
        for bad in ["元", "1,23", "a", "99999999999999999999"] {
            assert_eq!(fen(bad), Err(Wrong::NotMoney(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn days_and_flags() {
        let day = Some(jiff::civil::date(2021, 3, 4));
        for text in ["2021-03-04", "２０２１年３月４日", "2021/3/4 00:00:00", "2021-03-04T08:30"]
        {
            assert_eq!(date(text), day, "{text}");
        }
        for bad in ["2021-02-30", "2021-03-04 noon", "44259"] {
            assert_eq!(date(bad), None, "{bad}");
        }
        assert_eq!((flag("是"), flag(" NO "), flag("也许")), (Some(true), Some(false), None));
    }
}
