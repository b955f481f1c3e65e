//! The periods for which a count register expects reports.

use base::Span;
use jiff::civil::Date;
use register::model::Every;

/// The reporting periods that end within the span, oldest first; none begin before `since`.
///
/// A period belongs to the span in which it ends, so neighbouring spans never count one twice. `from:
/// None` is from the beginning. A day is its own period; a month is a period only as a whole, so one
/// that had begun when reporting began is not due.
pub fn periods(
    every: Every,
    since: Date,
    from: Option<Date>,
    to: Date,
) -> impl Iterator<Item = Span> {
    let first = match every {
        Every::Day => from.map_or(since, |from| from.max(since)),
        Every::Month => first_month(since, from),
    };
    std::iter::successors(period(every, first), move |last| {
        period(every, last.to().tomorrow().ok()?)
    })
    .take_while(move |period| period.to() <= to)
}

/// The period that holds a day.
#[must_use]
pub fn period(every: Every, day: Date) -> Option<Span> {
    match every {
        Every::Day => Span::new(day, day).ok(),
        Every::Month => Span::new(day.first_of_month(), day.last_of_month()).ok(),
    }
}

/// The first day of the first month that begins on or after `since` and ends on or after `from`.
fn first_month(since: Date, from: Option<Date>) -> Date {
    let whole = if since.day() == 1 { since } else { next_month(since) };
    from.map_or(whole, |from| whole.max(from.first_of_month()))
}

fn next_month(day: Date) -> Date {
    day.last_of_month().tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(every: Every, since: (i8, i8), from: Option<(i8, i8)>, to: (i8, i8)) -> usize {
        let day = |(month, day): (i8, i8)| date(2021, month, day);
        periods(every, day(since), from.map(day), day(to)).count()
    }

    #[test]
    fn days_are_due_on_the_day() {
        assert_eq!(due(Every::Day, (1, 1), None, (1, 31)), 31);
        assert_eq!(due(Every::Day, (1, 10), None, (1, 31)), 22);
        assert_eq!(due(Every::Day, (1, 1), Some((1, 30)), (1, 31)), 2);
        assert_eq!(due(Every::Day, (2, 1), None, (1, 31)), 0);
    }

    #[test]
    fn months_are_due_when_they_have_ended() {
        assert_eq!(due(Every::Month, (1, 1), None, (3, 31)), 3);
        assert_eq!(due(Every::Month, (1, 1), None, (3, 30)), 2);
        assert_eq!(due(Every::Month, (1, 15), None, (3, 31)), 2);
        assert_eq!(due(Every::Month, (1, 1), Some((2, 15)), (3, 31)), 2);
        assert_eq!(due(Every::Month, (1, 1), Some((3, 1)), (3, 31)), 1);
    }
}
