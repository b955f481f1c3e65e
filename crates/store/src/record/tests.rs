//! Whatever is packed is unpacked as it was, and written as it would be.

use base::value::Fields;
use base::{Dims, Key, Value, day, moment};
use jiff::civil::Date;
use proptest::prelude::*;
use register::event::{Body, Deadline, Happening, MatterEvent, Place};
use register::request::Request;

use super::dictionary::Dictionary;
use super::packing::{self, Content, Envelope, Packed};
use super::written;

fn key() -> impl Strategy<Value = Key> {
    "[a-z][a-z0-9_]{0,47}".prop_map(|text| Key::new(&text).unwrap())
}

fn dims() -> impl Strategy<Value = Dims> {
    proptest::collection::vec((key(), key()), 0..4).prop_map(|pairs| {
        pairs.into_iter().fold(Dims::new(), |dims, (name, value)| dims.with(name, value))
    })
}

fn any_day() -> impl Strategy<Value = Date> {
    (-4_000_000..2_900_000_i32).prop_map(|days| day::from_number(days).unwrap())
}

fn deadline() -> impl Strategy<Value = Deadline> {
    let at = proptest::option::of((0..86_400_u32).prop_map(|at| moment::time(at).unwrap()));
    (proptest::option::of(any_day()), proptest::option::of(any_day()), at)
        .prop_map(|(yellow_on, red_on, at)| Deadline { yellow_on, red_on, at })
}

fn place() -> impl Strategy<Value = Place> {
    let deadlines = proptest::collection::btree_map(key(), deadline(), 0..3);
    (key(), key(), dims(), deadlines).prop_map(|(state, unit, dims, deadlines)| Place {
        state,
        unit,
        dims,
        deadlines,
    })
}

/// Texts of every kind, also those that JSON must escape.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", any::<String>(), Just("\u{0}\"\\\n\u{2028}台账".to_owned())]
}

fn one() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::Text),
        any::<i64>().prop_map(Value::Integer),
        any::<i64>().prop_map(Value::Fen),
        any_day().prop_map(Value::Date),
        key().prop_map(Value::Choice),
        any::<bool>().prop_map(Value::Flag),
        key().prop_map(Value::Unit),
        any::<i32>().prop_map(|at| Value::Moment(moment::from_number(at.into()).unwrap())),
    ]
}

fn fields(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Fields> {
    proptest::collection::btree_map(key(), value, 0..4)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => one(),
        1 => proptest::collection::vec(fields(one()), 0..3).prop_map(Value::Lines),
    ]
}

fn what() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => key().prop_map(Happening::Step),
        1 => text().prop_map(Happening::Note),
        1 => (any::<u64>(), text()).prop_map(|(of, reason)| {
            Happening::Reversal { of, reason, rebooked: vec![] }
        }),
    ]
}

/// Where a matter was and is: apart, and as far as can be the same.
fn ends() -> impl Strategy<Value = (Option<Place>, Option<Place>)> {
    let option = proptest::option::of;
    (option(place()), option(place()), 0_u8..6).prop_map(|(before, after, alike)| {
        let likened = before.clone().zip(after.clone()).map(|(was, is)| match alike {
            0 => is,
            1 => Place { state: was.state, ..is },
            2 => Place { unit: is.unit, ..was },
            3 => Place { unit: was.unit, ..is },
            4 => Place { deadlines: was.deadlines, ..is },
            _ => was,
        });
        (likened.or(before), after)
    })
}

fn event() -> impl Strategy<Value = MatterEvent> {
    let numbers = (any::<u32>(), any::<u32>());
    (key(), text(), numbers, what(), ends(), fields(value()), fields(value())).prop_map(
        |(register, number, (version, definition), what, (before, after), set, posted)| {
            let draws = vec![];
            MatterEvent {
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
            }
        },
    )
}

proptest! {
    #[test]
    fn an_event_comes_back_with_its_json(event in event(), is_first: bool, basis in text(), asked: bool) {
        let mut dictionary = Dictionary::default();
        let request = asked.then(|| Request { key: basis.clone(), digest: [7; 16] });
        let envelope = Envelope { basis: &basis, request };
        let (packed, is_whole) = Packed::of(&event, is_first, &mut dictionary);
        prop_assert!(is_whole);
        let mut body = vec![];
        packing::write_packed(&envelope, &packed, &mut body);
        let (read, content) = packing::read(&body).unwrap();
        prop_assert_eq!(read, envelope);
        let Content::Packed(read) = content else { panic!("it was packed") };
        prop_assert_eq!(&read, &packed);
        prop_assert_eq!(read.unpack(&event.number, &dictionary), Some(event.clone()));
        let mut json = vec![];
        written::write(&read, &event.number, &dictionary, &mut json).unwrap();
        prop_assert_eq!(
            String::from_utf8(json).unwrap(),
            serde_json::to_string(&Body::Matter(event)).unwrap()
        );
    }

    #[test]
    fn any_bytes_are_read_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        hostile(&bytes);
    }

    /// One byte of a body is changed: what is read then is another body, or none.
    #[test]
    fn a_flipped_byte_is_read_to_an_end(event in event(), at in any::<prop::sample::Index>(), to: u8) {
        let mut dictionary = Dictionary::default();
        let (packed, _) = Packed::of(&event, true, &mut dictionary);
        let mut body = vec![];
        packing::write_packed(&Envelope::default(), &packed, &mut body);
        let at = at.index(body.len());
        body[at] = to;
        hostile(&body);
    }
}

/// Reads it and, if it can be read, writes it out.
fn hostile(bytes: &[u8]) {
    if let Some((_, Content::Packed(packed))) = packing::read(bytes) {
        let _unpacked = packed.unpack("A-1", &Dictionary::default());
        let _written = written::write(&packed, "A-1", &Dictionary::default(), &mut vec![]);
    }
}
