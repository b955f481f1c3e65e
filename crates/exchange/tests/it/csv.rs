//! Delimited texts.

use encoding_rs::GB18030;
use insta::assert_snapshot;

use crate::make::rows;

#[test]
fn encodings_read_the_same() {
    let text = "编号,标题\r\n1,\"二,三\"\r\n";
    let expected = "1: 编号 | 标题\n2: 1 | 二,三";
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
    };
    let dresses: [Vec<u8>; 5] = [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        GB18030.encode(text).0.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for bytes in dresses {
        assert_eq!(rows("a.csv", &bytes), expected, "{bytes:?}");
    }
}

#[test]
fn delimiters_are_told_by_the_first_rows() {
    assert_eq!(rows("a.csv", b"a,b;c,d\n1,2,3\n"), "1: a | b;c | d\n2: 1 | 2 | 3");
    assert_eq!(rows("a.csv", b"a;b;c\n1;2,3;4\n"), "1: a | b | c\n2: 1 | 2,3 | 4");
    assert_eq!(rows("a.csv", b"a\tb\n1,5\t2\n"), "1: a | b\n2: 1,5 | 2");
    assert_eq!(rows("a.csv", b"sep=;\na;b,c,d,e\n"), "2: a | b,c,d,e");
    assert_eq!(rows("a.csv", b"a\nb\n"), "1: a\n2: b");
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_program_numbers_them() {
    let text = "标题,内容\n\n一,\"两\n行\"\n\n , \n二,\"三\r\n行\r\n了\"\n三,完";
    assert_snapshot!(rows("a.csv", text.as_bytes()), @r"
    1: 标题 | 内容
    3: 一 | 两⏎行
    6: 二 | 三⏎行⏎了
    7: 三 | 完
    ");
    assert_eq!(rows("a.csv", b"a\rb\r\rc\r"), "1: a\n2: b\n4: c");
    assert_eq!(rows("a.csv", b"a\n\"b\n\"\nc"), "1: a\n2: b⏎\n3: c");
}

#[test]
fn shields_of_numbers_are_taken_off() {
    assert_eq!(rows("a.csv", b"n\n\"=\"\"00123\"\"\"\n=\"7\"\n"), "1: n\n2: 00123\n3: 7");
}

#[test]
fn a_quotation_mark_that_never_closes_is_found_where_it_opens() {
    assert_eq!(
        rows("a.csv", b"a,b\n1,2\n3,\"4\n5,6\n"),
        "1: a | b\n2: 1 | 2\n! a.csv: a quotation mark opens in row 3 and never closes; correct that row"
    );
    let mut long = b"a,b\n1,\"2\n".to_vec();
    long.extend(b"3,4\n".repeat(400_000));
    assert!(rows("a.csv", &long).ends_with("opens in row 2 and never closes; correct that row"));
}

#[test]
fn a_file_longer_than_every_buffer_is_read_to_its_end() {
    let mut text = String::from("编号,标题\n");
    for number in 0..30_000 {
        text.push_str(&format!("GD-{number},\"关于“{number}”的\r\n来电\"\r\n"));
    }
    let bytes = GB18030.encode(&text).0.into_owned();
    let read = rows("a.csv", &bytes);
    assert_eq!(read.lines().count(), 30_001);
    assert_eq!(read.lines().last().unwrap(), "30001: GD-29999 | 关于“29999”的⏎来电");
}
