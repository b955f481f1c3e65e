//! Drawing on pools: slots, lots, budget lines.
//!
//! A decision first makes the event of a step. Then [`wanted()`] says which places the event moves, the
//! caller reads how their pools stand, and [`Pools::settle`] moves all of them or refuses: so nothing
//! is oversold as long as whoever calls decides one event after the other.

mod asking;
mod caps;
mod event;
mod group;
mod outstanding;
mod pools;
mod refused;
mod settling;
mod wanted;

pub use event::{Draw, PoolId, Until};
pub use group::{Group, Totals};
pub use outstanding::Outstanding;
pub use pools::{Held, PoolState, Pools, followed};
pub use refused::{DrawRefused, OverCap, Shown};
pub use wanted::{Request, Wanted, pools, recorded, wanted};
