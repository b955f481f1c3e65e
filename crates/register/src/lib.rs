//! Reads and checks packs; decides what a matter may do next; says what an event posts.
//!
//! Nothing here knows a file, a clock or a database: packs come in as text, the day comes in `Ctx`,
//! and a decision goes out as an event that somebody else records.

pub mod calendar;
pub mod clock;
pub mod closing;
pub mod condition;
pub mod decide;
pub mod draw;
pub mod event;
pub mod form;
pub mod matter;
pub mod model;
pub mod numbering;
pub mod organisation;
pub mod pack;
pub mod personal;
pub mod postings;
pub mod request;
mod restate;
pub mod rule;
pub mod sheet;
pub mod tariff;
pub mod told;
pub mod value;
pub mod words;
pub mod yaml;

pub use event::{Body, Happened, MatterEvent};
pub use matter::Matter;
pub use model::{Catalogue, Pack, Register};
pub use request::Request;
