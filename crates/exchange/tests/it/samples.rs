//! The sample files are what their generator writes.

use std::path::Path;

use crate::files;
use crate::make::rows;

#[test]
fn sample_files_are_up_to_date() {
    for (name, bytes) in files::all() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name);
        let committed = std::fs::read(path).unwrap();
        assert!(committed == bytes, "{name}: run `cargo run -p exchange --example samples`");
    }
}

#[test]
fn sample_files_read_back() {
    let counts: Vec<(&str, usize)> = files::all()
        .iter()
        .map(|(name, bytes)| (*name, rows(name, bytes).lines().count()))
        .collect();
    let expected = [
        ("hotline.xlsx", 49),
        ("hotline-gbk.csv", 31),
        ("hotline-with-errors.xlsx", 22),
        ("tasks.xlsx", 26),
        ("findings.csv", 21),
    ];
    assert_eq!(counts, expected);
}
