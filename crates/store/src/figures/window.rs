//! A span of days as whole months and the days at its edges.

use base::day;
use jiff::civil::Date;

/// Days from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// `None` from the beginning.
    pub(super) from: Option<Date>,
    pub(super) to: Date,
}

/// Ranges with both ends included; months and days as `base::day` numbers them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cover {
    pub(super) months: Option<(i32, i32)>,
    pub(super) days: Vec<(i32, i32)>,
}

impl Cover {
    /// Whether it has the whole month.
    pub(super) fn has_month(&self, month: i64) -> bool {
        self.months
            .is_some_and(|(first, last)| i64::from(first) <= month && month <= i64::from(last))
    }
}

/// First and last day of these months.
pub(super) fn days_of((first, last): (i32, i32)) -> (i32, i32) {
    let begin = |month: i32| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
        Date::new(year, month, 1).ok()
    };
    let end = begin(last).map(|first| day::number(first.last_of_month()));
    (begin(first).map_or(i32::MIN, day::number), end.unwrap_or(i32::MAX))
}

impl Window {
    /// The fewest cells that make up the span exactly.
    pub(super) fn cover(self) -> Cover {
        let (first, from) = match self.from {
            None => (i32::MIN, None),
            Some(from) if from.day() == 1 => (day::month(from), Some(from)),
            Some(from) => (day::month(from).saturating_add(1), Some(from)),
        };
        let is_month_end = self.to == self.to.last_of_month();
        let last = if is_month_end { day::month(self.to) } else { day::month(self.to) - 1 };
        let mut days = vec![];
        if let Some(from) = from.filter(|from| from.day() != 1) {
            days.push((from, from.last_of_month().min(self.to)));
        }
        if !is_month_end {
            let begin = self.to.first_of_month();
            match from {
                // The edge at the beginning already reaches to the end.
                Some(from) if from > begin => {}
                Some(_) | None => days.push((begin, self.to)),
            }
        }
        let days = days.into_iter().filter(|(from, to)| from <= to);
        Cover {
            months: Some((first, last)).filter(|(first, last)| first <= last),
            days: days.map(|(from, to)| (day::number(from), day::number(to))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `from..to` of 2021 as `month-day`; the answer lists months of 2021 and days as `month-day`.
    fn check(from: &str, to: &str, expected: &str) {
        let date = |text: &str| day::read(&format!("2021-{text}")).unwrap();
        let window = Window { from: (from != "beginning").then(|| date(from)), to: date(to) };
        let cover = window.cover();
        let january = day::month(jiff::civil::date(2021, 1, 1));
        let month = |month: i32| match month {
            i32::MIN => "beginning".to_owned(),
            other => (other - january + 1).to_string(),
        };
        let date = |days: i32| day::from_number(days).unwrap().strftime("%-m-%-d").to_string();
        let mut told: Vec<String> = vec![];
        told.extend(cover.months.map(|(first, last)| format!("{}..{}", month(first), month(last))));
        told.extend(cover.days.iter().map(|(from, to)| format!("{}..{}", date(*from), date(*to))));
        assert_eq!(told.join(" + "), expected, "{from} {to}");
    }

    #[test]
    fn whole_months_and_edges() {
        check("1-1", "12-31", "1..12");
        check("1-1", "1-31", "1..1");
        check("1-1", "3-15", "1..2 + 3-1..3-15");
        check("1-10", "3-31", "2..3 + 1-10..1-31");
        check("1-10", "3-15", "2..2 + 1-10..1-31 + 3-1..3-15");
        check("1-10", "2-15", "1-10..1-31 + 2-1..2-15");
        check("1-10", "1-15", "1-10..1-15");
        check("1-10", "1-31", "1-10..1-31");
        check("1-1", "1-15", "1-1..1-15");
        check("1-5", "1-5", "1-5..1-5");
        check("beginning", "3-15", "beginning..2 + 3-1..3-15");
        check("beginning", "3-31", "beginning..3");
    }
}
