//! Dates as they are written: 2021年3月5日, 3月底, 2022年.

use std::ops::Range;

use crate::draft::Paragraph;
use crate::number::Number;

/// A day, a month or a year as it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    pub(crate) range: Range<usize>,
    pub(crate) year: Option<i128>,
    pub(crate) month: Option<i128>,
    pub(crate) day: Option<i128>,
}

impl Written {
    /// Its last day, by year, month and day; a year that is not written is the one that is given.
    pub(crate) fn last_day(&self, year: Option<i128>) -> Option<(i128, i128, i128)> {
        let year = self.year.or(year)?;
        Some((year, self.month.unwrap_or(12), self.day.unwrap_or(31)))
    }
}

/// Every date of a text, in order.
pub(crate) fn written(paragraph: &Paragraph<'_>) -> Vec<Written> {
    let (letters, numbers) = (paragraph.letters, paragraph.numbers);
    let mut numbers = numbers
        .iter()
        .filter(|number| number.value.is_integer() && number.per.is_none())
        .peekable();
    let mut all = vec![];
    while let Some(number) = numbers.next() {
        let Some(mut date) = begun(letters, number) else { continue };
        while let Some(next) = numbers.next_if(|next| goes_on(letters, &mut date, next)) {
            date.range.end = next.range.end + 1;
        }
        all.push(date);
    }
    all
}

/// A date that begins with this number.
fn begun(letters: &[char], number: &Number) -> Option<Written> {
    let value = Some(number.value.to_integer());
    let range = number.range.start..number.range.end + 1;
    let date = Written { range, ..Written::default() };
    match letters.get(number.range.end)? {
        '年' if (1_000..10_000).contains(&value?) => Some(Written { year: value, ..date }),
        '月' => Some(Written { month: value, ..date }),
        '日' => Some(Written { day: value, ..date }),
        _ => None,
    }
}

/// Takes the next number into the date, if it follows at once and is a smaller part.
fn goes_on(letters: &[char], date: &mut Written, next: &Number) -> bool {
    let value = Some(next.value.to_integer());
    let is_next = next.range.start == date.range.end;
    match letters.get(next.range.end) {
        Some('月') if is_next && date.month.is_none() && date.day.is_none() => date.month = value,
        Some('日' | '号') if is_next && date.month.is_some() && date.day.is_none() => {
            date.day = value;
        }
        _ => return false,
    }
    true
}
