//! The process is killed while many write: what was acknowledged is there, and nothing is half there.
//!
//! The test binary starts itself as a process of its own, with the name of its one ignored test, reads
//! the acknowledgements from its output, and kills it. `cargo test -p app --test it -- --ignored
//! killed_a_hundred_times` does so many more times.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command as Process, Stdio};

use app::{Command, Commands, Done};
use register::decide::Act;
use store::traps::{Point, Traps};
use store::{Place, Reader};
use tokio::task::JoinSet;

use super::authority::{Authority, admin, day, key, open, place, step};
use testkit::databases::Database;

/// Tells the child which database to write, and where it is to end by itself.
const DATABASE: &str = "TAIZHANG_KILLED_DATABASE";
const TRAP: &str = "TAIZHANG_KILLED_TRAP";

/// Tasks that write at the same time, and matters that each of them goes through.
const TASKS: u32 = 24;
const MATTERS: u32 = 2_000;
const STEPS: u32 = 3;

/// The command of a task at one of its matters; its key says which.
fn command((task, matter, number): (u32, u32, u32)) -> Command {
    let name = format!("T{task}-{matter}");
    let act: Act = match number {
        0 => open(day(3, 1), &format!("{name}@office")),
        1 => step(day(3, 2), ("cases", &name), "handle", ""),
        _ => step(day(3, 3), ("cases", &name), "finish", "fines=100 pages=3"),
    };
    Command::new(act).with_key(format!("{task}-{matter}-{number}")).seen(number)
}

async fn write(commands: Commands, task: u32) {
    for matter in 0..MATTERS {
        for number in 0..STEPS {
            let at = (task, matter, number);
            let done = commands.submit(&admin(), command(at)).await.unwrap();
            let line =
                format!("\nack {task} {matter} {number} {} {}\n", done.sequence, done.number);
            // One write to the pipe: whole, or not at all.
            std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
        }
    }
}

/// The child: writes until it is killed, and says what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the kill tests run it as a process of its own"]
async fn child() {
    let Some(place) = std::env::var_os(DATABASE) else { return };
    let place = Place::read(place.to_str().unwrap()).unwrap();
    let (_, writer) = store::open(place, store::Open::Existing).await.unwrap();
    if let Some(trap) = std::env::var_os(TRAP) {
        set(&writer.traps(), trap.to_str().unwrap());
    }
    let commands = Commands::new(writer);
    let mut writing = JoinSet::new();
    for task in 0..TASKS {
        writing.spawn(write(commands.clone(), task));
    }
    writing.join_all().await;
}

/// `2 40`: ends the process when the third kind of point is reached for the 40th time.
fn set(traps: &Traps, text: &str) {
    let (point, times) = text.split_once(' ').unwrap();
    let at = *Point::ALL.get(point.parse::<usize>().unwrap()).unwrap();
    let mut left: u32 = times.parse().unwrap();
    traps.set(move |point| {
        if point == at {
            left -= 1;
            if left == 0 {
                std::process::abort();
            }
        }
        Ok(())
    });
}

pub(super) fn start(database: &Database, trap: Option<&str>) -> Child {
    let mut process = Process::new(std::env::current_exe().unwrap());
    process.args(["--ignored", "--exact", "killed::child", "--nocapture"]);
    process.env(DATABASE, database.place()).stdout(Stdio::piped());
    if let Some(trap) = trap {
        process.env(TRAP, trap);
    }
    process.spawn().unwrap()
}

/// Acknowledged commands.
pub(super) type Acknowledged = BTreeMap<(u32, u32, u32), Done>;

/// Reads acknowledgements, kills the child after so many, and reads what it had said until then.
pub(super) fn kill_after(mut child: Child, count: usize) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let mut words = line.split(' ');
        if words.next() != Some("ack") {
            continue;
        }
        let mut number = || words.next().unwrap().parse::<u32>().unwrap();
        let (at, sequence) = ((number(), number(), number()), u64::from(number()));
        // The last line may be cut off; the number of the matter is known without it.
        let number = format!("T{}-{}", at.0, at.1);
        acknowledged.insert(at, Done { sequence, number });
        if acknowledged.len() == count {
            child.kill().unwrap();
        }
    }
    assert!(!child.wait().unwrap().success(), "it came to its end by itself");
    acknowledged
}

/// An authority, closed.
async fn closed() -> Authority {
    let authority = Authority::new().await;
    authority.reader.clone().close().await;
    authority.commands.clone().close().await.unwrap();
    authority
}

/// Opens what the child left, and finds everything sound and everything acknowledged in it.
pub(super) async fn check(database: &Database, acknowledged: &Acknowledged) {
    let (reader, writer) = store::open(place(database), store::Open::Existing).await.unwrap();
    app::verify::run(&reader, |_, _| {}).await.unwrap();
    let before = store::registers::journal_size(&reader).await.unwrap().records;
    let acknowledged_count = acknowledged.len() as u64;
    assert!(before >= acknowledged_count, "{before} records, {acknowledged_count} acknowledged");
    for (at, done) in acknowledged {
        let matter = store::matters::one(&reader, &admin(), &key("cases"), &done.number).await;
        let matter = matter.unwrap().unwrap();
        let event = matter.history.iter().find(|event| event.sequence == done.sequence).unwrap();
        assert_eq!(event.event.version, at.2 + 1, "{at:?}");
    }
    // Given again under their keys, all are answered as before, and what had not happened happens.
    let commands = Commands::new(writer);
    let matters = acknowledged.keys().map(|(_, matter, _)| matter + 2).max().unwrap_or(1);
    let mut repeated = vec![];
    for task in 0..TASKS {
        for matter in 0..matters {
            repeated.extend((0..STEPS).map(|number| (task, matter, number)));
        }
    }
    let given = repeated.iter().map(|at| (admin(), command(*at))).collect();
    let answers = commands.submit_all(given).await.unwrap();
    for (at, answer) in repeated.iter().zip(answers) {
        let done = answer.unwrap();
        if let Some(first) = acknowledged.get(at) {
            assert_eq!(done, *first, "{at:?}");
        }
    }
    check_once(&reader, matters).await;
    reader.close().await;
    commands.close().await.unwrap();
}

/// Every command was carried out exactly once.
async fn check_once(reader: &Reader, matters: u32) {
    app::verify::run(reader, |_, _| {}).await.unwrap();
    // The units and the pack come before.
    let records = store::registers::journal_size(reader).await.unwrap().records - 2;
    assert_eq!(records, u64::from(TASKS * matters * STEPS));
}

async fn kill_once(count: usize) {
    let authority = closed().await;
    let acknowledged = kill_after(start(&authority.database, None), count);
    assert!(acknowledged.len() >= count);
    check(&authority.database, &acknowledged).await;
}

#[tokio::test]
async fn killed_at_any_moment() {
    for count in [1, 37, 160, 411] {
        kill_once(count).await;
    }
}

/// Takes minutes.
#[tokio::test]
#[ignore = "many more rounds of the test above, for a change to the way of a commit"]
async fn killed_a_hundred_times() {
    for round in 0..100 {
        kill_once(1 + (round * 7_919) % 1_500).await;
    }
}

#[tokio::test]
async fn ended_at_each_step_of_a_commit() {
    for (point, _) in Point::ALL.iter().enumerate() {
        let authority = closed().await;
        let trap = format!("{point} 9");
        let acknowledged = kill_after(start(&authority.database, Some(&trap)), usize::MAX);
        check(&authority.database, &acknowledged).await;
    }
}
