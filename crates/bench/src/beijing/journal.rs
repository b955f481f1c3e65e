//! The whole record as the journal takes it: the events, and between them the closings of the quarters.

use std::collections::BTreeMap;
use std::iter::Peekable;

use base::{Key, day};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::closing::Closing;
use register::event::Body;
use store::New;

use super::record::Recorder;
use super::stream::Stream;

/// A quarter is closed on this day of the month after it.
const CLOSING_DAY: i8 = 11;
/// The closing that questions are asked about: of the year 2022.
const ASKED: Date = date(2023, 1, CLOSING_DAY);

/// Records in order. The definitions come before the first of them.
#[derive(Debug)]
pub struct Journal<'a> {
    recorder: &'a Recorder<'a>,
    stream: Peekable<Stream<'a>>,
    next: u64,
    sealed: u64,
}

/// Whether books are closed on this day: the stream leaves out a sequence number for the closing.
pub(super) fn closes(number: i32) -> bool {
    day::from_number(number)
        .is_some_and(|day| day.day() == CLOSING_DAY && matches!(day.month(), 1 | 4 | 7 | 10))
}

impl<'a> Journal<'a> {
    /// What this stream has to say after the record `head`.
    #[must_use]
    pub fn new(recorder: &'a Recorder<'a>, stream: Stream<'a>, head: u64) -> Journal<'a> {
        Journal { recorder, stream: stream.peekable(), next: head + 1, sealed: head }
    }

    /// What the closing of 2022 knew: the record before it. The beginning, before it was closed.
    #[must_use]
    pub fn sealed(&self) -> u64 {
        self.sealed
    }

    fn closing(&mut self, on: Date) -> New {
        let last = on.first_of_month().yesterday().unwrap_or(on);
        let known_at = self.next - 1;
        if on == ASKED {
            self.sealed = known_at;
        }
        let closing = Closing {
            key: Key::new(&format!("quarter_{}_{}", last.year(), last.month() / 3))
                .expect("well-formed"),
            zh: format!("{}年{}季度", last.year(), last.month() / 3),
            en: format!("Quarter {} of {}", last.month() / 3, last.year()),
            from: None,
            to: last,
            cut_off: last,
            known_at,
            tree: 1,
            definitions: BTreeMap::from([(Key::literal("beijing"), 1)]),
            report: None,
            prepared_by: None,
            figures: vec![],
        };
        let midnight = i64::from(day::number(on)) * 86_400_000_000;
        New {
            effective_on: on,
            recorded_at: Timestamp::from_microsecond(midnight).expect("of this century"),
            actor: Key::literal("closer"),
            basis: String::new(),
            personal: vec![],
            request: None,
            body: Body::Closed(closing),
        }
    }
}

impl Iterator for Journal<'_> {
    type Item = New;

    fn next(&mut self) -> Option<New> {
        let event = *self.stream.peek()?;
        let on = day::from_number(event.recorded_day).expect("a day of this century");
        let new = if event.sequence == self.next {
            self.stream.next();
            self.recorder.record(&event)
        } else {
            self.closing(on)
        };
        self.next += 1;
        Some(new)
    }
}
