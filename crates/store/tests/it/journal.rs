//! The journal: appended to, never changed, by one writer at a time.

use ledger::chain::{self, Algorithm};
use register::event::{Body, UnitDefined};
use store::StoreError;
use store::journal::View;

use crate::world::{World, day, key, new, unit};

#[tokio::test]
async fn records_cannot_be_changed_deleted_or_skipped() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@office", "receive", "subject=Noise");
    world.commit().await;
    for statement in [
        "UPDATE record SET actor = 7 WHERE sequence = 1",
        "UPDATE record SET body = X'00'",
        "DELETE FROM record WHERE sequence = 3",
        "DELETE FROM record",
        "INSERT INTO record SELECT 3, effective_day, recorded_after, actor, matter, previous, digest, body FROM record WHERE sequence = 1",
        "INSERT INTO record SELECT 9, effective_day, recorded_after, actor, matter, previous, digest, body FROM record WHERE sequence = 1",
    ] {
        let refused = world.do_behind_its_back(statement).await.unwrap_err();
        let is_refused = refused.contains("the journal") || refused.contains("record_pkey");
        assert!(is_refused, "{statement}: {refused}");
    }
}

#[tokio::test]
async fn the_chain_is_what_the_ledger_says() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@office", "receive", "subject=Noise");
    world.commit().await;
    let mut view = View::of(&world.reader).await.unwrap();
    let mut head = chain::genesis();
    for record in view.records_after(0, 10).await.unwrap() {
        head = record.head_after(Algorithm::Sha256, &head);
        assert_eq!(
            record.digest,
            record.leaf(Algorithm::Sha256)[..4],
            "record {}",
            record.sequence
        );
    }
    let noted = store::journal::head(&world.reader).await.unwrap();
    assert_eq!((noted.sequence, noted.hash), (3, head));
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() {
    let mut world = World::new().await;
    let before = world.dump().await;
    let head = store::journal::head(&world.reader).await.unwrap();
    let more = |name: &str| -> Vec<UnitDefined> { vec![unit(name, "division", Some("authority"))] };
    let mut tx = world.writer.begin().await.unwrap();
    tx.append(vec![new(Body::Units(more("east")))]).await.unwrap();
    assert!(tx.unit(&key("east")).is_some());
    drop(tx);
    assert_eq!(world.dump().await, before);
    assert_eq!(store::journal::head(&world.reader).await.unwrap(), head);
    // And what the writer remembers is what is there.
    let mut tx = world.writer.begin().await.unwrap();
    assert!(tx.unit(&key("east")).is_none());
    assert_eq!(tx.append(vec![new(Body::Units(more("west")))]).await.unwrap(), [3]);
    tx.commit().await.unwrap();
    let live = world.dump().await;
    world.writer.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(world.dump().await, live);
}

#[tokio::test]
async fn a_version_is_written_once() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@office", "receive", "subject=Noise");
    world.commit().await;
    let event = world.happened[0].event.clone();
    let mut tx = world.writer.begin().await.unwrap();
    let twice = tx.append(vec![new(Body::Matter(event))]).await;
    assert!(matches!(twice, Err(StoreError::Overtaken { number, .. }) if number == "A"));
}

#[tokio::test]
async fn an_event_at_an_unknown_unit_is_refused() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@nowhere", "receive", "subject=Noise");
    let mut event = world.happened[0].event.clone();
    event.number = "B".to_owned();
    let mut tx = world.writer.begin().await.unwrap();
    let refused = tx.append(vec![new(Body::Matter(event))]).await;
    assert!(matches!(refused, Err(StoreError::UnknownUnit { unit }) if unit == key("nowhere")));
}

#[tokio::test]
async fn a_view_does_not_see_what_is_written_after_it() {
    let mut world = World::new().await;
    let mut view = View::of(&world.reader).await.unwrap();
    assert_eq!(view.last_sequence().await.unwrap(), 2);
    world.step(day(3, 1), "A@office", "receive", "subject=Noise");
    world.commit().await;
    assert_eq!(view.last_sequence().await.unwrap(), 2);
    assert_eq!(store::journal::head(&world.reader).await.unwrap().sequence, 3);
}
