//! Places on the way of a commit where a test can make it fail.
//!
//! Only tests set traps: without the feature `traps`, which only their builds have, reaching a point
//! is nothing at all.

use crate::StoreError;

/// A place on the way of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The transaction has begun.
    Begun,
    /// The records lie in the journal.
    Recorded,
    /// What follows from them is written too.
    Projected,
    /// The commit is about to be asked for.
    Committing,
    /// The database has committed, and nobody has been told yet.
    Committed,
}

impl Point {
    /// All of them, in order.
    pub const ALL: [Point; 5] =
        [Point::Begun, Point::Recorded, Point::Projected, Point::Committing, Point::Committed];
}

#[cfg(not(feature = "traps"))]
#[derive(Clone, Debug, Default)]
pub(crate) struct Traps {}

#[cfg(not(feature = "traps"))]
impl Traps {
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "nothing without traps")]
    pub(crate) fn reach(&self, _: Point) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(feature = "traps")]
pub use set::Traps;

#[cfg(feature = "traps")]
mod set {
    use std::sync::{Arc, Mutex, PoisonError};

    use super::{Point, StoreError};

    /// What happens at a point: nothing, an error, a panic, or the end of the process.
    type Trap = Box<dyn FnMut(Point) -> Result<(), StoreError> + Send>;

    /// The traps of one writer.
    #[derive(Clone, Default)]
    pub struct Traps(Arc<Mutex<Option<Trap>>>);

    impl Traps {
        /// Sets what happens at every point from now on.
        pub fn set(&self, trap: impl FnMut(Point) -> Result<(), StoreError> + Send + 'static) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(trap));
        }

        /// Lets everything pass again.
        pub fn clear(&self) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }

        pub(crate) fn reach(&self, point: Point) -> Result<(), StoreError> {
            match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
                Some(trap) => trap(point),
                None => Ok(()),
            }
        }
    }

    impl std::fmt::Debug for Traps {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Traps")
        }
    }
}
