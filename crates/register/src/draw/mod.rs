//! Drawing on pools: slots, lots, budget lines.
//!
//! A decision first makes the event of a step. Then [`wanted`] says which pools the event moves, the
//! caller reads how they stand, and [`Pools::settle`] moves all of them or refuses: so nothing is
//! oversold as long as whoever calls decides one event after the other.

mod event;

pub use event::{Draw, PoolId, Until};
