//! The sample year: everything the sample authority did in 2021, in the order of its record.

use std::collections::BTreeMap;

use base::Key;

use crate::draw::Draw;
use crate::plan::{Planned, plan};
use crate::story::Story;
use crate::{disclosure, findings, hotline, inspections, penalties, proposals, tasks, vaccination};

/// The acts of the year, in the order in which they were recorded.
///
/// - **seed:** another seed gives another year with the same published figures.
/// - **scale:** multiplies the municipal hotline tickets in whole blocks of 100 valid call-backs and
///   nothing else, so every published figure holds at every scale. Zero counts as one.
/// - **after:** the last sequence number in the journal before the first act. Every act becomes one
///   record, so reversals can name the record that they take back.
#[must_use]
pub fn acts(seed: u64, scale: u32, after: u64) -> Vec<Planned> {
    let mut stories = vec![];
    stories.extend(tasks::stories(&mut Draw::new(seed, 1)));
    stories.extend(findings::stories(&mut Draw::new(seed, 2)));
    stories.extend(hotline::stories(&mut Draw::new(seed, 3), scale.max(1)));
    stories.extend(disclosure::stories(&mut Draw::new(seed, 4)));
    stories.extend(penalties::stories(&mut Draw::new(seed, 5)));
    stories.extend(vaccination::stories(&mut Draw::new(seed, 6)));
    stories.extend(inspections::stories(&mut Draw::new(seed, 7)));
    stories.extend(proposals::stories(&mut Draw::new(seed, 8)));
    number(&mut stories);
    plan(&mut Draw::new(seed, 0), &stories, after)
}

/// The prefix of each register's numbers, as its pack declares it.
const PREFIXES: [(&str, &str); 6] = [
    ("tasks", "RW"),
    ("findings", "WT"),
    ("hotline", "GD"),
    ("disclosure", "XXGK"),
    ("penalties", "CF"),
    ("proposals", "JYTA"),
];

/// Numbers every matter in the order in which the matters of its register opened, year by year.
fn number(stories: &mut [Story]) {
    let mut by_opening: Vec<&mut Story> = stories.iter_mut().collect();
    by_opening.sort_by_key(|story| (story.register.clone(), story.opened_on()));
    let mut counted: BTreeMap<(Key, i16), u32> = BTreeMap::new();
    for story in by_opening {
        if let Some(number) = report_number(story) {
            story.number = number;
            continue;
        }
        let year = story.opened_on().map_or(0, jiff::civil::Date::year);
        let count = counted.entry((story.register.clone(), year)).or_default();
        *count += 1;
        let prefix = PREFIXES.iter().find(|(register, _)| *register == story.register.as_str());
        let (_, prefix) = prefix.expect("every register of the year has a prefix");
        story.number = format!("{prefix}-{year}-{count:04}");
    }
}

/// A report is numbered by who reports and for which period.
fn report_number(story: &Story) -> Option<String> {
    let on = story.opened_on()?;
    let unit = story.unit();
    match story.register.as_str() {
        "doses" => Some(format!("{unit}-{on}")),
        "inspections" => Some(format!("{unit}-{:04}-{:02}", on.year(), on.month())),
        _ => None,
    }
}
