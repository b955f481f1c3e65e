//! The JSON of an event, written straight from its packed form.
//!
//! Verifying and rebuilding digest every record: this gives the bytes that [`serde_json`] gives for the
//! unpacked event, without making it first. A test compares the two; a mistake here could not pass
//! unnoticed anyway, since no digest would match.

use base::{Dims, Key, day, moment};
use serde::ser::{Error, SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::dictionary::Dictionary;
use super::packing::{Held, One, Packed, Spot, Timed, What};

/// Writes the JSON of a body behind `into`. `number` is the matter's, if the event does not say it
/// itself. `None` if a number means nothing.
pub(crate) fn write(
    packed: &Packed<'_>,
    number: &str,
    dictionary: &Dictionary,
    into: &mut Vec<u8>,
) -> Option<()> {
    let event = Event { packed, number: packed.number.unwrap_or(number), names: Names(dictionary) };
    serde_json::to_writer(into, &Tagged("matter", event)).ok()
}

/// `{"tag": content}`, as serde writes the variants of an enum.
struct Tagged<T>(&'static str, T);

impl<T: Serialize> Serialize for Tagged<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

#[derive(Clone, Copy)]
struct Names<'a>(&'a Dictionary);

impl<'a> Names<'a> {
    fn key<E: Error>(self, symbol: u32) -> Result<&'a Key, E> {
        self.0.key(symbol).ok_or_else(|| E::custom("no such symbol"))
    }

    fn dims<E: Error>(self, number: u32) -> Result<&'a Dims, E> {
        self.0.dims_at(number).ok_or_else(|| E::custom("no such dimensions"))
    }
}

struct Event<'a> {
    packed: &'a Packed<'a>,
    number: &'a str,
    names: Names<'a>,
}

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Event { packed, number, names } = self;
        let (were, are) = packed.deadlines();
        let names = *names;
        let before = packed.before().map(|spot| Place { spot, timed: were, names });
        let after = packed.after().map(|spot| Place { spot, timed: are, names });
        let mut event = to.serialize_struct("MatterEvent", 9)?;
        event.serialize_field("register", names.key::<S::Error>(packed.register)?.as_str())?;
        event.serialize_field("number", number)?;
        event.serialize_field("version", &packed.version)?;
        event.serialize_field("definition", &packed.definition)?;
        event.serialize_field("what", &Happening { what: &packed.what, names })?;
        event.serialize_field("before", &before)?;
        event.serialize_field("after", &after)?;
        for (name, fields) in [("set", &packed.set), ("posted", &packed.posted)] {
            if !fields.is_empty() {
                event.serialize_field(name, &Fields { fields, names })?;
            }
        }
        event.end()
    }
}

struct Happening<'a> {
    what: &'a What<'a>,
    names: Names<'a>,
}

impl Serialize for Happening<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.what {
            What::Step(step) => {
                Tagged("step", self.names.key::<S::Error>(*step)?.as_str()).serialize(to)
            }
            What::Note(text) => Tagged("note", text).serialize(to),
            What::Reversal { of, reason } => {
                Tagged("reversal", Reversal { of: *of, reason }).serialize(to)
            }
            What::Other => Err(S::Error::custom("it has no packed form")),
        }
    }
}

#[derive(Serialize)]
struct Reversal<'a> {
    of: u64,
    reason: &'a str,
}

struct Place<'a> {
    spot: Spot,
    timed: &'a [Timed],
    names: Names<'a>,
}

impl Serialize for Place<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Spot { state, unit, dims } = self.spot;
        let dims = self.names.dims::<S::Error>(dims)?;
        let mut place = to.serialize_struct("Place", 4)?;
        place.serialize_field("state", self.names.key::<S::Error>(state)?.as_str())?;
        place.serialize_field("unit", self.names.key::<S::Error>(unit)?.as_str())?;
        if !dims.is_empty() {
            place.serialize_field("dims", dims)?;
        }
        if !self.timed.is_empty() {
            let running = Running { timed: self.timed, names: self.names };
            place.serialize_field("deadlines", &running)?;
        }
        place.end()
    }
}

struct Running<'a> {
    timed: &'a [Timed],
    names: Names<'a>,
}

impl Serialize for Running<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.timed.len()))?;
        for timed in self.timed {
            let deadline = timed.deadline().ok_or_else(|| S::Error::custom("no such day"))?;
            map.serialize_entry(self.names.key::<S::Error>(timed.clock)?.as_str(), &deadline)?;
        }
        map.end()
    }
}

struct Fields<'a, T> {
    fields: &'a [(u32, T)],
    names: Names<'a>,
}

impl<T: InWords> Serialize for Fields<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.fields.len()))?;
        for (key, value) in self.fields {
            map.serialize_key(self.names.key::<S::Error>(*key)?.as_str())?;
            map.serialize_value(&Worded { value, names: self.names })?;
        }
        map.end()
    }
}

/// What can be written with the names behind its numbers.
trait InWords {
    fn write<S: Serializer>(&self, names: Names<'_>, to: S) -> Result<S::Ok, S::Error>;
}

struct Worded<'a, T> {
    value: &'a T,
    names: Names<'a>,
}

impl<T: InWords> Serialize for Worded<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.value.write(self.names, to)
    }
}

impl InWords for Held<'_> {
    fn write<S: Serializer>(&self, names: Names<'_>, to: S) -> Result<S::Ok, S::Error> {
        match self.one() {
            Ok(one) => one.write(names, to),
            Err(lines) => {
                let lines: Vec<_> = lines.iter().map(|fields| Fields { fields, names }).collect();
                Tagged("lines", lines).serialize(to)
            }
        }
    }
}

impl InWords for One<'_> {
    fn write<S: Serializer>(&self, names: Names<'_>, to: S) -> Result<S::Ok, S::Error> {
        let key = |symbol: u32| names.key::<S::Error>(symbol).map(Key::as_str);
        match *self {
            One::Text(text) => Tagged("text", text).serialize(to),
            One::Integer(number) => Tagged("integer", number).serialize(to),
            One::Fen(fen) => Tagged("fen", fen).serialize(to),
            One::Date(days) => {
                let date = day::from_number(days).ok_or_else(|| S::Error::custom("no such day"))?;
                Tagged("date", date).serialize(to)
            }
            One::Moment(seconds) => {
                let at = moment::from_number(seconds);
                Tagged("moment", at.ok_or_else(|| S::Error::custom("no such day"))?).serialize(to)
            }
            One::Choice(symbol) => Tagged("choice", key(symbol)?).serialize(to),
            One::Flag(flag) => Tagged("flag", flag).serialize(to),
            One::Unit(symbol) => Tagged("unit", key(symbol)?).serialize(to),
        }
    }
}
