//! Any order of columns loads the same.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::world::World;

const COLUMNS: [(&str, &str); 8] = [
    ("工单编号", "1"),
    ("标题", "一"),
    ("工单类型", "咨询"),
    ("创建时间", "2022/1/5 08:30"),
    ("被反映区", "示例东区"),
    ("工单状态", "已办结"),
    ("办结时间", "2022年1月9日"),
    ("是否解决", "是"),
];

#[test]
fn any_order_of_columns_loads_the_same() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner =
        TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
    let orders = Just(COLUMNS.to_vec()).prop_shuffle();
    let told = runner.run(&orders, |columns| {
        let line = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
            columns.iter().map(pick).collect::<Vec<_>>().join(",")
        };
        let text = format!("{}\n{}\n", line(|column| column.0), line(|column| column.1));
        let history = runtime.block_on(async {
            let mut world = World::new().await;
            let file = world.file("a.csv", &text);
            world.import("hotline", &file).await.unwrap();
            world.history("hotline", "1").await
        });
        let expected =
            "receive 2022-01-05, take_result 2022-01-09, close 2022-01-09 → closed at d01";
        prop_assert_eq!(history, expected);
        Ok(())
    });
    told.unwrap();
}
