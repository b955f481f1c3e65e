//! A year of the calendar is published in memory.

use std::borrow::Cow;

use base::{Ctx, Key};
use register::Happened;
use register::calendar::{Calendar, Year};
use register::decide::{Calendars, Versions, recount};
use register::event::MatterEvent;

use crate::book::Book;

impl Book {
    /// Publishes a year of the calendar for all, and derives the clocks of every matter anew. Answers
    /// how many matters it moved.
    pub fn publish(&mut self, ctx: &Ctx, year: Year) -> usize {
        self.calendars.publish(None, year);
        let by = self.head().saturating_add(1);
        let moved: Vec<MatterEvent> = self
            .matters
            .values()
            .filter_map(|matter| {
                let (pack, _) = self.catalogue.register(&matter.register)?;
                let versions = Versions { calendars: Some(self), ..Versions::from(pack) };
                recount(versions, matter, by).map(|(event, _)| event)
            })
            .collect();
        let count = moved.len();
        for (place, event) in (1..).zip(moved) {
            self.record(Happened {
                sequence: by.saturating_add(place),
                effective_on: ctx.today,
                recorded_at: ctx.now,
                actor: ctx.actor.id.clone(),
                basis: String::new(),
                event,
            });
        }
        count
    }

    /// The calendar that holds for all.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        self.calendars.all()
    }
}

impl Calendars for Book {
    fn calendar(&self, unit: &Key) -> Cow<'_, Calendar> {
        self.calendars.of(unit, |_| None)
    }
}
