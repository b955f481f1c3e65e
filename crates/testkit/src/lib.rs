//! An authority in memory for tests: its books, its clock, its case histories, its random years; and
//! the databases that tests run on.
//!
//! Nothing here is fast and everything is plain, so that it can be the oracle that the stored
//! projections are compared with. Shipped with nobody.

pub mod asker;
pub mod book;
pub mod cases;
pub mod databases;
pub mod history;
pub mod learnt;
pub mod oracle;
pub mod packs;
mod publishing;
mod reorganising;
pub mod units;

mod drawing;

pub use asker::Asker;
pub use book::{Book, Done, Unable};
pub use units::Units;
