//! Tickets that are exported again: what grew is added, what differs is told, nothing is changed.

use std::collections::BTreeMap;

use base::Value;
use register::decide::{Act, What};

use super::world::{Submitted, World, counts, key};

const HEAD: &str = "工单编号,标题,工单类型,创建时间,被反映区,工单状态,办结时间,是否有效回访,是否联系,是否解决,是否满意\n";
const OPEN: &str = "1,一,咨询,2022-01-05,示例东区,办理中,,,,,\n";
const CLOSED: &str = "1,一,咨询,2022-01-05,示例东区,已办结,2022-01-09,是,是,是,满意\n";

/// Imports one row after another, each as a file of its own; the counts of the last.
async fn imported(world: &mut World, rows: &[&str]) -> [u64; 6] {
    let mut last = [0; 6];
    for row in rows {
        let file = world.file("a.csv", &format!("{HEAD}{row}"));
        last = counts(&world.import("hotline", &file).await.unwrap());
    }
    last
}

#[tokio::test]
async fn a_ticket_that_was_closed_meanwhile_gets_its_further_steps() {
    let mut world = World::new().await;
    assert_eq!(imported(&mut world, &[OPEN, CLOSED]).await, [1, 0, 1, 0, 0, 2]);
    let expected = "receive 2022-01-05, take_result 2022-01-09, close 2022-01-09 → closed at d01";
    assert_eq!(world.history("hotline", "1").await, expected);
    // An older export says less, but nothing else.
    assert_eq!(imported(&mut world, &[OPEN]).await, [1, 0, 0, 1, 0, 0]);
    world.verify().await;
}

#[tokio::test]
async fn both_states_of_a_ticket_may_stand_in_one_file() {
    let mut world = World::new().await;
    let rows = format!("{OPEN}{CLOSED}{CLOSED}");
    assert_eq!(imported(&mut world, &[&rows]).await, [3, 1, 1, 1, 0, 3]);
}

#[tokio::test]
async fn a_step_taken_here_in_between_does_not_stand_in_the_way() {
    let mut world = World::new().await;
    imported(&mut world, &[OPEN]).await;
    let set = BTreeMap::from([
        (key("handler"), Value::Unit(key("medical_division"))),
        (key("level"), Value::Choice(key("general"))),
        (key("due_on"), Value::Date(jiff::civil::date(2022, 1, 12))),
    ]);
    let act = Act {
        register: key("hotline"),
        number: Some("1".to_owned()),
        what: What::Step { step: key("dispatch"), unit: None, set },
        effective_on: jiff::civil::date(2022, 1, 6),
        basis: String::new(),
    };
    let submitted: Submitted = world.commands.submit(&world.ctx, act).await;
    submitted.unwrap();
    assert_eq!(imported(&mut world, &[CLOSED]).await, [1, 0, 1, 0, 0, 2]);
    assert!(world.history("hotline", "1").await.ends_with("closed at medical_division"));
}

#[tokio::test]
async fn other_content_under_a_known_number_is_told_and_changes_nothing() {
    let mut world = World::new().await;
    imported(&mut world, &[OPEN]).await;
    let head = world.head().await;
    let other = "1,二,投诉,2022-01-06,示例西区,办理中,,,,,\n";
    assert_eq!(imported(&mut world, &[other]).await, [1, 0, 0, 0, 1, 0]);
    insta::assert_snapshot!(world.complaints());
    assert_eq!(world.head().await, head);
}

#[tokio::test]
async fn a_row_whose_later_step_is_refused_does_not_load_at_all() {
    let mut world = World::new().await;
    let backwards = "1,一,咨询,2022-01-05,示例东区,已办结,2022-01-04,是,是,是,满意\n";
    assert_eq!(imported(&mut world, &[backwards]).await, [1, 0, 0, 0, 1, 0]);
    assert_eq!(world.matter("hotline", "1").await, None);
    // The number is free for a corrected row, in the same file too.
    let rows = format!("{backwards}{CLOSED}");
    assert_eq!(imported(&mut world, &[&rows]).await, [2, 1, 0, 0, 1, 3]);
}

#[tokio::test]
async fn a_step_that_was_reversed_here_is_not_entered_again() {
    let mut world = World::new().await;
    imported(&mut world, &[CLOSED]).await;
    let closed = world.matter("hotline", "1").await.unwrap().history[2].sequence;
    let reason = "entered for the wrong ticket".to_owned();
    let act = Act {
        register: key("hotline"),
        number: Some("1".to_owned()),
        what: What::Reverse { of: closed, reason },
        effective_on: jiff::civil::date(2022, 1, 9),
        basis: String::new(),
    };
    world.commands.submit(&world.ctx, act).await.unwrap();
    assert_eq!(imported(&mut world, &[CLOSED]).await, [1, 0, 0, 0, 1, 0]);
    assert!(world.complaints().contains("the same \"Close\" was recorded before and reversed"));
}

#[tokio::test]
async fn a_column_that_the_file_lacks_is_named_as_it_would_be_called() {
    let mut world = World::new().await;
    let file = world
        .file("a.csv", "工单编号,标题,工单类型,创建时间,工单状态\n1,一,控烟,2022-01-05,已办结\n");
    world.import("hotline", &file).await.unwrap();
    assert!(world.complaints().starts_with("2 办结时间: "), "{}", world.complaints());
}
