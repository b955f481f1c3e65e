//! Bad rows: each at its place with a reason, and good ones load beside them.

use base::Lang;
use insta::assert_snapshot;

use super::world::{World, counts, sample_file};

#[tokio::test]
async fn every_kind_of_bad_row_is_listed_with_its_place() {
    let mut world = World::new().await;
    let outcome = world.import("hotline", &sample_file("hotline-with-errors.xlsx")).await.unwrap();
    assert_eq!(counts(&outcome)[..5], [21, 9, 0, 0, 12]);
    assert_eq!(outcome.results, Some(world.results()));
    assert_snapshot!(world.complaints());
    world.verify().await;
}

#[tokio::test]
async fn reasons_are_told_in_chinese() {
    let mut world = World::new().await;
    world.ctx.lang = Lang::Zh;
    world.import("hotline", &sample_file("hotline-with-errors.xlsx")).await.unwrap();
    assert_snapshot!(world.complaints());
}

#[tokio::test]
async fn every_fault_of_a_row_is_told_at_once() {
    let mut world = World::new().await;
    let file = world.file(
        "a.csv",
        "工单编号,标题,工单类型,创建时间,工单状态\n1,一,点赞,明天,走了\n,,,,办理中\n2,二,咨询,2022-01-05,办理中,多出来\n",
    );
    let outcome = world.import("hotline", &file).await.unwrap();
    assert_eq!(counts(&outcome), [3, 0, 0, 0, 3, 0]);
    assert_snapshot!(world.complaints());
}

#[tokio::test]
async fn the_outcome_says_what_it_came_to() {
    let mut world = World::new().await;
    let file = world.file(
        "a.csv",
        "备注,来电人,工单编号,标题,工单类型,创建时间,工单状态\n,甲,1,一,咨询,2022-01-05,办理中\n,乙,2,二,咨询,2099-01-05,办理中\n",
    );
    let mut outcome = world.import("hotline", &file).await.unwrap();
    outcome.results = Some("a-results.xlsx".into());
    let lines = |lang| {
        let lines = outcome.lines(lang);
        lines.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(lines(Lang::Zh));
    assert_snapshot!(lines(Lang::En));
}
