//! A kind of matter: its fields, states and steps.

use base::{Key, Right};
use jiff::civil::Date;

use super::{Cap, Clock, Drawing, Import, Stock};
use crate::rule::Rule;

/// A register (台账): a kind of matter with its fields, states and steps.
#[derive(Clone, Debug)]
pub struct Register {
    pub key: Key,
    pub kind: Kind,
    /// Begins the numbers that the system gives: `XXGK` makes `XXGK-2021-0001`.
    pub number_prefix: String,
    pub fields: Vec<Field>,
    pub states: Vec<State>,
    pub steps: Vec<Step>,
    /// The field whose text is the title of a matter, and the date field that is its plain deadline.
    pub title: Option<Key>,
    pub due: Option<Key>,
    /// How many days before that deadline its light turns yellow, if it warns.
    pub warn_days: Option<u16>,
    /// The states in which that deadline runs; none if there is no deadline.
    pub due_in: Vec<Key>,
    /// Terms that run for every matter, besides that deadline.
    pub clocks: Vec<Clock>,
    /// Shares of its places that must not be exceeded; of stock registers.
    pub caps: Vec<Cap>,
    /// The personal text field that says whom the personal data are about: an identity number. Without
    /// one, or as long as it is empty, the matter stands for the person.
    pub subject: Option<Key>,
    pub import: Option<Import>,
}

/// How matters of a register come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One matter, many steps.
    Case,
    /// A unit reports quantities for every period. A report of zero is a report; none is missing.
    Count {
        every: Every,
        /// The kind of unit that reports, as the organisation names it: `district`.
        reporters: Key,
        /// The first day for which reports are due.
        since: Date,
    },
    /// One matter, one pool of places, of which none is given twice.
    Stock(Stock),
}

/// The rhythm of a count register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Day,
    Month,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: Key,
    pub kind: FieldKind,
    /// Whether postings carry its value, so that figures can be asked by it. Choices and flags only.
    pub dimension: bool,
    /// Personal data: its values lie outside the journal, protected, and can be erased.
    pub personal: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    Integer {
        min: i64,
        max: i64,
    },
    /// Money, held in fen, never negative.
    Money,
    /// Fines and confiscations, held in fen. No assessed indicator may draw on them
    /// (行政处罚法 第七十四条第三款).
    PenaltyMoney,
    Date,
    Choice(Vec<Key>),
    Flag,
    /// A day and a time of day.
    Moment,
    /// A unit of the organisation.
    Unit,
    /// The number of a matter of this register, held as text.
    Matter(Key),
    /// Rows with fields of their own; at most one row per value of the `unique` field, if there is one.
    Lines {
        fields: Vec<Field>,
        unique: Option<Key>,
    },
}

impl Field {
    /// The fields of its rows; none if it is no group.
    #[must_use]
    pub fn columns(&self) -> &[Field] {
        match &self.kind {
            FieldKind::Lines { fields, .. } => fields,
            FieldKind::Text
            | FieldKind::Integer { .. }
            | FieldKind::Money
            | FieldKind::PenaltyMoney
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Choice(_)
            | FieldKind::Flag
            | FieldKind::Unit
            | FieldKind::Matter(_) => &[],
        }
    }

    /// The values it can have as a dimension: its choices, or no and yes.
    #[must_use]
    pub fn dimension_values(&self) -> Vec<Key> {
        match &self.kind {
            FieldKind::Choice(choices) => choices.clone(),
            FieldKind::Flag => vec![Key::literal("no"), Key::literal("yes")],
            FieldKind::Text
            | FieldKind::Integer { .. }
            | FieldKind::Money
            | FieldKind::PenaltyMoney
            | FieldKind::Date
            | FieldKind::Moment
            | FieldKind::Unit
            | FieldKind::Matter(_)
            | FieldKind::Lines { .. } => vec![],
        }
    }
}

/// A state of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub key: Key,
    /// Whether a matter in it is still somebody's work.
    pub open: bool,
}

/// A permitted transition.
#[derive(Clone, Debug)]
pub struct Step {
    pub key: Key,
    /// Where it may be taken. Empty for the step that opens a matter.
    pub from: Vec<Key>,
    /// Where it leads. `None` stays where it is.
    pub to: Option<Key>,
    pub right: Right,
    /// Fields that must have a value afterwards.
    pub needs: Vec<Key>,
    /// Fields that may be given besides.
    pub may: Vec<Key>,
    /// The unit field whose value the matter moves to.
    pub moves_to: Option<Key>,
    /// Fields whose rows and amounts this step posts, and `days_open`, the days since the opening.
    pub posts: Vec<Key>,
    /// What it does to pools: all of it or nothing.
    pub draws: Vec<Drawing>,
    pub rules: Vec<Rule>,
}

/// The clock that runs to the plain deadline of a register, its `due` field.
pub const DUE: &str = "due";

/// The built-in amount that a step may post: calendar days from the opening to the step.
pub const DAYS_OPEN: &str = "days_open";

impl Step {
    /// Whether the step asks for this field.
    #[must_use]
    pub fn asks(&self, field: &Key) -> bool {
        self.needs.contains(field) || self.may.contains(field)
    }
}

impl Register {
    #[must_use]
    pub fn field(&self, key: &Key) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == *key)
    }

    #[must_use]
    pub fn state(&self, key: &Key) -> Option<&State> {
        self.states.iter().find(|state| state.key == *key)
    }

    #[must_use]
    pub fn step(&self, key: &Key) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == *key)
    }

    /// The stock, if its matters are pools.
    #[must_use]
    pub fn stock(&self) -> Option<&Stock> {
        match &self.kind {
            Kind::Stock(stock) => Some(stock),
            Kind::Case | Kind::Count { .. } => None,
        }
    }

    /// The step that opens a matter. The pack check admits exactly one.
    #[must_use]
    pub fn opening(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.from.is_empty())
    }
}
