//! The compact form in which events lie in the journal.
//!
//! What is hashed is the JSON of an event ([`register::event`]); what is stored is the same content
//! with every key as the number that the [dictionary](super::dictionary) gave it. Unpacking gives back
//! the event, and with it the bytes that were hashed.
//!
//! ```text
//! body = form ‖ basis ‖ request ‖ content       form 1: packed, form 2: JSON
//! ```
//!
//! Everything but the first byte and a JSON content is `postcard`. The types below do not contain
//! themselves, so reading any bytes at all ends, with an event or with an error.

use base::value::Fields;
use base::{Value, day};
use register::event::{Happening, MatterEvent, Place};
use register::request::Request;
use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;

/// What lies beside the content of every record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Envelope<'a> {
    /// On what basis (依据); may be empty.
    pub(crate) basis: &'a str,
    /// Under which key it was asked for, if under one.
    pub(crate) request: Option<Request>,
}

/// An event of a matter, with numbers for keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Packed<'a> {
    pub(crate) register: u32,
    /// Only in a matter's first record; the others point to it.
    #[serde(borrow)]
    pub(crate) number: Option<&'a str>,
    pub(crate) version: u32,
    pub(crate) definition: u32,
    pub(crate) what: What<'a>,
    pub(crate) after: Option<Spot>,
    before: Before,
    #[serde(borrow)]
    pub(crate) set: Vec<(u32, Held<'a>)>,
    #[serde(borrow)]
    pub(crate) posted: Vec<(u32, Held<'a>)>,
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

/// Where a matter was, told by where it is now as far as the two agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Before {
    Nowhere,
    /// Where it is now.
    Same,
    /// In this state, at the unit and with the dimensions it has now.
    State(u32),
    /// At the unit where it is now.
    Dims {
        state: u32,
        dims: u32,
    },
    Elsewhere(Spot),
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Held<'a> {
    #[serde(borrow)]
    One(One<'a>),
    Lines(Vec<Vec<(u32, One<'a>)>>),
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
}

/// What a body holds after its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    Packed(Packed<'a>),
    /// The JSON of the whole body.
    Json(&'a [u8]),
}

const PACKED: u8 = 1;
const JSON: u8 = 2;

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
        let (before, after) = (spot(before), spot(after));
        let packed = Packed {
            register,
            number: is_first.then_some(number),
            version: *version,
            definition: *definition,
            what,
            after,
            before: Before::of(before, after),
            set: held(set, dictionary, &mut is_whole),
            posted: held(posted, dictionary, &mut is_whole),
        };
        (packed, is_whole)
    }

    /// Where the matter was; `None` before it was opened.
    pub(crate) fn before(&self) -> Option<Spot> {
        match (self.before, self.after) {
            (Before::Nowhere, _) => None,
            (Before::Same, after) => after,
            (Before::State(state), Some(after)) => Some(Spot { state, ..after }),
            (Before::Dims { state, dims }, Some(after)) => Some(Spot { state, dims, ..after }),
            (Before::Elsewhere(spot), _) => Some(spot),
            // `of` never writes it, and reading refuses it.
            (Before::State(_) | Before::Dims { .. }, None) => None,
        }
    }

    /// The event itself. `number` is the matter's. `None` if a number is in no dictionary, or a place
    /// is told by one that is not there.
    pub(crate) fn unpack(&self, number: &str, dictionary: &Dictionary) -> Option<MatterEvent> {
        let place = |spot: Option<Spot>| match spot {
            None => Some(None),
            Some(spot) => Some(Some(Place {
                state: dictionary.key(spot.state)?.clone(),
                unit: dictionary.key(spot.unit)?.clone(),
                dims: dictionary.dims_at(spot.dims)?.clone(),
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
            before: place(self.before())?,
            after: place(self.after)?,
            set: fields(&self.set, dictionary)?,
            posted: fields(&self.posted, dictionary)?,
            draws: vec![],
        })
    }

    /// Whether places are told in the one way in which [`Packed::of`] tells them.
    fn is_plainly_told(&self) -> bool {
        let is_dangling = matches!(
            (self.before, self.after),
            (Before::Same | Before::State(_) | Before::Dims { .. }, None)
        );
        !is_dangling && self.before == Before::of(self.before(), self.after)
    }
}

impl Before {
    fn of(before: Option<Spot>, after: Option<Spot>) -> Before {
        match (before, after) {
            (None, _) => Before::Nowhere,
            (Some(before), Some(after)) if before == after => Before::Same,
            (Some(before), Some(after)) if before.unit != after.unit => Before::Elsewhere(before),
            (Some(before), Some(after)) if before.dims == after.dims => Before::State(before.state),
            (Some(Spot { state, dims, .. }), Some(_)) => Before::Dims { state, dims },
            (Some(before), None) => Before::Elsewhere(before),
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
                Some(value) => Held::One(value),
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
        Value::Choice(key) => One::Choice(dictionary.symbol(key)),
        Value::Flag(flag) => One::Flag(*flag),
        Value::Unit(key) => One::Unit(dictionary.symbol(key)),
        // A sealed value is 32 bytes of chance: nothing to be gained.
        Value::Lines(_) | Value::Sealed(_) => return None,
    })
}

fn fields(packed: &[(u32, Held<'_>)], dictionary: &Dictionary) -> Option<Fields> {
    packed
        .iter()
        .map(|(key, value)| {
            let value = match value {
                Held::One(one) => one.value(dictionary)?,
                Held::Lines(lines) => Value::Lines(
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
        })
    }
}

/// Writes a body of packed content.
pub(crate) fn write_packed(envelope: &Envelope<'_>, packed: &Packed<'_>, into: &mut Vec<u8>) {
    into.push(PACKED);
    append(envelope, into);
    append(packed, into);
}

/// Writes a body that keeps its JSON.
pub(crate) fn write_json(envelope: &Envelope<'_>, json: &[u8], into: &mut Vec<u8>) {
    into.push(JSON);
    append(envelope, into);
    into.extend_from_slice(json);
}

fn append(part: &impl Serialize, into: &mut Vec<u8>) {
    let taken = std::mem::take(into);
    *into = postcard::to_extend(part, taken).expect("numbers, texts and bytes can be written");
}

/// Reads a body. `None` if it is none: whatever the bytes, it neither panics nor takes more than a
/// small multiple of their length.
pub(crate) fn read(body: &[u8]) -> Option<(Envelope<'_>, Content<'_>)> {
    let (form, rest) = body.split_first()?;
    let (envelope, rest) = postcard::take_from_bytes::<Envelope<'_>>(rest).ok()?;
    let content = match *form {
        PACKED => {
            let (packed, rest) = postcard::take_from_bytes::<Packed<'_>>(rest).ok()?;
            let is_ours = rest.is_empty() && packed.is_plainly_told();
            Content::Packed(Some(packed).filter(|_| is_ours)?)
        }
        JSON => Content::Json(rest),
        _ => return None,
    };
    Some((envelope, content))
}
