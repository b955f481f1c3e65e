//! What is asked, and the balances that answering takes.

use base::Key;
use base::dims::Filter;
use jiff::civil::Date;
use ledger::{Account, Tally};
use register::model::Name;

use crate::policy::{DefinitionPolicy, TreePolicy, Trees};

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
    /// Under which tree of the organisation the unit's subtree is counted.
    pub tree: TreePolicy,
    /// By which version of its pack the figure is defined.
    pub definition: DefinitionPolicy,
}

/// A sum that the store is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// What came into and went out of the accounts. With `from: None`, debit − credit is the stock at `to`.
    Tally {
        /// The accounts, all of one book.
        accounts: Vec<Account>,
        /// The unit whose subtree counts.
        unit: Key,
        /// Which dimensions count.
        filter: Filter,
        /// First effective day.
        from: Option<Date>,
        /// Last effective day.
        to: Date,
        /// Last sequence number.
        known_at: Option<u64>,
        /// The trees of the organisation in which the subtree is found.
        trees: Trees,
    },
    /// How many reports of a count register were due and how many came within the span.
    ///
    /// Due is one per reporting unit of the subtree and reporting
    /// [period](crate::reporting::periods) that ends within the span. Came are the matters opened
    /// there with an effective day within the span, less the openings taken back within it: what the
    /// account outside was credited. A unit reports for the periods that end within its life.
    Coverage {
        /// The count register.
        register: Key,
        /// The unit whose subtree counts.
        unit: Key,
        /// First day of the span.
        from: Option<Date>,
        /// Last day of the span.
        to: Date,
        /// Last sequence number.
        known_at: Option<u64>,
        /// The trees of the organisation in which the subtree is found.
        trees: Trees,
    },
}

/// What the store answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Ask::Tally`].
    Tally(Tally),
    /// To [`Ask::Coverage`].
    Coverage {
        /// Reports expected.
        due: i64,
        /// Reports that came.
        came: i64,
    },
}
