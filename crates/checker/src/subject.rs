//! What a draft is of: the place and the year that it names most often. Two drafts of different places or years may say
//! different things.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::dates::written;
use crate::draft::Draft;

/// The names of all places that are known.
static PLACES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../data/places.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split([':', ' '])).filter(|name| !name.is_empty()).collect()
});

/// The place and the year of a draft, as far as it names any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    place: Option<&'static str>,
    /// `2021年`.
    pub(crate) year: Option<String>,
}

impl Subject {
    pub(crate) fn of(draft: &Draft) -> Subject {
        let text: String = draft.letters().iter().collect();
        let counts = PLACES.iter().map(|place| (text.matches(*place).count(), *place));
        let place = counts.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0);
        Subject { place: place.map(|(_, place)| place), year: year(draft) }
    }

    /// Whether both may be of one place and one year. Of drafts that name no place only those that were given with
    /// few others are held to belong together.
    pub(crate) fn is_same(&self, other: &Subject, are_few: bool) -> bool {
        let places = match (self.place, other.place) {
            (Some(one), Some(other)) => one == other,
            _ => are_few,
        };
        let years = self.year.as_ref().zip(other.year.as_ref());
        places && years.is_none_or(|(one, other)| one == other)
    }
}

/// The year that a draft names most often.
fn year(draft: &Draft) -> Option<String> {
    let mut years: BTreeMap<i128, usize> = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        for year in written(&paragraph).iter().filter_map(|date| date.year) {
            *years.entry(year).or_default() += 1;
        }
    }
    years.into_iter().max_by_key(|(_, count)| *count).map(|(year, _)| format!("{year}年"))
}
