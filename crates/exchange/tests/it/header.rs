//! Columns found by their headers.

use std::collections::BTreeMap;

use base::{Key, Lang, Say};
use exchange::header::{Wanted, find};
use proptest::prelude::*;

use crate::make::{open, workbook};

fn columns() -> BTreeMap<Key, Vec<String>> {
    let aliases = [
        ("number", vec!["工单编号", "编号"]),
        ("title", vec!["标题"]),
        ("closed_on", vec!["办结时间"]),
        ("fine", vec!["罚款金额"]),
        ("app", vec!["APP来源"]),
    ];
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    aliases.into_iter().map(|(key, names)| (Key::literal(key), owned(names))).collect()
}

/// What is found in a file, on one line: columns, then what was left out.
fn found(file: &str, bytes: &[u8], lang: Lang) -> String {
    let columns = columns();
    let required = [Key::literal("number"), Key::literal("title")];
    let personal = ["来电人".to_owned(), "来电人电话/账号".to_owned()];
    let wanted = Wanted { columns: &columns, required: &required, personal: &personal };
    let mut sheet = open(file, bytes).unwrap();
    match find(&mut sheet, wanted) {
        Ok(header) => {
            let places: Vec<String> =
                columns.keys().filter(|key| header.has(key)).map(|key| header.place(key)).collect();
            let next = sheet.next_row().unwrap().map(|row| row.number.to_string());
            format!(
                "{}; personal {}; ignored {}; data from {}",
                places.join(", "),
                header.personal.join(", "),
                header.ignored.join(", "),
                next.unwrap_or_default()
            )
        }
        Err(error) => error.say(lang),
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(found("a.csv", text.as_bytes(), Lang::En), expected);
}

#[test]
fn headers_are_found_in_any_order_and_dress() {
    check("标题,工单编号\n一,1\n", "B 工单编号, A 标题; personal ; ignored ; data from 2");
    check(
        "\u{feff}＊编号,  标 题 ,罚款金额（元）,ａｐｐ来源：,来电人,来电人电话／账号,备注\n1,一\n",
        "D ａｐｐ来源：, C 罚款金额（元）, A ＊编号, B 标 题; personal 来电人, 来电人电话／账号; ignored 备注; data from 2",
    );
}

#[test]
fn titles_above_the_headers_are_passed() {
    check(
        "2021年热线工单明细表\n导出：办公室,,2021年12月\n\n编号,标题\n1,一\n",
        "A 编号, B 标题; personal ; ignored ; data from 5",
    );
}

#[test]
fn headers_over_two_rows_are_joined() {
    check(
        "编号,标题,办理情况,\n,,办结时间,罚款金额\n1,一\n",
        "C 办结时间, D 罚款金额, A 编号, B 标题; personal ; ignored ; data from 3",
    );
    let merged = concat!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1" t="inlineStr"><is><t>标题</t></is></c><c r="C1" t="inlineStr"><is><t>办理</t></is></c></row>"#,
        r#"<row r="2"><c r="C2" t="inlineStr"><is><t>办结时间</t></is></c></row><row r="3"><c r="A3"><v>1</v></c></row>"#
    );
    let told = found("a.xlsx", &workbook("", merged, ""), Lang::En);
    assert_eq!(told, "C 办结时间, A 编号, B 标题; personal ; ignored ; data from 3");
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    check(
        "编号,工单编号,备注\n1,2,3\n",
        "a.csv, sheet \"a.csv\": the column 标题 is missing; add it; the columns A 编号 and B 工单编号 mean the same; keep one of them",
    );
    assert_eq!(
        found("a.csv", "甲,乙\n1,2\n".as_bytes(), Lang::Zh),
        "a.csv，工作表“a.csv”：缺少“工单编号”或“编号”列，请补上；缺少“标题”列，请补上"
    );
}

proptest! {
    /// Any order of columns gives the same cells.
    #[test]
    fn the_order_of_columns_does_not_matter(
        order in Just(vec!["编号", "标题", "办结时间", "罚款金额(元)", "备注", "来电人"]).prop_shuffle()
    ) {
        let values = BTreeMap::from([("编号", "7"), ("标题", "题"), ("办结时间", "2021-03-01"), ("罚款金额(元)", "5"), ("备注", "x"), ("来电人", "y")]);
        let row: Vec<&str> = order.iter().map(|name| values[name]).collect();
        let text = format!("{}\n{}\n", order.join(","), row.join(","));
        let columns = columns();
        let wanted = Wanted { columns: &columns, required: &[], personal: &[] };
        let mut sheet = open("a.csv", text.as_bytes()).unwrap();
        let header = find(&mut sheet, wanted).unwrap();
        let row = sheet.next_row().unwrap().unwrap();
        let cells: Vec<String> = columns.keys().map(|key| header.cell(&row, key).text()).collect();
        prop_assert_eq!(cells, ["", "2021-03-01", "5", "7", "题"]);
    }
}
