//! Decides whether an act may be done, and says what then happens. Pure: same question, same answer.
//!
//! Whoever calls resolves two things first: the number of the matter, and whether the units that the
//! act names exist ([`Act::units`]).

mod act;
mod fields;
mod note;
mod permitted;
mod refused;
mod refused_zh;
mod reverse;
mod step;

pub use act::{Act, What};
pub use fields::FieldFault;
pub use permitted::permitted;
pub use refused::Refused;

use base::{Ctx, Right};

use crate::event::MatterEvent;
use crate::matter::Matter;
use crate::model::{Pack, Register};
use crate::value::check_text;
use crate::words::Words;

/// Decides an act on a matter: the event to record, or why not.
///
/// `matter` is the matter with this number as all its events have made it, or `None` if there is none.
///
/// # Errors
///
/// [`Refused`] says what stands against it and what can be done instead. Nothing has happened then.
pub fn decide(
    ctx: &Ctx,
    pack: &Pack,
    matter: Option<&Matter>,
    act: &Act,
    number: &str,
) -> Result<MatterEvent, Refused> {
    let Some(register) = pack.register(&act.register) else {
        return Err(Refused::UnknownRegister {
            register: act.register.clone(),
            known: pack.registers.iter().map(|known| Words::new(pack, known).register()).collect(),
        });
    };
    let asking = Asking { ctx, words: Words::new(pack, register), matter, act, number };
    asking.in_order()?;
    match &act.what {
        What::Step { step, unit, set } => step::decide(&asking, step, unit.as_ref(), set),
        What::Note(text) => note::decide(&asking, text),
        What::Reverse { of, reason } => reverse::decide(&asking, *of, reason),
    }
}

/// All that a decision looks at.
struct Asking<'a> {
    ctx: &'a Ctx,
    words: Words<'a>,
    matter: Option<&'a Matter>,
    act: &'a Act,
    number: &'a str,
}

/// The longest number of a matter, in characters.
pub const NUMBER_CHARS_MAX: usize = 64;

impl<'a> Asking<'a> {
    fn register(&self) -> &'a Register {
        self.words.register
    }

    /// What holds for every act: a plain number, a basis of bearable length, a day that has come and
    /// does not lie before what has already happened.
    fn in_order(&self) -> Result<(), Refused> {
        let plain = !self.number.is_empty()
            && self.number.trim() == self.number
            && self.number.chars().count() <= NUMBER_CHARS_MAX
            && !self
                .number
                .chars()
                .any(|c| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%'));
        if !plain {
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
}
