//! What is late, falls due, is near or stands still, among a million matters in hand and the others that
//! are done, now and as of past days:
//!
//! ```text
//! cargo xtask bench deadlines [OPEN] [DONE] [DATABASE]
//! ```
//!
//! Ours is the whole answer of the page: rights, the tree of the day, four counts and fifty rows. Beside
//! it, in the same run and on the same clocks: DuckDB, which scans a flat table and gives the counts.
//! Both must say the same. Read the ratio, and how ours changes with what is done.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use base::ctx::{Actor, Rights};
use base::{Ctx, Dims, Key, Lang, Value, day};
use jiff::Timestamp;
use jiff::civil::{Date, Time, date};
use register::event::{Body, Deadline, Happening, MatterEvent, PackAdopted, Place, UnitDefined};
use store::deadlines::{AsOf, DeadlinesAsk, Window};
use store::{New, Open, Page, Reader, Writer};

type Outcome<T> = Result<T, Box<dyn Error>>;

const TODAY: Date = date(2026, 6, 30);
/// Days over which the matters that are done were opened.
const SPAN: u64 = 1_460;
const DISTRICTS: u64 = 16;
/// Institutions of each district.
const INSTITUTIONS: u64 = 60;
/// Records per transaction.
const BATCH: usize = 20_000;
/// How often a question is asked; the median counts.
const ASKED: usize = 15;
/// Days before today that are asked about.
const DAYS: [i32; 5] = [0, 30, 180, 365, 1_095];

/// A matter with one clock, in days.
#[derive(Clone, Copy)]
struct Clock {
    unit: u64,
    from: i32,
    /// When it was done.
    until: Option<i32>,
    yellow: i32,
    red: Option<i32>,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let python =
        arguments.next().ok_or("the Python of the peer, then how many are open and done")?;
    let mut number = |default: u64| arguments.next().map_or(Ok(default), |number| number.parse());
    let (open, done) = (number(1_000_000)?, number(2_000_000)?);
    let folder = tempfile::tempdir_in("target/bench")?;
    let file = folder.path().join("taizhang.db").display().to_string();
    let server = arguments.next();
    let place = store::Place::read(server.as_ref().unwrap_or(&file))?;
    let (reader, mut writer) = store::open(&place, Open::Create).await?;
    let clocks = clocks(open, done);
    let begun = Instant::now();
    load(&mut writer, &clocks).await?;
    let events = open + 2 * done;
    let took = begun.elapsed().as_secs_f64();
    if let Some(address) = &server {
        // As the server does by itself within a minute.
        bench::peers::connect(address).await?.batch_execute("ANALYZE").await?;
    }
    println!("{open} open, {done} done; loaded {:.0} events a second", events as f64 / took);
    let told = peer(&python, folder.path(), &clocks)?;
    println!(
        "\n{:>10} {:<10} {:>9} {:>9} {:>9} {:>9}   {:>9} {:>9} {:>6}",
        "day", "unit", "late", "week", "near", "standing", "ours ms", "DuckDB ms", "ratio"
    );
    let mut said = told.iter();
    for before in DAYS {
        for unit in ["authority", "d07", "i07_11"] {
            let (expected, theirs) =
                said.next().ok_or("the peer answered less than it was asked")?;
            let (counts, ours) = ask(&reader, unit, before).await?;
            if counts != *expected {
                return Err(
                    format!("{unit}, {before} days ago: {counts:?}, not {expected:?}").into()
                );
            }
            let on = TODAY.checked_sub(jiff::Span::new().days(before))?;
            let [late, week, near, standing] = counts;
            let ratio = theirs / ours;
            println!(
                "{on:>10} {unit:<10} {late:>9} {week:>9} {near:>9} {standing:>9}   {ours:>9.2} {theirs:>9.2} {ratio:>6.2}"
            );
        }
    }
    Ok(())
}

/// The median of how long the page of late matters takes, in milliseconds, and its counts.
async fn ask(reader: &Reader, unit: &str, before: i32) -> Outcome<([u64; 4], f64)> {
    let actor = Actor {
        id: Key::literal("operator"),
        name: "operator".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    let ctx = Ctx { actor, today: TODAY, now: Timestamp::UNIX_EPOCH, lang: Lang::Zh };
    let at = match before {
        0 => AsOf::Now(Time::midnight()),
        _ => AsOf::EndOf(TODAY.checked_sub(jiff::Span::new().days(before))?),
    };
    let unit = Some(Key::new(unit).map_err(|_| "no key")?);
    let ask =
        DeadlinesAsk { window: Window::Late, register: None, unit, at, page: Page::new(1, 50) };
    let (mut times, mut counts) = (vec![], [0; 4]);
    for _ in 0..ASKED {
        let begun = Instant::now();
        let found = store::deadlines::page(reader, &ctx, &ask).await?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        counts = Window::ALL.map(|window| found.counts.get(&window).copied().unwrap_or_default());
    }
    times.sort_by(f64::total_cmp);
    Ok((counts, times.get(ASKED / 2).copied().unwrap_or_default()))
}

/// Five of a hundred open ones are late, three stand still; of those that are done one in six was late.
fn clocks(open: u64, done: u64) -> Vec<Clock> {
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

async fn load(writer: &mut Writer, clocks: &[Clock]) -> Outcome<()> {
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

/// What the peer counts for each question, and how long it took.
fn peer(python: &str, folder: &Path, clocks: &[Clock]) -> Outcome<Vec<([u64; 4], f64)>> {
    let file = folder.join("clocks.csv");
    let mut rows = String::from("unit,start,done,yellow,red\n");
    for Clock { unit, from, until, yellow, red } in clocks {
        let until = until.map(|until| until.to_string()).unwrap_or_default();
        let red = red.map(|red| red.to_string()).unwrap_or_default();
        writeln!(rows, "{unit},{from},{until},{yellow},{red}")?;
    }
    std::fs::write(&file, rows)?;
    let (first, last) = (7 * INSTITUTIONS, 8 * INSTITUTIONS - 1);
    let units = [(0, DISTRICTS * INSTITUTIONS), (first, last), (first + 11, first + 11)];
    let today = day::number(TODAY);
    let asked = DAYS.iter().flat_map(|before| units.map(|(from, to)| (today - before, from, to)));
    let asked: Vec<String> = asked.map(|(on, from, to)| format!("{on}:{from}:{to}")).collect();
    let told = Command::new(python)
        .args(["-c", include_str!("deadlines_peer.py")])
        .args([file.as_os_str(), ASKED.to_string().as_ref()])
        .args(asked)
        .output()?;
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into_owned().into());
    }
    let answer = |line: &str| -> Outcome<([u64; 4], f64)> {
        let mut words = line.split(' ');
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = words.next().ok_or("too few numbers")?.parse()?;
        }
        Ok((counts, words.next().ok_or("no time")?.parse()?))
    };
    String::from_utf8(told.stdout)?.lines().map(answer).collect()
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
