//! What an event of a matter changes: balances, postings, pools, the matter's row.
//!
//! Events come by the million, and nearly all of them are plain steps: these are posted by the numbers
//! that the journal holds, without a name being looked at. All others go the way of their names,
//! through [`register::postings`]; where a step moves what, both ask [`moved`].
//!
//! Long because one event is followed into everything that it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::{Dims, Key, day};
use ledger::Account;
use register::event::{Happening, MatterEvent};
use register::model::Kind;
use register::postings::{Differ, End, moved};
use register::{Matter, Pack, Register};

use super::matters::{PlaceIds, Taken};
use super::{At, Places, Projector, on};
use crate::legs::{Class, Leg};
use crate::record::packing::{Held, Packed, Spot, What};
use crate::record::{Dictionary, signed};
use crate::{StoreError, journal};

/// An event as its record tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    pub(super) packed: &'a Packed<'a>,
    /// Whether `packed` is all of it.
    pub(super) is_whole: bool,
    /// The event by its names, if it has been read.
    pub(super) event: Option<&'a MatterEvent>,
}

/// A register as a version of its pack defines it.
#[derive(Debug)]
pub(super) struct Shape {
    pack: Arc<Pack>,
    place: usize,
    /// Symbols of the fields that give the title and the deadline.
    pub(super) title: Option<u32>,
    pub(super) due: Option<u32>,
    is_stock: bool,
}

impl Shape {
    pub(super) fn register(&self) -> &Register {
        self.pack.registers.get(self.place).expect("found there when the shape was made")
    }
}

/// Numbers that have been looked up by their names before.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Register and version.
    shapes: BTreeMap<(u32, u32), Arc<Shape>>,
    /// Register and state.
    states: BTreeMap<(u32, u32), i64>,
    /// Register → outside and transit.
    ends: BTreeMap<u32, (i64, i64)>,
    /// Register and field → where its amounts come from, and where they are posted.
    posted: BTreeMap<(u32, u32), (i64, i64)>,
    /// Symbol → number of the unit.
    units: BTreeMap<u32, i64>,
    no_dims: Option<i64>,
}

impl Projector {
    pub(super) async fn event(
        &mut self,
        places: &mut Places<'_>,
        at: At,
        told: Told<'_>,
    ) -> Result<(), StoreError> {
        let packed = told.packed;
        let shape = self.shape(packed.register, packed.definition)?;
        let before = self.place(packed.register, packed.before())?;
        let after = self.place(packed.register, packed.after())?;
        let plain =
            if told.is_whole { self.post_plain(at, packed, (before, after))? } else { None };
        let posted_until = match plain {
            Some(until) if !shape.is_stock => until,
            plain => {
                let read;
                let event = match told.event {
                    Some(event) => event,
                    None => {
                        read = self.read(at, packed)?;
                        &read
                    }
                };
                let until = match plain {
                    Some(until) => until,
                    None => self.post(at, shape.register(), event)?,
                };
                let taken = (self.at, on(at)?, event);
                self.pools.take(places.projections, shape.register(), taken).await?;
                until
            }
        };
        let taken = Taken { at, told, before, after, posted_until };
        if self.matters.take(&shape, &taken, &self.dictionary)? {
            let matter = self.history(places, at).await?;
            self.matters.settle(at.matter, shape.register(), &matter);
            self.tell_deadlines(at.matter, &matter)?;
        } else {
            self.deadlines.take(at, packed, (before, after));
        }
        Ok(())
    }

    /// The event by its names.
    fn read(&self, at: At, packed: &Packed<'_>) -> Result<MatterEvent, StoreError> {
        let number = self.matters.number(at.matter).unwrap_or_default();
        packed.unpack(number, &self.dictionary).ok_or_else(|| meaningless(at))
    }

    fn shape(&mut self, register: u32, version: u32) -> Result<Arc<Shape>, StoreError> {
        if let Some(known) = self.known.shapes.get(&(register, version)) {
            return Ok(Arc::clone(known));
        }
        let key = self.name(register)?;
        let (pack, place) = self.definitions.pack_of(&key, version)?;
        let defined = pack.registers.get(place);
        let mut symbol = |field: Option<&Option<Key>>| {
            field.and_then(Option::as_ref).map(|field| self.dictionary.symbol(field))
        };
        let shape = Arc::new(Shape {
            title: symbol(defined.map(|register| &register.title)),
            due: symbol(defined.map(|register| &register.due)),
            is_stock: defined.is_some_and(|register| matches!(register.kind, Kind::Stock(_))),
            pack,
            place,
        });
        self.known.shapes.insert((register, version), Arc::clone(&shape));
        Ok(shape)
    }

    /// Posts a step by numbers. The last day it posts on but for lights, if on any; outermost `None` if it
    /// is no such step.
    fn post_plain(
        &mut self,
        at: At,
        packed: &Packed<'_>,
        (before, after): (Option<PlaceIds>, Option<PlaceIds>),
    ) -> Result<Option<Option<i32>>, StoreError> {
        let has_lines = packed.posted.iter().any(|(_, held)| matches!(held, Held::Lines(_)));
        match packed.what {
            What::Note(_) => return Ok(Some(None)),
            What::Step(_) if !has_lines => {}
            What::Step(_) | What::Reversal { .. } | What::Other => return Ok(None),
        }
        let differ = |before: PlaceIds, after: PlaceIds| Differ {
            at_all: before != after,
            in_state: before.account != after.account,
            in_unit: before.unit != after.unit,
        };
        let mut until = None;
        for made in moved(before, after, differ) {
            let place = |end| match end {
                End::Before => before,
                End::After => after,
                End::Outside | End::Transit => None,
            };
            let Some(PlaceIds { unit, .. }) = place(made.at) else { continue };
            for (end, side) in [(made.from, Side::Credit), (made.to, Side::Debit)] {
                let (account, dims) = match place(end) {
                    Some(place) => (place.account, place.dims),
                    None => (self.end(packed.register, end)?, self.no_dims()),
                };
                self.leg(at, (account, unit, dims), side.of(made.amount));
            }
            until = Some(at.day);
        }
        self.post_lights(at, packed, (before, after))?;
        let amounts = packed.posted.iter().filter_map(|(field, held)| match held {
            Held::Integer(amount) | Held::Fen(amount) => Some((*field, *amount)),
            _ => None,
        });
        for (field, amount) in amounts.filter(|(_, amount)| *amount != 0) {
            let Some(PlaceIds { unit, dims, .. }) = after else { continue };
            // The one amount that has no negative cannot be taken back; its own way refuses it.
            if amount == i64::MIN {
                return Err(StoreError::Unbalanced {
                    sequence: at.sequence.unsigned_abs(),
                    source: ledger::Unbalanced::Nothing {
                        from: self.amount_source(packed.register, field)?,
                    },
                });
            }
            let (source, posted) = self.posted(packed.register, field)?;
            self.leg(at, (source, unit, self.known.no_dims.unwrap_or_default()), (0, amount));
            self.leg(at, (posted, unit, dims), (amount, 0));
            until = Some(at.day);
        }
        Ok(Some(until))
    }

    /// A leg of what the event itself books, on the day at hand.
    pub(super) fn leg(
        &mut self,
        at: At,
        (account, unit, dims): (i64, i64, i64),
        (debit, credit): (i64, i64),
    ) {
        let (sequence, day, class) = (at.sequence, at.day, Class::Plain);
        let origin = sequence;
        self.runs.add(Leg { sequence, origin, class, account, unit, dims, day, debit, credit });
    }

    /// Posts the entry of any event. The last day it posts on but for lights, if on any.
    fn post(
        &mut self,
        at: At,
        register: &Register,
        event: &MatterEvent,
    ) -> Result<Option<i32>, StoreError> {
        let unbalanced =
            |source| StoreError::Unbalanced { sequence: at.sequence.unsigned_abs(), source };
        let parts = register::postings::parts(register, event, on(at)?).map_err(unbalanced)?;
        let class = match &event.what {
            Happening::Step(_) | Happening::Note(_) => Class::Plain,
            Happening::Reversal { .. } => Class::Reversal,
            Happening::Correction { .. } | Happening::Recounted { .. } => Class::Correction,
            Happening::Reassigned { .. } => Class::Reassignment,
        };
        let mut until = None;
        let legs = parts.iter().flat_map(|(origin, entry)| {
            let origin = origin.map_or(at.sequence, signed);
            entry.legs().map(move |leg| (origin, leg))
        });
        for (origin, leg) in legs {
            // Lights turn also on days ahead, and what the matter's row says tells them all.
            if !leg.account.is_light() {
                until = until.max(Some(day::number(leg.day)));
            }
            let leg = Leg {
                sequence: at.sequence,
                origin,
                class,
                account: i64::from(self.accounts.number(leg.account)),
                unit: self.organisation.id(leg.unit)?,
                dims: i64::from(self.dictionary.dims(leg.dims)),
                day: day::number(leg.day),
                debit: leg.debit,
                credit: leg.credit,
            };
            self.runs.add(leg);
        }
        Ok(until)
    }

    fn place(&mut self, register: u32, spot: Option<Spot>) -> Result<Option<PlaceIds>, StoreError> {
        let Some(Spot { state, unit, dims }) = spot else { return Ok(None) };
        let account = match self.known.states.get(&(register, state)) {
            Some(account) => *account,
            None => {
                let account = Account::state(&self.name(register)?, &self.name(state)?);
                let number = i64::from(self.accounts.number(&account));
                self.known.states.insert((register, state), number);
                number
            }
        };
        let unit = match self.known.units.get(&unit) {
            Some(number) => *number,
            None => {
                let number = self.organisation.id(&self.name(unit)?)?;
                self.known.units.insert(unit, number);
                number
            }
        };
        Ok(Some(PlaceIds { account, unit, dims: i64::from(dims) }))
    }

    fn end(&mut self, register: u32, end: End) -> Result<i64, StoreError> {
        let ends = match self.known.ends.get(&register) {
            Some(ends) => *ends,
            None => {
                let name = self.name(register)?;
                let outside = self.accounts.number(&Account::outside(&name));
                let transit = self.accounts.number(&Account::transit(&name));
                let ends = (i64::from(outside), i64::from(transit));
                self.known.ends.insert(register, ends);
                ends
            }
        };
        Ok(if end == End::Transit { ends.1 } else { ends.0 })
    }

    fn posted(&mut self, register: u32, field: u32) -> Result<(i64, i64), StoreError> {
        self.no_dims();
        if let Some(posted) = self.known.posted.get(&(register, field)) {
            return Ok(*posted);
        }
        let source = self.accounts.number(&self.amount_source(register, field)?);
        let (name, book) = (self.name(register)?, self.name(field)?);
        let posted = self.accounts.number(&Account::posted(&name, book.as_str()));
        let numbers = (i64::from(source), i64::from(posted));
        self.known.posted.insert((register, field), numbers);
        Ok(numbers)
    }

    fn amount_source(&self, register: u32, field: u32) -> Result<Account, StoreError> {
        Ok(Account::source(&self.name(register)?, self.name(field)?.as_str()))
    }

    pub(super) fn no_dims(&mut self) -> i64 {
        let dictionary = &mut self.dictionary;
        *self.known.no_dims.get_or_insert_with(|| i64::from(dictionary.dims(&Dims::new())))
    }

    pub(super) fn name(&self, symbol: u32) -> Result<Key, StoreError> {
        name(&self.dictionary, symbol)
    }

    /// All events of a matter up to the one that is being taken.
    async fn history(&mut self, places: &mut Places<'_>, at: At) -> Result<Matter, StoreError> {
        let number = self.matters.number(at.matter).unwrap_or_default();
        let (mut history, mut next) = (vec![], Some(at.sequence));
        while let Some(waiting) = next.and_then(|sequence| self.journal.waiting(sequence)) {
            history.push(waiting.happened_to(number, &self.dictionary)?);
            next = waiting.previous;
        }
        history.reverse();
        if let Some(latest) = next {
            let journal = match &mut places.journal {
                Some(journal) => journal,
                None => &mut *places.projections,
            };
            let mut written = journal::histories(journal, &self.dictionary, &[latest]).await?;
            written.append(&mut history);
            history = written;
        }
        Matter::fold(history)
            .ok_or_else(|| StoreError::damaged("an event belongs to no matter".to_owned()))
    }
}

#[derive(Clone, Copy)]
enum Side {
    Debit,
    Credit,
}

impl Side {
    fn of(self, amount: i64) -> (i64, i64) {
        match self {
            Side::Debit => (amount, 0),
            Side::Credit => (0, amount),
        }
    }
}

fn name(dictionary: &Dictionary, symbol: u32) -> Result<Key, StoreError> {
    let named = dictionary.key(symbol).cloned();
    named.ok_or_else(|| StoreError::damaged(format!("a body names symbol {symbol}, which is none")))
}

fn meaningless(at: At) -> StoreError {
    StoreError::damaged(format!("record {}: its numbers mean nothing", at.sequence))
}
