//! `taizhang check`: what does not add up in a draft.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::fixture::{command, path, said, taizhang};

const DRAFT: &str = "一是加强领导；三是强化督导。\n县级公立医院X所。\n";

/// A file of a folder of its own, and its path.
fn draft(text: &[u8]) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let name = beside(folder.path(), "draft.txt", text);
    (folder, name)
}

fn beside(folder: &Path, name: &str, text: &[u8]) -> String {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    path(&file).to_owned()
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
fn the_status_is_that_of_the_worst_that_is_listed() {
    let status = |text: &str, more: &[&str]| {
        let (_folder, file) = draft(text.as_bytes());
        command().args([&["check", &file], more].concat()).output().unwrap().status.code()
    };
    assert_eq!(status("截止目前，已完成。", &[]), Some(3));
    assert_eq!(status("近300余家。", &[]), Some(4));
    assert_eq!(status(DRAFT, &[]), Some(5));
    assert_eq!(status("近300余家。", &["--min-severity", "error"]), Some(0));
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
    assert_eq!(first["fingerprint"].as_str().unwrap().len(), 16);
}

#[test]
fn a_sound_draft_says_so_and_what_is_no_text_is_refused() {
    let (_folder, file) = draft("一是加强领导；二是强化督导。".as_bytes());
    let sound = taizhang(&["check", &file]);
    assert!(sound.ok && sound.text.contains("nothing found"), "{}", sound.text);
    let (_folder, file) = draft(&[0x81, 0x20, 0xFF, 0xFF]);
    let refused = taizhang(&["check", &file]);
    assert!(!refused.ok && refused.text.contains("neither UTF-8 nor GB18030"), "{}", refused.text);
    let missing = taizhang(&["check", "no-such-draft.txt"]);
    let why = "cannot be read: there is no such file";
    assert!(!missing.ok && missing.text.contains(why), "{}", missing.text);
}

#[test]
fn what_was_looked_at_stays_looked_at_when_the_text_is_edited_elsewhere() {
    let (folder, file) = draft(DRAFT.as_bytes());
    let json = taizhang(&["check", &file, "--json"]).text;
    let seen = beside(folder.path(), "seen.jsonl", json.as_bytes());
    let again = taizhang(&["check", &file, "--baseline", &seen]);
    assert!(again.ok && again.text.contains("2 more were looked at before"), "{}", again.text);
    let edited = format!("新的一段。\n{DRAFT}近300余家。\n");
    fs::write(&file, edited).unwrap();
    let edited = taizhang(&["check", &file, "--baseline", &seen]);
    let lines: Vec<&str> = edited.text.lines().collect();
    assert!(lines[0].contains("QUAL") && lines[1].contains("2 more"), "{}", edited.text);
    let broken = beside(folder.path(), "broken.jsonl", b"# seen\nnothing\n");
    let refused = taizhang(&["check", &file, "--baseline", &broken]);
    assert!(refused.text.contains("line 2 has no fingerprint"), "{}", refused.text);
}

#[test]
fn several_drafts_are_held_against_each_other() {
    let (folder, one) = draft("全市建成院前急救设施344个。".as_bytes());
    let page = "<table><tr><td>院前急救设施<td>全市院前急救设施326个</table>".as_bytes();
    let other = beside(folder.path(), "other.html", page);
    let found = taizhang(&["check", &one, &other]).text;
    assert!(found.contains("CONF") && found.contains(&format!("{one}:1:11")), "{found}");
    let json = taizhang(&["check", &one, &other, "--json"]).text;
    let found: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    assert_eq!((&found["file"], &found["file2"]), (&other.into(), &one.into()));
}

#[test]
fn a_marked_page_is_written_and_only_word_documents_take_comments() {
    let (folder, file) = draft(DRAFT.as_bytes());
    let page = folder.path().join("marked.html");
    taizhang(&["check", &file, "--html", path(&page)]);
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<mark") && page.contains("“二是” is missing"), "{page}");
    let out = folder.path().join("marked.docx");
    let refused = taizhang(&["check", &file, "--docx", path(&out)]);
    assert!(refused.text.contains("this is no Word document"), "{}", refused.text);
    assert!(!out.exists());
    let over = taizhang(&["check", &file, "--html", &file]);
    assert!(over.text.contains("is the draft itself"), "{}", over.text);
    assert_eq!(fs::read_to_string(&file).unwrap(), DRAFT);
    let two = taizhang(&["check", &file, &file, "--docx", path(&out)]);
    assert!(two.text.contains("only one draft"), "{}", two.text);
}

#[test]
fn each_rule_is_explained_in_both_languages() {
    let [en, zh] = ["en", "zh"].map(|lang| taizhang(&["check", "--explain", "--lang", lang]).text);
    for code in checker::abouts().iter().map(|about| about.code) {
        assert!(en.contains(&format!("## {code} ")) && zh.contains(&format!("## {code} ")));
    }
    assert!(en.contains("Totals and parts") && zh.contains("列举之后的合计"), "{en}{zh}");
}
