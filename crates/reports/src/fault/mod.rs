//! What is wrong with a report template, and where.

mod claims;
mod files;
mod fit;

use base::lang::{Lang, Say};

pub use claims::{Unfounded, Why};
pub use files::{Expected, Nearest, Unreadable};
pub use fit::{Needs, Unfit};

/// A place in a file, as editors count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

impl Place {
    /// The first character of a file.
    pub const START: Place = Place { line: 1, column: 1 };

    /// The place of a byte of a text; its end if the text is shorter.
    #[must_use]
    pub fn of_byte(text: &str, byte: usize) -> Place {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count();
        Place { line: count(before.matches('\n').count()), column: count(column) }
    }
}

fn count(from_zero: usize) -> u32 {
    u32::try_from(from_zero).unwrap_or(u32::MAX - 1) + 1
}

/// A fault of a report template with its place. Reading and compiling return all of them at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{}:{}: {wrong}", .place.line, .place.column)]
pub struct Fault {
    pub file: String,
    pub place: Place,
    pub wrong: Wrong,
}

impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        format!("{}:{}:{}: {}", self.file, self.place.line, self.place.column, self.wrong.say(lang))
    }
}

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Wrong {
    /// The files cannot be read as a template.
    #[error(transparent)]
    Files(#[from] Unreadable),
    /// The template asks for something that the packs in force do not have.
    #[error(transparent)]
    Fit(#[from] Unfit),
    /// The words claim something that the figures do not bear out.
    #[error(transparent)]
    Claim(#[from] Unfounded),
}

impl Say for Wrong {
    fn say(&self, lang: Lang) -> String {
        match self {
            Wrong::Files(wrong) => wrong.say(lang),
            Wrong::Fit(wrong) => wrong.say(lang),
            Wrong::Claim(wrong) => wrong.say(lang),
        }
    }
}

/// The faults found in one file so far.
#[derive(Debug)]
pub(crate) struct Faults {
    pub(crate) file: String,
    pub(crate) found: Vec<Fault>,
}

impl Faults {
    pub(crate) fn in_file(file: &str) -> Faults {
        Faults { file: file.to_owned(), found: vec![] }
    }

    pub(crate) fn add(&mut self, place: Place, wrong: impl Into<Wrong>) {
        self.found.push(Fault { file: self.file.clone(), place, wrong: wrong.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_from_one_in_characters() {
        assert_eq!(Place::of_byte("", 0), Place::START);
        assert_eq!(Place::of_byte("台账\n数x", 10), Place { line: 2, column: 2 });
        assert_eq!(Place::of_byte("ab", 99), Place { line: 1, column: 3 });
    }
}
