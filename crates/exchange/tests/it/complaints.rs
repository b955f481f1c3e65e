//! Result sheets.

use base::Lang;
use exchange::complaints::{Complaint, Complaints, beside};
use insta::assert_snapshot;

use crate::make::{listed, open_sheet, rows};

fn complaints() -> Vec<Complaint> {
    let complaint = |row, column: &str, value: &str, reason: &str| Complaint {
        sheet: "工单".to_owned(),
        row,
        column: column.to_owned(),
        value: value.to_owned(),
        reason: reason.to_owned(),
    };
    vec![
        complaint(7, "C 工单类型", "点赞", "没有这一种"),
        complaint(1_000_009, "", "=1+1", "整行有误"),
        complaint(12, "D 内容", &"长".repeat(600), "太长"),
    ]
}

fn written(name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut sheet = Complaints::begin(&path, Lang::Zh).unwrap();
    for complaint in complaints() {
        sheet.push(&complaint).unwrap();
    }
    assert_eq!(sheet.count(), 3);
    sheet.finish(&[("未导入".to_owned(), "3 行".to_owned())]).unwrap();
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is left beside the result");
    std::fs::read(path).unwrap()
}

#[test]
fn a_workbook_of_complaints_reads_back() {
    let bytes = written("a.xlsx");
    assert_eq!(bytes, written("b.xlsx"), "same complaints, same bytes");
    let long = format!("{}…", "长".repeat(500));
    assert_snapshot!(rows("a.xlsx", &bytes).replace(&long, "[500]…"), @r"
    1: 工作表 | 行 | 列 | 值 | 原因
    2: 工单 | #7 | C 工单类型 | 点赞 | 没有这一种
    3: 工单 | #1000009 | - | =1+1 | 整行有误
    4: 工单 | #12 | D 内容 | [500]… | 太长
    ");
    let summary = open_sheet("a.xlsx", &bytes, Some("汇总")).unwrap();
    assert_eq!(listed(summary), "1: 未导入 | 3 行");
}

#[test]
fn a_text_of_complaints_reads_back_and_computes_nothing() {
    let bytes = written("a.csv");
    assert!(bytes.starts_with("\u{feff}工作表,行,".as_bytes()));
    assert!(rows("a.csv", &bytes).contains("3: 工单 | 1000009 | - | '=1+1 | 整行有误"));
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let error = Complaints::begin(std::path::Path::new("none/a.xlsx"), Lang::En).unwrap_err();
    assert!(error.to_string().starts_with("the result sheet none/a.xlsx cannot be written"));
    assert_eq!(
        beside(std::path::Path::new("in/工单.csv")).to_str().unwrap(),
        "in/工单-results.xlsx"
    );
}
