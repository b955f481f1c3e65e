//! What happened to one matter, in the order in which it happened.

use base::Key;
use base::value::Fields;
use jiff::civil::Date;

use crate::key;
use crate::set::Set;

/// The history of one matter as its people lived it; when they wrote it down is decided elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) register: Key,
    /// Given when all stories are known, in the order in which matters opened.
    pub(crate) number: String,
    pub(crate) told: Vec<Told>,
    unit: Key,
    is_open: bool,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) on: Date,
    pub(crate) actor: Key,
    pub(crate) what: Telling,
    pub(crate) basis: String,
    /// Written down exactly so many days after it happened; `None` leaves it to chance.
    pub(crate) late_days: Option<i64>,
}

/// What it was.
#[derive(Clone, Debug)]
pub(crate) enum Telling {
    Step {
        step: Key,
        /// Only where the step opens the matter.
        unit: Option<Key>,
        set: Fields,
    },
    Note(String),
    /// Takes back what was told at this place of the story.
    Reverse {
        told: usize,
        reason: String,
    },
}

impl Story {
    /// Where it opens.
    pub(crate) fn unit(&self) -> &Key {
        &self.unit
    }

    /// A matter of a register that opens at a unit.
    pub(crate) fn new(register: &str, unit: &str) -> Story {
        Story {
            register: key(register),
            number: String::new(),
            told: vec![],
            unit: key(unit),
            is_open: false,
        }
    }

    /// A step. It never takes effect before what was told before it; the first opens the matter, and so
    /// does the next after its opening was taken back.
    pub(crate) fn step(&mut self, on: Date, actor: &str, step: &str, set: Set) -> &mut Told {
        let unit = if self.is_open { None } else { Some(self.unit.clone()) };
        self.is_open = true;
        let what = Telling::Step { step: key(step), unit, set: set.fields() };
        self.tell(on, actor, what)
    }

    /// A remark in the file.
    pub(crate) fn note(&mut self, on: Date, actor: &str, text: impl Into<String>) -> &mut Told {
        self.tell(on, actor, Telling::Note(text.into()))
    }

    /// Takes back the latest thing told that still stands, as of the day on which it was to take effect.
    pub(crate) fn reverse(&mut self, actor: &str, reason: &str) -> &mut Told {
        let taken_back: Vec<usize> = self
            .told
            .iter()
            .filter_map(|told| match told.what {
                Telling::Reverse { told, .. } => Some(told),
                Telling::Step { .. } | Telling::Note(_) => None,
            })
            .collect();
        let stands = |place: &usize, told: &Told| {
            !taken_back.contains(place) && !matches!(told.what, Telling::Reverse { .. })
        };
        let mut latest_first = self.told.iter().enumerate().rev();
        let (place, on) = latest_first
            .find(|(place, told)| stands(place, told))
            .map(|(place, told)| (place, told.on))
            .expect("a story takes back only what it has told");
        self.is_open = place > 0;
        self.tell(on, actor, Telling::Reverse { told: place, reason: reason.to_owned() })
    }

    /// The day on which the matter opened.
    pub(crate) fn opened_on(&self) -> Option<Date> {
        self.told.first().map(|told| told.on)
    }

    /// The day of the latest thing told.
    pub(crate) fn last_on(&self) -> Option<Date> {
        self.told.last().map(|told| told.on)
    }

    fn tell(&mut self, on: Date, actor: &str, what: Telling) -> &mut Told {
        let on = self.last_on().map_or(on, |last| last.max(on));
        self.told.push(Told { on, actor: key(actor), what, basis: String::new(), late_days: None });
        self.told.last_mut().expect("it was just told")
    }
}

impl Told {
    /// On what basis (依据) it happened.
    pub(crate) fn basis(&mut self, basis: impl Into<String>) -> &mut Told {
        self.basis = basis.into();
        self
    }

    /// Says how many days late it was written down.
    pub(crate) fn late(&mut self, days: i64) -> &mut Told {
        self.late_days = Some(days);
        self
    }
}
