//! Figures whose value can be seen at a glance.

use base::ctx::Rights;
use base::dims::Filter;
use base::{Ctx, Key, Right, exact};
use indicators::{DefinitionPolicy, Figure, Missing, Outcome, Question, TreePolicy};
use jiff::civil::Date;
use register::model::Name;
use store::{Page, StoreError};

use crate::world::{World, admin, asking, day, key};

fn ask(name: &str, unit: &str, as_of: Date) -> Question {
    Question {
        name: Name::new(key("trial"), key(name)),
        unit: key(unit),
        from: None,
        as_of,
        known_at: None,
        filter: Filter::new(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    }
}

async fn figure(world: &World, ctx: Ctx, question: &Question) -> Result<Figure, StoreError> {
    let found = store::figures::figure(&world.reader, &ctx, &world.catalogue, question).await;
    found.map(Result::unwrap)
}

async fn number(world: &World, question: &Question) -> Outcome {
    figure(world, admin(), question).await.unwrap().outcome
}

/// The way down from a measure to its rows.
async fn rows(world: &World, question: &Question) -> indicators::Rows {
    let figure = figure(world, admin(), question).await.unwrap();
    figure.receipt.parts[0].rows.clone().unwrap()
}

fn is(value: i64) -> Outcome {
    Outcome::Number(exact::whole(value))
}

/// Two received at d01's clinic in March, one of them done in April with two fines.
async fn spring() -> World {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise sort=red");
    world.step(day(3, 5), "B@clinic", "receive", "subject=Dust sort=blue");
    world.step(day(3, 9), "A", "handle", "");
    world.step(day(4, 2), "A", "finish", "fines=fine:5000,warning,fine:123 pages=7");
    world.commit().await;
    world
}

#[tokio::test]
async fn flows_and_stocks_by_day_unit_and_dimension() {
    let world = spring().await;
    for (name, unit, on, value) in [
        ("received", "authority", day(2, 28), 0),
        ("received", "authority", day(3, 1), 1),
        ("received", "d01", day(3, 31), 2),
        ("received", "d02", day(3, 31), 0),
        ("in_hand", "clinic", day(3, 31), 2),
        ("in_hand", "clinic", day(4, 2), 1),
        ("done_red", "authority", day(4, 30), 1),
        ("penalties", "authority", day(4, 30), 3),
        ("pages", "authority", day(4, 30), 7),
        ("days", "authority", day(4, 30), 32),
    ] {
        assert_eq!(number(&world, &ask(name, unit, on)).await, is(value), "{name} {unit} {on}");
    }
    let fined = number(&world, &ask("fined", "d01", day(4, 2))).await;
    assert_eq!(fined, Outcome::Number(base::Exact::new(5123, 100)));
}

#[tokio::test]
async fn what_is_known_later_does_not_change_what_was_known() {
    let mut world = spring().await;
    let known = Question { known_at: Some(6), ..ask("in_hand", "authority", day(3, 31)) };
    let now = ask("in_hand", "authority", day(3, 31));
    // Entered late: a third one, received in March.
    world.step(day(3, 20), "C@office", "receive", "subject=Late");
    world.commit().await;
    assert_eq!(number(&world, &known).await, is(2));
    assert_eq!(number(&world, &now).await, is(3));
    let first = Question { known_at: Some(3), ..now };
    assert_eq!(number(&world, &first).await, is(1));
}

#[tokio::test]
async fn a_reversal_takes_back_flow_and_stock() {
    let mut world = spring().await;
    world.reverse(day(4, 3), "A", 6);
    world.commit().await;
    assert_eq!(number(&world, &ask("done", "authority", day(4, 2))).await, is(1));
    assert_eq!(number(&world, &ask("done", "authority", day(4, 3))).await, is(0));
    assert_eq!(number(&world, &ask("in_hand", "authority", day(4, 3))).await, is(2));
    assert_eq!(number(&world, &ask("penalties", "authority", day(4, 3))).await, is(0));
    let april = Question { from: Some(day(4, 3)), ..ask("done", "authority", day(4, 30)) };
    assert_eq!(number(&world, &april).await, is(-1));
}

#[tokio::test]
async fn a_matter_handed_over_counts_where_it_is_and_once_altogether() {
    let mut world = spring().await;
    world.step(day(4, 5), "B", "hand_over", "lead=d02");
    world.commit().await;
    assert_eq!(number(&world, &ask("in_hand", "d01", day(4, 5))).await, is(0));
    assert_eq!(number(&world, &ask("in_hand", "d02", day(4, 5))).await, is(1));
    assert_eq!(number(&world, &ask("received", "authority", day(4, 5))).await, is(2));
}

#[tokio::test]
async fn no_report_is_missing_and_a_report_of_zero_is_zero() {
    let mut world = World::new().await;
    let people = ask("people", "authority", day(1, 2));
    assert_eq!(number(&world, &people).await, Outcome::Missing(Missing::NoReport));
    world.step(day(1, 1), "heads d01-2021-01-01@d01", "report", "people=0");
    world.commit().await;
    assert_eq!(number(&world, &people).await, is(0));
    let coverage = figure(&world, admin(), &people).await.unwrap().receipt.coverage;
    // Two districts, two days, one report.
    assert_eq!((coverage[0].due, coverage[0].came), (4, 1));
    let clinic = ask("people", "clinic", day(1, 2));
    assert_eq!(number(&world, &clinic).await, Outcome::Missing(Missing::NoReport));
}

#[tokio::test]
async fn a_figure_needs_the_right_to_read_and_a_unit_in_scope() {
    let world = spring().await;
    let only = |right: &str| Rights::Only([Right::read(right).unwrap()].into());
    let question = ask("in_hand", "d01", day(12, 31));
    let may = figure(&world, asking("d01", only("cases.read")), &question).await;
    assert_eq!(may.unwrap().outcome, is(1));
    let denied = figure(&world, asking("d01", only("heads.read")), &question).await;
    assert!(matches!(denied, Err(StoreError::Denied(_))));
    for unit in ["d02", "d99"] {
        let question = ask("in_hand", unit, day(12, 31));
        let found = figure(&world, asking("d01", only("cases.read")), &question).await;
        assert!(matches!(found, Err(StoreError::UnknownUnit { unit }) if unit == question.unit));
    }
}

#[tokio::test]
async fn the_way_down_to_rows() {
    let world = spring().await;
    let rows = rows(&world, &ask("fined", "authority", day(4, 30))).await;
    let page = |number| Page::new(number, 1);
    let behind = async |ctx, page| {
        store::rows::behind(&world.reader, &ctx, &world.catalogue, &rows, page).await
    };
    let first = behind(admin(), page(1)).await.unwrap();
    let row = &first.rows[0];
    assert_eq!(
        (row.number.as_str(), row.title.as_str(), row.unit.as_str()),
        ("A", "Noise", "clinic")
    );
    assert_eq!((row.sequence, row.effective_on, row.amount), (6, day(4, 2), exact::whole(50)));
    assert_eq!((first.rows.len(), first.total), (1, 2));
    let second = behind(admin(), page(2)).await.unwrap();
    assert_eq!(second.rows[0].amount, base::Exact::new(123, 100));
    let denied = behind(asking("authority", Rights::Only([].into())), page(1)).await;
    assert!(matches!(denied, Err(StoreError::Denied(_))));
    let outside = behind(asking("d02", Rights::All), page(1)).await;
    assert!(matches!(outside, Err(StoreError::UnknownUnit { .. })));
}

#[tokio::test]
async fn a_reversed_event_is_no_row_where_both_count() {
    let mut world = spring().await;
    world.reverse(day(4, 3), "A", 6);
    world.commit().await;
    let listed = async |from: Option<Date>, to: Date| {
        let rows = rows(&world, &Question { from, ..ask("done", "authority", to) }).await;
        let (ctx, page) = (admin(), Page::new(1, 10));
        let page = store::rows::behind(&world.reader, &ctx, &world.catalogue, &rows, page).await;
        let rows = page.unwrap().rows;
        rows.iter().map(|row| (row.sequence, row.amount)).collect::<Vec<_>>()
    };
    assert_eq!(listed(None, day(4, 2)).await, [(6, exact::whole(1))]);
    assert_eq!(listed(None, day(4, 3)).await, []);
    assert_eq!(listed(Some(day(4, 3)), day(4, 3)).await, [(7, exact::whole(-1))]);
}

#[tokio::test]
async fn a_hundred_questions_are_answered_in_their_order() {
    let world = spring().await;
    let units: Vec<Key> = ["authority", "office", "d01", "d02", "clinic"].map(key).into();
    let months = (1..=12).cycle().take(100);
    let questions: Vec<Question> = months
        .enumerate()
        .map(|(index, month)| {
            let unit = units[index % units.len()].as_str();
            ask(["received", "in_hand"][index % 2], unit, day(month, 10))
        })
        .collect();
    let found = store::figures::figures(&world.reader, &admin(), &world.catalogue, &questions)
        .await
        .unwrap();
    assert_eq!(found.len(), 100);
    for (question, found) in questions.iter().zip(found) {
        assert_eq!(found.unwrap().outcome, number(&world, question).await, "{question:?}");
    }
}
