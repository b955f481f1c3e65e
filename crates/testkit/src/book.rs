//! The books of an authority, in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Ctx, Key, Lang, Say};
use indicators::{Answer, Ask, Figure, IndicatorError, Question};
use ledger::Cells;
use ledger::cell::Overflow;
use register::calendar::Published;
use register::decide::{Act, Refused, Versions, What, decide};
use register::draw::Pools;
use register::model::Catalogue;
use register::organisation::{Gone, Unfit};
use register::{Happened, Matter};

use crate::oracle;
use crate::units::Units;

/// Packs, units, matters and balances: everything an installation has, in memory.
#[derive(Clone, Debug)]
pub struct Book {
    pub(crate) catalogue: Arc<Catalogue>,
    /// The organisation; add to it freely.
    pub units: Units,
    happened: Vec<Happened>,
    pub(crate) matters: BTreeMap<(Key, String), Matter>,
    cells: Cells,
    pub(crate) pools: Pools,
    pub(crate) calendars: Published,
}

/// What came of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its place in the record.
    pub sequence: u64,
    /// The number of its matter.
    pub number: String,
}

/// Why an act was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unable {
    /// The decision refused it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No pack has the register.
    #[error("no pack has a register \"{register}\"")]
    UnknownRegister {
        /// The register.
        register: Key,
    },
    /// It would be at a unit that is not there then.
    #[error(transparent)]
    Gone(#[from] Gone),
    /// The units cannot be reorganised so.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It names a unit that does not exist.
    #[error("there is no unit \"{unit}\"")]
    UnknownUnit {
        /// The unit.
        unit: Key,
    },
}

impl Say for Unable {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Unable::Refused(refused), lang) => refused.say(lang),
            (Unable::Gone(gone), lang) => gone.say(lang),
            (Unable::Unfit(unfit), lang) => unfit.say(lang),
            (_, Lang::En) => self.to_string(),
            (Unable::UnknownRegister { register }, Lang::Zh) => format!("没有台账“{register}”"),
            (Unable::UnknownUnit { unit }, Lang::Zh) => format!("没有单位“{unit}”"),
        }
    }
}

impl Book {
    /// Empty books in which these packs are in force.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Book {
        Book {
            catalogue: Arc::new(catalogue),
            units: Units::new(),
            happened: vec![],
            matters: BTreeMap::new(),
            cells: Cells::new(),
            pools: Pools::default(),
            calendars: Published::default(),
        }
    }

    /// Books made of events that something else recorded, oldest first: the oracle for what it made
    /// of them.
    ///
    /// # Panics
    ///
    /// If an event cannot be posted.
    #[must_use]
    pub fn recorded(catalogue: Catalogue, units: Units, happened: Vec<Happened>) -> Book {
        let mut book = Book { units, ..Book::new(catalogue) };
        for one in happened {
            book.draw_again(&one);
            book.record(one);
        }
        book
    }

    /// Decides an act, and if it is permitted records and posts it.
    ///
    /// # Errors
    ///
    /// [`Unable`]; nothing has happened then.
    ///
    /// # Panics
    ///
    /// If a decided event cannot be posted, which would be a fault of the program.
    pub fn act(&mut self, ctx: &Ctx, act: &Act) -> Result<Done, Unable> {
        let register = || act.register.clone();
        let found = self.catalogue.register(&act.register);
        let (pack, _) = found.ok_or_else(|| Unable::UnknownRegister { register: register() })?;
        if let Some(unit) = act.units().into_iter().find(|unit| !self.units.exists(unit)) {
            return Err(Unable::UnknownUnit { unit: unit.clone() });
        }
        let number = act.number.clone().unwrap_or_else(|| self.next_number(ctx, &act.register));
        let key = (register(), number.clone());
        let versions = Versions { calendars: Some(self), ..Versions::from(pack) };
        let event = decide(ctx, versions, self.matters.get(&key), act, &number)?;
        let mut happened = Happened {
            sequence: self.head().saturating_add(1),
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            event,
        };
        self.admit(&happened)?;
        happened.event.draws = self.draw(ctx, &happened.event, act.effective_on)?;
        // Holds that were over have been given up before it.
        happened.sequence = self.head().saturating_add(1);
        let sequence = happened.sequence;
        self.record(happened);
        Ok(Done { sequence, number })
    }

    /// Whether every unit is there when the matter is.
    fn admit(&self, happened: &Happened) -> Result<(), Gone> {
        let found = self.catalogue.register(&happened.event.register);
        let Some((_, register)) = found.filter(|_| self.units.last() > 0) else { return Ok(()) };
        let key = (happened.event.register.clone(), happened.event.number.clone());
        let matter = match self.matters.get(&key) {
            Some(matter) => Some(matter.clone().followed_by(happened.clone())),
            None => Matter::fold(vec![happened.clone()]),
        };
        matter.map_or(Ok(()), |matter| self.units.latest().admits(register, &matter))
    }

    pub(crate) fn record(&mut self, happened: Happened) {
        let entry = oracle::entry(&self.catalogue, &happened);
        let posted = self.cells.post(&entry);
        posted.expect("a test does not count beyond 64 bits");
        let key = (happened.event.register.clone(), happened.event.number.clone());
        let matter = match self.matters.remove(&key) {
            Some(matter) => matter.followed_by(happened.clone()),
            None => Matter::fold(vec![happened.clone()]).expect("one event makes a matter"),
        };
        self.matters.insert(key, matter);
        self.happened.push(happened);
    }

    /// Takes back the latest event in force of a matter.
    ///
    /// # Errors
    ///
    /// [`Unable`]; nothing has happened then.
    pub fn reverse(
        &mut self,
        ctx: &Ctx,
        (register, number): (&Key, &str),
        reason: &str,
    ) -> Result<Done, Unable> {
        let latest = self.matter(register, number).and_then(|matter| matter.in_force().last());
        // Without an event in force there is nothing to name; the decision says so.
        let of = latest.map_or(0, |happened| happened.sequence);
        let act = Act {
            register: register.clone(),
            number: Some(number.to_owned()),
            what: What::Reverse { of, reason: reason.to_owned() },
            effective_on: ctx.today,
            basis: String::new(),
        };
        self.act(ctx, &act)
    }

    fn next_number(&self, ctx: &Ctx, register: &Key) -> String {
        let prefix =
            self.catalogue.register(register).map(|(_, found)| found.number_prefix.as_str());
        let taken = self.matters.keys().filter(|(of, _)| of == register).count();
        let next = taken.saturating_add(1);
        format!("{}-{}-{next:04}", prefix.unwrap_or_default(), ctx.today.year())
    }

    /// Evaluates a question from these books.
    ///
    /// # Errors
    ///
    /// As [`indicators::evaluate`].
    ///
    /// # Panics
    ///
    /// If a sum exceeds 64 bits.
    pub fn figure(&self, question: &Question) -> Result<Figure, IndicatorError> {
        let asks = indicators::asks(&self.catalogue, question)?;
        let answered = asks.into_iter().map(|ask| {
            let answer = self.answer(&ask).expect("a test does not count beyond 64 bits");
            (ask, answer)
        });
        indicators::evaluate(&self.catalogue, question, &answered.collect(), self.head())
    }

    /// Answers an ask by plain scan; for an earlier point of the record, of the events until then.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if a sum does not fit.
    pub fn answer(&self, ask: &Ask) -> Result<Answer, Overflow> {
        let (Ask::Tally { known_at, .. } | Ask::Coverage { known_at, .. }) = ask;
        let earlier;
        let cells = match known_at {
            None => &self.cells,
            Some(_) => {
                earlier = oracle::cells(&self.catalogue, &self.happened, *known_at);
                &earlier
            }
        };
        oracle::answer(&self.catalogue, &self.units, cells, ask)
    }

    /// The packs in force.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The last sequence number.
    #[must_use]
    pub fn head(&self) -> u64 {
        let last = self.happened.last().map_or(0, |happened| happened.sequence);
        last.max(self.units.last())
    }

    /// Everything that happened, in the order of the record.
    #[must_use]
    pub fn happened(&self) -> &[Happened] {
        &self.happened
    }

    /// A matter as its events have made it.
    #[must_use]
    pub fn matter(&self, register: &Key, number: &str) -> Option<&Matter> {
        self.matters.get(&(register.clone(), number.to_owned()))
    }

    /// Every matter, by register and number.
    pub fn matters(&self) -> impl Iterator<Item = &Matter> {
        self.matters.values()
    }

    /// All balances.
    #[must_use]
    pub fn cells(&self) -> &Cells {
        &self.cells
    }
}
