//! Decides whether an act may be done, and says what then happens. Pure: same question, same answer.
//!
//! Whoever calls resolves two things first: the number of the matter, and whether the units that the
//! act names exist ([`Act::units`]).

mod act;
mod correct;
mod deadlines;
mod fields;
mod note;
mod permitted;
mod reassign;
mod recount;
mod refused;
mod refused_zh;
mod replay;
mod reverse;
mod step;
mod untimely;
mod versions;

pub use crate::value::NUMBER_CHARS_MAX;
pub use act::{Act, Statement, What};
pub use fields::FieldFault;
pub use permitted::permitted;
pub use recount::{Moved, recount};
pub use refused::Refused;
pub use untimely::Untimely;
pub use versions::{Calendars, Earlier, Versions};

use base::{Ctx, Right};

use crate::event::{Happened, Happening, MatterEvent};
use crate::matter::Matter;
use crate::model::Register;
use crate::value::{check_text, is_number};
use crate::words::Words;

/// Decides an act on a matter: the event to record, or why not.
///
/// `matter` is the matter with this number as all its events have made it, or `None` if there is none.
/// A correction judges earlier events by the versions of the pack they were decided by; the pack in
/// force alone will do if there never was another.
///
/// # Errors
///
/// [`Refused`] says what stands against it and what can be done instead. Nothing has happened then.
pub fn decide<'a>(
    ctx: &Ctx,
    packs: impl Into<Versions<'a>>,
    matter: Option<&Matter>,
    act: &Act,
    number: &str,
) -> Result<MatterEvent, Refused> {
    let versions = packs.into();
    let pack = versions.in_force;
    let Some(register) = pack.register(&act.register) else {
        return Err(Refused::UnknownRegister {
            register: act.register.clone(),
            known: pack.registers.iter().map(|known| Words::new(pack, known).register()).collect(),
        });
    };
    let asking = Asking { ctx, versions, words: Words::new(pack, register), matter, act, number };
    asking.in_order()?;
    match &act.what {
        What::Step { step, unit, set } => step::decide(&asking, step, unit.as_ref(), set),
        What::Note(text) => note::decide(&asking, text),
        What::Reverse { of, reason } => reverse::decide(&asking, *of, reason),
        What::Correct { of, to, reason } => correct::decide(&asking, (*of, to), reason),
        What::Reassign { to, reason } => reassign::decide(&asking, to, reason),
    }
}

/// All that a decision looks at.
struct Asking<'a> {
    ctx: &'a Ctx,
    versions: Versions<'a>,
    words: Words<'a>,
    matter: Option<&'a Matter>,
    act: &'a Act,
    number: &'a str,
}

impl<'a> Asking<'a> {
    fn register(&self) -> &'a Register {
        self.words.register
    }

    /// What holds for every act: a plain number, a basis of bearable length, a day that has come and
    /// does not lie before what has already happened.
    fn in_order(&self) -> Result<(), Refused> {
        if !is_number(self.number) {
            let number = self.number.chars().take(NUMBER_CHARS_MAX).collect();
            return Err(Refused::BadNumber { number });
        }
        if !self.act.basis.trim().is_empty() {
            check_text(&self.act.basis)
                .map_err(|wrong| Refused::Text { text: refused::BASIS.told(), wrong })?;
        }
        let day = self.act.effective_on;
        if day > self.ctx.today {
            return Err(Refused::InTheFuture { day, today: self.ctx.today });
        }
        // A correction books nothing on its own day: the days it books on are judged one by one.
        if matches!(self.act.what, What::Correct { .. }) {
            return Ok(());
        }
        match self.matter.and_then(Matter::not_before) {
            Some(last) if day < last => {
                Err(Refused::BeforeLast { number: self.number.to_owned(), day, last })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The version of the matter that comes next.
    fn next_version(&self) -> u32 {
        self.matter.map_or(1, |matter| matter.version.saturating_add(1))
    }

    /// Whoever may take any step of the register may leave a note, and take a note back.
    fn require_any_step(&self) -> Result<(), Refused> {
        let rights: Vec<&Right> = self.register().steps.iter().map(|step| &step.right).collect();
        if rights.iter().any(|right| self.ctx.may(right)) {
            return Ok(());
        }
        match rights.first() {
            Some(right) => Ok(self.ctx.require(right)?),
            None => Ok(()),
        }
    }

    /// Whoever may take a step may correct it or take it back; what belongs to no step asks for any.
    fn require_right_of(&self, matter: &Matter, happened: &Happened) -> Result<(), Refused> {
        match &happened.event.what {
            Happening::Step(step) => match self.register().step(step) {
                Some(step) => Ok(self.ctx.require(&step.right)?),
                None => self.require_any_step(),
            },
            Happening::Correction { of, .. } => {
                match matter.rightly().iter().find(|one| one.sequence == *of) {
                    Some(corrected) => self.require_right_of(matter, corrected),
                    None => self.require_any_step(),
                }
            }
            Happening::Reassigned { .. } => Ok(self.ctx.require(&reassign::to_organise())?),
            Happening::Note(_) | Happening::Reversal { .. } | Happening::Recounted { .. } => {
                self.require_any_step()
            }
        }
    }
}
