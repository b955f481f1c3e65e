//! What must not stand in the text itself: numbers typed by hand, and characters we use inside.

use super::calls::{Piece, pieces};
use crate::fault::{Faults, Place, Unreadable};

/// Around the place of a figure between the template engine and the Markdown reader.
pub(crate) const TOKEN_OPEN: char = '\u{E000}';
pub(crate) const TOKEN_CLOSE: char = '\u{E001}';

/// Words between a number and its measure word.
const BETWEEN: [char; 7] = ['万', '亿', '千', '百', '余', '多', '几'];

/// Measure words after which a number is a quantity. Years, days of the month, articles and hotline
/// numbers are not.
const MEASURED: [&str; 27] = [
    "件",
    "项",
    "户",
    "人",
    "名",
    "位",
    "剂",
    "次",
    "场",
    "期",
    "起",
    "个",
    "处",
    "座",
    "间",
    "家",
    "所",
    "份",
    "元",
    "天",
    "分",
    "条",
    "篇",
    "倍",
    "%",
    "％",
    "百分点",
];

/// Checks the text of a template; `at` is where its first character stands.
///
/// In a YAML block the text begins below `at` and is indented, so its faults are given the place of
/// the block.
pub(super) fn check(text: &str, at: Place, faults: &mut Faults) {
    for piece in pieces(text) {
        let Piece::Text(start, piece) = piece else { continue };
        let place = |offset: usize| {
            if at == Place::START { Place::of_byte(text, start + offset) } else { at }
        };
        for (offset, c) in piece.char_indices() {
            if matches!(c, TOKEN_OPEN | TOKEN_CLOSE) {
                faults.add(place(offset), Unreadable::Reserved(u32::from(c)));
            }
        }
        for (offset, number) in typed_numbers(piece) {
            faults.add(place(offset), Unreadable::TypedNumber(number));
        }
    }
}

fn typed_numbers(text: &str) -> Vec<(usize, String)> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let offset = text.len() - rest.len() + start;
        let from = rest.get(start..).unwrap_or_default();
        let digits = from.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(from.len());
        let after = from.get(digits..).unwrap_or_default();
        let measure = after.trim_start_matches(BETWEEN);
        let scaled = measure.len() < after.len();
        let word = MEASURED.iter().find(|word| measure.starts_with(**word));
        // 第33条 and 第5期 are names, not quantities.
        let ordinal = text.get(..offset).is_some_and(|before| before.ends_with('第'));
        if (word.is_some() || scaled) && !ordinal {
            let length = digits + (after.len() - measure.len()) + word.map_or(0, |word| word.len());
            found.push((offset, from.get(..length).unwrap_or_default().to_owned()));
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: &str) {
        let mut faults = Faults::in_file("b");
        check(text, Place::START, &mut faults);
        let shown: Vec<String> = faults
            .found
            .iter()
            .map(|fault| format!("{}:{}", fault.place.line, fault.place.column))
            .collect();
        assert_eq!(shown.join(" "), expected, "{:?}", faults.found);
    }

    #[test]
    fn quantities_must_be_figures() {
        check_text("受理207件", "1:3");
        check_text("共\n5677.91万剂，达98%", "2:1 2:12");
        check_text("受理{{ fig(\"a\") }}，其中3成", "");
    }

    #[test]
    fn years_days_articles_and_names_are_no_quantities() {
        check_text("2021年12月31日，12345热线，依据第33条，〔2022〕3号，“三个一”", "");
    }
}
