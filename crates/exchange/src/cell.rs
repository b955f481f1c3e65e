//! What a cell holds, and the days that spreadsheet programs hide in numbers.

use base::{day, moment};
use jiff::civil::{Date, DateTime, Time};

use crate::number;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// A number as a plain decimal, exactly as stored up to 15 significant digits: `71.5`.
    Number(String),
    Date(Date),
    DateTime(DateTime),
    Bool(bool),
    /// An error that the spreadsheet program computed: `#N/A`, `#REF!`.
    Error(String),
    Empty,
}

/// The day from which a workbook counts its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// Day 1 is 1900-01-01, and 1900 is taken for a leap year.
    #[default]
    Y1900,
    /// Day 0 is 1904-01-01, as old Macintosh workbooks count.
    Y1904,
}

/// Bare numbers between these may be days in a column of days: 1927-05-18 to 2119-01-19 (1900 epoch).
const SERIALS: std::ops::RangeInclusive<i32> = 10_000..=80_000;

impl Cell {
    /// Nothing, or only blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            Cell::Number(_)
            | Cell::Date(_)
            | Cell::DateTime(_)
            | Cell::Bool(_)
            | Cell::Error(_) => false,
        }
    }

    /// The cell as a person would write it, without blanks at the ends.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(text) | Cell::Error(text) => text.clone(),
            Cell::Date(date) => date.to_string(),
            Cell::DateTime(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
            Cell::Empty => String::new(),
        }
    }

    /// The day and time in the cell, if it has both.
    #[must_use]
    pub fn moment(&self, epoch: Epoch) -> Option<DateTime> {
        match self {
            Cell::DateTime(at) => Some(*at),
            Cell::Text(text) => moment::read(text),
            Cell::Number(number) => {
                let whole: i32 = number.split('.').next()?.parse().ok()?;
                let has_both = SERIALS.contains(&whole) && number.contains('.');
                has_both.then(|| serial(number, epoch))?
            }
            Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) | Cell::Empty => None,
        }
    }

    /// The day in the cell: a date, the day of a date-time, either of them as text, or a day number
    /// that has lost its date format. `None` if there is no day in it.
    #[must_use]
    pub fn day(&self, epoch: Epoch) -> Option<Date> {
        match self {
            Cell::Date(date) => Some(*date),
            Cell::DateTime(at) => Some(at.date()),
            Cell::Text(text) => read_date_time(text).map(|at| at.date()),
            Cell::Number(number) => {
                let whole: i32 = number.split('.').next()?.parse().ok()?;
                let is_a_day = SERIALS.contains(&whole);
                // Eight digits are a day written together: 20210304.
                if is_a_day { Some(serial(number, epoch)?.date()) } else { day::read(number) }
            }
            Cell::Bool(_) | Cell::Error(_) | Cell::Empty => None,
        }
    }
}

/// Reads a day with or without a time of day, as systems export it: `2021-03-04 10:22:33`,
/// `2021/3/4 10:22`, `2021-03-04T10:22:33`, `2021年3月4日 10时22分`. Fractions of seconds are dropped.
#[must_use]
pub fn read_date_time(text: &str) -> Option<DateTime> {
    let text = text.trim();
    if let Some(date) = day::read(text) {
        return Some(date.to_datetime(Time::midnight()));
    }
    moment::read(text)
}

/// The day and time that a day number stands for; `None` for numbers that stand for no day, such as
/// the 29 February 1900 that never was.
#[must_use]
pub fn serial(stored: &str, epoch: Epoch) -> Option<DateTime> {
    let plain = number::plain(stored)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole: i32 = whole.parse().ok()?;
    let tenths: String = fraction.chars().chain("000000000000".chars()).take(12).collect();
    let part: i64 = tenths.parse().ok()?;
    // Seconds of the day, rounded: programs store 10:22:33 as 0.432326388888889.
    let seconds = (part * 86_400 + 500_000_000_000) / 1_000_000_000_000;
    let days = i64::from(whole) + seconds / 86_400;
    let date = match epoch {
        Epoch::Y1904 if days >= 0 => shifted(jiff::civil::date(1904, 1, 1), days)?,
        Epoch::Y1900 if days >= 61 => shifted(jiff::civil::date(1899, 12, 30), days)?,
        Epoch::Y1900 if (1..60).contains(&days) => shifted(jiff::civil::date(1899, 12, 31), days)?,
        Epoch::Y1900 | Epoch::Y1904 => return None,
    };
    let midnight = date.to_datetime(Time::midnight());
    midnight.checked_add(jiff::Span::new().try_seconds(seconds % 86_400).ok()?).ok()
}

fn shifted(from: Date, days: i64) -> Option<Date> {
    let date = from.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    (date.year() <= 9999).then_some(date)
}

/// The letters over a column: 0 is `A`, 25 `Z`, 26 `AA`.
#[must_use]
pub fn column_letters(index: usize) -> String {
    let mut letters = vec![];
    let mut rest = index + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn serials_count_from_their_epoch() {
        let at = |stored, epoch| serial(stored, epoch).map(|at| at.to_string());
        assert_eq!(at("44256", Epoch::Y1900).unwrap(), "2021-03-01T00:00:00");
        assert_eq!(at("42794", Epoch::Y1904).unwrap(), "2021-03-01T00:00:00");
        assert_eq!(at("44256.432326388888889", Epoch::Y1900).unwrap(), "2021-03-01T10:22:33");
        assert_eq!(at("44256.999999", Epoch::Y1900).unwrap(), "2021-03-02T00:00:00");
        assert_eq!(at("1", Epoch::Y1900).unwrap(), "1900-01-01T00:00:00");
        assert_eq!(at("59", Epoch::Y1900).unwrap(), "1900-02-28T00:00:00");
        assert_eq!(at("60", Epoch::Y1900), None);
        assert_eq!(at("61", Epoch::Y1900).unwrap(), "1900-03-01T00:00:00");
        assert_eq!(at("0", Epoch::Y1904).unwrap(), "1904-01-01T00:00:00");
        for none in ["0", "-1", "1e9", "2958466", "day"] {
            assert_eq!(at(none, Epoch::Y1900), None, "{none}");
        }
    }

    #[test]
    fn days_come_in_every_dress() {
        let day = Some(date(2021, 3, 4));
        let dresses = [
            "2021-03-04",
            "2021年3月4日",
            "2021-03-04 10:22:33",
            "2021/3/4 10:22",
            "2021-03-04T10:22:33.125Z",
            "2021年3月4日10时22分",
            "2021年3月4日 10时",
            " 20210304\t",
        ];
        for text in dresses {
            assert_eq!(Cell::Text(text.to_owned()).day(Epoch::Y1900), day, "{text}");
        }
        assert_eq!(Cell::Number("44259".to_owned()).day(Epoch::Y1900), day);
        assert_eq!(Cell::Number("42797.5".to_owned()).day(Epoch::Y1904), day);
        assert_eq!(Cell::Number("20210304".to_owned()).day(Epoch::Y1900), day);
        assert_eq!(Cell::Date(date(2021, 3, 4)).day(Epoch::Y1900), day);
        for text in ["", "soon", "2021-03-04 25:00", "2021-02-30", "44259", "2021-03-04 1:2:3:4"] {
            assert_eq!(Cell::Text(text.to_owned()).day(Epoch::Y1900), None, "{text}");
        }
        assert_eq!(Cell::Number("7".to_owned()).day(Epoch::Y1900), None);
    }

    #[test]
    fn columns_have_letters() {
        let letters: Vec<String> = [0, 25, 26, 701, 702].map(column_letters).to_vec();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
