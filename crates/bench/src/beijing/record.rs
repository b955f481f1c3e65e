//! Events as the journal takes them.

use std::collections::BTreeMap;

use base::{Dims, Key, Value, day};
use jiff::Timestamp;
use register::event::{Body, Booking, Happening, MatterEvent, PackAdopted, Place, Rebooked};
use store::New;

use super::draw::Draw;
use super::event::{Event, Spot, What};
use super::lines::{LINES, Line};
use super::tree::Tree;

/// Bytes of text that every event carries: the title and a note when a matter opens, then a note.
pub(crate) const PAYLOAD: usize = 96;
const LETTERS: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

/// Why something is taken back or corrected.
const REASON: &str = "录入有误";

/// Makes records of events. Holds every name that they carry, checked once.
#[derive(Debug)]
pub struct Recorder<'a> {
    tree: &'a Tree,
    lines: Vec<Names>,
    clerks: Vec<Key>,
    subject: Key,
    note: Key,
}

/// The names of a line of work.
#[derive(Debug)]
struct Names {
    register: Key,
    states: Vec<Key>,
    steps: Vec<Key>,
    /// By place among the values of its dimension; one empty if it has none.
    dims: Vec<Dims>,
    dimension: Option<(Key, Vec<Value>)>,
    /// The field that names the unit a matter moves to.
    mover: Option<Key>,
}

impl<'a> Recorder<'a> {
    /// For the units of this tree.
    #[must_use]
    pub fn new(tree: &'a Tree) -> Recorder<'a> {
        let clerk = |unit: usize| Key::new(&format!("clerk_{unit:04}"));
        let clerks = (0..tree.units().len()).map(|unit| clerk(unit).expect("well-formed"));
        Recorder {
            tree,
            lines: LINES.map(Names::of).into(),
            clerks: clerks.collect(),
            subject: Key::literal("subject"),
            note: Key::literal("note"),
        }
    }

    /// What the journal must know before the first event.
    #[must_use]
    pub fn definitions(&self, at: Timestamp) -> Vec<New> {
        let files = [
            ("pack.yaml", include_str!("../../packs/beijing/pack.yaml")),
            ("texts.zh.yaml", include_str!("../../packs/beijing/texts.zh.yaml")),
            ("texts.en.yaml", include_str!("../../packs/beijing/texts.en.yaml")),
        ];
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
        let pack = PackAdopted { key: Key::literal("beijing"), version: 1, files: files.collect() };
        let effective_on = day::from_number(super::days().0).expect("a day of this century");
        let new = |body| New {
            effective_on,
            recorded_at: at,
            actor: Key::literal("installer"),
            basis: String::new(),
            body,
            personal: vec![],
            request: None,
        };
        vec![new(Body::Units(self.tree.units())), new(Body::Pack(pack))]
    }

    /// The record of an event.
    #[must_use]
    pub fn record(&self, event: &Event) -> New {
        let names = self.names(event.line);
        let place = |spot: Spot| Place {
            state: pick(&names.states, spot.state),
            unit: self.tree.key(spot.unit).clone(),
            dims: pick(&names.dims, event.dims),
            deadlines: BTreeMap::new(),
        };
        let what = match event.what {
            What::Step => {
                Happening::Step(pick(&names.steps, event.after.map_or(0, |spot| spot.state)))
            }
            What::Reversal { of } => {
                Happening::Reversal { of, reason: REASON.to_owned(), rebooked: vec![] }
            }
            What::Correction { of, from, was, now } => {
                let booking = |on: i32| Booking {
                    on: day::from_number(on).expect("a day of this century"),
                    before: Some(place(from)),
                    after: event.after.map(place),
                    lines: vec![],
                    red: false,
                };
                let (was, now) = (booking(was), booking(now));
                let again = Rebooked { event: of, was, now, set: None, posted: None };
                Happening::Correction { of, reason: REASON.to_owned(), rebooked: vec![again] }
            }
        };
        let mut posted = BTreeMap::new();
        if let Some(days) = event.days_open {
            posted.insert(Key::literal("days_open"), Value::Integer(i64::from(days)));
        }
        let actor = event.before.or(event.after).map_or(0, |spot| spot.unit);
        New {
            effective_on: day::from_number(event.effective_day).expect("a day of this century"),
            recorded_at: Timestamp::from_microsecond(event.recorded_us).expect("of this century"),
            actor: self.clerks.get(usize::from(actor)).expect("every unit has a clerk").clone(),
            basis: String::new(),
            personal: vec![],
            request: None,
            body: Body::Matter(MatterEvent {
                register: names.register.clone(),
                number: event.number(),
                version: event.version,
                definition: 1,
                what,
                before: event.before.map(place),
                after: event.after.map(place),
                set: self.set(event, names),
                posted,
                draws: vec![],
            }),
        }
    }

    fn names(&self, line: Line) -> &Names {
        self.lines.get(line as usize).expect("every line has its names")
    }

    fn set(&self, event: &Event, names: &Names) -> BTreeMap<Key, Value> {
        let mut set = BTreeMap::new();
        if event.what != What::Step {
            return set;
        }
        let mut length = PAYLOAD;
        if event.before.is_none() {
            let subjects = event.line.fixed().subjects;
            let subject = subjects.get(event.matter as usize % subjects.len()).unwrap_or(&"");
            length -= subject.len();
            set.insert(self.subject.clone(), Value::Text((*subject).to_owned()));
            if let Some((dimension, values)) = &names.dimension {
                set.insert(dimension.clone(), pick(values, event.dims));
            }
        }
        if let (Some(mover), Some(_), Some(after)) = (&names.mover, event.before, event.after)
            && after.state == 1
        {
            set.insert(mover.clone(), Value::Unit(self.tree.key(after.unit).clone()));
        }
        set.insert(self.note.clone(), Value::Text(note(event.sequence, length)));
        set
    }
}

impl Names {
    fn of(line: Line) -> Names {
        let fixed = line.fixed();
        let keys = |names: &'static [&'static str]| names.iter().map(|name| Key::literal(name));
        let (dimension, values) = fixed.dimension;
        let dimension = (!values.is_empty()).then(|| {
            (Key::literal(dimension), keys(values).map(Value::Choice).collect::<Vec<_>>())
        });
        let dims = match &dimension {
            None => vec![Dims::new()],
            Some((dimension, _)) => {
                keys(values).map(|value| Dims::new().with(dimension.clone(), value)).collect()
            }
        };
        let mover = match line {
            Line::Tickets => Some("handler"),
            Line::Referrals => Some("receiver"),
            Line::Doses | Line::Inspections | Line::Errands => None,
        };
        Names {
            register: Key::literal(fixed.register),
            states: keys(fixed.states).collect(),
            steps: keys(fixed.steps).collect(),
            dims,
            dimension,
            mover: mover.map(Key::literal),
        }
    }
}

fn pick<T: Clone>(list: &[T], place: u8) -> T {
    list.get(usize::from(place)).expect("events name what their line has").clone()
}

/// Text of this many letters that no compression shortens much, fixed by the sequence number.
pub(crate) fn note(sequence: u64, length: usize) -> String {
    let mut draw = Draw::new(sequence ^ 0x0A07_E5EED);
    let mut note = String::with_capacity(length);
    while note.len() < length {
        let mut bits = draw.next();
        for _ in 0..10.min(length - note.len()) {
            let letter = LETTERS.get(usize::try_from(bits & 63).unwrap_or(0));
            note.push(char::from(letter.copied().unwrap_or(b' ')));
            bits >>= 6;
        }
    }
    note
}
