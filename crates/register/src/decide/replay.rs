//! A matter's events judged again, as if one of them had said something else.

use base::value::Fields;
use base::{Ctx, Key};
use jiff::civil::Date;

use super::{Act, Asking, Refused, What, step};
use crate::event::{Happened, Happening, MatterEvent, Place, Rebooked};
use crate::matter::Matter;
use crate::model::{DAYS_OPEN, Step};
use crate::postings::booking;
use crate::restate;
use crate::told::Told;
use crate::words::Words;

/// The events of a matter, of which one says something else.
pub(super) struct Replay<'a, 'q> {
    pub(super) asking: &'q Asking<'a>,
    pub(super) matter: &'q Matter,
    /// The event that says something else.
    pub(super) of: u64,
}

/// What the event says.
pub(super) struct Said {
    pub(super) set: Fields,
    pub(super) on: Date,
    /// Where the opening opens, or the reassignment leads.
    pub(super) unit: Option<Key>,
}

impl Said {
    /// What an event says as it is booked.
    pub(super) fn by(happened: &Happened) -> Said {
        let event = &happened.event;
        let leads = event.before.is_none() || matches!(event.what, Happening::Reassigned { .. });
        let unit = event.after.as_ref().filter(|_| leads).map(|place| place.unit.clone());
        Said { set: event.set.clone(), on: happened.effective_on, unit }
    }
}

impl Replay<'_, '_> {
    /// The whole history as it then is.
    ///
    /// # Errors
    ///
    /// Why the event cannot say so, or [`Refused::LaterWouldNotHold`] with the first event that then
    /// could not have happened.
    pub(super) fn run(&self, said: &Said) -> Result<Vec<Happened>, Refused> {
        let mut rightly: Vec<Happened> = vec![];
        for one in self.matter.rightly() {
            let again = if one.sequence < self.of {
                one.clone()
            } else {
                let so_far = Matter::fold(rightly.clone());
                let own = Said::by(one);
                let says = if one.sequence == self.of { said } else { &own };
                let event = self.again(one, so_far.as_ref(), says, &rightly);
                let event = event.map_err(|refused| self.named(one, refused))?;
                Happened { effective_on: says.on, event, ..one.clone() }
            };
            rightly.push(again);
        }
        self.in_order(&rightly)?;
        Ok(rightly)
    }

    fn again(
        &self,
        one: &Happened,
        so_far: Option<&Matter>,
        says: &Said,
        rightly: &[Happened],
    ) -> Result<MatterEvent, Refused> {
        let place = || so_far.and_then(|matter| matter.place.clone());
        let event = one.event.clone();
        match &one.event.what {
            Happening::Step(key) => self.step(one, key, so_far, says),
            Happening::Note(_) | Happening::Correction { .. } | Happening::Recounted { .. } => {
                Ok(MatterEvent { before: place(), after: place(), ..event })
            }
            Happening::Reassigned { reason, .. } => {
                let (before, reason) = (place(), reason.clone());
                let unit = says.unit.clone().unwrap_or_else(|| self.asking.ctx.actor.scope.clone());
                let after = before.clone().map(|place| Place { unit: unit.clone(), ..place });
                let what = Happening::Reassigned { to: unit, reason };
                Ok(MatterEvent { what, before, after, ..event })
            }
            Happening::Reversal { of, .. } => {
                let reversed = rightly.iter().find(|one| one.sequence == *of);
                let Some(reversed) = reversed.map(|reversed| reversed.event.clone()) else {
                    return Ok(event);
                };
                let (before, after, posted) = (reversed.after, reversed.before, reversed.posted);
                Ok(MatterEvent { before, after, posted, ..event })
            }
        }
    }

    /// A step taken again by whoever took it, judged by the version of the pack it was decided by. One
    /// that was taken back since need not hold, but is booked as it would have been.
    fn step(
        &self,
        one: &Happened,
        key: &Key,
        so_far: Option<&Matter>,
        says: &Said,
    ) -> Result<MatterEvent, Refused> {
        let found = self.asking.versions.words(&one.event.register, one.event.definition);
        let words = found.unwrap_or(self.asking.words);
        let step = words.register.step(key).ok_or_else(|| Refused::UnknownStep {
            register: words.register(),
            step: key.clone(),
            known: words.register.steps.iter().map(|step| words.step(&step.key)).collect(),
        })?;
        let mut ctx: Ctx = self.asking.ctx.clone();
        ctx.actor.id = one.actor.clone();
        let act = Act {
            register: one.event.register.clone(),
            number: Some(self.matter.number.clone()),
            what: What::Note(String::new()),
            effective_on: says.on,
            basis: one.basis.clone(),
        };
        let number = &self.matter.number;
        let versions = self.asking.versions;
        let asking = Asking { ctx: &ctx, versions, words, matter: so_far, act: &act, number };
        let taken = if self.matter.is_reversed(one.sequence) {
            mechanically(&asking, one, step, says)
        } else {
            step::taken(&asking, step, says.unit.as_ref(), &says.set)?
        };
        let (before, after, set, posted) = (taken.before, taken.after, taken.set, taken.posted);
        Ok(MatterEvent { before, after, set, posted, ..one.event.clone() })
    }

    /// Days follow each other in the order of the record.
    fn in_order(&self, rightly: &[Happened]) -> Result<(), Refused> {
        let shown: Vec<&Happened> = restate::tracing(rightly).collect();
        for pair in shown.windows(2) {
            let [earlier, later] = pair else { continue };
            if earlier.effective_on <= later.effective_on {
                continue;
            }
            let meant = if later.sequence == self.of { later } else { earlier };
            let other = if later.sequence == self.of { earlier } else { later };
            return Err(Refused::OutOfOrder {
                number: self.matter.number.clone(),
                day: meant.effective_on,
                other: other.sequence,
                what: what(self.asking, other),
                on: other.effective_on,
            });
        }
        Ok(())
    }

    /// A refusal of another event than the one corrected names that event.
    fn named(&self, one: &Happened, refused: Refused) -> Refused {
        if one.sequence == self.of {
            return refused;
        }
        Refused::LaterWouldNotHold {
            of: self.of,
            later: one.sequence,
            what: what(self.asking, one),
            on: one.effective_on,
            because: Box::new(refused),
        }
    }
}

/// A step that was taken back, as it would have been booked.
fn mechanically(asking: &Asking<'_>, one: &Happened, step: &Step, says: &Said) -> MatterEvent {
    let before = asking.matter.and_then(|matter| matter.place.as_ref());
    let in_force = asking.matter.filter(|_| before.is_some());
    let mut merged = in_force.map(|matter| matter.fields.clone()).unwrap_or_default();
    merged.extend(says.set.iter().map(|(key, value)| (key.clone(), value.clone())));
    let unit = says.unit.as_ref().filter(|_| before.is_none());
    let after = step::arrival(asking, step, before, unit, &merged);
    let posted = one.event.posted.iter().map(|(key, value)| {
        let now = if key.as_str() == DAYS_OPEN {
            step::days_since_opening(asking, in_force)
        } else {
            merged.get(key).unwrap_or(value).clone()
        };
        (key.clone(), now)
    });
    MatterEvent {
        before: before.cloned(),
        after: Some(after),
        set: says.set.clone(),
        posted: posted.collect(),
        ..one.event.clone()
    }
}

/// What is booked otherwise.
pub(super) fn differences(
    asking: &Asking<'_>,
    was: &[Happened],
    now: &[Happened],
) -> Vec<Rebooked> {
    let booked = |happened: &Happened| {
        let event = &happened.event;
        let words: Option<Words<'_>> = asking.versions.words(&event.register, event.definition);
        let register = words.unwrap_or(asking.words).register;
        booking(register, event, happened.effective_on)
    };
    let differ = was.iter().zip(now).filter(|(was, now)| was != now);
    let rebooked = differ.map(|(was, now)| Rebooked {
        event: was.sequence,
        was: booked(was),
        now: booked(now),
        set: (was.event.set != now.event.set).then(|| now.event.set.clone()),
        posted: (was.event.posted != now.event.posted).then(|| now.event.posted.clone()),
    });
    rebooked.collect()
}

/// An event in words.
pub(super) fn what(asking: &Asking<'_>, happened: &Happened) -> Told {
    match &happened.event.what {
        Happening::Step(step) => asking.words.step(step),
        Happening::Note(_) => Told::new("备注", "note"),
        Happening::Reversal { .. } => Told::new("冲销", "reversal"),
        Happening::Correction { .. } => Told::new("更正", "correction"),
        Happening::Recounted { .. } => Told::new("时限重算", "recount"),
        Happening::Reassigned { .. } => Told::new("划转", "reassignment"),
    }
}
