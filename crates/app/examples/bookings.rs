//! Many clients book at the same time from pools that are too small for all of them, each booking
//! durable before it is answered:
//!
//! ```text
//! cargo run --release -p app --example bookings -- [REQUESTS] [POOLS] [CLIENTS]
//! ```
//!
//! A request holds a place of a random pool; some holds are then confirmed, some given up. At the end
//! the places of every pool are counted against what its clients were told. Beside it, in the same run:
//! a row with `CHECK (used <= capacity)` and a booking, in one transaction for each request, in a
//! SQLite file next to ours, through Python and without anybody to wait for. Read the ratio.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use app::{AppError, Commands};
use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::civil::date;
use ledger::pool::Standing;
use register::decide::{Act, What};
use store::{Open, Place, Reader, pools};
use tokio::task::JoinSet;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Places for this many of ten requests.
const PLACES_OF_TEN: usize = 6;

/// How long the peer is measured.
const PEER_SECONDS: u64 = 10;

/// What the clients were told of the places of every pool: held and used.
type Told = BTreeMap<usize, (i64, i64)>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let mut next = |default: usize| arguments.next().unwrap_or(Ok(default));
    let (requests, of, clients) = (next(1_000_000)?, next(1_000)?, next(64)?);
    let places = (requests * PLACES_OF_TEN / 10 / of).max(1);
    let folder = tempfile::tempdir_in(".")?;
    let file = folder.path().join("t.db");
    let place = file.to_str().ok_or("a path that is no text")?;
    let (reader, commands) = open(place, of, places).await?;

    println!("{requests} requests of {clients} clients for {of} pools of {places} places");
    let begun = Instant::now();
    let (told, acts, refused) = rush(&commands, (requests, of, clients)).await?;
    let rate = acts as f64 / begun.elapsed().as_secs_f64();
    let served = commands.served();
    println!(
        "ours: {acts} acts, {refused} refused, {rate:.0} a second, {:.1} to a transaction",
        served.acts as f64 / served.batches.max(1) as f64
    );
    count(&reader, &told, (of, places)).await?;
    commands.close().await?;
    let peer = peer(folder.path(), of)?;
    println!("row CHECK, one transaction a request: {peer:.0} a second; ratio {:.1}", rate / peer);
    Ok(())
}

/// An authority with the pack of appointments and its pools.
async fn open(place: &str, of: usize, places: usize) -> Outcome<(Reader, Commands)> {
    let (reader, writer) = store::open(Place::read(place)?, Open::Create).await?;
    let commands = Commands::new(writer);
    let ctx = asking();
    commands.define_units(&ctx, sample::organisation()).await?;
    let pack = testkit::packs::files(&testkit::packs::folder().join("appointments"));
    commands.adopt_pack(&ctx, pack).await?;
    let pools: Vec<(Ctx, Act)> = (0..of).map(|pool| (asking(), release(pool, places))).collect();
    for part in pools.chunks(1_000) {
        for done in commands.submit_all(part.to_vec()).await? {
            done?;
        }
    }
    Ok((reader, commands))
}

fn asking() -> Ctx {
    let actor = Actor {
        id: Key::literal("operator"),
        name: "operator".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    Ctx { actor, today: date(2022, 1, 10), now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::En }
}

/// All requests, shared among the clients.
async fn rush(
    commands: &Commands,
    (requests, of, clients): (usize, usize, usize),
) -> Outcome<(Told, usize, usize)> {
    let mut working = JoinSet::new();
    for client in 0..clients {
        let share = (client..requests).step_by(clients).count();
        working.spawn(book(commands.clone(), (client, share), of));
    }
    let (mut told, mut acts, mut refused) = (Told::new(), 0, 0);
    for one in working.join_all().await {
        let (of_client, done, sent_away) = one?;
        for (pool, (held, used)) in of_client {
            let sum = told.entry(pool).or_default();
            *sum = (sum.0 + held, sum.1 + used);
        }
        (acts, refused) = (acts + done, refused + sent_away);
    }
    Ok((told, acts, refused))
}

/// One client: holds, and with luck confirms or gives up.
async fn book(
    commands: Commands,
    (client, share): (usize, usize),
    of: usize,
) -> Result<(Told, usize, usize), AppError> {
    let ctx = asking();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (client as u64 + 1));
    let (mut told, mut acts, mut refused) = (Told::new(), 0, 0);
    for request in 0..share {
        let (pool, luck) = (dice.below(of), dice.below(8));
        let number = format!("C{client}-{request}");
        acts += 1;
        match commands.submit(&ctx, hold(&number, pool)).await {
            Ok(_) => told.entry(pool).or_default().0 += 1,
            Err(AppError::Refused(_)) => {
                refused += 1;
                continue;
            }
            Err(error) => return Err(error),
        }
        let (name, used) = match luck {
            0 | 1 => ("confirm", 1),
            2 => ("give_up", 0),
            _ => continue,
        };
        acts += 1;
        commands.submit(&ctx, step(("bookings", &number), name, Fields::new())).await?;
        let sum = told.entry(pool).or_default();
        *sum = (sum.0 - 1, sum.1 + used);
    }
    Ok((told, acts, refused))
}

/// Counts the places of every pool against what the clients were told.
async fn count(reader: &Reader, told: &Told, (of, places): (usize, usize)) -> Outcome<()> {
    let numbers: Vec<String> = (0..of).map(|pool| format!("P{pool}")).collect();
    let found = pools::of(reader, &asking(), &Key::literal("slots"), &numbers).await?;
    let (mut oversold, mut differ) = (0, 0);
    for pool in 0..of {
        let balance = found.get(&format!("P{pool}")).ok_or("a pool is gone")?.balance;
        let there = (balance.standing(Standing::Held), balance.standing(Standing::Used));
        oversold += i64::from(there.0 + there.1 > i64::try_from(places)?);
        differ += i64::from(told.get(&pool).copied().unwrap_or_default() != there);
    }
    println!(
        "pools oversold: {oversold}; pools that differ from what the clients were told: {differ}"
    );
    if oversold + differ > 0 { Err("places were lost or sold twice".into()) } else { Ok(()) }
}

fn release(pool: usize, places: usize) -> Act {
    let choice = |word: &'static str| Value::Choice(Key::literal(word));
    let set = [
        ("clinic", Value::Text("示例门诊".to_owned())),
        ("held_on", Value::Date(date(2022, 1, 20))),
        ("half", choice("morning")),
        ("service", choice("general")),
        ("channel", choice("primary")),
        ("places", Value::Integer(i64::try_from(places).unwrap_or(i64::MAX))),
    ];
    step(("slots", &format!("P{pool}")), "release", named(set))
}

fn hold(number: &str, pool: usize) -> Act {
    let set = [
        ("slot", Value::Text(format!("P{pool}"))),
        ("visit", Value::Choice(Key::literal("first"))),
        ("via", Value::Choice(Key::literal("app"))),
    ];
    step(("bookings", number), "hold", named(set))
}

fn named<const N: usize>(set: [(&'static str, Value); N]) -> Fields {
    set.into_iter().map(|(key, value)| (Key::literal(key), value)).collect()
}

fn step((register, number): (&'static str, &str), name: &'static str, set: Fields) -> Act {
    Act {
        register: Key::literal(register),
        number: Some(number.to_owned()),
        what: What::Step { step: Key::literal(name), unit: None, set },
        effective_on: date(2022, 1, 10),
        basis: String::new(),
    }
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or_default()
    }
}

/// How many requests a second a row with a CHECK takes.
fn peer(folder: &Path, of: usize) -> Outcome<f64> {
    let script = include_str!("bookings_peer.py");
    let told = std::process::Command::new("python3")
        .args(["-c", script])
        .arg(folder.join("peer.db"))
        .args([of.to_string(), PEER_SECONDS.to_string()])
        .output()?;
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into_owned().into());
    }
    Ok(String::from_utf8_lossy(&told.stdout).trim().parse()?)
}
