//! A fictitious authority and its year 2021, as ordinary commands.
//!
//! Nothing is written down as a result: matters are opened, worked on and closed by their people, and
//! the published figures come out when somebody counts. [`published()`] says which ones.

mod calendar;
mod disclosure;
mod doses;
mod draw;
mod findings;
mod hotline;
mod inspections;
mod org;
mod packs;
mod penalties;
mod people;
mod plan;
mod printing;
mod proposals;
mod published;
mod reports;
mod set;
mod share;
mod story;
mod task_lists;
mod tasks;
mod topics;
mod vaccination;
mod year;

pub use org::organisation;
pub use packs::{PackFiles, packs};
pub use people::people;
pub use plan::{Planned, day_of};
pub use printing::{Per, Printing};
pub use published::{Expected, PublishedFigure, published};
pub use reports::{ReportFiles, reports};
pub use year::acts;

/// A key that this crate itself writes.
fn key(text: &str) -> base::Key {
    base::Key::new(text).expect("keys of the sample are written by this crate and well-formed")
}
