//! Health inspections 监督检查: monthly counts of every district, in nine specialties.

use jiff::civil::{Date, date};

use crate::draw::Draw;
use crate::org::districts;
use crate::people::reporter;
use crate::set::Set;
use crate::share::{scatter, split};
use crate::story::Story;

/// Household-times inspected in the year, in nine specialties (002-F012, F013, of 2024).
const INSPECTED: i64 = 130_000;

/// The nine specialties of health inspection with their share of the work.
pub(crate) const SPECIALTIES: [(&str, u64); 9] = [
    ("medical", 30),
    ("infectious", 16),
    ("public_places", 26),
    ("drinking_water", 8),
    ("school", 5),
    ("occupational", 6),
    ("radiation", 3),
    ("disinfection", 4),
    ("maternal_child", 2),
];

/// A report of every district for every month, by specialty; the year's total is exact.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let months: Vec<Date> = (1..=12).map(|month| date(2021, month, 1).last_of_month()).collect();
    let mut weights = vec![];
    for _ in &months {
        for (_, residents) in districts() {
            weights.extend(SPECIALTIES.iter().map(|(_, share)| residents * share));
        }
    }
    let counts = scatter(draw, INSPECTED, &weights);
    let mut counts = counts.chunks(SPECIALTIES.len());
    let mut stories = vec![];
    for month_end in months {
        for (district, _) in districts() {
            let counts = counts.next().unwrap_or_default();
            stories.push(report(draw, &district, month_end, counts));
        }
    }
    stories
}

fn report(draw: &mut Draw, district: &str, on: Date, counts: &[i64]) -> Story {
    let mut lines = vec![];
    for ((specialty, _), visits) in SPECIALTIES.iter().zip(counts) {
        let share = |of_hundred: u64| {
            let parts = split(*visits, &[of_hundred, 100 - of_hundred]);
            parts.first().copied().unwrap_or(0)
        };
        let first_visits = share(30 + draw.below(20));
        let with_problems = share(4 + draw.below(6));
        lines.push(
            Set::new()
                .choice("specialty", specialty)
                .integer("household_times", *visits)
                .integer("households_first", first_visits)
                .integer("with_problems", with_problems),
        );
    }
    let mut story = Story::new("inspections", district);
    let report = Set::new().lines("inspected", lines);
    // A month is reported when it is over.
    story.step(on, &reporter(district), "report", report).late(draw.between(1, 5));
    story
}
