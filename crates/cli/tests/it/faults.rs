//! Bad input gets a sentence with place and remedy, and leaves nothing half-done.

use std::fs;
use std::net::TcpListener;

use tempfile::TempDir;

use crate::fixture::{command, copy, path, project, said, sample, taizhang};

/// The program refuses, says this, and does so in Chinese too.
#[track_caller]
fn refused(arguments: &[&str], sentence: &str) {
    let english = taizhang(arguments);
    assert!(!english.ok && english.text.contains(sentence), "{}", english.text);
    let chinese = said(&command().args(arguments).args(["--lang", "zh"]).output().unwrap());
    assert!(!chinese.ok && chinese.text.contains("错误"), "{}", chinese.text);
}

#[test]
fn a_missing_installation() {
    let empty = TempDir::new().unwrap();
    refused(&["verify", "--dir", path(empty.path())], "taizhang.db");
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_not_a_database() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("taizhang.db"), "这不是数据库，只是一段文字。").unwrap();
    refused(&["verify", "--dir", path(folder.path())], "taizhang.db");
}

#[test]
fn a_truncated_database() {
    let folder = copy();
    let file = folder.path().join("taizhang.db");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let verified = taizhang(&["verify", "--dir", path(folder.path())]);
    assert!(!verified.ok && !verified.text.contains("panicked"), "{}", verified.text);
}

#[test]
fn an_unknown_register() {
    let file = project("samples/hotline.xlsx");
    refused(&["import", "hotlin", path(&file), "--dir", path(sample())], "hotline");
}

#[test]
fn an_unknown_report() {
    refused(&["report", "self", "--dir", path(sample())], "self-assessment");
}

#[test]
fn a_broken_workbook_loads_nothing() {
    let folder = copy();
    let broken = folder.path().join("broken.xlsx");
    let whole = fs::read(project("samples/hotline.xlsx")).unwrap();
    fs::write(&broken, &whole[..whole.len() / 2]).unwrap();
    let before = taizhang(&["verify", "--dir", path(folder.path())]).text;
    refused(&["import", "hotline", path(&broken), "--dir", path(folder.path())], "broken.xlsx");
    assert_eq!(taizhang(&["verify", "--dir", path(folder.path())]).text, before);
}

#[test]
fn bad_rows_are_listed_and_all_or_nothing_loads_nothing() {
    let folder = copy();
    let dir = path(folder.path());
    let file = folder.path().join("rows.xlsx");
    fs::copy(project("samples/hotline-with-errors.xlsx"), &file).unwrap();
    let before = taizhang(&["verify", "--dir", dir]).text;
    let nothing = taizhang(&["import", "hotline", path(&file), "--dir", dir, "--all-or-nothing"]);
    assert!(!nothing.ok && nothing.text.contains("loaded: nothing"), "{}", nothing.text);
    assert_eq!(taizhang(&["verify", "--dir", dir]).text, before);
    let good = taizhang(&["import", "hotline", path(&file), "--dir", dir]);
    assert!(!good.ok && good.text.contains("rows-results.xlsx"), "{}", good.text);
    assert!(folder.path().join("rows-results.xlsx").exists());
    assert_ne!(taizhang(&["verify", "--dir", dir]).text, before);
}

#[test]
fn a_taken_port() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    refused(&["serve", "--port", &port, "--dir", path(sample())], "--port");
}

#[test]
fn a_pack_that_assesses_fines_is_refused_with_the_article() {
    let folder = TempDir::new().unwrap();
    for name in ["pack.yaml", "texts.zh.yaml", "texts.en.yaml"] {
        fs::copy(project("packs/penalties").join(name), folder.path().join(name)).unwrap();
    }
    let file = folder.path().join("pack.yaml");
    let pack = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        pack.replace(
            "\nindicators:\n",
            "\nindicators:\n  fine_goal: { sum: [fined], target: 1000000 }\n",
        ),
    )
    .unwrap();
    for (name, words) in [("texts.zh.yaml", "罚款目标"), ("texts.en.yaml", "Fine goal")] {
        let file = folder.path().join(name);
        let texts = fs::read_to_string(&file).unwrap();
        fs::write(
            &file,
            texts.replace("\nindicators:\n", &format!("\nindicators:\n  fine_goal: {words}\n")),
        )
        .unwrap();
    }
    let checked = taizhang(&["pack", "check", path(folder.path())]);
    assert!(
        !checked.ok && checked.text.contains("pack.yaml:") && checked.text.contains("74"),
        "{}",
        checked.text
    );
}

#[test]
fn all_faults_of_a_pack_come_at_once_with_their_places() {
    let folder = TempDir::new().unwrap();
    for name in ["pack.yaml", "texts.zh.yaml", "texts.en.yaml"] {
        fs::copy(project("packs/disclosure").join(name), folder.path().join(name)).unwrap();
    }
    let file = folder.path().join("pack.yaml");
    let pack = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        pack.replace("to: answered", "to: answred").replace("kind: case", "kind: cas"),
    )
    .unwrap();
    let checked = taizhang(&["pack", "check", path(folder.path())]);
    let places = checked.text.lines().filter(|line| line.contains("pack.yaml:")).count();
    assert!(!checked.ok && places >= 2, "{}", checked.text);
}
