//! Matters in hand and matters that are done, each with one clock, of an authority with 960 institutions.

use std::collections::BTreeMap;

use base::{Dims, Key, Value, day};
use jiff::Timestamp;
use register::event::{Body, Deadline, Happening, MatterEvent, PackAdopted, Place, UnitDefined};
use store::{New, Writer};

use crate::{Outcome, TODAY};

/// Days over which the matters that are done were opened.
const SPAN: u64 = 1_460;
pub(crate) const DISTRICTS: u64 = 16;
/// Institutions of each district.
pub(crate) const INSTITUTIONS: u64 = 60;
/// Records per transaction.
const BATCH: usize = 20_000;

/// A matter with one clock, in days.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) unit: u64,
    pub(crate) from: i32,
    /// When it was done.
    pub(crate) until: Option<i32>,
    pub(crate) yellow: i32,
    pub(crate) red: Option<i32>,
}

/// Five of a hundred open ones are late, three stand still; of those that are done one in six was late.
pub(crate) fn clocks(open: u64, done: u64) -> Vec<Clock> {
    let (mut dice, today) = (Dice(0x9E37_79B9_7F4A_7C15), day::number(TODAY));
    let mut clocks: Vec<Clock> = vec![];
    for place in 0..open + done {
        let unit = dice.below(DISTRICTS * INSTITUTIONS);
        let red = today + dice.days(400) - 20;
        let from = red.min(today) - 1 - dice.days(60);
        clocks.push(if place % (open + done) < open {
            let red = Some(red).filter(|_| dice.below(100) >= 3);
            Clock { unit, from, until: None, yellow: red.unwrap_or_default() - 5, red }
        } else {
            let term = 20 + dice.days(40);
            let from = today - dice.days(SPAN) - 80;
            let lasted = 1 + dice.days(u64::from(term.unsigned_abs()) * 6 / 5);
            let red = from + term;
            Clock {
                unit,
                from,
                until: Some((from + lasted).min(today)),
                yellow: red - 5,
                red: Some(red),
            }
        });
    }
    clocks
}

pub(crate) async fn load(writer: &mut Writer, clocks: &[Clock]) -> Outcome<()> {
    let tasks = sample::packs().into_iter().find(|pack| pack.key.as_str() == "tasks");
    let files = tasks.ok_or("the sample has tasks")?.files;
    let tasks = PackAdopted { key: Key::literal("tasks"), version: 1, files };
    let mut tx = writer.begin().await?;
    tx.append(vec![new(0, Body::Units(units()?)), new(0, Body::Pack(tasks))]).await?;
    tx.commit().await?;
    let keys: Vec<Key> = (0..DISTRICTS * INSTITUTIONS).map(institution).collect::<Outcome<_>>()?;
    let mut place = 0;
    for part in clocks.chunks(BATCH / 2) {
        let mut records = vec![];
        for clock in part {
            place += 1;
            let unit = keys.get(usize::try_from(clock.unit)?).ok_or("no such unit")?;
            records.extend(of(place, clock, unit)?);
        }
        let mut tx = writer.begin().await?;
        tx.append(records).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The opening of a matter and, if it is done, its end.
fn of(place: usize, clock: &Clock, unit: &Key) -> Outcome<Vec<New>> {
    let on = |number: i32| day::from_number(number).ok_or("no such day");
    let yellow_on = clock.red.map(|_| on(clock.yellow)).transpose()?;
    let deadline = Deadline { yellow_on, red_on: clock.red.map(on).transpose()?, at: None };
    let at = |state: &'static str, deadlines: BTreeMap<Key, Deadline>| Place {
        state: Key::literal(state),
        unit: unit.clone(),
        dims: Dims::new(),
        deadlines,
    };
    let running = at("in_progress", [(Key::literal("due"), deadline)].into());
    let event = |version, step: &'static str, before, after, set| MatterEvent {
        register: Key::literal("tasks"),
        number: format!("RW-2026-{place:07}"),
        version,
        definition: 1,
        what: Happening::Step(Key::literal(step)),
        before,
        after: Some(after),
        set,
        posted: BTreeMap::new(),
        draws: vec![],
    };
    let title = Value::Text(format!("任务{place}"));
    let title = [(Key::literal("title"), title)].into();
    let opening = event(1, "assign", None, running.clone(), title);
    let mut records = vec![new(clock.from, Body::Matter(opening))];
    if let Some(until) = clock.until {
        let done = at("completed", BTreeMap::new());
        let ended = event(2, "complete", Some(running), done, BTreeMap::new());
        records.push(new(until, Body::Matter(ended)));
    }
    Ok(records)
}

fn new(on: i32, body: Body) -> New {
    New {
        effective_on: day::from_number(on).unwrap_or(TODAY),
        recorded_at: Timestamp::UNIX_EPOCH,
        actor: Key::literal("operator"),
        basis: String::new(),
        body,
        personal: vec![],
        request: None,
    }
}

fn district(unit: u64) -> String {
    format!("d{:02}", unit / INSTITUTIONS)
}

fn institution(unit: u64) -> Outcome<Key> {
    let key = format!("i{:02}_{:02}", unit / INSTITUTIONS, unit % INSTITUTIONS);
    Ok(Key::new(&key).map_err(|_| "no key")?)
}

fn units() -> Outcome<Vec<UnitDefined>> {
    let unit = |key: &str, kind: &'static str, parent: Option<&str>| -> Outcome<UnitDefined> {
        let named = |key: &str| Key::new(key).map_err(|_| "no key");
        let (zh, en) = (format!("单位{key}"), format!("Unit {key}"));
        let parent = parent.map(named).transpose()?;
        Ok(UnitDefined { key: named(key)?, kind: Key::literal(kind), parent, zh, en })
    };
    let mut units = vec![unit("authority", "authority", None)?];
    for number in 0..DISTRICTS {
        units.push(unit(&district(number * INSTITUTIONS), "district", Some("authority"))?);
    }
    for number in 0..DISTRICTS * INSTITUTIONS {
        units.push(unit(institution(number)?.as_str(), "institution", Some(&district(number)))?);
    }
    Ok(units)
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }

    fn days(&mut self, limit: u64) -> i32 {
        i32::try_from(self.below(limit)).unwrap_or_default()
    }
}
