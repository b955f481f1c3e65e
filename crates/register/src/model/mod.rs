//! What a pack says, once it has been read and checked.

mod catalogue;
mod clock;
mod import;
mod indicator;
mod measure;
mod pack;
mod register;
mod stock;
mod texts;

pub use catalogue::{Catalogue, Name};
pub use clock::{Basis, Clock, EarlierRule, Extension, Rule};
pub use import::{Import, ImportStep};
pub use indicator::{Direction, Formula, Indicator, Weight};
pub use measure::{Counts, Measure, Parameter, ParameterValue};
pub use pack::Pack;
pub use register::{DAYS_OPEN, DUE, Every, Field, FieldKind, Kind, Register, State, Step};
pub use stock::{Amount, Cap, Drawing, Hold, Over, Places, Stock, Within};
pub use texts::Texts;
