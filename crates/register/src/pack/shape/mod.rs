//! The grammar of `pack.yaml`, written once.
//!
//! A [`Shape`] says what may stand at a place: it drives the check of the form with all its faults,
//! the JSON Schema that editors use and the reference page.

mod check;
mod choose;
mod clocks;
mod fields;
mod grammar;
mod indicators;
mod reference;
mod registers;
mod said;
mod schema;
mod steps;
mod stock;
mod word;

pub(crate) use check::check;
pub(crate) use grammar::PACK;
pub use reference::reference;
pub use schema::schema;
pub(crate) use steps::{AMOUNT_PATH, CONDITION};
pub(crate) use word::{Word, duration, flag, is_identifier, target, term};

/// What a place is for, in Chinese and in English.
#[derive(Clone, Copy)]
pub(crate) struct Doc(pub(crate) &'static str, pub(crate) &'static str);

/// What may stand at a place.
pub(crate) enum Shape {
    /// A single word, number, day or text.
    Word(Word),
    /// A list.
    List { of: &'static Shape, max: usize },
    /// One of these, or a list of them.
    OneOrMany(&'static Shape),
    /// Names that the author chooses, each with something of the same shape.
    Names(&'static Names),
    /// Entries with fixed names.
    Mapping(&'static Mapping),
    /// A single word or something larger.
    Either { word: Word, other: &'static Shape },
}

/// Names that the author chooses.
pub(crate) struct Names {
    pub(crate) key: NameKind,
    pub(crate) of: Shape,
    pub(crate) max: usize,
    /// Names that already mean something else.
    pub(crate) reserved: &'static [&'static str],
}

/// What the chosen names are.
#[derive(Clone, Copy)]
pub(crate) enum NameKind {
    /// They declare something, or refer to it, by identifier.
    Identifier,
    /// They are words as they stand in the cells of a table.
    Cell,
}

/// Entries with fixed names.
pub(crate) struct Mapping {
    /// Its heading on the reference page.
    pub(crate) name: &'static str,
    pub(crate) entries: &'static [Entry],
    pub(crate) kinds: Kinds,
}

/// One entry of a mapping.
pub(crate) struct Entry {
    pub(crate) key: &'static str,
    pub(crate) doc: Doc,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
}

/// Further entries, of which the mapping must choose one set.
pub(crate) enum Kinds {
    /// There are none.
    One,
    /// The word at `key` says which: `type: choice`.
    ByValue { key: &'static str, doc: Doc, of: &'static [Kind] },
    /// Exactly one of these words is an entry itself: `share: …`.
    ByKey { of: fn() -> Vec<&'static Kind> },
}

/// One set of further entries.
pub(crate) struct Kind {
    pub(crate) key: &'static str,
    pub(crate) doc: Doc,
    /// What stands at the word, if the word is itself an entry.
    pub(crate) head: Option<Shape>,
    pub(crate) entries: &'static [Entry],
}

impl Entry {
    pub(crate) const fn needed(key: &'static str, doc: Doc, shape: Shape) -> Entry {
        Entry { key, doc, required: true, shape }
    }

    pub(crate) const fn may(key: &'static str, doc: Doc, shape: Shape) -> Entry {
        Entry { key, doc, required: false, shape }
    }
}

impl Mapping {
    pub(crate) const fn plain(name: &'static str, entries: &'static [Entry]) -> Mapping {
        Mapping { name, entries, kinds: Kinds::One }
    }
}
