//! The Beijing year: a fictitious authority of 3,000 units and its record of three years.

pub(crate) mod draw;
pub mod event;
pub mod journal;
pub mod lines;
mod openings;
pub mod record;
pub mod stream;
pub mod tree;
mod waiting;

pub use event::{Event, Row, Spot, What};
pub use journal::Journal;
pub use lines::{LINES, Line};
pub use record::Recorder;
pub use stream::{Stream, days};
pub use tree::Tree;

/// The seed of every run: equal scales have equal events on every machine.
pub const SEED: u64 = 20_211_231;
/// Events at scale 1.
pub const EVENTS: u64 = 57_000_000;
