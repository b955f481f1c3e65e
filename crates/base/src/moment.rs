//! Moments: a day and a time of day as the authority's clocks show them. Only clocks in hours need them.

use jiff::civil::{DateTime, Time};

use crate::day;

/// From midnight to midnight: the clocks of the authority know no summer time.
pub const SECONDS_OF_A_DAY: u32 = 86_400;

/// Seconds since 1970-01-01 00:00 of the same clock, the form in which moments are stored.
#[must_use]
pub fn number(at: DateTime) -> i64 {
    i64::from(day::number(at.date())) * i64::from(SECONDS_OF_A_DAY) + i64::from(second(at.time()))
}

/// The moment with this [`number`], or `None` outside the years −9999 to 9999.
#[must_use]
pub fn from_number(seconds: i64) -> Option<DateTime> {
    let whole = i64::from(SECONDS_OF_A_DAY);
    let date = day::from_number(i32::try_from(seconds.div_euclid(whole)).ok()?)?;
    let second = u32::try_from(seconds.rem_euclid(whole)).ok()?;
    Some(date.to_datetime(time(second)?))
}

/// Seconds since midnight.
#[must_use]
pub fn second(time: Time) -> u32 {
    let (hour, minute) = (i32::from(time.hour()), i32::from(time.minute()));
    (hour * 3_600 + minute * 60 + i32::from(time.second())).unsigned_abs()
}

/// So many seconds after midnight. `None` beyond the end of a day.
#[must_use]
pub fn time(second: u32) -> Option<Time> {
    let part = |number: u32| i8::try_from(number).ok();
    Time::new(part(second / 3_600)?, part(second / 60 % 60)?, part(second % 60)?, 0).ok()
}

/// `2021-03-04 22:30`, with seconds if there are any.
#[must_use]
pub fn written(at: DateTime) -> String {
    let form = if at.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
    at.strftime(form).to_string()
}

/// Reads a moment as systems and people write it: `2021-03-04 10:22:33`, `2021/3/4 10:22`,
/// `2021-03-04T10:22:33`, `2021年3月4日 10时22分`. Fractions of seconds are dropped. `None` without a time.
#[must_use]
pub fn read(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let after_day = text.find('日').map(|at| at + '日'.len_utf8());
    let split = text.find(['T', ' ', '\u{3000}']).or(after_day)?;
    let (date, rest) = text.split_at_checked(split)?;
    let date = day::read(date)?;
    let rest = rest.trim_start_matches(['T', ' ', '\u{3000}']).trim_end_matches('Z');
    let parts: Vec<&str> =
        rest.split([':', '：', '时', '分', '秒']).filter(|part| !part.is_empty()).collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour] if rest.contains('时') => (*hour, "0", "0"),
        [hour, minute] => (*hour, *minute, "0"),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let whole_second = second.split('.').next()?;
    let time = Time::new(number_of(hour)?, number_of(minute)?, number_of(whole_second)?, 0).ok()?;
    Some(date.to_datetime(time))
}

fn number_of(text: &str) -> Option<i8> {
    let text = text.trim();
    (text.len() <= 2).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_and_back() {
        let late = date(2021, 3, 4).at(23, 59, 59, 0);
        assert_eq!(number(date(1970, 1, 2).at(0, 0, 1, 0)), 86_401);
        assert_eq!(number(date(1969, 12, 31).at(23, 0, 0, 0)), -3_600);
        for at in [late, date(1969, 12, 31).at(1, 2, 3, 0), date(-9999, 1, 1).at(0, 0, 0, 0)] {
            assert_eq!(from_number(number(at)), Some(at));
        }
        assert_eq!(from_number(i64::MAX), None);
        assert_eq!(time(86_400), None);
    }

    #[test]
    fn what_people_write() {
        let half_past = Some(date(2021, 3, 4).at(22, 30, 0, 0));
        for text in
            ["2021-03-04 22:30", "2021/3/4 22:30:00", "2021-03-04T22:30", "2021年3月4日22时30分"]
        {
            assert_eq!(read(text), half_past, "{text}");
        }
        for text in ["2021-03-04", "22:30", "2021-03-04 25:00", "2021-02-30 10:00", ""] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(half_past.map(written).as_deref(), Some("2021-03-04 22:30"));
    }
}
