//! What is written in the journal.
//!
//! Every body carries all that its postings depend on, so that entries are a pure function of the
//! event and the definition, and the journal alone rebuilds everything else.

use std::collections::BTreeMap;

use base::value::Fields;
use base::{Commitment, Dims, Key};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::closing::Closing;

use crate::draw::Draw;

/// The body of a journal record. Stored as compact JSON with sorted maps; the stored bytes are hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Units of the organisation come into being.
    Units(Vec<UnitDefined>),
    /// Units are reorganised on the record's effective day.
    Reorganised(Reorganised),
    /// People get their roles.
    People(Vec<PersonDefined>),
    /// A pack is put in force.
    Pack(PackAdopted),
    /// A year of the calendar is published; clocks that it moves follow it.
    Calendar(CalendarPublished),
    /// Something happened to a matter.
    Matter(MatterEvent),
    /// The books of a period are closed: figures are sealed.
    Closed(Closing),
    /// Personal values were destroyed (个人信息保护法 第四十七条).
    Erased(Erased),
}

/// Personal values that were destroyed with the key they were kept under. Nothing here is personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    pub register: Key,
    /// What stands for them in the journal, in order.
    pub values: Vec<Commitment>,
}

/// A node of the organisation tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDefined {
    pub key: Key,
    /// `authority`, `division`, `district`, `institution`, `bureau`.
    pub kind: Key,
    /// `None` for the authority itself.
    pub parent: Option<Key>,
    pub zh: String,
    pub en: String,
}

/// What changes in the organisation, one after the other. The basis stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reorganised {
    pub changes: Vec<UnitChange>,
}

/// One change of the organisation. A unit that ends stays in the tree, so that what happened there is
/// still counted, and takes no further postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitChange {
    /// A unit comes into being.
    Created(UnitDefined),
    Renamed {
        unit: Key,
        zh: String,
        en: String,
    },
    /// A unit with all below it moves under another.
    Moved {
        unit: Key,
        under: Key,
    },
    /// Units end and are counted within another from then on.
    Merged {
        units: Vec<Key>,
        into: Key,
    },
    /// New units come out of one, which ends or stays.
    Split {
        unit: Key,
        into: Vec<UnitDefined>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ends: bool,
    },
    /// A unit ends without a successor.
    Dissolved {
        unit: Key,
    },
}

/// A person who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDefined {
    pub id: Key,
    pub name: String,
    pub unit: Key,
    /// `pack.role`.
    pub roles: Vec<String>,
}

/// A pack put in force: its files as text, so that the journal needs nothing beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackAdopted {
    pub key: Key,
    pub version: u32,
    pub files: BTreeMap<String, String>,
}

/// A year of the calendar: its file as text, so that the journal needs nothing beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPublished {
    pub year: i16,
    /// The unit that alone, with all below it, has these days; `None`: they hold for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Key>,
    pub file: String,
}

/// Something that happened to a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterEvent {
    pub register: Key,
    /// The matter's number 编号, unique in its register.
    pub number: String,
    /// Place among the matter's events, counted from 1: two people cannot both write the third.
    pub version: u32,
    /// Version of the pack it was decided by.
    pub definition: u32,
    pub what: Happening,
    /// Where the matter was; `None` before it was opened.
    pub before: Option<Place>,
    /// Where it is now; `None` if its opening was reversed.
    pub after: Option<Place>,
    /// Field values given with this event.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Fields,
    /// Rows and amounts this event posts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub posted: Fields,
    /// Places of pools that it moves; a reversal names those that it moves back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub draws: Vec<Draw>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    Step(Key),
    Note(String),
    /// Takes back the event at `of`, which was the matter's latest: `before` and `after` are its two
    /// ends exchanged, and `posted` is what it had posted. Of a correction: everything that the
    /// correction booked again stands as before it.
    Reversal {
        of: u64,
        reason: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rebooked: Vec<Rebooked>,
    },
    /// States what the event at `of` should have said. `before` and `after` are where the matter was
    /// and is as all its events, rightly entered, make it.
    Correction {
        of: u64,
        reason: String,
        /// `of` and every later event that is booked otherwise because of it, in order.
        rebooked: Vec<Rebooked>,
    },
    /// Its clocks are derived anew because a calendar was published: the record `by`. What it rebooks
    /// differs from what was booked in its deadlines alone, and lines are not repeated.
    Recounted {
        by: u64,
        rebooked: Vec<Rebooked>,
    },
    /// An administrative move to another unit: units were reorganised, the state is kept.
    Reassigned {
        to: Key,
        reason: String,
    },
}

/// An event of the matter that a correction books again: red ink on the old day, the new on its own.
///
/// Both bookings are written out, so that postings depend on the event alone, whatever version of
/// the pack the corrected event was decided by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebooked {
    /// Its sequence number.
    pub event: u64,
    /// How it was booked until now.
    pub was: Booking,
    /// How it is booked from now on.
    pub now: Booking,
    /// The field values it says from now on; `None` as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<Fields>,
    /// The rows and amounts it posts from now on; `None` as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Fields>,
}

/// What an event posts, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub on: Date,
    pub before: Option<Place>,
    pub after: Option<Place>,
    /// Rows and amounts, as they are posted at the unit of `after`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// The event is a reversal: the lines, and the move from `after` to `before`, in red ink.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub red: bool,
}

/// A row or an amount as it is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// `penalties`, `penalties.amount`.
    pub book: String,
    #[serde(default, skip_serializing_if = "Dims::is_empty")]
    pub dims: Dims,
    pub amount: i64,
}

/// Where a matter is: what its state account is posted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub state: Key,
    pub unit: Key,
    #[serde(default, skip_serializing_if = "Dims::is_empty")]
    pub dims: Dims,
    /// Its clocks that run, with what they show from when on if nothing more happens.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub deadlines: BTreeMap<Key, Deadline>,
}

/// From when on a clock warns, and says late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The first day on which its light is yellow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yellow_on: Option<Date>,
    /// The first day on which it is red: the day after the deadline. `None` while it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red_on: Option<Date>,
    /// Of a clock in hours: the time of day on `red_on` until which it is in time, or 00:00 if that was the
    /// midnight before. `None`: red from the beginning of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
}

impl Deadline {
    /// The last day in time; `None` while it stands still.
    #[must_use]
    pub fn due_on(&self) -> Option<Date> {
        match self.at {
            Some(_) => self.red_on,
            None => self.red_on?.yesterday().ok(),
        }
    }
}

impl Place {
    /// Whether a matter at the one is where it would be at the other, whatever its clocks show.
    #[must_use]
    pub fn is_at(&self, other: &Place) -> bool {
        self.state == other.state && self.unit == other.unit && self.dims == other.dims
    }
}

/// A matter's event with its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    pub sequence: u64,
    pub effective_on: Date,
    pub recorded_at: Timestamp,
    pub actor: Key,
    pub basis: String,
    pub event: MatterEvent,
}
