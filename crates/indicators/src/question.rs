//! What is asked, and the balances that answering takes.

use base::Key;
use base::dims::Filter;
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::model::Name;

/// A figure asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// An indicator or a measure.
    pub name: Name,
    /// The unit whose subtree is counted.
    pub unit: Key,
    /// First effective day of flows; `None` from the beginning (累计).
    pub from: Option<Date>,
    /// Cut-off: last effective day, and the day at which stocks are read.
    pub as_of: Date,
    /// Last sequence number that counts; `None` for all that is recorded now.
    pub known_at: Option<u64>,
    /// Narrows every measure that has these dimensions.
    pub filter: Filter,
}

/// A sum that the store is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// What came into and went out of the accounts. With `from: None`, debit − credit is the stock at `to`.
    Tally {
        accounts: Vec<Account>,
        unit: Key,
        filter: Filter,
        from: Option<Date>,
        to: Date,
        known_at: Option<u64>,
    },
    /// How many reports of a count register were due and how many came, for periods that end by `to`.
    Coverage { register: Key, unit: Key, from: Option<Date>, to: Date, known_at: Option<u64> },
}

/// What the store answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Tally(Tally),
    Coverage { due: i64, came: i64 },
}
