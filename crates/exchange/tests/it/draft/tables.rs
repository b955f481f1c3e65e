//! Cells and the grid places that they cover.

use super::make::{check, p};

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn table(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

const SPAN: &str = "<w:gridSpan w:val=\"2\"/>";
const RESTART: &str = "<w:vMerge w:val=\"restart\"/>";
const GO_ON: &str = "<w:vMerge/>";

#[test]
fn cells_stand_on_a_grid() {
    check(
        &table(&[cell("", "甲") + &cell("", "乙"), cell("", "一") + &cell("", "二")]),
        "C0.0.0 甲\nC0.0.1 乙\nC0.1.0 一\nC0.1.1 二",
    );
    check(
        &table(&[cell(SPAN, "甲") + &cell("", "乙"), cell("", "一") + &cell(SPAN, "二")]),
        "C0.0.0 ×1×2 甲\nC0.0.2 乙\nC0.1.0 一\nC0.1.1 ×1×2 二",
    );
    // Several paragraphs of a cell; an empty cell keeps its place.
    check(
        &table(&[format!("<w:tc>{}{}</w:tc><w:tc><w:p/></w:tc>{}", p("a"), p("b"), cell("", "c"))]),
        "C0.0.0 a\nC0.0.0 b\nC0.0.2 c",
    );
}

#[test]
fn merged_cells_are_one() {
    check(
        &table(&[
            cell(RESTART, "甲") + &cell("", "1"),
            cell(GO_ON, "") + &cell("", "2"),
            cell(&format!("{SPAN}{RESTART}"), "宽"),
            cell(&format!("{SPAN}{GO_ON}"), "续"),
            cell(GO_ON, "孤") + &cell("", "3"),
        ]),
        "C0.0.0 ×2×1 甲\nC0.0.1 1\nC0.1.1 2\nC0.2.0 ×2×2 宽\nC0.2.0 ×2×2 续\nC0.4.0 孤\nC0.4.1 3",
    );
    // A cell that is not merged ends what was above it.
    check(
        &table(&[cell(RESTART, "甲"), cell("", "乙"), cell(GO_ON, "丙")]),
        "C0.0.0 甲\nC0.1.0 乙\nC0.2.0 丙",
    );
    let before = "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>";
    check(
        &table(&[cell("", "a") + &cell(RESTART, "b"), before.to_owned() + &cell(GO_ON, "")]),
        "C0.0.0 a\nC0.0.1 ×2×1 b",
    );
}

#[test]
fn tables_are_numbered_as_they_begin() {
    let inner = table(&[cell("", "内")]);
    let outer = table(&[format!("<w:tc>{}{inner}{}</w:tc>{}", p("前"), p("后"), cell("", "旁"))]);
    check(
        &(outer + &table(&[cell("", "二")])),
        "C0.0.0 前\nC1.0.0 内\nC0.0.0 后\nC0.0.1 旁\nC2.0.0 二",
    );
}

#[test]
fn controls_around_rows_and_cells_do_not_matter() {
    let row =
        format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}", cell("", "a"), cell("", "b"));
    let rows = format!("<w:sdt><w:sdtContent><w:tr>{row}</w:tr></w:sdtContent></w:sdt>");
    check(&format!("<w:tbl>{rows}{rows}</w:tbl>"), "C0.0.0 a\nC0.0.1 b\nC0.1.0 a\nC0.1.1 b");
}

#[test]
fn a_deleted_row_is_no_row() {
    let deleted = "<w:trPr><w:del/></w:trPr>".to_owned() + &cell("", "删");
    check(&table(&[cell("", "a"), deleted, cell("", "b")]), "C0.0.0 a\nC0.1.0 b");
}
