//! The demo makes an installation, a report, and reuses both.

use std::fs;

use crate::fixture::{copy, path, project, sample, taizhang};

#[test]
fn a_second_run_reuses_and_writes_the_same_bytes() {
    let folder = copy();
    let dir = path(folder.path());
    let again = taizhang(&["demo", "--once", "--dir", dir]);
    assert!(again.ok && again.text.contains("sample year reused: 8 registers"), "{}", again.text);
    for name in ["self-assessment.docx", "self-assessment.html"] {
        let bytes = |folder: &std::path::Path| fs::read(folder.join("reports").join(name)).unwrap();
        assert!(bytes(folder.path()) == bytes(sample()), "{name} differs between two compilations");
    }
}

#[test]
fn another_seed_is_not_mistaken_for_it() {
    let other = taizhang(&["demo", "--once", "--seed", "7", "--dir", path(sample())]);
    assert!(!other.ok && other.text.contains("choose another --dir"), "{}", other.text);
}

#[test]
fn the_sample_verifies_and_survives_a_rebuild() {
    let folder = copy();
    let dir = path(folder.path());
    let before = taizhang(&["verify", "--dir", dir]);
    assert!(before.ok && before.text.contains("every projection agree"), "{}", before.text);
    assert!(taizhang(&["rebuild", "--dir", dir]).ok);
    assert_eq!(taizhang(&["verify", "--dir", dir]).text, before.text);
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let folder = copy();
    let file = folder.path().join("taizhang.db");
    let mut bytes = fs::read(&file).unwrap();
    // Wherever the file says it, so that only the record's digest tells.
    let number = b"XXGK-2021-0100";
    for at in 0..bytes.len() - number.len() {
        if bytes[at..].starts_with(number) {
            bytes[at + 3] = b'J';
        }
    }
    fs::write(&file, bytes).unwrap();
    let verified = taizhang(&["verify", "--dir", path(folder.path())]);
    assert!(!verified.ok && verified.text.contains("record "), "{}", verified.text);
}

#[test]
fn a_report_known_earlier_says_less() {
    let folder = copy();
    let out = folder.path().join("early");
    let early = taizhang(&[
        "report",
        "self-assessment",
        "--known-at",
        "500",
        "--dir",
        path(folder.path()),
        "--out",
        path(&out),
    ]);
    assert!(!early.ok && early.text.contains("marked in the text"), "{}", early.text);
    assert!(out.join("self-assessment.docx").exists());
}

#[test]
fn the_shipped_packs_are_sound() {
    let checked = taizhang(&["pack", "check", path(&project("packs"))]);
    assert!(checked.ok && checked.text.lines().count() == 8, "{}", checked.text);
}

#[test]
fn the_samples_import_once() {
    let folder = copy();
    let dir = path(folder.path());
    for (register, file) in
        [("hotline", "hotline.xlsx"), ("tasks", "tasks.xlsx"), ("findings", "findings.csv")]
    {
        let file = project("samples").join(file);
        let first = taizhang(&["import", register, path(&file), "--dir", dir]);
        assert!(first.ok, "{}", first.text);
        let second = taizhang(&["import", register, path(&file), "--dir", dir]);
        assert!(second.ok && second.text.contains("events recorded: 0"), "{}", second.text);
    }
    assert!(taizhang(&["verify", "--dir", dir]).ok);
}
