//! Why an act is refused.

use base::{Denied, Key, Lang, Say};
use jiff::civil::Date;

use super::{FieldFault, Untimely};
use crate::draw::DrawRefused;
use crate::told::{Told, listed};
use crate::value::Wrong;

/// Why an act is refused, in the words of the pack, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no register \"{register}\" in this pack; there are {}", listed(.known))]
    UnknownRegister { register: Key, known: Vec<Told> },
    #[error("\"{register}\" has no step \"{step}\"; its steps are {}", listed(.known))]
    UnknownStep { register: Told, step: Key, known: Vec<Told> },
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Draw(#[from] DrawRefused),
    #[error(
        "\"{number}\" cannot be a number: use 1 to 64 characters without / \\ ? # % and without \
         spaces at either end"
    )]
    BadNumber { number: String },
    #[error("there is no matter {number} in \"{register}\"; \"{opening}\" opens one")]
    NotOpened { register: Told, number: String, opening: Told },
    #[error("{number} exists already and is in state \"{state}\"; {}", next(.permitted, Lang::En))]
    AlreadyOpen { number: String, state: Told, permitted: Vec<Told> },
    #[error("the opening of {number} was reversed; \"{opening}\" opens it again")]
    TakenBack { number: String, opening: Told },
    #[error(
        "a matter in state \"{state}\" cannot take the step \"{step}\", which starts from {}; {}",
        listed(.from),
        next(.permitted, Lang::En)
    )]
    NotInState { step: Told, state: Told, from: Vec<Told>, permitted: Vec<Told> },
    #[error("{day} has not come yet; today is {today}, so enter a day up to today")]
    InTheFuture { day: Date, today: Date },
    #[error(
        "{day} lies before {last}, when something last happened to {number}; enter a day from {last} \
         on, or reverse the later records first"
    )]
    BeforeLast { number: String, day: Date, last: Date },
    #[error("\"{register}\" takes reports for days from {since} on, and {day} lies before")]
    BeforeSince { register: Told, day: Date, since: Date },
    #[error(
        "\"{step}\" does not say where a matter opens: only \"{opening}\" takes a unit; leave it out"
    )]
    UnitNotAsked { step: Told, opening: Told },
    #[error("\"{step}\" cannot be taken: {}", all_faults(.faults, Lang::En))]
    Fields { step: Told, faults: Vec<FieldFault> },
    #[error("\"{step}\" cannot be taken: {broken} ({cite})")]
    Rule { step: Told, broken: Told, cite: String },
    #[error("{text}: {wrong}")]
    Text { text: Told, wrong: Wrong },
    #[error("{number} has no record {of}; open the matter to see its records")]
    NoSuchRecord { number: String, of: u64 },
    #[error("record {of} of {number} was already reversed")]
    AlreadyReversed { number: String, of: u64 },
    #[error("record {of} is itself a reversal and stays; take the step again instead")]
    IsReversal { of: u64 },
    #[error(
        "record {of} follows from the calendar published by record {by} and stays; publish that calendar \
         again if it is wrong"
    )]
    IsRecount { of: u64, by: u64 },
    #[error(
        "record {of} is not the latest of {number} that is in force; reverse record {latest} \
         (\"{what}\" of {on}) first"
    )]
    NotLatest { number: String, of: u64, latest: u64, what: Told, on: Date },
    #[error("this would leave {number} as it is; state what should have been said")]
    NothingChanged { number: String },
    #[error(
        "record {of} (\"{what}\") has no such thing to correct: of a note only the day, of a \
         reassignment the day and the unit, of a step its fields and its day, of the opening its unit \
         too"
    )]
    SaysNoSuch { of: u64, what: Told },
    #[error(
        "record {of} holds places of a pool and cannot be corrected; reverse it and take the step again"
    )]
    HoldsPlaces { of: u64 },
    #[error(
        "{day} is out of order: record {other} of {number} (\"{what}\") is of {on}; correct that one \
         first, or choose another day"
    )]
    OutOfOrder { number: String, day: Date, other: u64, what: Told, on: Date },
    #[error(
        "if record {of} had said so, record {later} (\"{what}\" of {on}) would not hold: {because}"
    )]
    LaterWouldNotHold { of: u64, later: u64, what: Told, on: Date, because: Box<Refused> },
    #[error(transparent)]
    Untimely(#[from] Untimely),
    #[error("{number} is at \"{unit}\" already")]
    AlreadyThere { number: String, unit: Key },
}

impl Say for Refused {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => self.zh(),
        }
    }
}

/// A text of the act that is no field.
#[derive(Clone, Copy)]
pub(super) struct ActText(&'static str, &'static str);

pub(super) const BASIS: ActText = ActText("依据", "the basis");
pub(super) const NOTE: ActText = ActText("备注", "the note");
pub(super) const REASON: ActText = ActText("冲销理由", "the reason for reversing");
pub(super) const CORRECTION: ActText = ActText("更正理由", "the reason for correcting");
pub(super) const MOVED: ActText = ActText("划转理由", "the reason for reassigning");

impl ActText {
    pub(super) fn told(self) -> Told {
        Told::new(self.0, self.1)
    }
}

/// What can be done now.
pub(super) fn next(permitted: &[Told], lang: Lang) -> String {
    match (permitted, lang) {
        ([], Lang::En) => "no step leads on from there".to_owned(),
        ([], Lang::Zh) => "此状态下没有可办理的步骤".to_owned(),
        (steps, Lang::En) => format!("steps from there are {}", listed(steps).en),
        (steps, Lang::Zh) => format!("此状态下可办理：{}", listed(steps).zh),
    }
}

pub(super) fn all_faults(faults: &[FieldFault], lang: Lang) -> String {
    let said: Vec<String> = faults.iter().map(|fault| fault.say(lang)).collect();
    said.join(lang.pick("；", "; "))
}
