//! How many doses were given in the sample year: exact totals, and curves for the days between.

use jiff::civil::{Date, date};

use crate::calendar::plus;

/// The earlier cut-off of the published table. The source does not print its day; the sample takes this one.
pub(crate) const EARLIER_CUT_OFF: Date = date(2021, 12, 20);

/// Doses of one course in one age group: until the earlier cut-off, and from it to the end of the year.
pub(crate) struct Volume {
    pub(crate) age: &'static str,
    pub(crate) course: &'static str,
    pub(crate) until_cut_off: i64,
    pub(crate) after: i64,
    pub(crate) curve: Curve,
}

/// How the doses until the earlier cut-off are spread: straight lines between (month, day, height), so
/// many days later than these dates.
#[derive(Clone, Copy)]
pub(crate) struct Curve {
    points: &'static [(i8, i8, u64)],
    days_later: i64,
}

const ADULTS: Curve = Curve::of(&[
    (1, 1, 20),
    (2, 1, 60),
    (3, 20, 300),
    (4, 20, 700),
    (5, 25, 1000),
    (6, 20, 500),
    (7, 20, 120),
    (9, 1, 30),
    (12, 20, 6),
]);
const SENIORS: Curve = Curve::of(&[
    (3, 25, 10),
    (4, 15, 400),
    (5, 20, 900),
    (6, 25, 600),
    (8, 1, 150),
    (10, 1, 40),
    (12, 20, 12),
]);
const ONE_DOSE: Curve =
    Curve::of(&[(5, 13, 50), (6, 1, 300), (7, 1, 200), (10, 1, 20), (12, 20, 5)]);
const TEENAGERS: Curve =
    Curve::of(&[(7, 20, 100), (8, 5, 900), (8, 25, 700), (9, 20, 60), (12, 20, 5)]);
const CHILDREN: Curve =
    Curve::of(&[(10, 29, 300), (11, 5, 1000), (11, 15, 900), (11, 25, 150), (12, 20, 30)]);
const BOOSTERS: Curve =
    Curve::of(&[(10, 10, 100), (11, 1, 800), (11, 25, 1000), (12, 10, 600), (12, 20, 400)]);

/// Every volume of the year.
///
/// Until the earlier cut-off they sum to 5549.10万剂, after it to 128.81万剂 more; the people of each
/// table row (001-F028 to F031 and F168 to F178) are sums of these lines. Final doses follow first ones
/// after four weeks. No source gives the split of adults at 60; it is the sample's own.
pub(crate) const VOLUMES: [Volume; 12] = [
    volume("age_3_11", "first", (1_436_800, 55_300), CHILDREN),
    volume("age_3_11", "final", (1_067_600, 205_100), CHILDREN.later(28)),
    volume("age_12_17", "first", (724_300, 2_100), TEENAGERS),
    volume("age_12_17", "final", (701_300, 3_300), TEENAGERS.later(28)),
    volume("age_18_59", "first", (16_878_800, 13_900), ADULTS),
    volume("age_18_59", "final", (16_556_400, 16_800), ADULTS.later(28)),
    volume("age_18_59", "only", (98_600, 160), ONE_DOSE),
    volume("age_18_59", "booster", (10_410_400, 821_100), BOOSTERS),
    volume("age_60_up", "first", (3_214_900, 9_400), SENIORS),
    volume("age_60_up", "final", (3_008_300, 12_600), SENIORS.later(28)),
    volume("age_60_up", "only", (7_400, 40), ONE_DOSE),
    volume("age_60_up", "booster", (1_386_200, 148_300), BOOSTERS.later(10)),
];

const fn volume(
    age: &'static str,
    course: &'static str,
    (until_cut_off, after): (i64, i64),
    curve: Curve,
) -> Volume {
    Volume { age, course, until_cut_off, after, curve }
}

impl Curve {
    const fn of(points: &'static [(i8, i8, u64)]) -> Curve {
        Curve { points, days_later: 0 }
    }

    const fn later(self, days: i64) -> Curve {
        Curve { days_later: days, ..self }
    }

    /// The height on a day; zero outside the curve.
    pub(crate) fn height(self, day: Date) -> u64 {
        let day = i64::from(base::day::number(plus(day, -self.days_later)));
        let at = |(month, of_month, height): (i8, i8, u64)| {
            (i64::from(base::day::number(date(2021, month, of_month))), height)
        };
        for ends in self.points.windows(2) {
            let [left, right] = ends else { continue };
            let ((from, low), (to, high)) = (at(*left), at(*right));
            if (from..=to).contains(&day) {
                let done = u64::try_from(day - from).unwrap_or(0);
                let whole = u64::try_from(to - from).unwrap_or(1);
                return (low * (whole - done) + high * done) / whole;
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(courses: &[&str], ages: &[&str]) -> (i64, i64) {
        let admitted = VOLUMES.iter().filter(|volume| {
            (courses.is_empty() || courses.contains(&volume.course))
                && (ages.is_empty() || ages.contains(&volume.age))
        });
        admitted.fold((0, 0), |(cut_off, year), volume| {
            (cut_off + volume.until_cut_off, year + volume.until_cut_off + volume.after)
        })
    }

    #[test]
    fn the_lines_sum_to_the_published_table() {
        assert_eq!(sum(&[], &[]), (55_491_000, 56_779_100));
        assert_eq!(sum(&["first", "only"], &[]), (22_360_800, 22_441_700));
        assert_eq!(sum(&["final", "only"], &[]), (21_439_600, 21_677_600));
        assert_eq!(sum(&["booster"], &[]), (11_796_600, 12_766_000));
        assert_eq!(sum(&["first", "only"], &["age_12_17"]).0, 724_300);
        assert_eq!(sum(&[], &["age_3_11"]).0, 2_504_400);
        assert_eq!(sum(&["first", "only"], &["age_3_11"]).0, 1_436_800);
    }

    #[test]
    fn a_curve_is_straight_between_its_points() {
        let curve = Curve::of(&[(1, 1, 0), (1, 11, 100)]);
        assert_eq!(curve.height(date(2021, 1, 6)), 50);
        assert_eq!(curve.height(date(2021, 1, 12)), 0);
        assert_eq!(curve.later(2).height(date(2021, 1, 8)), 50);
        assert_eq!(curve.later(2).height(date(2021, 1, 1)), 0);
    }
}
