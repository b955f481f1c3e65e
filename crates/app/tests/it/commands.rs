//! Acts: decided on what is there, numbered, and written together or not at all.

use app::AppError;
use base::ctx::Rights;
use base::{Lang, Right, Say};
use register::decide::Act;

use crate::authority::{Authority, admin, asking, day, key, open, place, reverse, step};

#[tokio::test]
async fn the_system_numbers_by_register_and_year() {
    let authority = Authority::new().await;
    let number = async |act: Act| authority.submit(act).await.unwrap().number;
    assert_eq!(number(open(day(3, 1), "@office")).await, "AJ-2021-0001");
    assert_eq!(number(open(day(3, 2), "@office")).await, "AJ-2021-0002");
    assert_eq!(number(open(jiff::civil::date(2020, 3, 1), "@office")).await, "AJ-2020-0001");
    assert_eq!(number(open(day(3, 3), "AJ-2021-0010@office")).await, "AJ-2021-0010");
    assert_eq!(number(open(day(3, 3), "AJ-99@office")).await, "AJ-99");
    assert_eq!(number(open(day(3, 4), "@office")).await, "AJ-2021-0011");
}

#[tokio::test]
async fn a_batch_sees_its_own_acts_and_bears_refusals() {
    let authority = Authority::new().await;
    let head = authority.records().await;
    let batch = vec![
        open(day(3, 1), "@office"),
        step(day(3, 2), ("cases", "AJ-2021-0001"), "handle", ""),
        step(day(3, 3), ("cases", "AJ-2021-0001"), "handle", ""),
        open(day(3, 1), "AJ-2021-0002@office"),
        open(day(3, 1), "@office"),
        reverse(("cases", "AJ-2021-0001"), day(3, 4), head + 2),
        open(day(3, 1), "@nowhere"),
    ];
    let batch = batch.into_iter().map(|act| (admin(), act)).collect();
    let outcomes = authority.commands.submit_all(batch).await.unwrap();
    let told: Vec<String> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(done) => format!("{} {}", done.sequence - head, done.number),
            Err(error) => error.to_string().chars().take(20).collect(),
        })
        .collect();
    assert_eq!(
        told,
        [
            "1 AJ-2021-0001",
            "2 AJ-2021-0001",
            "a matter in state \"H",
            "3 AJ-2021-0002",
            "4 AJ-2021-0003",
            "5 AJ-2021-0001",
            "there is no unit \"no",
        ]
    );
    assert_eq!(authority.records().await, head + 5);
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn a_batch_is_the_same_as_its_acts_one_by_one() {
    let acts = || {
        let mut acts = vec![];
        for number in 1..=40 {
            let name = format!("N{number}");
            acts.push(open(day(3, 1), &format!("{name}@d01")));
            acts.push(step(day(3, 2), ("cases", &name), "handle", ""));
            acts.push(step(day(3, 3), ("cases", &name), "hand_over", "lead=d02"));
        }
        acts
    };
    let (one, other) = (Authority::new().await, Authority::new().await);
    for act in acts() {
        one.submit(act).await.unwrap();
    }
    other
        .commands
        .submit_all(acts().into_iter().map(|act| (admin(), act)).collect())
        .await
        .unwrap();
    let dumps = [&one, &other].map(|authority| store::verify::dump(&authority.reader));
    let [one, other] = dumps;
    assert_eq!(one.await.unwrap(), other.await.unwrap());
}

#[tokio::test]
async fn a_refused_act_leaves_nothing() {
    let authority = Authority::new().await;
    let head = authority.records().await;
    for (act, said) in [
        (open(day(3, 1), "@nowhere"), "there is no unit \"nowhere\""),
        (step(day(3, 1), ("cases", "none"), "handle", ""), "there is no matter none"),
        (step(day(3, 1), ("cases", ""), "handle", ""), "say which matter"),
        (step(day(3, 1), ("songs", "@office"), "sing", ""), "there is no register \"songs\""),
        (open(jiff::civil::date(2022, 1, 1), "@office"), "has not come yet"),
        (step(day(3, 1), ("cases", "@office"), "receive", ""), "Subject"),
        (step(day(3, 1), ("cases", "@office"), "receive", "subject=S lead=nowhere"), "nowhere"),
    ] {
        let error = authority.submit(act.clone()).await.unwrap_err();
        assert!(error.to_string().contains(said), "{act:?}: {error}");
        assert!(!error.say(Lang::Zh).is_ascii(), "{error}");
    }
    assert_eq!(authority.records().await, head);
}

#[tokio::test]
async fn what_was_seen_must_still_hold() {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "A@office")).await.unwrap();
    let handle = || step(day(3, 2), ("cases", "A"), "handle", "");
    let late = authority.commands.submit_seen(&admin(), handle(), Some(2)).await.unwrap_err();
    assert!(matches!(late, AppError::Overtaken { seen: 2, found: 1, .. }), "{late}");
    authority.commands.submit_seen(&admin(), handle(), Some(1)).await.unwrap();
}

#[tokio::test]
async fn nobody_acts_outside_their_part() {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "A@d01")).await.unwrap();
    let there = asking("d02", Rights::All);
    let handle = |number| step(day(3, 2), ("cases", number), "handle", "");
    let said = async |act| authority.commands.submit(&there, act).await.unwrap_err().to_string();
    let hidden = said(handle("A")).await;
    assert_eq!(hidden.replace('A', "B"), said(handle("B")).await);
    assert!(said(open(day(3, 1), "@d01")).await.contains("outside your part"));
    assert!(said(open(day(3, 1), "A@d02")).await.contains("the number A cannot be given"));
    // Without a unit a matter opens at the actor's own.
    let own = authority.commands.submit(&there, open(day(3, 1), "C")).await.unwrap();
    let ctx = admin();
    let found = store::matters::one(&authority.reader, &ctx, &key("cases"), &own.number).await;
    assert_eq!(found.unwrap().unwrap().place.unwrap().unit, key("d02"));
    // Handed over, it can be handled there and no longer here.
    let over = step(day(3, 2), ("cases", "C"), "hand_over", "lead=d01");
    authority.commands.submit(&there, over).await.unwrap();
    assert!(said(handle("C")).await.contains("there is no matter C"));
    authority.commands.submit(&asking("d01", Rights::All), handle("C")).await.unwrap();
}

#[tokio::test]
async fn an_act_needs_its_right() {
    let authority = Authority::new().await;
    let only = |right: &str| Rights::Only([Right::read(right).unwrap()].into());
    let submit = async |rights| {
        authority.commands.submit(&asking("authority", rights), open(day(3, 1), "@office")).await
    };
    let denied = submit(only("cases.read")).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(_)), "{denied}");
    submit(only("cases.handle")).await.unwrap();
}

#[tokio::test]
async fn two_people_at_once_are_served_one_after_the_other() {
    let authority = Authority::new().await;
    let submit = async || authority.submit(open(day(3, 1), "@office")).await.unwrap().number;
    let (one, two, three) = tokio::join!(submit(), submit(), submit());
    let mut numbers = [one, two, three];
    numbers.sort();
    assert_eq!(numbers, ["AJ-2021-0001", "AJ-2021-0002", "AJ-2021-0003"]);
}

#[tokio::test]
async fn everything_survives_closing_and_opening() {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "@office")).await.unwrap();
    let dump = store::verify::dump(&authority.reader).await.unwrap();
    let path = place(&authority.database);
    authority.reader.close().await;
    authority.commands.close().await.unwrap();
    let (reader, writer) = store::open(path, store::Open::Existing).await.unwrap();
    assert_eq!(store::verify::dump(&reader).await.unwrap(), dump);
    let commands = app::Commands::new(writer);
    let done = commands.submit(&admin(), open(day(3, 2), "@office")).await.unwrap();
    assert_eq!(done.number, "AJ-2021-0002");
    commands.rebuild(|_, _| {}).await.unwrap();
    app::verify::run(&reader, |_, _| {}).await.unwrap();
}
