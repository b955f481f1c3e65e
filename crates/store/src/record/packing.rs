//! The compact form in which events lie in the journal.
//!
//! What is hashed is the JSON of an event ([`register::event`]); what is stored is the same content
//! with every key as the number that the [dictionary](super::dictionary) gave it. Unpacking gives back
//! the event, and with it the bytes that were hashed.
//!
//! ```text
//! body = form ‖ [basis] ‖ [request] ‖ content        content = JSON
//!                                                    or [number] ‖ event ‖ [posted] ‖ [deadlines] ‖ [seconds]
//! ```
//!
//! The bits of the first byte say what there is. Everything else but JSON is `postcard`. The types
//! below do not contain themselves, so reading any bytes at all ends, with an event or with an error.
//!
//! Long because what is packed and how it is unpacked are read side by side.

use base::value::Fields;
use base::{Value, day, moment};
use register::event::{Happening, MatterEvent, Place};
use register::request::Request;
use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;
use super::timed::{Deadlines, Seconds};
pub(crate) use super::timed::{Timed, timed};

/// What lies beside the content of every record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    /// On what basis (依据); may be empty.
    pub(crate) basis: &'a str,
    /// Under which key it was asked for, if under one.
    pub(crate) request: Option<Request>,
}

/// An event of a matter, with numbers for keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Packed<'a> {
    /// Only in a matter's first record; the others point to it.
    #[serde(skip)]
    pub(crate) number: Option<&'a str>,
    pub(crate) register: u32,
    pub(crate) version: u32,
    pub(crate) definition: u32,
    pub(crate) what: What<'a>,
    ends: Ends,
    #[serde(borrow)]
    pub(crate) set: Vec<(u32, Held<'a>)>,
    #[serde(skip)]
    pub(crate) posted: Vec<(u32, Held<'a>)>,
    #[serde(skip)]
    deadlines: Deadlines,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What<'a> {
    Step(u32),
    Note(&'a str),
    Reversal {
        of: u64,
        reason: &'a str,
    },
    /// Something that has no packed form; such an event is stored as JSON.
    Other,
}

/// A place by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Spot {
    pub(crate) state: u32,
    pub(crate) unit: u32,
    pub(crate) dims: u32,
}

/// Where a matter was and is: where it was is told by where it is, as far as the two agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Ends {
    Nowhere,
    Opened(Spot),
    Gone(Spot),
    /// Where it was.
    Kept(Spot),
    /// In another state, at the same unit and with the same dimensions.
    State {
        now: Spot,
        state: u32,
    },
    /// At the same unit.
    Dims {
        now: Spot,
        state: u32,
        dims: u32,
    },
    Apart {
        now: Spot,
        before: Spot,
    },
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Held<'a> {
    Text(&'a str),
    Integer(i64),
    Fen(i64),
    Date(i32),
    Choice(u32),
    Flag(bool),
    Unit(u32),
    #[serde(borrow)]
    Lines(Vec<Vec<(u32, One<'a>)>>),
    Moment(i64),
}

/// A value that holds no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum One<'a> {
    Text(&'a str),
    Integer(i64),
    Fen(i64),
    Date(i32),
    Choice(u32),
    Flag(bool),
    Unit(u32),
    Moment(i64),
}

/// What a body holds after its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    Packed(Packed<'a>),
    /// The JSON of the whole body.
    Json(&'a [u8]),
}

const JSON: u8 = 1;
const BASIS: u8 = 2;
const REQUEST: u8 = 4;
const NUMBER: u8 = 8;
const POSTED: u8 = 16;
const DEADLINES: u8 = 32;
const SECONDS: u8 = 64;
const KNOWN: u8 = JSON | BASIS | REQUEST | NUMBER | POSTED | DEADLINES | SECONDS;

impl<'a> Packed<'a> {
    /// The event with numbers for its keys, and whether that is all of it.
    pub(crate) fn of(
        event: &'a MatterEvent,
        is_first: bool,
        dictionary: &mut Dictionary,
    ) -> (Packed<'a>, bool) {
        // Every field is named here, so that a new one cannot be forgotten.
        let MatterEvent {
            register,
            number,
            version,
            definition,
            what,
            before,
            after,
            set,
            posted,
            draws,
        } = event;
        let mut is_whole = true;
        let register = dictionary.symbol(register);
        let what = match what {
            Happening::Step(step) => What::Step(dictionary.symbol(step)),
            Happening::Note(text) => What::Note(text),
            Happening::Reversal { of, reason, rebooked } if rebooked.is_empty() => {
                What::Reversal { of: *of, reason }
            }
            Happening::Reversal { .. }
            | Happening::Correction { .. }
            | Happening::Recounted { .. }
            | Happening::Reassigned { .. } => What::Other,
        };
        is_whole &= what != What::Other && draws.is_empty();
        let mut spot = |place: &Option<Place>| {
            place.as_ref().map(|place| Spot {
                state: dictionary.symbol(&place.state),
                unit: dictionary.symbol(&place.unit),
                dims: dictionary.dims(&place.dims),
            })
        };
        let spots = (spot(before), spot(after));
        let mut timed = |place: &Option<Place>| timed(place.as_ref(), dictionary);
        let deadlines = Deadlines::of(timed(before), timed(after));
        let packed = Packed {
            register,
            number: is_first.then_some(number),
            version: *version,
            definition: *definition,
            what,
            ends: Ends::of(spots.0, spots.1),
            set: held(set, dictionary, &mut is_whole),
            posted: held(posted, dictionary, &mut is_whole),
            deadlines,
        };
        (packed, is_whole)
    }

    /// Where the matter was; `None` before it was opened.
    pub(crate) fn before(&self) -> Option<Spot> {
        match self.ends {
            Ends::Nowhere | Ends::Opened(_) => None,
            Ends::Gone(before) | Ends::Kept(before) | Ends::Apart { before, .. } => Some(before),
            Ends::State { now, state } => Some(Spot { state, ..now }),
            Ends::Dims { now, state, dims } => Some(Spot { state, dims, ..now }),
        }
    }

    /// Where it is now; `None` if its opening was reversed.
    pub(crate) fn after(&self) -> Option<Spot> {
        match self.ends {
            Ends::Nowhere | Ends::Gone(_) => None,
            Ends::Opened(now)
            | Ends::Kept(now)
            | Ends::State { now, .. }
            | Ends::Dims { now, .. }
            | Ends::Apart { now, .. } => Some(now),
        }
    }

    /// What its clocks showed where it was, and show where it is.
    pub(crate) fn deadlines(&self) -> (&[Timed], &[Timed]) {
        match &self.deadlines {
            Deadlines::Kept(both) => (both, both),
            Deadlines::Apart { before, after } => (before, after),
        }
    }

    /// The event itself. `number` is the matter's. `None` if a number is in no dictionary, or a place
    /// is told by one that is not there.
    pub(crate) fn unpack(&self, number: &str, dictionary: &Dictionary) -> Option<MatterEvent> {
        let (were, are) = self.deadlines();
        let place = |spot: Option<Spot>, timed: &[Timed]| match spot {
            None => Some(None),
            Some(spot) => Some(Some(Place {
                state: dictionary.key(spot.state)?.clone(),
                unit: dictionary.key(spot.unit)?.clone(),
                dims: dictionary.dims_at(spot.dims)?.clone(),
                deadlines: timed
                    .iter()
                    .map(|one| Some((dictionary.key(one.clock)?.clone(), one.deadline()?)))
                    .collect::<Option<_>>()?,
            })),
        };
        Some(MatterEvent {
            register: dictionary.key(self.register)?.clone(),
            number: self.number.unwrap_or(number).to_owned(),
            version: self.version,
            definition: self.definition,
            what: match &self.what {
                What::Step(step) => Happening::Step(dictionary.key(*step)?.clone()),
                What::Note(text) => Happening::Note((*text).to_owned()),
                What::Reversal { of, reason } => {
                    Happening::Reversal { of: *of, reason: (*reason).to_owned(), rebooked: vec![] }
                }
                What::Other => return None,
            },
            before: place(self.before(), were)?,
            after: place(self.after(), are)?,
            set: fields(&self.set, dictionary)?,
            posted: fields(&self.posted, dictionary)?,
            draws: vec![],
        })
    }
}

impl Ends {
    fn of(before: Option<Spot>, after: Option<Spot>) -> Ends {
        match (before, after) {
            (None, None) => Ends::Nowhere,
            (None, Some(now)) => Ends::Opened(now),
            (Some(before), None) => Ends::Gone(before),
            (Some(before), Some(now)) if before == now => Ends::Kept(now),
            (Some(before), Some(now)) if before.unit != now.unit => Ends::Apart { now, before },
            (Some(before), Some(now)) if before.dims == now.dims => {
                Ends::State { now, state: before.state }
            }
            (Some(Spot { state, dims, .. }), Some(now)) => Ends::Dims { now, state, dims },
        }
    }
}

fn held<'a>(
    fields: &'a Fields,
    dictionary: &mut Dictionary,
    is_whole: &mut bool,
) -> Vec<(u32, Held<'a>)> {
    let mut packed = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        let value = match value {
            Value::Lines(lines) => {
                Held::Lines(lines.iter().map(|line| line_of(line, dictionary, is_whole)).collect())
            }
            value => match one(value, dictionary) {
                Some(value) => value.into(),
                None => {
                    *is_whole = false;
                    continue;
                }
            },
        };
        packed.push((dictionary.symbol(key), value));
    }
    packed
}

fn line_of<'a>(
    line: &'a Fields,
    dictionary: &mut Dictionary,
    is_whole: &mut bool,
) -> Vec<(u32, One<'a>)> {
    let mut packed = Vec::with_capacity(line.len());
    for (key, value) in line {
        match one(value, dictionary) {
            Some(value) => packed.push((dictionary.symbol(key), value)),
            None => *is_whole = false,
        }
    }
    packed
}

/// `None` if the value has no packed form.
fn one<'a>(value: &'a Value, dictionary: &mut Dictionary) -> Option<One<'a>> {
    Some(match value {
        Value::Text(text) => One::Text(text),
        Value::Integer(number) => One::Integer(*number),
        Value::Fen(fen) => One::Fen(*fen),
        Value::Date(date) => One::Date(day::number(*date)),
        Value::Moment(at) if at.subsec_nanosecond() == 0 => One::Moment(moment::number(*at)),
        Value::Choice(key) => One::Choice(dictionary.symbol(key)),
        Value::Flag(flag) => One::Flag(*flag),
        Value::Unit(key) => One::Unit(dictionary.symbol(key)),
        // A sealed value is 32 bytes of chance: nothing to be gained.
        Value::Lines(_) | Value::Sealed(_) | Value::Moment(_) => return None,
    })
}

fn fields(packed: &[(u32, Held<'_>)], dictionary: &Dictionary) -> Option<Fields> {
    packed
        .iter()
        .map(|(key, value)| {
            let value = match value.one() {
                Ok(one) => one.value(dictionary)?,
                Err(lines) => Value::Lines(
                    lines.iter().map(|line| line_at(line, dictionary)).collect::<Option<_>>()?,
                ),
            };
            Some((dictionary.key(*key)?.clone(), value))
        })
        .collect()
}

fn line_at(line: &[(u32, One<'_>)], dictionary: &Dictionary) -> Option<Fields> {
    line.iter()
        .map(|(key, value)| Some((dictionary.key(*key)?.clone(), value.value(dictionary)?)))
        .collect()
}

impl<'a> From<One<'a>> for Held<'a> {
    fn from(one: One<'a>) -> Held<'a> {
        match one {
            One::Text(text) => Held::Text(text),
            One::Integer(number) => Held::Integer(number),
            One::Fen(fen) => Held::Fen(fen),
            One::Date(days) => Held::Date(days),
            One::Choice(symbol) => Held::Choice(symbol),
            One::Flag(flag) => Held::Flag(flag),
            One::Unit(symbol) => Held::Unit(symbol),
            One::Moment(seconds) => Held::Moment(seconds),
        }
    }
}

impl<'a> Held<'a> {
    /// The value if it holds no others; otherwise its rows.
    pub(crate) fn one(&self) -> Result<One<'a>, &[Vec<(u32, One<'a>)>]> {
        Ok(match *self {
            Held::Text(text) => One::Text(text),
            Held::Integer(number) => One::Integer(number),
            Held::Fen(fen) => One::Fen(fen),
            Held::Date(days) => One::Date(days),
            Held::Choice(symbol) => One::Choice(symbol),
            Held::Flag(flag) => One::Flag(flag),
            Held::Unit(symbol) => One::Unit(symbol),
            Held::Moment(seconds) => One::Moment(seconds),
            Held::Lines(ref lines) => return Err(lines),
        })
    }
}

impl One<'_> {
    /// The value with its keys written out. `None` if a number means nothing.
    pub(crate) fn value(&self, dictionary: &Dictionary) -> Option<Value> {
        let key = |number| dictionary.key(number).cloned();
        Some(match *self {
            One::Text(text) => Value::Text(text.to_owned()),
            One::Integer(number) => Value::Integer(number),
            One::Fen(fen) => Value::Fen(fen),
            One::Date(days) => Value::Date(day::from_number(days)?),
            One::Choice(number) => Value::Choice(key(number)?),
            One::Flag(flag) => Value::Flag(flag),
            One::Unit(number) => Value::Unit(key(number)?),
            One::Moment(seconds) => Value::Moment(moment::from_number(seconds)?),
        })
    }
}

/// Writes a body of packed content.
pub(crate) fn write_packed(envelope: &Envelope<'_>, packed: &Packed<'_>, into: &mut Vec<u8>) {
    let number = if packed.number.is_some() { NUMBER } else { 0 };
    let posted = if packed.posted.is_empty() { 0 } else { POSTED };
    let deadlines = if packed.deadlines.is_empty() { 0 } else { DEADLINES };
    let seconds = packed.deadlines.seconds();
    let has_seconds = seconds != Seconds::default();
    let hours = if has_seconds { SECONDS } else { 0 };
    write_envelope(envelope, number | posted | deadlines | hours, into);
    if let Some(number) = packed.number {
        append(number, into);
    }
    append(packed, into);
    if !packed.posted.is_empty() {
        append(&packed.posted, into);
    }
    if !packed.deadlines.is_empty() {
        append(&packed.deadlines, into);
    }
    if has_seconds {
        append(&seconds, into);
    }
}

/// Writes a body that keeps its JSON.
pub(crate) fn write_json(envelope: &Envelope<'_>, json: &[u8], into: &mut Vec<u8>) {
    write_envelope(envelope, JSON, into);
    into.extend_from_slice(json);
}

fn write_envelope(envelope: &Envelope<'_>, form: u8, into: &mut Vec<u8>) {
    let basis = if envelope.basis.is_empty() { 0 } else { BASIS };
    let request = if envelope.request.is_some() { REQUEST } else { 0 };
    into.push(form | basis | request);
    if !envelope.basis.is_empty() {
        append(envelope.basis, into);
    }
    if let Some(request) = &envelope.request {
        append(request, into);
    }
}

fn append(part: &(impl Serialize + ?Sized), into: &mut Vec<u8>) {
    let taken = std::mem::take(into);
    *into = postcard::to_extend(part, taken).expect("numbers, texts and bytes can be written");
}

/// Reads a body. `None` if it is none: whatever the bytes, it neither panics nor takes more than a
/// small multiple of their length.
pub(crate) fn read(body: &[u8]) -> Option<(Envelope<'_>, Content<'_>)> {
    let (&form, mut rest) = body.split_first()?;
    // JSON says all of it, and seconds belong to deadlines.
    let json_and_more = form & JSON != 0 && form & !(JSON | BASIS | REQUEST) != 0;
    let no_deadlines = form & SECONDS != 0 && form & DEADLINES == 0;
    if form & !KNOWN != 0 || json_and_more || no_deadlines {
        return None;
    }
    let mut envelope = Envelope::default();
    if form & BASIS != 0 {
        envelope.basis = take(&mut rest)?;
    }
    if form & REQUEST != 0 {
        envelope.request = Some(take(&mut rest)?);
    }
    if form & JSON != 0 {
        return Some((envelope, Content::Json(rest)));
    }
    let number = if form & NUMBER != 0 { Some(take(&mut rest)?) } else { None };
    let mut packed: Packed<'_> = take(&mut rest)?;
    packed.number = number;
    if form & POSTED != 0 {
        packed.posted = take(&mut rest)?;
    }
    if form & DEADLINES != 0 {
        packed.deadlines = take(&mut rest)?;
    }
    if form & SECONDS != 0 {
        packed.deadlines.take_seconds(take(&mut rest)?)?;
    }
    let is_ours = rest.is_empty() && packed.ends == Ends::of(packed.before(), packed.after());
    is_ours.then_some((envelope, Content::Packed(packed)))
}

fn take<'a, T: Deserialize<'a>>(rest: &mut &'a [u8]) -> Option<T> {
    let (taken, left) = postcard::take_from_bytes(rest).ok()?;
    *rest = left;
    Some(taken)
}

/// Whether a body says what happened to a matter.
pub(crate) fn is_event(body: &[u8]) -> bool {
    match read(body) {
        Some((_, Content::Json(json))) => json.starts_with(br#"{"matter":"#),
        Some((_, Content::Packed(_))) => true,
        None => false,
    }
}
