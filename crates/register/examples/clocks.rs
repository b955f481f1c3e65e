//! Clocks beside a simulator that goes day by day, on random histories and calendars; then how fast they are
//! derived. `cargo xtask bench clocks`.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "a measurement, which prints and looks at the clock"
)]

use std::collections::BTreeMap;
use std::time::Instant;

use base::Key;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use register::calendar::{Calendar, Term, Unit, Year, shipped};
use register::clock::{Passed, derive};
use register::condition::Condition;
use register::model::{Basis, Clock, Extension};

const CALENDARS: u64 = 100;
const HISTORIES: u64 = 1_000;
const DERIVED: usize = 1_000_000;

/// Draws from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn small(&mut self, sides: u8) -> u8 {
        u8::try_from(self.below(u64::from(sides))).expect("below sides")
    }
}

/// The steps of the histories, and where each leads.
const STEPS: [(&str, &str); 6] = [
    ("start", "open"),
    ("out", "waiting"),
    ("back", "open"),
    ("again", "open"),
    ("extend", "open"),
    ("close", "closed"),
];

/// What happened, by the place among the steps.
type History = Vec<(Date, usize)>;

fn clock(unit: Unit, number: u16) -> Clock {
    let key = Key::literal;
    Clock {
        key: key("reply"),
        basis: Basis::Statutory,
        starts: vec![key("start")],
        from: None,
        when: Condition::default(),
        term: Term { number, unit },
        since: None,
        earlier: vec![],
        runs_in: vec![key("open")],
        stands_in: vec![key("waiting")],
        restarts_on: vec![key("again")],
        ends_on: vec![],
        extension: Some(Extension { step: key("extend"), by: 10, notice: None }),
        on_expiry: vec![],
        warn: Some(5),
        cite: String::new(),
    }
}

/// Years in which one day of ten is off that should be worked, or worked that should be off.
fn calendar(dice: &mut Dice) -> Calendar {
    let years = (2021_i16..=2024).map(|year| {
        let (mut off, mut worked) = (BTreeMap::new(), vec![]);
        let mut on = date(year, 1, 1);
        while on.year() == year {
            match dice.below(20) {
                0 => drop(off.insert(on, "off".to_owned())),
                1 => worked.push(on),
                _ => {}
            }
            on = on.tomorrow().expect("a day of this century");
        }
        Year { year, papers: vec![], off, worked, shut: BTreeMap::new() }
    });
    Calendar::of(years)
}

fn history(dice: &mut Dice) -> History {
    let mut on = date(2021, 1, 1).checked_add(i64::from(dice.small(200)).days()).expect("a day");
    let mut history = vec![(on, 0)];
    for _ in 0..dice.small(8) {
        on = on.checked_add(i64::from(dice.small(16)).days()).expect("a day");
        let last = history.last().map_or(0, |(_, step)| *step);
        let next = match (last, dice.small(10)) {
            (1, _) => 2,
            (_, 0..=4) => 1,
            (_, 5 | 6) => 4,
            (_, 7) => 3,
            (_, 8) => 5,
            _ => 2,
        };
        history.push((on, next));
    }
    history
}

/// A clock that is wound day by day, without any arithmetic on dates but the next day.
struct Wound<'a> {
    clock: &'a Clock,
    calendar: &'a Calendar,
    from: Date,
    number: usize,
    is_extended: bool,
    stands: bool,
    /// The days that have counted.
    counted: Vec<Date>,
    /// Of months: the days that did not count.
    stood: usize,
}

impl Wound<'_> {
    fn start(&mut self, from: Date) {
        (self.from, self.number) = (from, usize::from(self.clock.term.number));
        (self.is_extended, self.stands, self.stood) = (false, false, 0);
        self.counted.clear();
    }

    fn day(&mut self, day: Date) {
        let is_worked = self.calendar.nature(day).is_worked();
        self.stood += usize::from(self.stands);
        if !self.stands && (self.clock.term.unit == Unit::Day || is_worked) {
            self.counted.push(day);
        }
    }

    /// The day with which the term has run out, if it has by then.
    fn ran_out(&self, by: Date) -> Option<Date> {
        let full = match self.clock.term.unit {
            Unit::Month => {
                let months = i64::try_from(self.number).expect("few months").months();
                let mut full = self.from.checked_add(months).expect("a day of this century");
                for _ in 0..self.stood {
                    full = full.tomorrow().expect("a day of this century");
                }
                full
            }
            // Hours go by the wall clock and know neither steps nor calendars.
            Unit::Hour => return None,
            Unit::Day | Unit::WorkingDay => *self.counted.get(self.number.checked_sub(1)?)?,
        };
        Some(full).filter(|full| *full <= by)
    }

    fn due(&self, full: Date) -> Date {
        let mut on = full;
        while !self.calendar.nature(on).is_worked() {
            on = on.tomorrow().expect("a day of this century");
        }
        on
    }

    fn step(&mut self, on: Date, step: usize) {
        match step {
            0 | 3 => self.start(on),
            1 if self.ran_out(on).is_none() => self.stands = true,
            2 | 5 => self.stands = false,
            4 => {
                self.stands = false;
                let is_late = self.ran_out(on).is_some_and(|full| self.due(full) < on);
                if !self.is_extended && !is_late {
                    (self.number, self.is_extended) = (self.number + 10, true);
                }
            }
            _ => {}
        }
    }
}

/// The last day in time; `None` if it stands still or is over.
fn simulated(clock: &Clock, history: &History, calendar: &Calendar) -> Option<Date> {
    let (first, last) = (history.first()?, history.last()?);
    let mut wound = Wound {
        clock,
        calendar,
        from: first.0,
        number: 0,
        is_extended: false,
        stands: false,
        counted: vec![],
        stood: 0,
    };
    wound.start(first.0);
    let (mut day, mut next) = (first.0, history.iter().skip(1).peekable());
    loop {
        while let Some((on, step)) = next.next_if(|(on, _)| *on == day) {
            wound.step(*on, *step);
        }
        if day >= last.0 && (wound.stands || last.1 == 5) {
            return None;
        }
        if let Some(full) = wound.ran_out(day).filter(|_| day >= last.0) {
            return Some(wound.due(full));
        }
        day = day.tomorrow().ok()?;
        wound.day(day);
    }
}

fn main() {
    let steps = STEPS.map(|(step, state)| (Key::literal(step), Key::literal(state)));
    let clocks = [clock(Unit::WorkingDay, 20), clock(Unit::Day, 60), clock(Unit::Month, 3)];
    let derived = |clock: &Clock, history: &History, calendar: &Calendar| {
        let passed = history.iter().filter_map(|(on, step)| {
            let (step, state) = steps.get(*step)?;
            Some(Passed { on: *on, step, state })
        });
        derive(clock, None, passed, calendar)?.due.map(|due| due.on)
    };
    let (mut dice, mut compared, mut running) = (Dice(2021), 0_u64, 0_u64);
    for _ in 0..CALENDARS {
        let calendar = calendar(&mut dice);
        for _ in 0..HISTORIES {
            let history = history(&mut dice);
            for clock in &clocks {
                let found = derived(clock, &history, &calendar);
                assert_eq!(found, simulated(clock, &history, &calendar), "{clock:?} {history:?}");
                compared += 1;
                running += u64::from(found.is_some());
            }
        }
    }
    println!(
        "{compared} clocks of {} histories compared, {running} of them running: all equal",
        CALENDARS * HISTORIES
    );
    let histories: Vec<History> = (0..1_000).map(|_| history(&mut dice)).collect();
    let events: usize = histories.iter().map(Vec::len).sum();
    for clock in &clocks {
        let (begun, mut due) = (Instant::now(), 0_usize);
        for history in histories.iter().cycle().take(DERIVED) {
            due += usize::from(derived(clock, history, shipped()).is_some());
        }
        let rate = DERIVED as f64 / begun.elapsed().as_secs_f64();
        let Term { number, unit } = clock.term;
        println!(
            "{DERIVED} clocks of {number} {unit:?}, {:.1} steps each, {due} running: {rate:.0} clocks/s",
            events as f64 / histories.len() as f64
        );
    }
}
