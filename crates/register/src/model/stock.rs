//! Pools: what a stock register supplies, what steps draw from it, which shares it admits.

use base::{Key, UnitOfMeasure};
use ledger::pool::{Movement, Standing};

/// What the matters of a stock register are pools of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// What is counted; yuan for money, which is held in fen.
    pub counts: UnitOfMeasure,
    /// Whether units elsewhere may draw on its pools; else a pool that the actor does not see is
    /// answered as if it did not exist.
    pub shared: bool,
}

/// What a step does to a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    pub movement: Movement,
    /// The field that names the pool; `None` for the pool whose own step it is.
    pub pool: Option<Key>,
    pub amount: Amount,
    /// Of a hold.
    pub hold: Option<Hold>,
}

/// How much a step moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    One,
    /// As much as this integer or money field says.
    Of(Key),
    /// All that is there: what is free of the pool when it is drained, or what the matter itself has
    /// drawn when it confirms, releases or gives back.
    All,
}

/// For how long places are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub seconds: i64,
    /// The step that the system takes when the time is over, and nobody before.
    pub lapse: Key,
}

/// A share of places that must not be exceeded: 特需号源占比.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    pub key: Key,
    pub part: Places,
    /// Dimensions of the pools that make up the part, with the values they must have.
    pub part_where: Vec<(Key, Vec<Key>)>,
    pub whole: Places,
    /// What pools must have in common to be counted together; nothing counts them all together.
    pub within: Vec<Within>,
    /// The parameter with the largest admitted share.
    pub limit: Key,
    pub over: Over,
    /// Article, decision or scheme that asks for it; every refusal quotes it.
    pub cite: String,
}

/// Which places a share counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    Supplied,
    /// Held and used.
    Drawn,
    Used,
}

/// What pools that are counted together have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    Unit,
    /// The day in the register's `due` field.
    Due,
    Dimension(Key),
}

/// What happens to a step that would exceed a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    Refuse,
    /// It is admitted if it gives a reason in this text field, which the record keeps.
    Ask {
        reason: Key,
    },
}

impl Places {
    /// The word in packs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Places::Supplied => "supplied",
            Places::Drawn => "drawn",
            Places::Used => "used",
        }
    }

    #[must_use]
    pub fn of_key(key: &str) -> Option<Places> {
        [Places::Supplied, Places::Drawn, Places::Used].into_iter().find(|one| one.key() == key)
    }

    /// How many of a pool's places it counts.
    #[must_use]
    pub fn of(self, pool: ledger::pool::Pool) -> i64 {
        match self {
            Places::Supplied => pool.supplied(),
            Places::Drawn => pool.drawn(),
            Places::Used => pool.standing(Standing::Used),
        }
    }
}

impl Drawing {
    /// Whether the amount must be known from fields: the rest follows from what was drawn before.
    #[must_use]
    pub fn draws_afresh(&self) -> bool {
        matches!(self.movement, Movement::Take | Movement::Hold)
    }
}
