//! Three years of an authority, event by event in the order of the record, in bounded memory.
//!
//! Every matter waits in an agenda of days until its next step is recorded: 90 % of steps on the day
//! they take effect, 8 % one to seven days later, 2 % eight to sixty days later. Three ends in a
//! thousand turn out to be wrong within a month: half are taken back, and most of those entered again; of
//! the others the day is corrected.

use std::collections::VecDeque;

use base::day;
use jiff::civil::date;

use super::draw::Draw;
use super::event::{Event, Spot, What};
use super::journal::closes;
use super::lines::{LINES, Line};
use super::openings::Openings;
use super::tree::Tree;
use super::waiting::{Next, Waiting};

/// The longest a matter waits, in days: 90 until it is done and 60 until that is recorded.
const AGENDA_DAYS: i32 = 256;
/// Of a thousand ends, how many turn out to be wrong.
const MISTAKES: u32 = 3;

/// The events of the Beijing year, oldest first.
#[derive(Debug)]
pub struct Stream<'a> {
    tree: &'a Tree,
    draw: Draw,
    sequence: u64,
    day: i32,
    /// Events so far on this day.
    today: i64,
    /// Microseconds from one event to the next.
    pace: i64,
    queue: VecDeque<Waiting>,
    /// Who waits for which day, by the day's remainder.
    agenda: Vec<Vec<Waiting>>,
    openings: Openings,
    matters: u32,
    /// Of a thousand ends, how many turn out to be wrong.
    mistakes: u32,
    /// Whether a sequence number is left out for every closing.
    closing: bool,
    serials: [u32; LINES.len()],
}

/// First and last day of the record, as days since 1970.
#[must_use]
pub fn days() -> (i32, i32) {
    (day::number(date(2021, 1, 1)), day::number(date(2023, 12, 31)))
}

impl<'a> Stream<'a> {
    /// About `events` events after the record `head`.
    #[must_use]
    pub fn new(tree: &'a Tree, seed: u64, events: u64, head: u64) -> Stream<'a> {
        let (first, last) = days();
        let a_day = i64::try_from(events).unwrap_or(i64::MAX) / i64::from(last - first);
        let mut stream = Stream {
            tree,
            draw: Draw::new(seed),
            sequence: head,
            day: first,
            today: 0,
            // The busiest day has less than four times the average: all fit into the same day.
            pace: (50_000_000_000 / (4 * a_day + 1_000)).max(1),
            queue: VecDeque::new(),
            agenda: (0..AGENDA_DAYS).map(|_| vec![]).collect(),
            openings: Openings::new(events),
            matters: 0,
            mistakes: MISTAKES,
            closing: true,
            serials: [0; LINES.len()],
        };
        stream.begin_day();
        stream
    }

    /// The same with so many of a thousand ends wrong.
    #[must_use]
    pub fn mistaken(self, per_mille: u32) -> Stream<'a> {
        Stream { mistakes: per_mille, ..self }
    }

    /// The same without room for closings.
    #[must_use]
    pub fn unclosed(self) -> Stream<'a> {
        Stream { closing: false, ..self }
    }

    /// Fills the queue of a day: who waited for it, and who comes, in any order.
    fn begin_day(&mut self) {
        self.today = 0;
        if self.closing && closes(self.day) {
            self.sequence += 1;
        }
        let slot = self.agenda.get_mut(slot(self.day));
        let mut queue = slot.map(std::mem::take).unwrap_or_default();
        let turned = day::from_number(self.day).is_some_and(|day| day.day_of_year() == 1);
        if turned {
            self.serials = [0; LINES.len()];
        }
        for (line, count) in self.openings.on(self.day) {
            for _ in 0..count {
                let waiting = self.opening(line);
                match self.late(self.day) {
                    recorded if recorded == self.day => queue.push(waiting),
                    recorded => self.wait(recorded, waiting),
                }
            }
        }
        for last in (1..queue.len()).rev() {
            let other = self.draw.below(u32::try_from(last + 1).unwrap_or(u32::MAX));
            queue.swap(last, usize::try_from(other).unwrap_or(0));
        }
        self.queue = queue.into();
    }

    /// A matter that comes into being on this day, at whatever day that is recorded.
    fn opening(&mut self, line: Line) -> Waiting {
        let institution = self.tree.institution(&mut self.draw);
        let unit = match line {
            Line::Doses | Line::Referrals => institution,
            Line::Inspections | Line::Tickets => self.tree.district(institution),
            Line::Errands => self.tree.hospital(institution, &mut self.draw),
        };
        let values = u32::try_from(line.fixed().dimension.1.len()).unwrap_or(0);
        let first = self.draw.per_mille(700);
        let dims = if first { 0 } else { self.draw.below(values) };
        Waiting {
            line,
            matter: 0,
            year: 0,
            serial: 0,
            version: 0,
            dims: u8::try_from(dims).unwrap_or(0),
            at: None,
            was: None,
            next: Next::Step(Spot { state: 0, unit }),
            effective: self.day,
            days: (self.day, self.day),
            opened: self.day,
            last: 0,
            days_open: None,
        }
    }

    /// The day on which what takes effect on a day is recorded.
    fn late(&mut self, effective: i32) -> i32 {
        let days = match self.draw.below(100) {
            0..90 => 0,
            90..98 => self.draw.days(1, 7),
            _ => self.draw.days(8, 60),
        };
        effective + days
    }

    fn wait(&mut self, recorded: i32, waiting: Waiting) {
        if recorded <= self.day {
            self.queue.push_back(waiting);
        } else if let Some(slot) = self.agenda.get_mut(slot(recorded)) {
            slot.push(waiting);
        }
    }

    /// The event, and what the matter waits for then.
    fn happen(&mut self, mut waiting: Waiting) -> Event {
        self.sequence += 1;
        if waiting.at.is_none() {
            self.number(&mut waiting);
        }
        waiting.version += 1;
        let of = waiting.last;
        let (after, what) = match (waiting.next, waiting.was) {
            (Next::Step(spot), _) => (Some(spot), What::Step),
            (Next::Correction, Some(from)) => {
                let (was, least) = waiting.days;
                let now = if was > least { was - 1 } else { was + 1 };
                (waiting.at, What::Correction { of, from, was, now })
            }
            (Next::Reversal | Next::Correction, was) => (was, What::Reversal { of }),
        };
        let closes = waiting.line == Line::Tickets && after.is_some_and(|spot| spot.state == 2);
        if what == What::Step {
            waiting.days_open = closes.then_some(waiting.effective - waiting.opened);
        }
        let event = Event {
            sequence: self.sequence,
            recorded_day: self.day,
            recorded_us: i64::from(self.day) * 86_400_000_000 + self.today * self.pace,
            effective_day: waiting.effective,
            line: waiting.line,
            matter: waiting.matter,
            year: waiting.year,
            serial: waiting.serial,
            version: waiting.version,
            what,
            before: waiting.at,
            after,
            dims: waiting.dims,
            days_open: waiting.days_open,
        };
        self.today += 1;
        self.plan(waiting, after);
        event
    }

    /// A matter's number is given when its opening is recorded.
    fn number(&mut self, waiting: &mut Waiting) {
        self.matters += 1;
        waiting.matter = self.matters;
        waiting.year = day::from_number(self.day).map_or(0, jiff::civil::Date::year);
        if let Some(serial) = self.serials.get_mut(waiting.line as usize) {
            *serial += 1;
            waiting.serial = *serial;
        }
    }

    /// What the matter waits for after this event.
    fn plan(&mut self, waiting: Waiting, after: Option<Spot>) {
        let Some(at) = after else { return };
        let was_reversed = waiting.next == Next::Reversal;
        let days = (waiting.effective, waiting.days.0);
        let then = Waiting { last: self.sequence, at: after, was: waiting.at, days, ..waiting };
        let Some(state) = waiting.line.next(at.state, &mut self.draw) else {
            // An ended matter rests, unless its end was a mistake that was not taken back already.
            let is_new = matches!(waiting.next, Next::Step(_)) && waiting.version <= 3;
            if is_new && self.draw.per_mille(self.mistakes) {
                let found = self.day + self.draw.days(1, 30);
                let same_day = self.draw.per_mille(500);
                // A ticket's day would change the days that were posted with its closing.
                let next = match self.draw.per_mille(500) && waiting.line != Line::Tickets {
                    true => Next::Correction,
                    false => Next::Reversal,
                };
                let is_dated = same_day && next == Next::Reversal;
                let effective = if is_dated { waiting.effective } else { found };
                self.wait(found, Waiting { next, effective, ..then });
            }
            return;
        };
        if was_reversed && self.draw.per_mille(200) {
            return;
        }
        let unit = match (waiting.line, state) {
            (Line::Tickets, 1) => self.institution_near(at.unit),
            (Line::Referrals, 1) => self.tree.hospital(at.unit, &mut self.draw),
            _ => at.unit,
        };
        let (least, most) = waiting.line.fixed().days;
        let same_day = waiting.line == Line::Doses && self.draw.per_mille(600);
        let days = if same_day || was_reversed { 0 } else { self.draw.days(least, most) };
        let effective = waiting.effective + days;
        let recorded = self.late(effective).max(self.day);
        let next = Next::Step(Spot { state, unit });
        self.wait(recorded, Waiting { next, effective, ..then });
    }

    /// An institution of a district; the big ones more often.
    fn institution_near(&mut self, district: u16) -> u16 {
        for _ in 0..32 {
            let institution = self.tree.institution(&mut self.draw);
            if self.tree.district(institution) == district {
                return institution;
            }
        }
        self.tree.hospital(district, &mut self.draw)
    }
}

impl Iterator for Stream<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let (_, last) = days();
        loop {
            if let Some(waiting) = self.queue.pop_front() {
                return Some(self.happen(waiting));
            }
            if self.day == last {
                return None;
            }
            self.day += 1;
            self.begin_day();
        }
    }
}

fn slot(day: i32) -> usize {
    usize::try_from(day.rem_euclid(AGENDA_DAYS)).unwrap_or(0)
}
