//! Where places of a pool can be, and how they move.

/// Where a place of a pool can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Anybody may draw it.
    Free,
    /// Promised for a while.
    Held,
    /// Taken for good, or until it is given back.
    Used,
}

impl Standing {
    /// Every standing, in the order in which a place passes through them.
    pub const ALL: [Standing; 3] = [Standing::Free, Standing::Held, Standing::Used];

    /// The word in accounts and packs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Standing::Free => "free",
            Standing::Held => "held",
            Standing::Used => "used",
        }
    }

    /// The standing of this word.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.key() == key)
    }
}

/// What can happen to places of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Movement {
    /// More are supplied: outside → free.
    Fill,
    /// Some are withdrawn, spoiled or past: free → outside.
    Drain,
    /// Free → used.
    Take,
    /// Free → held.
    Hold,
    /// Held → used.
    Confirm,
    /// Held → free: given up, or its time is over.
    Release,
    /// Used → free.
    GiveBack,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Movement; 7] = [
        Movement::Fill,
        Movement::Drain,
        Movement::Take,
        Movement::Hold,
        Movement::Confirm,
        Movement::Release,
        Movement::GiveBack,
    ];

    /// The word in packs and in the journal.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Movement::Fill => "fill",
            Movement::Drain => "drain",
            Movement::Take => "take",
            Movement::Hold => "hold",
            Movement::Confirm => "confirm",
            Movement::Release => "release",
            Movement::GiveBack => "give_back",
        }
    }

    /// The movement of this word.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Movement> {
        Movement::ALL.into_iter().find(|movement| movement.key() == key)
    }

    /// Where places leave and where they arrive; `None` is outside the pool.
    #[must_use]
    pub fn ends(self) -> (Option<Standing>, Option<Standing>) {
        use Standing::{Free, Held, Used};
        match self {
            Movement::Fill => (None, Some(Free)),
            Movement::Drain => (Some(Free), None),
            Movement::Take => (Some(Free), Some(Used)),
            Movement::Hold => (Some(Free), Some(Held)),
            Movement::Confirm => (Some(Held), Some(Used)),
            Movement::Release => (Some(Held), Some(Free)),
            Movement::GiveBack => (Some(Used), Some(Free)),
        }
    }
}
