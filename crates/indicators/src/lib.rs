//! Typed formulas over measures, evaluated at a cut-off as known at a point of the record.
//!
//! Two pure phases with the database between them: a [`Plan`] says which balances a question needs,
//! somebody answers them, and it makes the figure with its receipt. [`check()`] finds beforehand
//! what can never be evaluated: unknown operands, circles, units that do not fit, and fines in an
//! assessment. A new kind of formula is one file in `kind` and one line in its list.

#![warn(missing_docs)]

mod check;
mod dimension;
mod error;
mod evaluate;
pub mod figure;
mod kind;
mod misfit;
mod plan;
pub mod policy;
pub mod question;
pub mod reporting;
pub mod restate;
pub mod sealed;
pub mod sql;
mod subject;
mod typing;
mod values;

pub use check::{Fault, check};
pub use dimension::{Dimensions, possible_dimensions};
pub use error::IndicatorError;
pub use evaluate::evaluate;
pub use figure::{Coverage, Figure, Missing, Outcome, Part, Receipt, Role, Rows};
pub use kind::formula_text;
pub use misfit::Misfit;
pub use plan::{Plan, asks};
pub use policy::{DefinitionPolicy, TreePolicy, TreeVersion, Trees};
pub use question::{Answer, Ask, Question};
pub use typing::unit_of_measure;

/// The deepest nesting of indicators in indicators. Deeper ones nobody could follow on a receipt.
pub const DEPTH_MAX: usize = 16;

/// The most operands that one figure may unfold into, so that no pack can ask for an endless answer.
pub const OPERANDS_MAX: usize = 2_000;
