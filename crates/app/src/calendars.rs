//! Publishing a year of the calendar, and what it moves.

use std::collections::BTreeMap;

use base::{Ctx, Key, Right, day};
use ledger::light::{Light, Times};
use register::Matter;
use register::calendar::{self, Year};
use register::decide::{Versions, recount};
use register::event::{Body, CalendarPublished, Deadline};
use store::{New, Tx};

use crate::{AppError, Commands};

/// A year of the calendar as it is to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// What the file is called in faults.
    pub name: String,
    /// Its text, as in `calendars/`.
    pub file: String,
    /// The unit that alone, with all below it, has these days; `None`: they hold for all.
    pub unit: Option<Key>,
    /// On what basis; may be empty.
    pub basis: String,
}

/// What came of a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub year: i16,
    /// The record that published it; `None` if the year is in force with the same content.
    pub sequence: Option<u64>,
    /// Clocks of matters in hand whose deadline is another now.
    pub moved: Vec<MovedClock>,
}

/// A clock whose deadline is another now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedClock {
    pub register: Key,
    pub number: String,
    pub clock: Key,
    pub was: Option<Deadline>,
    pub now: Option<Deadline>,
    /// What it showed on the day of the publication before it, and after; `None` is green.
    pub lights: (Option<Light>, Option<Light>),
}

/// Whether a publication is carried out or only tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publishing {
    ForGood,
    /// Everything is decided, told and taken back.
    Trial,
}

/// Matters looked at in one go.
const MATTERS: u32 = 2_000;

/// The right to publish calendars.
#[must_use]
pub fn to_publish() -> Right {
    Right { register: Key::literal("system"), act: Key::literal("calendar") }
}

/// A trial comes back as an error, so that nothing of it stays.
enum Undone {
    Tried(Published),
    Failed(AppError),
}

impl From<AppError> for Undone {
    fn from(error: AppError) -> Undone {
        Undone::Failed(error)
    }
}

impl Commands {
    /// Publishes a year of the calendar and derives every clock that it can move anew: all of it in one
    /// transaction, or nothing. What was done in time stays done.
    ///
    /// # Errors
    ///
    /// [`AppError::Calendar`] with all faults of the file; [`AppError::NoUnit`];
    /// [`AppError::OutsideScope`] if it would hold for units outside the actor's part of the organisation;
    /// [`AppError::Denied`] without the right `system.calendar`.
    pub async fn publish_calendar(
        &self,
        ctx: &Ctx,
        publication: Publication,
        publishing: Publishing,
    ) -> Result<Published, AppError> {
        ctx.require(&to_publish())?;
        let ctx = ctx.clone();
        let published = self.alone(async move |tx: &mut Tx<'_>| {
            let published = publish(tx, &ctx, publication).await?;
            match publishing {
                Publishing::ForGood => Ok(published),
                Publishing::Trial => Err(Undone::Tried(published)),
            }
        });
        match published.await {
            Ok(published) | Err(Undone::Tried(published)) => Ok(published),
            Err(Undone::Failed(error)) => Err(error),
        }
    }
}

async fn publish(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    publication: Publication,
) -> Result<Published, AppError> {
    let Publication { name, file, unit, basis } = publication;
    let reading = calendar::read(&name, &file);
    let Some(year) = reading.year.filter(|_| reading.faults.is_empty()) else {
        return Err(AppError::Calendar { faults: reading.faults });
    };
    may_reach(tx, ctx, unit.as_ref())?;
    let number = year.year;
    if is_in_force(tx, unit.as_ref(), &year) {
        return Ok(Published { year: number, sequence: None, moved: vec![] });
    }
    let before = tx.calendars().clone();
    let body = Body::Calendar(CalendarPublished { year: number, unit, file });
    let new = record(ctx, &basis, body);
    let sequence = tx.append(vec![new]).await?.last().copied().unwrap_or_default();
    let first = before.first_difference(tx.calendars());
    let moved = match first {
        Some(first) => recount_from(tx, ctx, (first, sequence, &basis)).await?,
        None => vec![],
    };
    Ok(Published { year: number, sequence: Some(sequence), moved })
}

/// What holds for all is published by whoever is responsible for all.
fn may_reach(tx: &Tx<'_>, ctx: &Ctx, unit: Option<&Key>) -> Result<(), AppError> {
    let scope = &ctx.actor.scope;
    let unit = match unit {
        Some(unit) if tx.unit(unit).is_none() => {
            return Err(AppError::NoUnit { unit: unit.clone() });
        }
        Some(unit) => Some(unit),
        None => tx.units().into_iter().find(|unit| unit.parent.is_none()).map(|unit| &unit.key),
    };
    match unit.filter(|unit| !tx.lies_within(unit, scope)) {
        Some(unit) => Err(AppError::OutsideScope { unit: unit.clone() }),
        None => Ok(()),
    }
}

fn is_in_force(tx: &Tx<'_>, unit: Option<&Key>, year: &Year) -> bool {
    let published = tx.calendars();
    match unit {
        None => published.all().year(year.year) == Some(year),
        Some(unit) => published.own(unit).any(|own| own == year),
    }
}

/// Derives the clocks anew that end after a day; before it nothing has changed.
async fn recount_from(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    (first, by, basis): (jiff::civil::Date, u64, &str),
) -> Result<Vec<MovedClock>, AppError> {
    let (mut moved, mut last) = (vec![], 0);
    loop {
        let found = tx.clocks_beyond(first, (last, MATTERS)).await?;
        let Some((place, ..)) = found.last() else { return Ok(moved) };
        last = *place;
        let mut numbers: BTreeMap<&Key, Vec<&str>> = BTreeMap::new();
        for (_, register, number) in &found {
            numbers.entry(register).or_default().push(number);
        }
        let mut records = vec![];
        for (register, numbers) in numbers {
            for matter in tx.matters(register, &numbers).await?.into_values() {
                records.extend(recounted(tx, ctx, (&matter, by, basis), &mut moved));
            }
        }
        tx.append(records).await?;
    }
}

fn recounted(
    tx: &Tx<'_>,
    ctx: &Ctx,
    (matter, by, basis): (&Matter, u64, &str),
    moved: &mut Vec<MovedClock>,
) -> Option<New> {
    let catalogue = tx.catalogue();
    let (pack, _) = catalogue.register(&matter.register)?;
    let versions = Versions { in_force: pack, earlier: Some(tx), calendars: Some(tx) };
    let (event, clocks) = recount(versions, matter, by)?;
    let light = |deadline: Option<Deadline>| {
        let Deadline { yellow_on, red_on, .. } = deadline?;
        Times { yellow: yellow_on.map(day::number), red: red_on.map(day::number) }
            .on(day::number(ctx.today))
    };
    moved.extend(clocks.into_iter().map(|one| MovedClock {
        register: matter.register.clone(),
        number: matter.number.clone(),
        clock: one.clock,
        was: one.was,
        now: one.now,
        lights: (light(one.was), light(one.now)),
    }));
    Some(record(ctx, basis, Body::Matter(event)))
}

fn record(ctx: &Ctx, basis: &str, body: Body) -> New {
    New {
        effective_on: ctx.today,
        recorded_at: ctx.now,
        actor: ctx.actor.id.clone(),
        basis: basis.to_owned(),
        body,
        personal: vec![],
        request: None,
    }
}
