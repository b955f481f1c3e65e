//! Measures commands that many clients give at the same time, each durable before it is answered:
//!
//! ```text
//! cargo run --release -p app --example interactive -- [SECONDS] [postgres://…]
//! ```
//!
//! Beside it, in the same run: the same commands through the same code, but one transaction for each;
//! how long the disk takes to make 4 KiB durable; on PostgreSQL a bare chain under an advisory lock,
//! through `pgbench`. Read the ratios; the times depend on the machine.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::{AppError, Commands};
use base::ctx::{Actor, Rights};
use base::value::Fields;
use base::{Ctx, Key, Lang, Value};
use jiff::civil::date;
use register::decide::{Act, What};
use store::{Open, Place};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many clients give commands at the same time.
const CLIENTS: [usize; 4] = [1, 16, 64, 256];

/// What a run came to.
struct Run {
    rate: f64,
    p50: Duration,
    p99: Duration,
    batch: f64,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().map_or(Ok(3), |seconds| seconds.parse())?;
    let span = Duration::from_secs(seconds);
    let server = arguments.next();
    let folder = tempfile::tempdir_in(".")?;
    let disk = disk(folder.path(), span)?;
    println!(
        "4 KiB appended and made durable (fdatasync): {:.0} a second, p50 {:.2?}, p99 {:.2?}\n",
        disk.rate, disk.p50, disk.p99
    );
    let file = folder.path().join("t.db");
    let place = file.to_str().ok_or("a path that is no text")?;
    println!("SQLite, synchronous=FULL");
    measure(&open(place).await?, span, Some(&disk)).await?;
    if let Some(server) = server {
        println!("\nPostgreSQL, synchronous_commit=on");
        let chain = chain(&server, seconds)?;
        println!("bare chain under an advisory lock, 64 clients (pgbench): {chain:.0} a second");
        let ours = measure(&open(&server).await?, span, None).await?;
        println!(
            "sequencer at 64 clients / bare chain under an advisory lock: {:.1}",
            ours / chain
        );
    }
    Ok(())
}

/// Prints the table of one database. Answers the rate at 64 clients.
async fn measure(commands: &Commands, span: Duration, disk: Option<&Run>) -> Outcome<f64> {
    println!(
        "{:>7} {:>12} {:>10} {:>10} {:>7} {:>14} {:>10} {:>7}{}",
        "clients",
        "commands/s",
        "p50",
        "p99",
        "batch",
        "one by one/s",
        "p99",
        "ratio",
        if disk.is_some() { "   p99 / fdatasync p99" } else { "" }
    );
    let mut at_64 = 0.0;
    for clients in CLIENTS {
        let one = run(commands, (clients, span), true).await?;
        let many = run(commands, (clients, span), false).await?;
        let of_disk = disk.map_or_else(String::new, |disk| {
            format!("{:>8.1}", many.p99.as_secs_f64() / disk.p99.as_secs_f64())
        });
        println!(
            "{clients:>7} {:>12.0} {:>10.2?} {:>10.2?} {:>7.1} {:>14.0} {:>10.2?} {:>7.1}{of_disk}",
            many.rate,
            many.p50,
            many.p99,
            many.batch,
            one.rate,
            one.p99,
            many.rate / one.rate
        );
        if clients == 64 {
            at_64 = many.rate;
        }
    }
    Ok(at_64)
}

/// An authority with the sample's packs and units.
async fn open(place: &str) -> Outcome<Commands> {
    let (_, writer) = store::open(Place::read(place)?, Open::Create).await?;
    let commands = Commands::new(writer);
    let ctx = asking();
    commands.define_units(&ctx, sample::organisation()).await?;
    let packs = sample::packs().into_iter().map(|pack| pack.files).collect();
    commands.adopt_packs(&ctx, packs).await?;
    Ok(commands)
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

/// Clients that register tickets, assign them and note something, one command after the other.
async fn run(
    commands: &Commands,
    (clients, span): (usize, Duration),
    one_by_one: bool,
) -> Outcome<Run> {
    let before = commands.served();
    let turn = one_by_one.then(|| Arc::new(Mutex::new(())));
    let begun = Instant::now();
    let mut working = JoinSet::new();
    for _ in 0..clients {
        working.spawn(client(commands.clone(), begun + span, turn.clone()));
    }
    let mut times = vec![];
    for of_client in working.join_all().await {
        times.extend(of_client?);
    }
    let elapsed = begun.elapsed();
    let after = commands.served();
    times.sort_unstable();
    let acts = (after.acts - before.acts) as f64;
    Ok(Run {
        rate: acts / elapsed.as_secs_f64(),
        p50: at(&times, 0.5),
        p99: at(&times, 0.99),
        batch: acts / (after.batches - before.batches).max(1) as f64,
    })
}

/// How long each command took.
type Times = Result<Vec<Duration>, AppError>;

/// Gives commands until the end.
async fn client(commands: Commands, end: Instant, turn: Option<Arc<Mutex<()>>>) -> Times {
    let ctx = asking();
    let mut times = vec![];
    let mut number = None;
    let mut step = 0;
    while Instant::now() < end {
        let begun = Instant::now();
        let _turn = match &turn {
            Some(turn) => Some(turn.lock().await),
            None => None,
        };
        let act = act(number.clone().filter(|_| step > 0), step);
        number = Some(commands.submit(&ctx, act).await?.number);
        times.push(begun.elapsed());
        step = (step + 1) % 3;
    }
    Ok(times)
}

fn act(number: Option<String>, step: u32) -> Act {
    let set = |pairs: &[(&'static str, Value)]| -> Fields {
        pairs.iter().map(|(key, value)| (Key::literal(key), value.clone())).collect()
    };
    let what = match step {
        0 => What::Step {
            step: Key::literal("receive"),
            unit: None,
            set: set(&[
                ("subject", Value::Text("示例事项：关于示例街道夜间噪声的申请".to_owned())),
                ("applicant", Value::Choice(Key::literal("citizen"))),
                ("channel", Value::Choice(Key::literal("online"))),
                ("received_on", Value::Date(date(2022, 1, 10))),
            ]),
        },
        1 => What::Step {
            step: Key::literal("accept"),
            unit: None,
            set: set(&[("due_on", Value::Date(date(2022, 2, 7)))]),
        },
        _ => What::Note("材料已补充，待审核".to_owned()),
    };
    let register = Key::literal("disclosure");
    Act { register, number, what, effective_on: date(2022, 1, 10), basis: String::new() }
}

/// How fast this disk makes 4 KiB durable.
fn disk(folder: &Path, span: Duration) -> Outcome<Run> {
    let mut file = std::fs::File::create(folder.join("disk"))?;
    let begun = Instant::now();
    let mut times = vec![];
    while begun.elapsed() < span {
        let before = Instant::now();
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        times.push(before.elapsed());
    }
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    Ok(Run { rate, p50: at(&times, 0.5), p99: at(&times, 0.99), batch: 1.0 })
}

fn at(times: &[Duration], part: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list"
    )]
    let place = (times.len() as f64 * part) as usize;
    times.get(place.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// Appends bare rows to a chain, each in a transaction under an advisory lock, as ledgers without a
/// sequencer do: the next number and the digest of the last row are read under the lock.
fn chain(server: &str, seconds: u64) -> Outcome<f64> {
    let script = tempfile::NamedTempFile::new()?;
    std::fs::write(
        script.path(),
        "BEGIN;\nSELECT pg_advisory_xact_lock(71);\n\
         INSERT INTO taizhang_bench_chain SELECT seq + 1, sha256(head || '\\x01'), repeat('x', 200) \
         FROM taizhang_bench_chain ORDER BY seq DESC LIMIT 1;\nEND;\n",
    )?;
    let sql = |text: &str| -> Outcome<()> {
        let done = std::process::Command::new("psql").args([server, "-qc", text]).status()?;
        if done.success() { Ok(()) } else { Err("psql failed".into()) }
    };
    sql("CREATE TABLE taizhang_bench_chain (seq BIGINT PRIMARY KEY, head BYTEA, body TEXT); \
         INSERT INTO taizhang_bench_chain VALUES (0, '', '')")?;
    let told = std::process::Command::new("pgbench")
        .args(["-n", "-c", "64", "-j", "2", "-T", &seconds.to_string(), "-f"])
        .arg(script.path())
        .arg(server)
        .output()?;
    sql("DROP TABLE taizhang_bench_chain")?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let rate = told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next());
    Ok(rate.ok_or("pgbench told no rate")?.parse()?)
}
