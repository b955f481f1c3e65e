//! Imports that do not happen: a sentence each, and nothing half-done.

use base::ctx::Rights;
use base::{Lang, Right, Say};

use super::world::{World, key, sample_file};

async fn refused(world: &mut World, register: &str, name: &str, text: &str) -> String {
    let file = world.file(name, text);
    let head = world.head().await;
    let error = world.import(register, &file).await.unwrap_err();
    assert_eq!(world.head().await, head);
    assert_ne!(error.say(Lang::Zh), error.say(Lang::En));
    error.say(Lang::En)
}

#[tokio::test]
async fn a_register_that_takes_no_imports_is_named() {
    let mut world = World::new().await;
    let told = refused(&mut world, "fines", "a.csv", "a\n").await;
    assert!(
        told.starts_with("there is no register \"fines\" that takes imports; there are \"hotline "),
        "{told}"
    );
}

#[tokio::test]
async fn a_file_that_is_damaged_late_loads_nothing() {
    let mut world = World::new().await;
    let mut text = String::from("工单编号,标题,工单类型,创建时间,工单状态\n");
    for number in 0..2_500 {
        text.push_str(&format!("N{number},标题,咨询,2022-01-05,办理中\n"));
    }
    text.push_str("N9,\"标题,咨询,2022-01-05,办理中\nN10,标题,咨询,2022-01-05,办理中\n");
    let told = refused(&mut world, "hotline", "a.csv", &text).await;
    assert_eq!(
        told,
        "a.csv: a quotation mark opens in row 2502 and never closes; correct that row"
    );
}

#[tokio::test]
async fn missing_columns_are_all_named() {
    let mut world = World::new().await;
    let told = refused(&mut world, "hotline", "a.csv", "标题,工单类型,工单状态\n1,2,3\n").await;
    assert_eq!(
        told,
        "a.csv, sheet \"a.csv\": the column 工单编号 or 编号 or 工单号 is missing; add it; the column 创建时间 or 受理时间 or 来电时间 is missing; add it"
    );
}

#[tokio::test]
async fn somebody_without_the_rights_imports_nothing() {
    let mut world = World::new().await;
    world.ctx.actor.rights = Rights::Only([Right::to_read(&key("hotline"))].into());
    let error = world.import("hotline", &sample_file("hotline.xlsx")).await.unwrap_err();
    assert!(
        error.to_string().contains("does not have the right \"hotline.coordinate\""),
        "{error}"
    );
}

/// Somebody of one district can neither write into another nor learn what is there.
#[tokio::test]
async fn another_part_of_the_organisation_is_out_of_reach() {
    let mut world = World::new().await;
    world.import("hotline", &sample_file("hotline.xlsx")).await.unwrap();
    world.ctx.actor.scope = key("d01");
    let head = "工单编号,标题,工单类型,创建时间,工单状态,被反映区\n";
    let rows =
        "SL2022000002,x,咨询,2022-01-05,办理中,示例东区\nZ,x,咨询,2022-01-05,办理中,示例西区\n";
    let file = world.file("a.csv", &format!("{head}{rows}"));
    world.import("hotline", &file).await.unwrap();
    insta::assert_snapshot!(world.complaints());
}

#[tokio::test]
async fn results_that_cannot_be_written_are_told() {
    let mut world = World::new().await;
    std::fs::create_dir(world.results()).unwrap();
    let file = sample_file("hotline-with-errors.xlsx");
    let error = world.import("hotline", &file).await.unwrap_err();
    assert!(error.to_string().contains("results.xlsx cannot be written"), "{error}");
    assert!(
        error
            .to_string()
            .ends_with("9 rows are loaded; import the file again, and they are recognised"),
        "{error}"
    );
}
