//! The settings of a style as a template writes them beside its name.

use std::collections::BTreeMap;

use base::{Exact, exact};
use num_traits::Signed;

use crate::fault::{Expected, Faults, Place, Unreadable};

/// The settings beside `style:`; what a style does not take out is not its own.
pub(crate) struct Options<'f> {
    pub(crate) style: String,
    pub(crate) at: Place,
    pub(crate) given: BTreeMap<String, (Place, String)>,
    pub(crate) faults: &'f mut Faults,
}

/// The most decimals a figure is printed with.
const DECIMALS_MAX: u32 = 6;

impl Options<'_> {
    /// `decimals`, if given; the outer `None` is a fault.
    #[expect(clippy::option_option, reason = "a fault and an absent setting are two things")]
    pub(crate) fn decimals(&mut self) -> Option<Option<u32>> {
        let Some((at, text)) = self.given.remove("decimals") else { return Some(None) };
        match text.parse::<u32>() {
            Ok(count) if count <= DECIMALS_MAX => Some(Some(count)),
            Ok(_) | Err(_) => self.wrong(at, "decimals", Expected::Decimals),
        }
    }

    pub(crate) fn flag(&mut self, option: &str) -> Option<bool> {
        let Some((at, text)) = self.given.remove(option) else { return Some(false) };
        match text.as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => self.wrong(at, option, Expected::Flag),
        }
    }

    /// `to`, the round number that values are rounded to: `10`, `10000`, `1%`.
    pub(crate) fn step(&mut self) -> Option<Exact> {
        self.positive("to")
    }

    /// A positive number that must be given.
    pub(crate) fn positive(&mut self, option: &str) -> Option<Exact> {
        let Some((at, text)) = self.given.remove(option) else {
            let (style, option) = (self.style.clone(), option.to_owned());
            self.faults.add(self.at, Unreadable::StyleNeeds { style, option });
            return None;
        };
        let read = match text.strip_suffix('%') {
            Some(percent) => exact::read(percent).map(|value| value / exact::whole(100)),
            None => exact::read(&text),
        };
        match read.filter(Signed::is_positive) {
            Some(number) => Some(number),
            None => self.wrong(at, option, Expected::Step),
        }
    }

    /// `to`, where only tens, hundreds and so on can be followed by 余.
    pub(crate) fn tens(&mut self) -> Option<Exact> {
        let at = self.given.get("to").map_or(self.at, |(at, _)| *at);
        let step = self.step()?;
        if (step / exact::whole(10)).is_integer() {
            Some(step)
        } else {
            self.wrong(at, "to", Expected::Tens)
        }
    }

    /// A word out of a list, the first unless given: a direction is a claim, not free text.
    pub(crate) fn word_of(&mut self, option: &str, known: &[&str]) -> Option<String> {
        let Some((at, word)) = self.given.remove(option) else {
            return known.first().map(|&word| word.to_owned());
        };
        if known.contains(&word.as_str()) {
            return Some(word);
        }
        self.faults.add(at, Unreadable::WordForClaim { word, known: known.join("、") });
        None
    }

    /// Reports the settings that the style did not take.
    pub(crate) fn finish(self) {
        for (option, (at, _)) in self.given {
            self.faults.add(at, Unreadable::NotOfStyle { style: self.style.clone(), option });
        }
    }

    fn wrong<T>(&mut self, at: Place, entry: &str, expected: Expected) -> Option<T> {
        self.faults.add(at, Unreadable::Expected { entry: entry.to_owned(), expected });
        None
    }
}
