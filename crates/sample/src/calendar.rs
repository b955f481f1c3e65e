//! The days of the sample year, and on which of them the office works.

use base::day;
use jiff::civil::{Date, Weekday, date};

/// First day of the sample year.
pub(crate) const FIRST: Date = date(2021, 1, 1);
/// Last day of the sample year.
pub(crate) const LAST: Date = date(2021, 12, 31);
/// By this day all of the year has been recorded.
pub(crate) const RECORDED_BY: Date = date(2022, 1, 10);

/// Weekdays that were holidays in 2021, as 国办发明电〔2020〕27号 arranged them: (month, first, last).
const HOLIDAYS: [(i8, i8, i8); 7] =
    [(1, 1, 3), (2, 11, 17), (4, 3, 5), (5, 1, 5), (6, 12, 14), (9, 19, 21), (10, 1, 7)];

/// Weekend days that were worked in 2021 in exchange, by the same notice: (month, day).
const WORKED: [(i8, i8); 7] = [(2, 7), (2, 20), (4, 25), (5, 8), (9, 18), (9, 26), (10, 9)];

/// Whether the office works on this day.
pub(crate) fn is_office_day(day: Date) -> bool {
    let of_2021 = day.year() == FIRST.year();
    if of_2021 && WORKED.contains(&(day.month(), day.day())) {
        return true;
    }
    let holiday = HOLIDAYS
        .iter()
        .any(|(month, first, last)| day.month() == *month && (*first..=*last).contains(&day.day()));
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    !(weekend || of_2021 && holiday)
}

/// So many calendar days later; earlier if negative.
pub(crate) fn plus(day: Date, days: i64) -> Date {
    let number = i64::from(day::number(day)) + days;
    let later = i32::try_from(number).ok().and_then(day::from_number);
    later.expect("the sample moves by days and weeks, never by millennia")
}

/// Every day from one to another, both included.
pub(crate) fn days(from: Date, to: Date) -> Vec<Date> {
    (day::number(from)..=day::number(to)).filter_map(day::from_number).collect()
}

/// The office days from one day to another, both included.
pub(crate) fn office_days(from: Date, to: Date) -> Vec<Date> {
    days(from, to).into_iter().filter(|day| is_office_day(*day)).collect()
}

/// This day, or the next on which the office works.
pub(crate) fn office_day_from(day: Date) -> Date {
    days(day, plus(day, 14)).into_iter().find(|day| is_office_day(*day)).unwrap_or(day)
}

/// So many calendar days later, then on to an office day, but not past a limit and not back in time.
pub(crate) fn office_day_after(day: Date, later_days: i64, limit: Date) -> Date {
    office_day_from(plus(day, later_days)).min(limit).max(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_follows_the_state_council() {
        assert!(!is_office_day(date(2021, 1, 1)), "New Year");
        assert!(is_office_day(date(2021, 1, 4)), "an ordinary Monday");
        assert!(is_office_day(date(2021, 2, 7)), "a Sunday worked for Spring Festival");
        assert!(!is_office_day(date(2021, 12, 25)), "a Saturday");
        assert_eq!(office_days(FIRST, LAST).len(), 250);
    }

    #[test]
    fn later_days_stop_at_the_limit() {
        let friday = date(2021, 12, 24);
        assert_eq!(office_day_after(friday, 1, LAST), date(2021, 12, 27));
        assert_eq!(office_day_after(friday, 1, friday), friday);
        assert_eq!(plus(FIRST, 364), LAST);
        assert_eq!(plus(LAST, -364), FIRST);
    }
}
