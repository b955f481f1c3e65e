//! The only place where the system clock is read.

use jiff::civil::Date;
use jiff::{Timestamp, tz};

/// The instant now.
#[expect(
    clippy::disallowed_methods,
    reason = "the one reading of the clock; everyone else is told"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The civil day in China at an instant: one zone, no daylight saving since 1991.
pub(crate) fn day_of(instant: Timestamp) -> Date {
    instant.to_zoned(tz::Offset::constant(8).to_time_zone()).date()
}
