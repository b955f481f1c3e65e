//! All or nothing; batches; progress.

use app::import::{ImportError, Phase};
use base::Lang;
use store::StoreError;
use store::traps::Point;

use super::world::{World, counts, sample_file};

#[tokio::test]
async fn all_or_nothing_loads_nothing_if_one_row_is_bad() {
    let mut world = World::new().await;
    let head = world.head().await;
    let file = sample_file("hotline-with-errors.xlsx");
    let outcome = world.order("hotline", &file, true).await.unwrap();
    assert!(outcome.withdrawn);
    assert_eq!(outcome.bad, 12);
    let lines = outcome.lines(Lang::En);
    assert!(lines.iter().any(|(name, value)| name == "loaded" && value.starts_with("nothing: ")));
    assert_eq!(world.complaints().lines().count(), 13);
    assert_eq!(world.head().await, head);
    assert_eq!(world.matter("hotline", "SL2022000201").await, None);
    // The books go on as if nothing had been.
    let outcome = world.order("hotline", &sample_file("hotline.xlsx"), true).await.unwrap();
    assert_eq!(counts(&outcome), [48, 48, 0, 0, 0, 120]);
    world.verify().await;
}

#[tokio::test]
async fn a_file_of_several_batches_loads_and_reports_its_progress() {
    let mut world = World::new().await;
    let mut text = String::from("工单编号,标题,工单类型,创建时间,工单状态\n");
    for number in 0..4_100 {
        text.push_str(&format!("N{number},标题{number},咨询,2022-01-05,办理中\n"));
    }
    text.push_str("N7,标题7,咨询,2022-01-05,办理中\nN8,别的,咨询,2022-01-05,办理中\n");
    let file = world.file("a.csv", &text);
    let outcome = world.import("hotline", &file).await.unwrap();
    assert_eq!(counts(&outcome), [4_102, 4_100, 0, 1, 1, 4_100]);
    let loading: Vec<_> =
        world.heard.iter().filter(|progress| progress.phase == Phase::Loading).collect();
    let rows: Vec<u64> = loading.iter().map(|progress| progress.rows).collect();
    assert_eq!(rows, [2_000, 4_000, 4_102]);
    let last = loading.last().unwrap();
    assert_eq!(last.rows_total, Some(4_102));
    assert_eq!((last.bytes, last.bytes_total), (text.len() as u64, text.len() as u64));
    world.verify().await;
}

#[tokio::test]
async fn an_import_that_stopped_half_way_goes_on_when_it_is_given_again() {
    let mut world = World::new().await;
    let mut text = String::from("工单编号,标题,工单类型,创建时间,工单状态\n");
    for number in 0..4_100 {
        text.push_str(&format!("N{number},标题{number},咨询,2022-01-05,办理中\n"));
    }
    let file = world.file("a.csv", &text);
    let mut commits = 0;
    world.traps.set(move |point| {
        commits += u32::from(point == Point::Committing);
        if commits == 2 { Err(StoreError::DiskFull) } else { Ok(()) }
    });
    let stopped = world.import("hotline", &file).await.unwrap_err();
    assert!(matches!(stopped, ImportError::Stopped { rows: 2_000, .. }), "{stopped}");
    world.traps.clear();
    let outcome = world.import("hotline", &file).await.unwrap();
    assert_eq!(counts(&outcome), [4_100, 2_100, 0, 2_000, 0, 2_100]);
    world.verify().await;
}
