//! What an event posts: a pure function of the event and its register.

use std::collections::BTreeSet;

use base::value::Fields;
use base::{Dims, Key, Value};
use jiff::civil::Date;
use ledger::light::{self, Light, Times, Turn};
use ledger::{Account, Entry, Transfer, Unbalanced};

use crate::draw::Draw;
use crate::event::{Booking, Deadline, Happening, Line, MatterEvent, Place};
use crate::model::{Field, FieldKind, Register};

/// The balanced entry of an event that takes effect on `effective_on`.
///
/// A step moves one matter from its old state to its new one; between units it goes through transit,
/// so that every unit's books balance by themselves. A matter that stays in its state but changes its
/// unit or dimensions has not entered the state again: its new place has one less taken out, not one
/// more put in, so that “how many came in” counts it once. Posted rows and amounts come in from
/// outside. Places of a pool move among free, held and used. Lights of the matter's clocks turn, also on
/// days ahead ([`ledger::light::turns`]). A note posts nothing. A reversal posts
/// the reversed entry in red ink. A correction posts, for every event that it books again, the old
/// booking in red ink on its old day and the new one on its new day. A recount does so with the lights
/// alone.
///
/// # Errors
///
/// [`Unbalanced`] if the event asks for a transfer that cannot be, such as a stored amount of `i64::MIN`.
pub fn postings(
    register: &Register,
    event: &MatterEvent,
    effective_on: Date,
) -> Result<Entry, Unbalanced> {
    let parts = parts(register, event, effective_on)?;
    Ok(parts.into_iter().fold(Entry::default(), |entry, (_, part)| entry.and(part)))
}

/// The same entry part by part, each with the earlier event that it books again or takes back; `None`
/// for what the event itself books.
///
/// # Errors
///
/// As [`postings`].
pub fn parts(
    register: &Register,
    event: &MatterEvent,
    effective_on: Date,
) -> Result<Vec<(Option<u64>, Entry)>, Unbalanced> {
    let booked = || entry(&register.key, &booking(register, event, effective_on));
    let drawn = draws(&event.draws, effective_on)?;
    match &event.what {
        Happening::Step(_) | Happening::Reassigned { .. } => Ok(vec![(None, booked()?.and(drawn))]),
        Happening::Note(_) => Ok(vec![]),
        Happening::Reversal { of, rebooked, .. } if rebooked.is_empty() => {
            Ok(vec![(Some(*of), booked()?.and(drawn.red_ink()))])
        }
        Happening::Recounted { rebooked, .. } => {
            let again = rebooked.iter().map(|again| {
                let lit = |booking: &Booking| {
                    let (before, after) = (booking.before.as_ref(), booking.after.as_ref());
                    Ok(Entry::new(lights(&register.key, booking.on, before, after)?))
                };
                Ok((Some(again.event), lit(&again.was)?.red_ink().and(lit(&again.now)?)))
            });
            again.collect()
        }
        Happening::Correction { rebooked, .. } | Happening::Reversal { rebooked, .. } => {
            let again = rebooked.iter().map(|again| {
                let old = entry(&register.key, &again.was)?.red_ink();
                Ok((Some(again.event), old.and(entry(&register.key, &again.now)?)))
            });
            again.collect()
        }
    }
}

/// Places move in the books of their pool, at its unit, whoever drew them.
fn draws(draws: &[Draw], on: Date) -> Result<Entry, Unbalanced> {
    let transfers: Result<Vec<Transfer>, Unbalanced> =
        draws.iter().map(|draw| draw.transfer(on)).collect();
    Ok(Entry::new(transfers?))
}

/// How an event books itself: what it would post, written out.
///
/// Meant for steps, notes, reassignments and reversals of these; corrections book other events.
#[must_use]
pub fn booking(register: &Register, event: &MatterEvent, on: Date) -> Booking {
    let red = matches!(event.what, Happening::Reversal { .. });
    let (before, after) = (event.before.clone(), event.after.clone());
    let posted_at = if red { &before } else { &after };
    let lines = match posted_at {
        Some(place) => event
            .posted
            .iter()
            .flat_map(|(key, value)| lines(register, place, key, value))
            .collect(),
        None => vec![],
    };
    Booking { on, before, after, lines, red }
}

/// The entry of a booking.
fn entry(register: &Key, booking: &Booking) -> Result<Entry, Unbalanced> {
    let Booking { on, before, after, lines, red } = booking;
    let (from, to) = if *red { (after, before) } else { (before, after) };
    let mut transfers = moves(register, *on, from.as_ref(), to.as_ref())?;
    if let Some(place) = to {
        for line in lines {
            let source = (Account::source(register, &line.book), Dims::new());
            let posted = (Account::posted(register, &line.book), line.dims.clone());
            transfers.push(Transfer::new(*on, &place.unit, source, posted, line.amount)?);
        }
    }
    let forward = Entry::new(transfers);
    let moved = if *red { forward.red_ink() } else { forward };
    // That a light was on stays true when what turned it on is taken back: it goes out from then on.
    Ok(moved.and(Entry::new(lights(register, *on, before.as_ref(), after.as_ref())?)))
}

fn moves(
    register: &Key,
    on: Date,
    before: Option<&Place>,
    after: Option<&Place>,
) -> Result<Vec<Transfer>, Unbalanced> {
    let place = |end| match end {
        End::Before => before,
        End::After => after,
        End::Outside | End::Transit => None,
    };
    let account = |end| match (end, place(end)) {
        (_, Some(place)) => (Account::state(register, &place.state), place.dims.clone()),
        (End::Transit, None) => (Account::transit(register), Dims::new()),
        (_, None) => (Account::outside(register), Dims::new()),
    };
    let differ = |before: &Place, after: &Place| Differ {
        at_all: !before.is_at(after),
        in_state: before.state != after.state,
        in_unit: before.unit != after.unit,
    };
    let moved = moved(before, after, differ).iter().filter_map(|made| {
        let unit = &place(made.at)?.unit;
        Some(Transfer::new(on, unit, account(made.from), account(made.to), made.amount))
    });
    moved.collect()
}

/// The lights that turn because the matter's clocks, or its place, are others from this day on.
fn lights(
    register: &Key,
    on: Date,
    before: Option<&Place>,
    after: Option<&Place>,
) -> Result<Vec<Transfer>, Unbalanced> {
    let counts_alike =
        |(before, after): (&Place, &Place)| before.unit == after.unit && before.dims == after.dims;
    let stays = before.zip(after).is_some_and(counts_alike);
    let times = |place: Option<&Place>, clock: &Key| {
        let Deadline { yellow_on, red_on, .. } = *place?.deadlines.get(clock)?;
        Some(Times { yellow: yellow_on, red: red_on })
    };
    let mut transfers = vec![];
    for clock in clocks(before, after) {
        let (was, is) = (times(before, clock), times(after, clock));
        if stays && was == is {
            continue;
        }
        let (left, entered) = light::turns(on, was, is);
        for (place, turns) in [(before, left), (after, entered)] {
            let Some(Place { unit, dims, .. }) = place else { continue };
            let end = |light: Option<Light>| {
                let dims = if light.is_some() { dims.clone() } else { Dims::new() };
                (Account::light(register, clock, light), dims)
            };
            for Turn { day, from, to, amount } in turns {
                transfers.push(Transfer::new(day, unit, end(from), end(to), amount)?);
            }
        }
    }
    Ok(transfers)
}

/// The clocks that run at either end, each once.
fn clocks<'a>(before: Option<&'a Place>, after: Option<&'a Place>) -> BTreeSet<&'a Key> {
    before.into_iter().chain(after).flat_map(|place| place.deadlines.keys()).collect()
}

/// An end of a move: where the matter was or is, or a place that is no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Before,
    After,
    Outside,
    Transit,
}

/// A move of one matter, told by its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose unit it is posted at: [`End::Before`] or [`End::After`].
    pub at: End,
    pub from: End,
    pub to: End,
    pub amount: i64,
}

/// How two places differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differ {
    pub at_all: bool,
    pub in_state: bool,
    pub in_unit: bool,
}

/// The moves between two places, whatever places are told by: their names here, their numbers where
/// events are counted by the million.
pub fn moved<P>(
    before: Option<P>,
    after: Option<P>,
    differ: impl FnOnce(P, P) -> Differ,
) -> &'static [Move] {
    use End::{After, Before, Outside, Transit};
    const fn one(at: End, from: End, to: End, amount: i64) -> Move {
        Move { at, from, to, amount }
    }
    const OPENED: [Move; 1] = [one(After, Outside, After, 1)];
    const GONE: [Move; 1] = [one(Before, Before, Outside, 1)];
    const WITHIN: [Move; 1] = [one(After, Before, After, 1)];
    const ACROSS: [Move; 2] = [one(Before, Before, Transit, 1), one(After, Transit, After, 1)];
    const KEPT: [Move; 2] = [one(Before, Before, Transit, 1), one(After, After, Transit, -1)];
    match (before, after) {
        (None, None) => &[],
        (None, Some(_)) => &OPENED,
        (Some(_), None) => &GONE,
        (Some(before), Some(after)) => match differ(before, after) {
            Differ { at_all: false, .. } => &[],
            Differ { in_state: false, .. } => &KEPT,
            Differ { in_unit: false, .. } => &WITHIN,
            Differ { .. } => &ACROSS,
        },
    }
}

/// Rows of a group post one each to the group's book and their amounts to `group.field`; an amount
/// field posts to its own book. Zero amounts post nothing: the report itself shows that zero was said.
fn lines(register: &Register, place: &Place, key: &Key, value: &Value) -> Vec<Line> {
    let line = |book: String, dims: &Dims, amount| Line { book, dims: dims.clone(), amount };
    if let Some(amount) = value.as_amount() {
        let said = (amount != 0).then(|| line(key.to_string(), &place.dims, amount));
        return said.into_iter().collect();
    }
    let Some(Field { kind: FieldKind::Lines { fields, .. }, .. }) = register.field(key) else {
        return vec![];
    };
    let mut lines = vec![];
    for row in value.as_lines().unwrap_or_default() {
        let dims = line_dims(fields, row, &place.dims);
        lines.push(line(key.to_string(), &dims, 1));
        let amounts = row.iter().filter_map(|(field, value)| Some((field, value.as_amount()?)));
        for (field, amount) in amounts.filter(|(_, amount)| *amount != 0) {
            lines.push(line(format!("{key}.{field}"), &dims, amount));
        }
    }
    lines
}

fn line_dims(fields: &[Field], line: &Fields, matter: &Dims) -> Dims {
    let declared = fields.iter().filter(|field| field.dimension);
    declared.fold(matter.clone(), |dims, field| {
        match line.get(&field.key).and_then(dimension_value) {
            Some(value) => dims.with(field.key.clone(), value),
            None => dims,
        }
    })
}

/// The value of a dimension field as postings carry it; flags are `yes` and `no`.
#[must_use]
pub fn dimension_value(value: &Value) -> Option<Key> {
    match value {
        Value::Choice(key) => Some(key.clone()),
        Value::Flag(flag) => Some(Key::literal(if *flag { "yes" } else { "no" })),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Fen(_)
        | Value::Date(_)
        | Value::Moment(_)
        | Value::Unit(_)
        | Value::Lines(_)
        | Value::Sealed(_) => None,
    }
}
