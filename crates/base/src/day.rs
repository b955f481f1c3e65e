//! Days and spans of days. The authority thinks in civil days; hours matter only to clocks.

use jiff::civil::Date;

use crate::lang::{Lang, Say};

/// Days since 1970-01-01, the form in which days are stored and compared.
#[must_use]
pub fn number(day: Date) -> i32 {
    let days = day.since(EPOCH).map(|span| span.get_days());
    days.expect("every civil date is within a few million days of 1970")
}

/// The day with this [`number`], or `None` outside the years −9999 to 9999.
#[must_use]
pub fn from_number(days: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Months since January of year 0, so that neighbouring months differ by one.
#[must_use]
pub fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A non-empty span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    from: Date,
    to: Date,
}

impl Span {
    /// # Errors
    ///
    /// [`Reversed`] if the span ends before it begins.
    pub fn new(from: Date, to: Date) -> Result<Span, Reversed> {
        if to < from { Err(Reversed { from, to }) } else { Ok(Span { from, to }) }
    }

    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Span {
        Span { from: day, to: day }
    }

    #[must_use]
    pub fn from(self) -> Date {
        self.from
    }

    #[must_use]
    pub fn to(self) -> Date {
        self.to
    }

    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Number of days, at least 1.
    #[must_use]
    pub fn days(self) -> i32 {
        number(self.to) - number(self.from) + 1
    }

    /// The same span one year earlier, as 同比 compares it; 29 February becomes 28 February. Whole
    /// months remain whole: 1—2月 of 2025 compares with all of 1—2月 2024, to the 29th.
    #[must_use]
    pub fn year_before(self) -> Option<Span> {
        let back = jiff::Span::new().years(1);
        let from = self.from.checked_sub(back).ok()?;
        let to = self.to.checked_sub(back).ok()?;
        let whole_months = self.from.day() == 1 && self.to == self.to.last_of_month();
        Span::new(from, if whole_months { to.last_of_month() } else { to }).ok()
    }
}

/// A span that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period cannot end on {to}, before it begins on {from}")]
pub struct Reversed {
    pub from: Date,
    pub to: Date,
}

impl Say for Reversed {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!("期间不能先止后起：起 {}，止 {}", self.from, self.to),
        }
    }
}

/// Reads a day as people write it: `2021-12-31`, `2021/12/31`, `2021.12.31`, `2021年12月31日`, `20211231`.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts: Vec<&str> =
        text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (*year, *month, *day),
        [joined] if joined.len() == 8 && joined.bytes().all(|b| b.is_ascii_digit()) => {
            (joined.get(..4)?, joined.get(4..6)?, joined.get(6..)?)
        }
        _ => return None,
    };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_count_from_1970() {
        assert_eq!(number(date(1970, 1, 1)), 0);
        assert_eq!(number(date(1970, 2, 1)), 31);
        assert_eq!(number(date(2021, 12, 31)), 18_992);
        assert_eq!(from_number(18_992), Some(date(2021, 12, 31)));
        assert_eq!(month(date(2022, 1, 1)) - month(date(2021, 12, 31)), 1);
    }

    #[test]
    fn spans_include_both_ends() {
        let year = Span::new(date(2021, 1, 1), date(2021, 12, 31)).unwrap();
        assert_eq!(year.days(), 365);
        assert!(year.contains(date(2021, 12, 31)));
        assert!(Span::new(date(2021, 1, 2), date(2021, 1, 1)).is_err());
        let leap = Span::new(date(2024, 2, 29), date(2024, 2, 29)).unwrap();
        assert_eq!(leap.year_before().unwrap().to(), date(2023, 2, 28));
        let february = Span::new(date(2025, 2, 1), date(2025, 2, 28)).unwrap();
        assert_eq!(february.year_before().unwrap().to(), date(2024, 2, 29));
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Some(date(2021, 3, 4));
        for text in
            ["2021-03-04", "2021/3/4", "2021.3.4", "2021年3月4日", "20210304", " 2021-03-04 "]
        {
            assert_eq!(read(text), day, "{text}");
        }
        for text in ["", "2021-02-30", "03/04/2021", "21-3-4", "2021-3", "tomorrow"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
