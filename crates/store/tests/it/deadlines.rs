//! Lists of deadlines as of days that are past.

use base::Key;
use jiff::civil::{Date, Time};
use register::decide::{Statement, What};
use store::Page;
use store::deadlines::{AsOf, DeadlineRow, DeadlinesAsk, Window};

use crate::world::{World, admin, day, key, on_matter};

async fn listed(world: &World, window: Window, on: Date) -> Vec<DeadlineRow> {
    let at = AsOf::EndOf(on);
    let ask = DeadlinesAsk { window, register: None, unit: None, at, page: Page::new(1, 200) };
    let found = store::deadlines::page(&world.reader, &admin(), &ask).await.unwrap();
    assert_eq!(found.counts[&window], found.rows.len() as u64);
    found.rows
}

/// Thirty matters are due at the end of February, and each is done on another day of March: what lasted
/// for 8, 16 and 32 days since it came near is listed up to its last day as all the others are.
#[tokio::test]
async fn each_is_late_until_the_day_on_which_it_is_done() {
    let mut world = World::new().await;
    for number in 2..=31 {
        let number = format!("A{number}");
        world.step(
            day(1, 5),
            &format!("{number}@clinic"),
            "receive",
            "subject=Noise due_on=2021-02-28",
        );
    }
    for number in 2..=31 {
        world.step(day(3, number), &format!("A{number}"), "handle", "");
        world.step(day(3, number), &format!("A{number}"), "finish", "");
    }
    world.commit().await;
    for on in 1..=31 {
        let late = listed(&world, Window::Late, day(3, on)).await.len();
        assert_eq!(late, usize::try_from(31 - on).unwrap(), "{on} March");
    }
    assert_eq!(listed(&world, Window::Late, day(2, 28)).await.len(), 0);
    assert_eq!(
        listed(&world, Window::Week, day(2, 22)).await.len(),
        30,
        "due on the sixth day to come"
    );
    assert_eq!(listed(&world, Window::Week, day(2, 21)).await.len(), 0);
}

/// What a row says of its matter is what was so then: state and unit.
#[tokio::test]
async fn a_row_shows_its_matter_as_it_was() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise due_on=2021-03-10");
    world.step(day(3, 12), "A", "handle", "");
    world.step(day(3, 15), "A", "hand_over", "lead=d02");
    world.step(day(3, 20), "A", "finish", "");
    world.commit().await;
    let told = |rows: Vec<DeadlineRow>| -> Vec<(Key, Key)> {
        rows.into_iter().map(|row| (row.state, row.unit)).collect()
    };
    for (on, state, unit) in
        [(11, "received", "clinic"), (14, "handling", "clinic"), (19, "handling", "d02")]
    {
        let rows = listed(&world, Window::Late, day(3, on)).await;
        assert_eq!(told(rows), [(key(state), key(unit))], "{on} March");
    }
    assert_eq!(told(listed(&world, Window::Late, day(3, 20)).await), []);
}

/// A day that was entered wrongly is corrected: the lists of past days say what is known now.
#[tokio::test]
async fn a_correction_changes_the_lists_of_past_days() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise due_on=2021-03-10");
    world.step(day(3, 9), "A", "handle", "");
    let done = world.step(day(3, 20), "A", "finish", "");
    world.commit().await;
    assert_eq!(listed(&world, Window::Late, day(3, 15)).await.len(), 1);
    let to = Statement { effective_on: Some(day(3, 10)), ..Statement::default() };
    let what = What::Correct { of: done, to, reason: "done in time".to_owned() };
    world.act(&on_matter("cases", "A", day(4, 1), what)).unwrap();
    world.commit().await;
    assert_eq!(listed(&world, Window::Late, day(3, 15)).await.len(), 0);
}

/// Of a day to come: what will be late if nothing more happens.
#[tokio::test]
async fn a_day_to_come_shows_what_waits() {
    let mut world = World::new().await;
    world.step(day(12, 1), "A@clinic", "receive", "subject=Noise due_on=2022-01-10");
    world.commit().await;
    let on = |day| jiff::civil::date(2022, 1, day);
    assert_eq!(listed(&world, Window::Late, on(10)).await.len(), 0);
    assert_eq!(listed(&world, Window::Late, on(11)).await.len(), 1);
    let at = AsOf::Now(Time::midnight());
    let ask = DeadlinesAsk {
        window: Window::Late,
        register: None,
        unit: None,
        at,
        page: Page::new(1, 9),
    };
    let now = store::deadlines::page(&world.reader, &admin(), &ask).await.unwrap();
    assert!(now.rows.is_empty());
}
