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

mod peer;
mod world;

use std::error::Error;
use std::time::Instant;

use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::Timestamp;
use jiff::civil::{Date, Time, date};
use store::deadlines::{AsOf, DeadlinesAsk, Window};
use store::{Open, Page, Reader};

type Outcome<T> = Result<T, Box<dyn Error>>;

const TODAY: Date = date(2026, 6, 30);
/// How often a question is asked; the median counts.
const ASKED: usize = 15;
/// Days before today that are asked about.
const DAYS: [i32; 5] = [0, 30, 180, 365, 1_095];

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
    let clocks = world::clocks(open, done);
    let begun = Instant::now();
    world::load(&mut writer, &clocks).await?;
    let events = open + 2 * done;
    let took = begun.elapsed().as_secs_f64();
    if let Some(address) = &server {
        // As the server does by itself within a minute.
        bench::peers::connect(address).await?.batch_execute("ANALYZE").await?;
    }
    println!("{open} open, {done} done; loaded {:.0} events a second", events as f64 / took);
    let told = peer::ask(&python, folder.path(), &clocks)?;
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
