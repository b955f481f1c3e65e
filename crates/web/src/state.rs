//! What the pages are given: a reading handle, the commands, the packs in force, and the day.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use app::Commands;
use base::ctx::Actor;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use register::Catalogue;
use store::Reader;

/// Everything a request may need. Cheap to clone: the parts are shared.
#[derive(Clone)]
pub struct Web {
    /// Answers questions; cannot write.
    pub reader: Reader,
    /// Gives commands.
    pub commands: Commands,
    /// The packs in force.
    pub packs: Packs,
    /// Proposes a key with every form.
    pub keys: Keys,
    /// The reports that can be compiled, by key.
    pub reports: Arc<BTreeMap<String, reports::Template>>,
    /// The instant, and the day on which the authority works.
    pub clock: Clock,
    /// Who acts as long as nobody is chosen: the administrator of this machine.
    pub operator: Actor,
}

/// Proposes the keys of forms: a form that is sent twice, by a double click or a reload, is recorded
/// once. A key needs to be new to its actor, not secret.
#[derive(Clone, Debug, Default)]
pub struct Keys(Arc<AtomicU64>);

impl Keys {
    /// A key that was not proposed before: the instant, and a number for what falls into one.
    pub(crate) fn propose(&self, now: Timestamp) -> String {
        format!("{:x}-{:x}", now.as_microsecond(), self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// Tells the instant and the day, so that tests can fix both.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// An instant as the authority sees it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The instant, in the authority's zone.
    pub now: Zoned,
    /// The working day; differs from the date of `now` only in rehearsals.
    pub today: Date,
}

/// The packs in force, exchangeable while the pages are served.
#[derive(Clone, Default)]
pub struct Packs(Arc<RwLock<Arc<Catalogue>>>);

impl Packs {
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Packs {
        Packs(Arc::new(RwLock::new(Arc::new(catalogue))))
    }

    /// The packs in force now. A page keeps what it got until it is finished.
    #[must_use]
    pub fn now(&self) -> Arc<Catalogue> {
        // A lock is poisoned only if a thread died while exchanging one pointer for another.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts other packs in force.
    pub fn replace(&self, catalogue: Catalogue) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
    }
}
