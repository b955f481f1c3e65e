//! A commit that fails at each step of its way: everybody gets an answer, nothing is half done, and
//! the sequencer goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::{AppError, Command, Commands, Done};
use store::StoreError;
use store::traps::{Point, Traps};
use tokio::task::JoinSet;

use super::authority::{Authority, admin, day, open, step, trial};

/// What happens at a point, as often as said.
#[derive(Clone, Copy, Debug)]
enum What {
    Error,
    Panic,
}

async fn trapped() -> (Authority, Traps) {
    let (authority, traps) = Authority::with_traps().await;
    authority.commands.adopt_pack(&admin(), trial(&[])).await.unwrap();
    (authority, traps)
}

/// Makes the given point fail so many times. Answers how often it has failed.
#[expect(clippy::panic, reason = "a panic is what is set")]
fn set(traps: &Traps, at: Point, what: What, times: u32) -> Arc<AtomicU32> {
    let failed = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&failed);
    traps.set(move |point| {
        if point != at || count.load(Ordering::Relaxed) >= times {
            return Ok(());
        }
        count.fetch_add(1, Ordering::Relaxed);
        match what {
            What::Error => Err(StoreError::DiskFull),
            What::Panic => panic!("a trap at {point:?}"),
        }
    });
    failed
}

fn command(number: u32) -> Command {
    let act = open(day(3, 1), &format!("N{number}@office"));
    Command::new(act).with_key(format!("key-{number}"))
}

async fn all(commands: &Commands, count: u32) -> Vec<(u32, Result<Done, AppError>)> {
    let mut waiting = JoinSet::new();
    for number in 0..count {
        let commands = commands.clone();
        waiting.spawn(async move { (number, commands.submit(&admin(), command(number)).await) });
    }
    let mut answers = waiting.join_all().await;
    answers.sort_by_key(|(number, _)| *number);
    answers
}

#[expect(clippy::panic, reason = "a check fails by panicking")]
async fn check(at: Point, what: What) {
    let (authority, traps) = trapped().await;
    authority.submit(open(day(3, 1), "before@office")).await.unwrap();
    let records = authority.records().await;
    let failed = set(&traps, at, what, 2);
    let answers = all(&authority.commands, 40).await;
    assert!(failed.load(Ordering::Relaxed) > 0, "{at:?}: the trap was never reached");
    let done = answers.iter().filter(|(_, answer)| answer.is_ok()).count() as u64;
    assert_eq!(authority.records().await, records + done, "{at:?} {what:?}: {answers:?}");
    for (number, answer) in &answers {
        match (answer, what) {
            (Ok(done), _) => assert_eq!(done.number, format!("N{number}")),
            (Err(AppError::Store(error)), What::Error) => {
                assert!(matches!(**error, StoreError::DiskFull), "{error}");
            }
            (Err(AppError::Broken { what }), What::Panic) => assert!(what.contains("a trap at")),
            (Err(error), _) => panic!("{at:?} {what:?} {number}: {error}"),
        }
    }
    if at == Point::Committed {
        assert_eq!(done, 40, "what is committed is told as done");
    }
    // Everything is sound, and what failed can simply be given again under its key.
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
    traps.clear();
    for (number, answer) in all(&authority.commands, 40).await {
        let again = answer.unwrap();
        if let Some((_, Ok(first))) = answers.iter().find(|(first, _)| *first == number) {
            assert_eq!(again, *first);
        }
    }
    assert_eq!(authority.records().await, records + 40);
    let handle = step(day(3, 2), ("cases", "before"), "handle", "");
    authority.commands.submit(&admin(), Command::new(handle).seen(1)).await.unwrap();
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn after_the_transaction_has_begun() {
    check(Point::Begun, What::Error).await;
    check(Point::Begun, What::Panic).await;
}

#[tokio::test]
async fn after_the_records_are_appended() {
    check(Point::Recorded, What::Error).await;
    check(Point::Recorded, What::Panic).await;
}

#[tokio::test]
async fn after_the_projections_are_written() {
    check(Point::Projected, What::Error).await;
    check(Point::Projected, What::Panic).await;
}

#[tokio::test]
async fn before_the_commit() {
    check(Point::Committing, What::Error).await;
    check(Point::Committing, What::Panic).await;
}

#[tokio::test]
async fn after_the_commit_before_anybody_knows() {
    check(Point::Committed, What::Error).await;
    check(Point::Committed, What::Panic).await;
}

#[tokio::test]
async fn commands_that_need_the_writing_end_for_themselves_fail_whole_too() {
    for point in Point::ALL {
        for what in [What::Error, What::Panic] {
            let (authority, traps) = trapped().await;
            let units = || vec![super::authority::unit("d03", "district", Some("authority"))];
            let records = authority.records().await;
            set(&traps, point, what, 1);
            let answer = authority.commands.define_units(&admin(), units()).await;
            traps.clear();
            assert_eq!(answer.is_ok(), point == Point::Committed, "{point:?} {what:?}: {answer:?}");
            let expected = records + u64::from(answer.is_ok());
            assert_eq!(authority.records().await, expected, "{point:?} {what:?}");
            authority.commands.define_units(&admin(), units()).await.unwrap();
            authority.submit(open(day(3, 1), "@d03")).await.unwrap();
            app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
        }
    }
}

/// One act in a batch that the books cannot take does not sink the others.
#[tokio::test]
async fn what_cannot_be_posted_is_refused_by_itself() {
    for what in [What::Error, What::Panic] {
        let (authority, traps) = trapped().await;
        let records = authority.records().await;
        let (go, gate) = std::sync::mpsc::channel();
        let (entered, mut first) = tokio::sync::mpsc::unbounded_channel();
        let (mut begun, mut projected) = (0, 0);
        traps.set(move |point| {
            match point {
                // The first waits until all others are in the queue, and so in one batch.
                Point::Begun => {
                    begun += 1;
                    if begun == 1 {
                        entered.send(()).unwrap();
                        gate.recv().unwrap();
                    }
                }
                // The batch fails, and then the first of it by itself.
                Point::Projected => {
                    projected += 1;
                    match (projected, what) {
                        (2 | 3, What::Error) => return Err(StoreError::TooLarge),
                        (2 | 3, What::Panic) => panic!("a trap"),
                        _ => {}
                    }
                }
                Point::Recorded | Point::Committing | Point::Committed => {}
            }
            Ok(())
        });
        let mut waiting = JoinSet::new();
        for number in 0..20 {
            let commands = authority.commands.clone();
            waiting
                .spawn(async move { (number, commands.submit(&admin(), command(number)).await) });
            if number == 0 {
                first.recv().await.unwrap();
            }
        }
        tokio::task::yield_now().await;
        go.send(()).unwrap();
        let mut answers = waiting.join_all().await;
        answers.sort_by_key(|(number, _)| *number);
        for (number, answer) in answers {
            match (number, answer) {
                (1, Err(AppError::Store(error))) => assert!(matches!(*error, StoreError::TooLarge)),
                (1, Err(AppError::Broken { what })) => assert_eq!(what, "a trap"),
                (number, answer) => {
                    assert_eq!(answer.unwrap().number, format!("N{number}"));
                }
            }
        }
        assert_eq!(authority.records().await, records + 19);
        app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
    }
}
