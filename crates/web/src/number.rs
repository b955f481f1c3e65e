//! Exact values as people read them on a page.

use base::exact::decimal;
use base::{Exact, Lang, UnitOfMeasure};

/// `56779100` → `56,779,100`.
pub(crate) fn grouped(value: impl Into<i128>) -> String {
    let value: i128 = value.into();
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value in its unit: `98%`, `715,000`, `1.48`. Rounded to two decimals where it must be.
pub(crate) fn shown(value: Exact, unit: UnitOfMeasure) -> String {
    match unit {
        UnitOfMeasure::Ratio => format!("{}%", plain(value * Exact::from_integer(100))),
        _ => plain(value),
    }
}

/// A value with the word of its unit: `134 件`, `98%`, `715,000 元`.
pub(crate) fn with_unit(value: Exact, unit: UnitOfMeasure, lang: Lang) -> String {
    let word = unit.word(lang);
    let number = shown(value, unit);
    if word.is_empty() { number } else { format!("{number} {word}") }
}

/// A value with the word of its unit, with as many decimals as it takes for something not to look like
/// nothing, at most eight.
pub(crate) fn fine(value: Exact, unit: UnitOfMeasure, lang: Lang) -> String {
    let scale = if unit == UnitOfMeasure::Ratio { 100 } else { 1 };
    let scaled = value * Exact::from_integer(scale);
    let is_nothing =
        |decimals: u32| decimal(scaled, decimals).trim_matches(['-', '0', '.']).is_empty();
    let decimals = (2..=8).find(|decimals| !is_nothing(*decimals)).unwrap_or(2);
    let number = grouped_decimal(&decimal(scaled, decimals));
    let word = if unit == UnitOfMeasure::Ratio { "%" } else { unit.word(lang) };
    match unit {
        UnitOfMeasure::Ratio => format!("{number}{word}"),
        _ if word.is_empty() => number,
        _ => format!("{number} {word}"),
    }
}

/// Whether [`shown`] had to round.
pub(crate) fn is_rounded(value: Exact, unit: UnitOfMeasure) -> bool {
    let scale = if unit == UnitOfMeasure::Ratio { 10_000 } else { 100 };
    !(value * Exact::from_integer(scale)).is_integer()
}

/// The same amount in 万 or 亿, as Chinese documents print it; nothing below ten thousand.
pub(crate) fn in_ten_thousands(value: Exact, lang: Lang) -> Option<String> {
    let myriad = Exact::from_integer(10_000);
    if lang != Lang::Zh || value < myriad {
        return None;
    }
    let (divisor, word) =
        if value < myriad * myriad { (myriad, "万") } else { (myriad * myriad, "亿") };
    Some(format!("{}{word}", plain(value / divisor)))
}

/// Grouped, with at most two decimals and no trailing zeros.
fn plain(value: Exact) -> String {
    grouped_decimal(&decimal(value, 2))
}

/// Digits grouped, without zeros at the end of the decimals.
fn grouped_decimal(text: &str) -> String {
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let negative = whole.starts_with('-');
    let digits = whole.trim_start_matches('-').parse::<i128>().unwrap_or_default();
    let sign = if negative && !(digits == 0 && fraction.is_empty()) { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::exact::whole;

    fn ratio(numerator: i64, denominator: i64) -> Exact {
        whole(numerator) / whole(denominator)
    }

    #[test]
    fn digits_are_grouped_by_three() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1000), "1,000");
        assert_eq!(grouped(-56_779_100), "-56,779,100");
    }

    #[test]
    fn values_are_shown_in_their_unit() {
        use UnitOfMeasure::{Day, Item, Ratio, Yuan};
        assert_eq!(shown(ratio(98, 100), Ratio), "98%");
        assert_eq!(shown(ratio(2, 3), Ratio), "66.67%");
        assert_eq!(shown(ratio(-1, 2), Ratio), "-50%");
        assert_eq!(shown(ratio(-1, 1000), Day), "0");
        assert_eq!(shown(whole(100), Item), "100");
        assert_eq!(with_unit(whole(715_000), Yuan, Lang::Zh), "715,000 元");
        assert_eq!(with_unit(ratio(1, 2), Ratio, Lang::En), "50%");
        assert!(is_rounded(ratio(2, 3), Ratio) && !is_rounded(ratio(1, 8), Ratio));
    }

    #[test]
    fn a_little_is_not_nothing() {
        use UnitOfMeasure::{Day, Item, Ratio};
        assert_eq!(fine(ratio(1, 30), Day, Lang::Zh), "0.03 天");
        assert_eq!(fine(ratio(1, 3000), Day, Lang::En), "0.0003 days");
        assert_eq!(fine(ratio(1, 300_000), Ratio, Lang::En), "0.0003%");
        assert_eq!(fine(whole(1200), Item, Lang::Zh), "1,200 件");
        assert_eq!(fine(whole(0), Item, Lang::Zh), "0 件");
    }

    #[test]
    fn large_amounts_are_also_said_in_ten_thousands() {
        assert_eq!(in_ten_thousands(whole(56_779_100), Lang::Zh).unwrap(), "5,677.91万");
        assert_eq!(in_ten_thousands(whole(120_000_000), Lang::Zh).unwrap(), "1.2亿");
        assert_eq!(in_ten_thousands(whole(9_999), Lang::Zh), None);
        assert_eq!(in_ten_thousands(whole(10_000), Lang::En), None);
    }
}
