//! Forms: tables laid down by others, whose rows count each way a matter can end exactly once.
//!
//! That is what makes the results of a form add up to the matters closed, whatever is recorded. A form has
//! editions; the year that is reported decides which holds.

mod cover;
mod read;

use base::Key;

use crate::told::Told;
use crate::yaml::Spot;

pub use read::{Reading, read};

/// The annual form of public information (年报表三), as it ships.
pub const DISCLOSURE_ANNUAL: &str = include_str!("../../../forms/disclosure-annual.yaml");

/// A form, with its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub name: Told,
    pub cite: String,
    /// Whether somebody has compared it with the original.
    pub confirmed: bool,
    pub pack: Key,
    pub register: Key,
    /// The measure of what came in.
    pub came: Key,
    /// The measure of what is in hand: at the beginning of the year carried over, at its end carried on.
    pub in_hand: Key,
    /// The figure of all that ended.
    pub results: Key,
    /// The dimension whose values are the columns.
    pub split: Key,
    pub columns: Vec<FormColumn>,
    /// The earliest first.
    pub editions: Vec<Edition>,
}

/// A column: the matters with one value of the dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    pub value: Key,
    /// What it stands under, if it is one of several.
    pub group: Option<Told>,
    pub label: Told,
}

/// The rows of a form from a year on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub from: i16,
    pub rows: Vec<FormRow>,
}

/// A row of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    pub at: Spot,
    /// What it stands under, if it is one of several.
    pub group: Option<Told>,
    pub label: Told,
    pub counts: Vec<Counted>,
}

/// What a row counts: matters that came into a closed state, of which the measure has the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub state: Key,
    /// Only with one of these values of a field; `None`: all of them.
    pub only: Option<(Key, Vec<Key>)>,
}

impl Form {
    /// The edition of a year; `None` before the first.
    #[must_use]
    pub fn edition(&self, year: i16) -> Option<&Edition> {
        self.editions.iter().rev().find(|edition| edition.from <= year)
    }
}
