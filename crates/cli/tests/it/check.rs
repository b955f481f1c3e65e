//! `taizhang check`: what does not add up in a draft.

use std::fs;

use tempfile::TempDir;

use crate::fixture::{command, path, said, taizhang};

const DRAFT: &str = "一是加强领导；三是强化督导。\n县级公立医院X所。\n";

fn draft(text: &[u8]) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("draft.txt");
    fs::write(&file, text).unwrap();
    let name = path(&file).to_owned();
    (folder, name)
}

#[test]
fn findings_are_listed_by_place_and_the_status_tells_the_worst() {
    let (_folder, file) = draft(DRAFT.as_bytes());
    let output = command().args(["check", &file]).output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    let text = said(&output).text;
    let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix(&file).unwrap()).collect();
    assert!(
        lines[0].starts_with(":1:8 error ENUM: “三是” comes after “一是”; “二是” is missing"),
        "{text}"
    );
    assert!(lines[1].starts_with(":2:7 error PH: “X” is a placeholder"), "{text}");
    assert_eq!(lines.len(), 2);
}

#[test]
fn as_data_places_count_characters_of_the_file() {
    let (_folder, file) = draft(DRAFT.as_bytes());
    let text = taizhang(&["check", &file, "--json"]).text;
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!((&first["code"], &first["severity"]), (&"ENUM".into(), &"error".into()));
    assert_eq!((&first["start"], &first["end"]), (&7.into(), &9.into()));
    assert_eq!((&first["start2"], &first["end2"]), (&0.into(), &2.into()));
    assert_eq!(first["expected"], "二是");
}

#[test]
fn a_sound_draft_says_so_and_what_is_no_text_is_refused() {
    let (_folder, file) = draft("一是加强领导；二是强化督导。".as_bytes());
    let sound = taizhang(&["check", &file]);
    assert!(sound.ok && sound.text.contains("nothing found"), "{}", sound.text);
    let (_folder, file) = draft(&[0xB1, 0xA8, 0xB8, 0xE6]);
    let refused = taizhang(&["check", &file]);
    assert!(
        !refused.ok && refused.text.contains("no UTF-8 text from byte 0 on"),
        "{}",
        refused.text
    );
    let missing = taizhang(&["check", "no-such-draft.txt"]);
    assert!(!missing.ok && missing.text.contains("cannot be read"), "{}", missing.text);
}
