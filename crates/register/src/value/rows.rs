//! Rows of a group, written on one line.

use base::Value;
use base::value::Fields;

use super::{Wrong, plain, read_value};
use crate::words::Asked;

/// Reads `kind=fine amount=50; kind=warning`: rows apart by `;` or line breaks, cells apart by spaces,
/// a cell's name in key or word, a value with spaces or `;` in double quotes. Blank text is no rows.
pub(super) fn read_rows(group: Asked<'_>, text: &str) -> Result<Vec<Fields>, Wrong> {
    let rows = split(text, |c| matches!(c, ';' | '；' | '\n'));
    let filled = rows.iter().map(|row| row.trim()).filter(|row| !row.is_empty());
    filled.enumerate().map(|(index, row)| read_row(group, index.saturating_add(1), row)).collect()
}

fn read_row(group: Asked<'_>, row: usize, text: &str) -> Result<Fields, Wrong> {
    let not_a_row = || Wrong::NotARow { row, text: text.to_owned() };
    let mut fields = Fields::new();
    for cell in split(text, char::is_whitespace).into_iter().filter(|cell| !cell.is_empty()) {
        let (name, value) = cell.split_once(['=', '＝']).ok_or_else(not_a_row)?;
        let column = group.columns().find(|column| is_named(*column, name));
        let Some(column) = column else {
            let known = group.columns().map(Asked::word).collect();
            let wrong = Box::new(Wrong::Unknown(known));
            return Err(Wrong::InRow { row, column: crate::told::Told::same(name), wrong });
        };
        let in_row = |wrong| Wrong::InRow { row, column: column.word(), wrong: Box::new(wrong) };
        let value: Value = read_value(column, &unquoted(value)).map_err(in_row)?;
        if fields.insert(column.field.key.clone(), value).is_some() {
            return Err(not_a_row());
        }
    }
    Ok(fields)
}

fn is_named(column: Asked<'_>, name: &str) -> bool {
    let bare = |text: &str| plain(text).replace('_', "");
    let (name, word) = (bare(name), column.word());
    [column.field.key.as_str(), &word.zh, &word.en].iter().any(|known| bare(known) == name)
}

/// Splits where `at` says, outside double quotes.
fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        quoted ^= letter == '"';
        if !quoted && at(letter) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("\"\"", "\""))
}
