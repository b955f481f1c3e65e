//! Measures reading: writes a file of many tickets, or reads one and says how fast.
//!
//! ```text
//! cargo run --release -p exchange --example million -- write FILE.xlsx ROWS [shared]
//! cargo run --release -p exchange --example million -- read FILE
//! ```
//!
//! `shared` puts every text into the table of shared strings, as spreadsheet programs do.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const COLUMNS: [&str; 10] = [
    "工单编号",
    "标题",
    "主要内容",
    "工单类型",
    "创建时间",
    "工单状态",
    "被反映区",
    "办结时间",
    "是否解决",
    "是否满意",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", file, rows] if file.ends_with(".csv") => write_csv(file, rows.parse()?),
        ["write", file, rows] => write_xlsx(file, rows.parse()?, false),
        ["write", file, rows, "shared"] => write_xlsx(file, rows.parse()?, true),
        ["read", file] => read(Path::new(file)),
        _ => Err("write FILE ROWS [shared] | read FILE".into()),
    }
}

/// A ticket: seven texts and its two days, counted from the first of 2021.
fn ticket(number: u32) -> ([String; 8], u32, u32) {
    let pick = |words: &[&str], of: u32| {
        let place = usize::try_from(of).unwrap_or_default() % words.len().max(1);
        words.get(place).copied().unwrap_or_default().to_owned()
    };
    let texts = [
        format!("M{number:08}"),
        format!("关于第{number}号诉求的标题"),
        format!("来电反映第{number}号事项：等候时间较长，希望说明原因并尽快答复，联系时间不限。"),
        pick(&["咨询", "投诉", "求助", "建议"], number),
        pick(&["已办结", "已办结", "办理中"], number),
        pick(&["示例东区", "示例西区", "示例南区", "示例北区"], number),
        pick(&["是", "是", "否"], number / 3),
        pick(&["满意", "基本满意", "不满意"], number / 3),
    ];
    (texts, number % 300, number % 300 + 5)
}

fn write_csv(file: &str, rows: u32) -> Result<(), Box<dyn Error>> {
    let mut writer = BufWriter::new(File::create(file)?);
    writeln!(writer, "{}", COLUMNS.join(","))?;
    let from = jiff::civil::date(2021, 1, 1);
    for number in 0..rows {
        let ([id, title, content, kind, status, district, solved, satisfied], opened, closed) =
            ticket(number);
        let day = |days: u32| from.saturating_add(jiff::Span::new().days(i64::from(days)));
        let opened = day(opened);
        let (closed, solved, satisfied) = if status == "已办结" {
            (day(closed).to_string(), solved, satisfied)
        } else {
            Default::default()
        };
        writeln!(
            writer,
            "{id},{title},{content},{kind},{opened} 10:22:33,{status},{district},{closed},{solved},{satisfied}"
        )?;
    }
    Ok(writer.flush()?)
}

fn write_xlsx(file: &str, rows: u32, shared: bool) -> Result<(), Box<dyn Error>> {
    let mut workbook = Workbook::new();
    let sheet = if shared {
        workbook.add_worksheet_with_low_memory()?
    } else {
        workbook.add_worksheet_with_constant_memory()?
    };
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in (0_u16..).zip(COLUMNS) {
        sheet.write_string(0, column, name)?;
    }
    let serial = |days: u32| ExcelDateTime::from_serial_datetime(44_197 + days);
    for number in 0..rows {
        let ([id, title, content, kind, status, district, solved, satisfied], opened, closed) =
            ticket(number);
        let line = number + 1;
        sheet.write_string(line, 0, id)?.write_string(line, 1, title)?;
        sheet.write_string(line, 2, content)?.write_string(line, 3, kind)?;
        sheet.write_datetime_with_format(line, 4, &serial(opened)?, &day)?;
        let is_closed = status == "已办结";
        sheet.write_string(line, 5, status)?.write_string(line, 6, district)?;
        if is_closed {
            sheet.write_datetime_with_format(line, 7, &serial(closed)?, &day)?;
            sheet.write_string(line, 8, solved)?.write_string(line, 9, satisfied)?;
        }
    }
    Ok(workbook.save(file)?)
}

fn read(file: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let mut sheet = exchange::open(file, &exchange::Options::default())?;
    let opened = begun.elapsed();
    let (mut rows, mut cells) = (0_u64, 0_usize);
    while let Some(row) = sheet.next_row()? {
        rows += 1;
        cells += row.cells.len();
    }
    let elapsed = begun.elapsed();
    let millis = u64::try_from(elapsed.as_millis())?.max(1);
    println!(
        "{rows} rows, {cells} cells in {elapsed:.1?} ({opened:.1?} to open): {} rows a second",
        rows * 1_000 / millis
    );
    Ok(())
}
