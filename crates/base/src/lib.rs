//! The words every crate shares: keys, days, values, who asks, and in which language.
//!
//! This crate knows no file, no clock, no network and none of our other crates.

pub mod ctx;
pub mod day;
pub mod dims;
pub mod exact;
pub mod key;
pub mod lang;
pub mod moment;
pub mod unit_of_measure;
pub mod value;

pub use ctx::{Actor, Ctx, Denied, Right};
pub use day::Span;
pub use dims::Dims;
pub use exact::Exact;
pub use key::{BadKey, Key};
pub use lang::{Lang, Say};
pub use unit_of_measure::UnitOfMeasure;
pub use value::{Commitment, Value};
