//! Many commands at once: order, answers, back-pressure, the end.

use app::{AppError, Command};
use base::Lang;
use base::Say;
use register::decide::{Act, What};
use tokio::task::JoinSet;

use super::authority::{Authority, admin, day, open, step};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_wait_share_a_transaction() {
    let authority = Authority::new().await;
    let before = authority.commands.served();
    let mut waiting = JoinSet::new();
    for number in 0..300 {
        let commands = authority.commands.clone();
        waiting.spawn(async move {
            let name = format!("N{number}");
            let act = if number % 10 == 7 { "@nowhere".to_owned() } else { format!("{name}@d01") };
            (number, name, commands.submit(&admin(), open(day(3, 1), &act)).await)
        });
    }
    let mut sequences = vec![];
    while let Some(answered) = waiting.join_next().await {
        match answered.unwrap() {
            (number, _, Err(error)) => {
                assert_eq!(number % 10, 7);
                assert!(matches!(error, AppError::NoUnit { .. }), "{error}");
            }
            (_, name, Ok(done)) => {
                assert_eq!(done.number, name);
                sequences.push(done.sequence);
            }
        }
    }
    sequences.sort_unstable();
    let first = sequences[0];
    assert_eq!(sequences, (first..first + 270).collect::<Vec<_>>());
    let after = authority.commands.served();
    assert_eq!(after.acts - before.acts, 300);
    assert!(after.batches - before.batches < 300, "{after:?}");
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn commands_are_carried_out_in_the_order_in_which_they_come() {
    let authority = Authority::new().await;
    // One after the other into the queue, without waiting for answers.
    let mut waiting = JoinSet::new();
    for number in 0..50_u64 {
        let commands = authority.commands.clone();
        waiting.spawn(async move {
            let act = match number % 2 {
                0 => open(day(3, 1), &format!("N{number}@office")),
                _ => step(day(3, 2), ("cases", &format!("N{}", number - 1)), "handle", ""),
            };
            (number, commands.submit(&admin(), act).await.unwrap().sequence)
        });
    }
    let mut all: Vec<(u64, u64)> = waiting.join_all().await;
    all.sort_unstable();
    let first = all[0].1;
    assert_eq!(all, (0..50).map(|number| (number, first + number)).collect::<Vec<_>>());
}

#[tokio::test]
async fn more_than_the_queue_holds_is_carried_out_too() {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "A@office")).await.unwrap();
    let mut waiting = JoinSet::new();
    for _ in 0..5_000 {
        let commands = authority.commands.clone();
        let note = Act {
            what: What::Note(String::new()),
            ..step(day(3, 2), ("cases", "A"), "handle", "")
        };
        waiting.spawn(async move { commands.submit(&admin(), note).await.is_err() });
    }
    let answers = waiting.join_all().await;
    assert_eq!(answers, vec![true; 5_000], "an empty note is refused, each by itself");
}

#[tokio::test]
async fn a_caller_who_goes_away_loses_nothing() {
    let authority = Authority::new().await;
    let (commands, ctx) = (authority.commands.clone(), admin());
    {
        let given = commands.submit(&ctx, open(day(3, 1), "A@office"));
        let mut given = std::pin::pin!(given);
        // Looked at once: it is in the queue; then nobody waits for it any more.
        assert!(
            std::future::poll_fn(|context| {
                std::task::Poll::Ready(given.as_mut().poll(context).is_pending())
            })
            .await
        );
    }
    let handle = step(day(3, 2), ("cases", "A"), "handle", "");
    let done = commands.submit(&ctx, Command::new(handle).seen(1)).await.unwrap();
    assert_eq!(done.number, "A");
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn closing_answers_what_was_given_and_takes_nothing_more() {
    let authority = Authority::new().await;
    let mut waiting = JoinSet::new();
    for number in 0..100 {
        let commands = authority.commands.clone();
        let act = open(day(3, 1), &format!("N{number}@office"));
        waiting.spawn(async move { commands.submit(&admin(), act).await });
    }
    tokio::task::yield_now().await;
    let other = authority.commands.clone();
    authority.commands.clone().close().await.unwrap();
    for answer in waiting.join_all().await {
        answer.unwrap();
    }
    let late = other.submit(&admin(), open(day(3, 1), "late@office")).await.unwrap_err();
    assert!(matches!(late, AppError::Closed), "{late}");
    assert!(late.say(Lang::Zh).contains("即将结束"));
    let rebuilt = other.rebuild(|_, _| {}).await.unwrap_err();
    assert!(matches!(rebuilt, AppError::Closed), "{rebuilt}");
}

#[tokio::test]
async fn a_long_history_is_decided_from_memory_as_from_the_journal() {
    let authority = Authority::new().await;
    let other = Authority::new().await;
    let mut acts = vec![open(day(3, 1), "A@office")];
    for number in 0..60 {
        let lead = if number % 2 == 0 { "lead=d01" } else { "lead=d02" };
        acts.push(step(day(3, 2), ("cases", "A"), "hand_over", lead));
        // Something else comes in between, so that nothing is known any more.
        acts.push(open(day(3, 1), &format!("N{number}@office")));
    }
    for act in acts {
        authority.submit(act.clone()).await.unwrap();
        other.submit(act).await.unwrap();
        other.commands.rebuild(|_, _| {}).await.unwrap();
    }
    let dumps = [&authority, &other].map(|authority| store::verify::dump(&authority.reader));
    let [one, two] = dumps;
    assert_eq!(one.await.unwrap(), two.await.unwrap());
}
