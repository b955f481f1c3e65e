//! Numbers for new comments and changes, of those that the document does not use.

use std::collections::BTreeSet;

pub(super) struct Ids {
    used: BTreeSet<u32>,
    next: u32,
}

impl Ids {
    /// Numbers that none of these parts uses for anything.
    pub(super) fn beside<'a>(parts: impl IntoIterator<Item = &'a str>) -> Ids {
        let mut used = BTreeSet::new();
        for xml in parts {
            for (at, found) in xml.match_indices("id=") {
                let value = xml.get(at + found.len()..).unwrap_or_default();
                let digits = value.trim_start_matches(['"', '\'']);
                let end = digits.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(0);
                used.extend(digits.get(..end).and_then(|digits| digits.parse::<u32>().ok()));
            }
        }
        Ids { used, next: 0 }
    }

    pub(super) fn next(&mut self) -> u32 {
        while self.used.contains(&self.next) {
            self.next += 1;
        }
        self.next += 1;
        self.next - 1
    }
}
