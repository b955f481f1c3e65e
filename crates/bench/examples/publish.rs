//! How long does publishing a year take while many clocks run into it?
//!
//! ```text
//! cargo xtask bench publish [OPEN]
//! ```
//!
//! Requests received in December 2021 are in hand, each with a term that ends in January 2022; then the
//! year 2022 is published with a working day taken away, so that nearly all of them move. Beside it, in
//! the same run: what entering them took. Read the ratio.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::error::Error;
use std::time::Instant;

use app::Commands;
use app::calendars::{Publication, Publishing};
use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::decide::{Act, What};
use store::Open;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Acts per transaction.
const BATCH: u32 = 5_000;

/// 2022 as it was arranged, and 5 January off too.
const YEAR: &str = "\
year: 2022
papers: [示范]
off:
  元旦: [2022-01-01, 2022-01-05]
";

#[tokio::main]
async fn main() -> Outcome<()> {
    let open: u32 = std::env::args().nth(1).map_or(Ok(100_000), |open| open.parse())?;
    let folder = tempfile::tempdir_in("target")?;
    let (_reader, writer) = store::open(&folder.path().join("taizhang.db"), Open::Create).await?;
    let commands = Commands::new(writer);
    let founding = ctx(date(2021, 1, 1));
    commands.define_units(&founding, sample::organisation()).await?;
    let packs = sample::packs().into_iter().map(|pack| pack.files).collect();
    commands.adopt_packs(&founding, packs).await?;

    let begun = Instant::now();
    for first in (0..open).step_by(BATCH.try_into()?) {
        let on = date(2021, 12, i8::try_from(first / BATCH % 31)? + 1);
        let acts = (first..open.min(first + BATCH)).map(|number| (ctx(on), receive(on, number)));
        for outcome in commands.submit_all(acts.collect()).await? {
            outcome?;
        }
    }
    let entering = begun.elapsed().as_secs_f64();
    let rate = f64::from(open) / entering;
    println!("{open} requests entered in {entering:.1} s, {rate:.0} a second");
    for (publishing, words) in [(Publishing::Trial, "tried"), (Publishing::ForGood, "published")] {
        let publication = Publication {
            name: "2022.yaml".to_owned(),
            file: YEAR.to_owned(),
            unit: None,
            basis: String::new(),
        };
        let begun = Instant::now();
        let published =
            commands.publish_calendar(&ctx(date(2021, 12, 31)), publication, publishing).await?;
        let took = begun.elapsed().as_secs_f64();
        let moved = published.moved.len();
        println!(
            "{words}: {moved} deadlines moved in {took:.1} s, {:.0} a second; {:.2} × entering one",
            moved as f64 / took,
            took / moved.max(1) as f64 / (entering / f64::from(open))
        );
    }
    Ok(())
}

fn receive(on: Date, number: u32) -> Act {
    let set: Fields = [
        ("subject", Value::Text(format!("申请{number}"))),
        ("applicant", Value::Choice(Key::literal("citizen"))),
        ("channel", Value::Choice(Key::literal("online"))),
        ("received_on", Value::Date(on)),
    ]
    .map(|(field, value)| (Key::literal(field), value))
    .into();
    Act {
        register: Key::literal("disclosure"),
        number: None,
        what: What::Step {
            step: Key::literal("receive"),
            unit: Some(Key::literal("authority")),
            set,
        },
        effective_on: on,
        basis: String::new(),
    }
}

fn ctx(today: Date) -> Ctx {
    let actor = Actor {
        id: Key::literal("operator"),
        name: "operator".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    Ctx { actor, today, now: Timestamp::UNIX_EPOCH, lang: Lang::Zh }
}
