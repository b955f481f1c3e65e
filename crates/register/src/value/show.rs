//! Values as people read them.

use base::{Lang, Say, Value};

use crate::told::Told;
use crate::words::{Asked, flag};

/// A value in the words of the pack: choices by their word, money in yuan without idle zeros, flags as
/// 是 and 否, rows as `种类=罚款 金额=50；种类=警告`. [`read_value`](super::read_value) reads it back.
///
/// Units are shown by key; whoever knows the organisation puts the name in its place.
#[must_use]
pub fn show_value(asked: Asked<'_>, value: &Value) -> Told {
    match value {
        Value::Text(text) => Told::same(text.as_str()),
        Value::Integer(number) => Told::same(number.to_string()),
        Value::Fen(fen) => Told::same(yuan(*fen)),
        Value::Date(day) => Told::same(day.to_string()),
        Value::Moment(at) => Told::same(base::moment::written(*at)),
        Value::Choice(choice) => asked.choice(choice),
        Value::Flag(held) => flag(*held),
        Value::Unit(unit) => Told::same(unit.as_str()),
        Value::Sealed(_) => Told::new("受保护", "protected"),
        Value::Lines(_) => Told::new(rows(asked, value, Lang::Zh), rows(asked, value, Lang::En)),
    }
}

fn rows(asked: Asked<'_>, value: &Value, lang: Lang) -> String {
    let shown = value.as_lines().unwrap_or_default().iter().map(|line| {
        let cells = asked.columns().filter_map(|column| {
            let value = line.get(&column.field.key)?;
            let text = show_value(column, value).say(lang);
            let plain = !text.is_empty()
                && !text.contains(|c: char| c.is_whitespace() || "=;；\"".contains(c));
            let text = if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) };
            Some(format!("{}={text}", column.word().say(lang).replace([' ', '='], "_")))
        });
        cells.collect::<Vec<_>>().join(" ")
    });
    shown.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// Fen as yuan: `7150` is `71.5`, `7100` is `71`.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (whole, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        (_, _) => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_in_yuan() {
        let shown: Vec<String> = [7_150, 7_100, 7_105, 5, 0, -250].into_iter().map(yuan).collect();
        assert_eq!(shown, ["71.5", "71", "71.05", "0.05", "0", "-2.5"]);
    }
}
