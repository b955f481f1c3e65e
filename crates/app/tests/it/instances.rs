//! Several programs write to one database: they take turns, and the loss of one holds up no other.
//!
//! Only a server lets several write; on a file the second is told who has it (`store`, `opening`).

use app::{Command, Commands, Done};
use store::Open;
use testkit::databases::Database;
use tokio::task::JoinSet;

use super::authority::{Authority, admin, day, open, place, step, trial};
use super::killed::{check, kill_after, start};

/// How often a connection is cut off.
const CUTS: usize = 12;

const TASKS: u32 = 8;
const MATTERS: u32 = 25;

async fn on_a_server() -> Option<Authority> {
    let (authority, _) = Authority::on(Database::postgres()?).await;
    authority.commands.adopt_pack(&admin(), trial(&[])).await.unwrap();
    Some(authority)
}

/// Two programs do the same work at the same time: whoever comes second to a command is answered as the
/// first was. Then one is killed, and the other goes on.
#[tokio::test]
async fn one_is_killed_and_the_other_goes_on() {
    let Some(authority) = on_a_server().await else { return };
    authority.reader.clone().close().await;
    authority.commands.clone().close().await.unwrap();
    let (first, second) = (start(&authority.database, None), start(&authority.database, None));
    let mut acknowledged = kill_after(first, 300);
    for (at, done) in kill_after(second, 900) {
        let before = acknowledged.insert(at, done.clone());
        assert!(before.is_none_or(|before| before == done), "{at:?} was carried out twice");
    }
    assert!(acknowledged.len() >= 900);
    check(&authority.database, &acknowledged).await;
}

fn command((task, matter, number): (u32, u32, u32)) -> Command {
    let name = format!("T{task}-{matter}");
    let act = match number {
        0 => open(day(3, 1), &format!("{name}@office")),
        1 => step(day(3, 2), ("cases", &name), "handle", ""),
        _ => step(day(3, 3), ("cases", &name), "finish", "fines=100 pages=3"),
    };
    Command::new(act).with_key(format!("{task}-{matter}-{number}")).seen(number)
}

/// Gives each command until it is answered.
async fn insist(commands: Commands, task: u32) -> Vec<Done> {
    let mut answers = vec![];
    for matter in 0..MATTERS {
        for number in 0..3 {
            let at = (task, matter, number);
            let mut attempts = 0;
            answers.push(loop {
                match commands.submit(&admin(), command(at)).await {
                    Ok(done) => break done,
                    Err(error) if attempts > 50 => panic!("{at:?}: {error}"),
                    Err(_) => attempts += 1,
                }
            });
        }
    }
    answers
}

/// The server ends whoever holds the lease, in the middle of whatever it does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_are_cut_in_the_middle_of_transactions() {
    let Some(authority) = on_a_server().await else { return };
    let (_, writer) = store::open(place(&authority.database), Open::Existing).await.unwrap();
    let other = Commands::new(writer);
    let mut working = JoinSet::new();
    for task in 0..TASKS {
        let commands = if task % 2 == 0 { &authority.commands } else { &other };
        working.spawn(insist(commands.clone(), task));
    }
    // Within a transaction `pg_stat_activity` stays as it was first seen, so that whoever connects again
    // later would never be found: each attempt looks anew.
    let cut = "DO $$ DECLARE holder INT; BEGIN FOR attempt IN 1..2000 LOOP \
               PERFORM pg_stat_clear_snapshot(); \
               SELECT l.pid INTO holder FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
               WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() \
               AND a.application_name = current_schema() LIMIT 1; \
               IF holder IS NOT NULL THEN PERFORM pg_terminate_backend(holder); RETURN; END IF; \
               PERFORM pg_sleep(0.001); END LOOP; RAISE EXCEPTION 'nobody writes'; END $$";
    let mut cuts = 0;
    while cuts < CUTS && !working.is_empty() && authority.database.tamper(cut).await.is_ok() {
        cuts += 1;
    }
    let answers: Vec<Done> = working.join_all().await.into_iter().flatten().collect();
    assert!(cuts > CUTS / 2, "only {cuts} connections were cut: the load is too light");
    // Every command has one place of its own in the journal, and there is nothing else.
    let mut places: Vec<u64> = answers.iter().map(|done| done.sequence).collect();
    places.sort_unstable();
    places.dedup();
    let count = TASKS * MATTERS * 3;
    assert_eq!(places.len(), count as usize);
    assert_eq!(authority.records().await, u64::from(count) + 2);
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

/// What one has written, the other knows before it decides.
#[tokio::test]
async fn they_see_each_others_work() {
    let Some(authority) = on_a_server().await else { return };
    let (_, writer) = store::open(place(&authority.database), Open::Existing).await.unwrap();
    let other = Commands::new(writer);
    let mut numbers = vec![];
    for turn in 0..6 {
        let commands = if turn % 2 == 0 { &authority.commands } else { &other };
        numbers.push(commands.submit(&admin(), open(day(3, 1), "@office")).await.unwrap().number);
    }
    assert_eq!(numbers, (1..=6).map(|n| format!("AJ-2021-000{n}")).collect::<Vec<_>>());
    authority.submit(step(day(3, 2), ("cases", "AJ-2021-0001"), "handle", "")).await.unwrap();
    let again = step(day(3, 2), ("cases", "AJ-2021-0001"), "handle", "");
    assert!(other.submit(&admin(), again).await.is_err(), "a step was taken twice");
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}
