//! Workbooks: written by a library, written by hand, and compared with another reader.

use calamine::Reader as _;
use insta::assert_snapshot;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::make::{ROOT, listed, open_sheet, rows, workbook, zipped};

#[test]
fn every_kind_of_cell_is_read() {
    let data = concat!(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c><c r="C1" t="str"><f>A1</f><v>算&amp;出</v></c></row>"#,
        r#"<row r="3"><c r="B3"><v>71.499999999999986</v></c><c r="C3" s="1"><v>44256</v></c><c r="D3" s="2"><v>44256.432326388889</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="e"><v>#N/A</v></c><c r="G3" t="d"><v>2021-03-01T10:22:33Z</v></c></row>"#,
        r#"<row r="4"><c r="A4" s="1"/><c r="B4" t="s"><v>1</v></c></row>"#,
        r#"<row><c t="s"><v>2</v></c><c><v>1.5E3</v></c></row>"#,
    );
    let strings = concat!(
        "<si><t>共享</t></si>",
        "<si><t xml:space=\"preserve\">  </t></si>",
        "<si><r><t>两_x000D_\n</t></r><rPh><t>liang</t></rPh><r><t>行</t></r></si>"
    );
    assert_snapshot!(rows("a.xlsx", &workbook("", data, strings)), @r"
    1: 共享 | 内联 | 算&出
    3: - | #71.5 | @2021-03-01 | @2021-03-01T10:22:33 | true | !#N/A | @2021-03-01T10:22:33
    5: 两⏎行 | #1500
    ");
}

#[test]
fn days_are_counted_from_the_epoch_of_the_workbook() {
    let data = r#"<row r="1"><c r="A1" s="1"><v>42794</v></c></row>"#;
    let old = workbook(r#"<workbookPr date1904="1"/>"#, data, "");
    assert_eq!(rows("a.xlsx", &old), "1: @2021-03-01");
    assert_eq!(rows("a.xlsx", &workbook("", data, "")), "1: @2017-02-28");
}

#[test]
fn the_first_visible_sheet_is_read_unless_another_is_named() {
    let mut book = Workbook::new();
    for (name, hidden) in [("隐藏", true), ("明细", false), ("汇总", false)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().write_string(0, 0, name).unwrap();
        sheet.set_hidden(hidden).set_active(name == "明细");
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(rows("a.xlsx", &bytes), "1: 明细");
    let named = |name| match open_sheet("a.xlsx", &bytes, Some(name)) {
        Ok(sheet) => listed(sheet),
        Err(error) => error.to_string(),
    };
    assert_eq!(named("汇总"), "1: 汇总");
    assert_eq!(named("隐藏"), "1: 隐藏");
    assert_eq!(named("年报"), "a.xlsx: there is no sheet \"年报\"; there are: 隐藏、明细、汇总");
}

#[test]
fn parts_are_found_wherever_the_relations_say() {
    let bytes = zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>"#,
        ),
        (
            "book/main.xml",
            r#"<x:workbook xmlns:x="m"><x:sheets><x:sheet name="一" r:id="b"/></x:sheets></x:workbook>"#,
        ),
        (
            "book/_rels/main.xml.rels",
            r#"<Relationships><Relationship Id="b" Type="http://x/worksheet" Target="../Sheets/One.xml"/></Relationships>"#,
        ),
        (
            "sheets/one.xml",
            r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row r="7"><x:c r="A7"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"#,
        ),
    ]);
    assert_eq!(rows("a.xlsx", &bytes), "7: #5");
    let chart_only = zipped(&[
        ROOT,
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="图" r:id="c"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="c" Type="http://x/chartsheet" Target="c.xml"/></Relationships>"#,
        ),
    ]);
    assert!(rows("a.xlsx", &chart_only).contains("no visible sheet"));
}

/// Our reader and calamine agree on a workbook of many kinds of cell.
#[test]
fn another_reader_sees_the_same() {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for row in 0..200_u32 {
        sheet.write_string(row, 0, format!("GD-{row}")).unwrap();
        sheet.write_string(row, 1, format!("事项 {}", row % 7)).unwrap();
        sheet.write_number(row, 2, f64::from(row) / 8.0).unwrap();
        let date = ExcelDateTime::from_serial_datetime(44_197.0 + f64::from(row)).unwrap();
        sheet.write_datetime_with_format(row, 3, &date, &day).unwrap();
        sheet.write_boolean(row, 5, row % 2 == 0).unwrap();
        sheet.write_formula(row, 6, Formula::new("=1+1").set_result("2")).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut theirs: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
    let range = theirs.worksheet_range("Sheet1").unwrap();
    let expected: Vec<String> = range
        .rows()
        .enumerate()
        .map(|(index, cells)| {
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| match cell {
                    calamine::Data::Float(number) => format!("#{number}"),
                    calamine::Data::DateTime(at) => {
                        let (year, month, day, ..) = at.to_ymd_hms_milli();
                        format!("@{year}-{month:02}-{day:02}")
                    }
                    calamine::Data::Empty => "-".to_owned(),
                    other => other.to_string(),
                })
                .collect();
            format!("{}: {}", index + 1, cells.join(" | "))
        })
        .collect();
    assert_eq!(rows("a.xlsx", &bytes), expected.join("\n"));
}
