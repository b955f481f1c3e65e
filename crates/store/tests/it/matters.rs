//! Lists of matters, and who sees them.

use base::ctx::Rights;
use base::dims::Filter;
use base::{Ctx, Right};
use store::StoreError;
use store::matters::{MattersAsk, Sort};

use crate::world::{World, admin, asking, day, key};

/// Four cases: a and b at the office, c at d01's clinic, d at d02 and done.
async fn four() -> World {
    let mut world = World::new().await;
    world.step(day(3, 1), "a@office", "receive", "subject=Noise sort=red due_on=2021-05-01");
    world.step(day(3, 2), "b@office", "receive", "subject=50%_dust sort=blue");
    world.step(
        day(3, 3),
        "c@clinic",
        "receive",
        "subject=NOISE sort=red urgent=yes due_on=2021-04-01",
    );
    world.step(day(3, 4), "d@d02", "receive", "subject=Water");
    world.step(day(3, 5), "d", "handle", "");
    world.step(day(3, 6), "d", "finish", "");
    world.step(day(3, 7), "e@office", "receive", "subject=Error");
    world.reverse(day(3, 7), "e", 9);
    world.commit().await;
    world
}

async fn numbers(world: &World, ctx: &Ctx, ask: MattersAsk) -> String {
    let page = store::matters::page(&world.reader, ctx, &ask).await.unwrap();
    let numbers: Vec<&str> = page.rows.iter().map(|row| row.number.as_str()).collect();
    format!("{} of {}", numbers.join(""), page.total)
}

fn cases() -> MattersAsk {
    MattersAsk::of(key("cases"))
}

#[tokio::test]
async fn filters_narrow() {
    let world = four().await;
    let narrowed = |dimension: &str, values: &[&str]| {
        let mut filter = Filter::new();
        filter.narrow(key(dimension), values.iter().map(|value| key(value)).collect());
        MattersAsk { filter, ..cases() }
    };
    let texted = |text: &str| MattersAsk { text: Some(text.to_owned()), ..cases() };
    for (ask, expected) in [
        (cases(), "abcd of 4"),
        (MattersAsk { states: vec![key("received")], ..cases() }, "abc of 3"),
        (MattersAsk { states: vec![key("received"), key("done")], ..cases() }, "abcd of 4"),
        (MattersAsk { open: Some(true), ..cases() }, "abc of 3"),
        (MattersAsk { open: Some(false), ..cases() }, "d of 1"),
        (MattersAsk { unit: Some(key("d01")), ..cases() }, "c of 1"),
        (narrowed("sort", &["red"]), "ac of 2"),
        (narrowed("sort", &["red", "blue"]), "abc of 3"),
        (narrowed("urgent", &["no"]), " of 0"),
        (narrowed("sort", &[]), " of 0"),
        (texted("noise"), "ac of 2"),
        (texted(" D "), "bd of 2"),
        (texted("0%_d"), "b of 1"),
        (texted("%"), "b of 1"),
        (texted("'; --"), " of 0"),
        (texted("  "), "abcd of 4"),
    ] {
        assert_eq!(numbers(&world, &admin(), ask.clone()).await, expected, "{ask:?}");
    }
}

#[tokio::test]
async fn every_column_sorts_and_pages_follow_each_other() {
    let world = four().await;
    for (sort, up, down) in [
        (Sort::Number, "abcd", "dcba"),
        (Sort::Title, "bcad", "dacb"),
        (Sort::State, "dabc", "abcd"),
        (Sort::Unit, "abcd", "dcab"),
        (Sort::Opened, "abcd", "dcba"),
        (Sort::Changed, "abcd", "dcba"),
        (Sort::Due, "cabd", "acbd"),
    ] {
        for (descending, expected) in [(false, up), (true, down)] {
            let ask = MattersAsk { sort, descending, ..cases() };
            let whole = format!("{expected} of 4");
            assert_eq!(
                numbers(&world, &admin(), ask.clone()).await,
                whole,
                "{sort:?} {descending}"
            );
            let mut pieces = String::new();
            for page in 1..=3 {
                let ask = MattersAsk { page, per_page: 2, ..ask.clone() };
                pieces += numbers(&world, &admin(), ask).await.split_once(' ').unwrap().0;
            }
            assert_eq!(pieces, expected);
        }
    }
}

#[tokio::test]
async fn what_lies_elsewhere_does_not_exist() {
    let world = four().await;
    let there = asking("d01", Rights::All);
    assert_eq!(numbers(&world, &there, cases()).await, "c of 1");
    let one = async |ctx, number| {
        store::matters::one(&world.reader, &ctx, &key("cases"), number).await.unwrap()
    };
    assert!(one(there.clone(), "c").await.is_some());
    assert!(one(there.clone(), "a").await.is_none());
    assert!(one(there.clone(), "none").await.is_none());
    assert!(one(admin(), "a").await.is_some());
    let elsewhere = MattersAsk { unit: Some(key("office")), ..cases() };
    let unknown = store::matters::page(&world.reader, &there, &elsewhere).await;
    assert!(matches!(unknown, Err(StoreError::UnknownUnit { .. })));
    assert_eq!(numbers(&world, &asking("gone", Rights::All), cases()).await, " of 0");
}

#[tokio::test]
async fn reading_needs_a_right_and_a_register() {
    let world = four().await;
    let nobody = asking("authority", Rights::Only([].into()));
    let denied = store::matters::page(&world.reader, &nobody, &cases()).await;
    assert!(matches!(denied, Err(StoreError::Denied(_))));
    let denied = store::matters::one(&world.reader, &nobody, &key("cases"), "a").await;
    assert!(matches!(denied, Err(StoreError::Denied(_))));
    let unknown =
        store::matters::page(&world.reader, &admin(), &MattersAsk::of(key("songs"))).await;
    assert!(matches!(unknown, Err(StoreError::UnknownRegister { .. })));
    let summary = store::registers::summary(&world.reader, &nobody).await.unwrap();
    assert!(summary.is_empty());
}

#[tokio::test]
async fn the_summary_counts_what_the_asker_sees() {
    let world = four().await;
    let summary = async |ctx| {
        let all = store::registers::summary(&world.reader, &ctx).await.unwrap();
        let told = all.iter().map(|of| format!("{} {}/{}", of.register, of.open, of.matters));
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(summary(admin()).await, "cases 3/4, heads 0/0");
    assert_eq!(summary(asking("d02", Rights::All)).await, "cases 0/1, heads 0/0");
    let only = Rights::Only([Right::read("heads.read").unwrap()].into());
    assert_eq!(summary(asking("authority", only)).await, "heads 0/0");
}
