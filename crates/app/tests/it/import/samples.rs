//! The committed sample files load, and load nothing the second time.

use super::world::{World, counts, sample_file};

#[tokio::test]
async fn the_hotline_export_loads_once() {
    let mut world = World::new().await;
    let file = sample_file("hotline.xlsx");
    let first = world.import("hotline", &file).await.unwrap();
    assert_eq!(counts(&first), [48, 48, 0, 0, 0, 120]);
    assert_eq!(first.personal, ["来电人", "来电人电话/账号", "企业名称", "村/社区", "小区点位"]);
    assert_eq!(first.ignored, Vec::<String>::new());
    assert_eq!(first.results, None);
    let head = world.head().await;

    let second = world.import("hotline", &file).await.unwrap();
    assert_eq!(counts(&second), [48, 0, 0, 48, 0, 0]);
    assert_eq!(world.head().await, head);
    world.verify().await;
}

/// The later export is GBK text with its columns in another order; 12 of its tickets are known.
#[tokio::test]
async fn the_later_export_adds_what_is_new() {
    let mut world = World::new().await;
    world.import("hotline", &sample_file("hotline.xlsx")).await.unwrap();
    let outcome = world.import("hotline", &sample_file("hotline-gbk.csv")).await.unwrap();
    assert_eq!(counts(&outcome)[..5], [30, 18, 0, 12, 0]);
}

#[tokio::test]
async fn tickets_become_histories() {
    let mut world = World::new().await;
    world.import("hotline", &sample_file("hotline.xlsx")).await.unwrap();
    let histories = [
        (
            "SL2022000001",
            "receive 2022-01-04, take_result 2022-01-06, close 2022-01-06 → closed at d01",
        ),
        ("SL2022000002", "receive 2022-01-04, void_on_platform 2022-01-07 → voided at d02"),
        ("SL2022000005", "receive 2022-01-06 → received at d12"),
        ("SL2022000009", "receive 2022-01-08, close_on_platform 2022-01-13 → closed at d03"),
        ("SL2022000012", "receive 2022-01-09, close_smoking 2022-01-12 → closed at d13"),
    ];
    for (number, expected) in histories {
        assert_eq!(world.history("hotline", number).await, expected, "{number}");
    }
    let matter = world.matter("hotline", "SL2022000001").await.unwrap();
    assert_eq!(matter.history[0].basis, "hotline.xlsx 工单明细!2");
    let stored = format!("{matter:?}");
    assert!(!stored.contains("示例来电人") && !stored.contains("000-0000"), "personal data");
}

#[tokio::test]
async fn tasks_and_findings_load() {
    let mut world = World::new().await;
    let tasks = world.import("tasks", &sample_file("tasks.xlsx")).await.unwrap();
    assert_eq!(counts(&tasks)[..5], [24, 24, 0, 0, 0]);
    assert_eq!(
        world.history("tasks", "SL-RW-2022-01").await,
        "draft 2022-01-10, assign 2022-01-10, start 2022-01-10, submit 2022-11-01 → submitted at emergency_division"
    );
    let findings = world.import("findings", &sample_file("findings.csv")).await.unwrap();
    assert_eq!(counts(&findings)[..5], [20, 20, 0, 0, 0]);
    assert_eq!(
        world.history("findings", "SL-WT-001").await,
        "record 2022-03-24, claim 2022-03-29, begin 2022-03-29, self_declare 2022-07-01 → self_declared at planning_division"
    );
    let again = world.import("findings", &sample_file("findings.csv")).await.unwrap();
    assert_eq!(counts(&again), [20, 0, 0, 20, 0, 0]);
    world.verify().await;
}
