//! A matter: the fold of its events.

use base::value::Fields;
use base::{Dims, Key};
use jiff::civil::Date;

use crate::event::{Happened, Happening, Place};

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
    pub opened_on: Date,
    /// Effective day of the latest event; no later event may take effect before it.
    pub changed_on: Date,
    /// Oldest first.
    pub history: Vec<Happened>,
}

impl Matter {
    /// Folds events, oldest first. `None` if there are none.
    #[must_use]
    pub fn fold(history: Vec<Happened>) -> Option<Matter> {
        let first = history.first()?;
        let last = history.last()?;
        let mut matter = Matter {
            register: first.event.register.clone(),
            number: first.event.number.clone(),
            version: last.event.version,
            place: last.event.after.clone(),
            fields: Fields::new(),
            opened_on: first.effective_on,
            changed_on: last.effective_on,
            history,
        };
        matter.fields = matter.fields_in_force();
        Some(matter)
    }

    /// Adds one event to the fold.
    #[must_use]
    pub fn followed_by(mut self, happened: Happened) -> Matter {
        self.version = happened.event.version;
        self.place = happened.event.after.clone();
        self.changed_on = happened.effective_on;
        self.history.push(happened);
        self.fields = self.fields_in_force();
        self
    }

    /// The events that no reversal has taken back, oldest first; reversals themselves left out.
    pub fn in_force(&self) -> impl Iterator<Item = &Happened> {
        self.history.iter().filter(|happened| {
            !matches!(happened.event.what, Happening::Reversal { .. })
                && !self.is_reversed(happened.sequence)
        })
    }

    #[must_use]
    pub fn is_reversed(&self, sequence: u64) -> bool {
        self.history.iter().any(|happened| {
            matches!(&happened.event.what, Happening::Reversal { of, .. } if *of == sequence)
        })
    }

    /// Who took this step, latest first.
    pub fn takers_of<'a>(&'a self, step: &'a Key) -> impl Iterator<Item = &'a Key> {
        let taken: Vec<&Happened> = self
            .in_force()
            .filter(|happened| matches!(&happened.event.what, Happening::Step(key) if key == step))
            .collect();
        taken.into_iter().rev().map(|happened| &happened.actor)
    }

    #[must_use]
    pub fn state(&self) -> Option<&Key> {
        self.place.as_ref().map(|place| &place.state)
    }

    #[must_use]
    pub fn dims(&self) -> Dims {
        self.place.as_ref().map(|place| place.dims.clone()).unwrap_or_default()
    }

    fn fields_in_force(&self) -> Fields {
        let mut fields = Fields::new();
        for happened in self.in_force() {
            fields
                .extend(happened.event.set.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        fields
    }
}
