//! A matter: the fold of its events.

use base::value::Fields;
use base::{Dims, Key};
use jiff::civil::Date;

use crate::event::{Happened, Happening, Place};
use crate::restate;

/// A matter as its events have made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    pub register: Key,
    pub number: String,
    /// Number of its events.
    pub version: u32,
    /// `None` after its opening was reversed.
    pub place: Option<Place>,
    pub fields: Fields,
    /// Effective day of the opening in force; after its reversal, of the latest one that was reversed.
    pub opened_on: Date,
    /// Effective day of the latest event as it stands corrected; see [`Matter::not_before`] for what may come next.
    pub changed_on: Date,
    /// Oldest first, as they were recorded.
    pub history: Vec<Happened>,
    /// The history as if it had been entered rightly; `None` while nothing was ever corrected.
    restated: Option<Vec<Happened>>,
}

impl Matter {
    /// Folds events, oldest first. `None` if there are none.
    #[must_use]
    pub fn fold(history: Vec<Happened>) -> Option<Matter> {
        let first = history.first()?;
        let last = history.last()?;
        let corrected = history.iter().any(corrects);
        let mut matter = Matter {
            register: first.event.register.clone(),
            number: first.event.number.clone(),
            version: last.event.version,
            place: last.event.after.clone(),
            fields: Fields::new(),
            opened_on: first.effective_on,
            changed_on: last.effective_on,
            restated: corrected.then(|| restate::restated(&history)),
            history,
        };
        matter.settle();
        Some(matter)
    }

    /// Adds one event to the fold.
    #[must_use]
    pub fn followed_by(mut self, happened: Happened) -> Matter {
        self.version = happened.event.version;
        self.place = happened.event.after.clone();
        match (&mut self.restated, corrects(&happened)) {
            (Some(restated), _) => restate::follow(restated, &happened),
            (None, true) => {
                let mut restated = self.history.clone();
                restate::follow(&mut restated, &happened);
                self.restated = Some(restated);
            }
            (None, false) => {}
        }
        self.history.push(happened);
        self.settle();
        self
    }

    /// The history as if it had been entered rightly: corrections applied and left out.
    #[must_use]
    pub fn rightly(&self) -> &[Happened] {
        self.restated.as_deref().unwrap_or(&self.history)
    }

    /// The events that no reversal has taken back, as they stand corrected, oldest first; reversals
    /// and corrections themselves left out.
    pub fn in_force(&self) -> impl Iterator<Item = &Happened> {
        self.rightly().iter().filter(|happened| {
            !matches!(happened.event.what, Happening::Reversal { .. })
                && !self.is_reversed(happened.sequence)
        })
    }

    /// The corrections that no reversal has taken back, oldest first.
    pub fn corrections(&self) -> impl Iterator<Item = &Happened> {
        self.history.iter().filter(|happened| {
            matches!(happened.event.what, Happening::Correction { .. })
                && !self.is_reversed(happened.sequence)
        })
    }

    /// The record that a reversal may take back next: the latest step, note or reassignment in force,
    /// or a correction that is recorded later still.
    #[must_use]
    pub fn latest(&self) -> Option<&Happened> {
        self.in_force().chain(self.corrections()).max_by_key(|happened| happened.sequence)
    }

    #[must_use]
    pub fn is_reversed(&self, sequence: u64) -> bool {
        self.reversed_on(sequence).is_some()
    }

    /// Who took this step, latest first.
    pub fn takers_of<'a>(&'a self, step: &'a Key) -> impl Iterator<Item = &'a Key> {
        let taken: Vec<&Happened> = self
            .in_force()
            .filter(|happened| matches!(&happened.event.what, Happening::Step(key) if key == step))
            .collect();
        taken.into_iter().rev().map(|happened| &happened.actor)
    }

    /// The day before which no further event may take effect: the books would show a matter in two
    /// places at once.
    ///
    /// A record that was reversed on its own effective day left no trace in the books, so its day
    /// does not count: a wrong day is corrected by reversing the record on that day and entering it
    /// again, or by a correction. `None` if nothing holds.
    #[must_use]
    pub fn not_before(&self) -> Option<Date> {
        self.traced().map(|happened| happened.effective_on).max()
    }

    /// The events that the books show, as they stand corrected, by effective day: what was done and taken
    /// back on one day is left out. Each leaves the matter where the next one finds it.
    pub fn traced(&self) -> impl Iterator<Item = &Happened> {
        restate::tracing(self.rightly())
    }

    /// The effective day of the reversal that took this event back.
    #[must_use]
    pub fn reversed_on(&self, sequence: u64) -> Option<Date> {
        let reversal = self.history.iter().find(|happened| {
            matches!(&happened.event.what, Happening::Reversal { of, .. } if *of == sequence)
        });
        reversal.map(|happened| happened.effective_on)
    }

    #[must_use]
    pub fn state(&self) -> Option<&Key> {
        self.place.as_ref().map(|place| &place.state)
    }

    #[must_use]
    pub fn dims(&self) -> Dims {
        self.place.as_ref().map(|place| place.dims.clone()).unwrap_or_default()
    }

    /// Brings what follows from the history up to it.
    fn settle(&mut self) {
        let mut fields = Fields::new();
        for happened in self.in_force() {
            fields
                .extend(happened.event.set.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        self.fields = fields;
        if let Some(last) = self.rightly().last() {
            self.changed_on = last.effective_on;
        }
        let opens = |happened: &&Happened| {
            matches!(happened.event.what, Happening::Step(_)) && happened.event.before.is_none()
        };
        let in_force = self.in_force().find(opens);
        let opening = in_force.or_else(|| self.rightly().iter().rev().find(opens));
        if let Some(day) = opening.map(|happened| happened.effective_on) {
            self.opened_on = day;
        }
    }
}

/// Whether an event changes how earlier ones are booked.
fn corrects(happened: &Happened) -> bool {
    match &happened.event.what {
        Happening::Correction { .. } | Happening::Recounted { .. } => true,
        Happening::Reversal { rebooked, .. } => !rebooked.is_empty(),
        Happening::Step(_) | Happening::Note(_) | Happening::Reassigned { .. } => false,
    }
}
