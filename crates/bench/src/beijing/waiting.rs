//! Matters between two events.

use super::event::Spot;
use super::lines::Line;

/// A matter whose next event is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) line: Line,
    pub(super) matter: u32,
    pub(super) year: i16,
    pub(super) serial: u32,
    pub(super) version: u32,
    pub(super) dims: u8,
    /// Where it is; `None` before it is opened.
    pub(super) at: Option<Spot>,
    /// Where it was before that.
    pub(super) was: Option<Spot>,
    /// What comes next: a state, or taking back the last event.
    pub(super) next: Next,
    pub(super) effective: i32,
    /// The days of the last event, and of the one before it.
    pub(super) days: (i32, i32),
    pub(super) opened: i32,
    pub(super) last: u64,
    pub(super) days_open: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Step(Spot),
    Reversal,
    Correction,
}
