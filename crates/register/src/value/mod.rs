//! Values as people write and read them, and what a field admits.

mod check;
mod plain;
mod read;
mod rows;
mod show;
mod wrong;

pub(crate) use check::check_text;
pub use check::{AMOUNT_MAX, NUMBER_CHARS_MAX, check_value, is_number};
pub use plain::plain;
pub use read::read_value;
pub use show::show_value;
pub(crate) use show::yuan;
pub use wrong::Wrong;
