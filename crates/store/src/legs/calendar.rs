//! Months of days by arithmetic alone: asked for every posting, twice.

/// The month of a day, as `base::day` numbers both, and the day it begins on.
///
/// Years begin in March here, so that the leap day is their last (the algorithm is Howard Hinnant's
/// `civil_from_days`).
pub(crate) fn month_of(days: i32) -> (i64, i64) {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // From March, 0 to 11.
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5;
    let months = (era * 400 + year_of_era) * 12 + month + 2;
    (months, i64::from(days) - day_of_month)
}

#[cfg(test)]
mod tests {
    use base::day;

    use super::month_of;

    #[test]
    fn months_are_those_of_the_calendar() {
        for days in (-400_000..400_000).step_by(13).chain(18_000..20_000) {
            let date = day::from_number(days).unwrap();
            let first = i64::from(day::number(date.first_of_month()));
            assert_eq!(month_of(days), (i64::from(day::month(date)), first), "{date}");
        }
    }
}
