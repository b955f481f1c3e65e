//! Typed formulas over measures, evaluated at a cut-off as known at a point of the record.
//!
//! Two pure phases with the database between them: [`asks`] says which balances a question needs,
//! somebody answers them, and [`evaluate`] makes the figure with its receipt.

pub mod figure;
pub mod question;

pub use figure::{Figure, Missing, Outcome, Part, Receipt, Role};
pub use question::{Answer, Ask, Question};
