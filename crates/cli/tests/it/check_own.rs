//! The reports that are compiled here are held against themselves, and one changed figure is noticed.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::fixture::{path, sample, taizhang};

const BODY: &str = "word/document.xml";

fn report(ending: &str) -> PathBuf {
    sample().join("reports").join(format!("self-assessment.{ending}"))
}

/// The compiled document with the figure that follows these words replaced.
fn changed(words: &str, from: &str, to: &str) -> (TempDir, PathBuf) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(report("docx")).unwrap())).unwrap();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("changed.docx");
    let mut out = ZipWriter::new(fs::File::create(&file).unwrap());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = vec![];
        part.read_to_end(&mut bytes).unwrap();
        if name == BODY {
            let body = String::from_utf8(bytes).unwrap();
            let words = body.find(words).unwrap_or_else(|| panic!("no {words}"));
            let figure = body[words..].find(from).unwrap_or_else(|| panic!("no {from}")) + words;
            bytes = [&body[..figure], to, &body[figure + from.len()..]].concat().into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
    (folder, file)
}

#[test]
fn every_report_passes_alone_together_and_against_its_ledger() {
    let [docx, html] = ["docx", "html"].map(report);
    for arguments in [
        vec!["check", path(&docx)],
        vec!["check", path(&html)],
        vec!["check", path(&docx), path(&html)],
        vec!["check", path(&docx), "--ledger", "--dir", path(sample())],
    ] {
        let said = taizhang(&arguments);
        assert!(said.ok && said.text.trim() == "nothing found", "{arguments:?}: {}", said.text);
    }
}

#[test]
fn one_changed_figure_is_noticed() {
    for (code, words, from, to) in [
        ("SUM", "合计", "38", "83"),
        ("SUM", "受理政府信息公开申请", "207", "270"),
        ("SUM", "其余", "16", "61"),
        ("SUM", "普通程序", "51", "15"),
        ("PCT", "整改完成率", "77.5", "57.7"),
        ("SUM", "已答复", "185", "158"),
    ] {
        let (_folder, file) = changed(words, from, to);
        let said = taizhang(&["check", path(&file)]);
        let is_found = said.text.lines().any(|line| line.contains(&format!(" {code}: ")));
        assert!(!said.ok && is_found, "{words}{from} → {to}: {}", said.text);
    }
}

#[test]
fn a_figure_that_only_the_ledger_knows_is_noticed_with_it() {
    for (words, from, to) in [
        ("院前医疗急救设施", "344", "326"),
        ("登记工单", "2480", "2840"),
        ("互联网医院", "32", "23"),
    ] {
        let (_folder, file) = changed(words, from, to);
        let said = taizhang(&["check", path(&file), "--ledger", "--dir", path(sample())]);
        assert!(said.text.contains("LED: ") && said.text.contains(from), "{}", said.text);
    }
}

#[test]
fn findings_go_back_as_comments_and_the_text_stays() {
    let (folder, file) = changed("合计", "38", "83");
    let marked = folder.path().join("marked.docx");
    taizhang(&["check", path(&file), "--docx", path(&marked)]);
    let mut archive = ZipArchive::new(Cursor::new(fs::read(&marked).unwrap())).unwrap();
    let mut comments = String::new();
    archive.by_name("word/comments.xml").unwrap().read_to_string(&mut comments).unwrap();
    assert!(comments.contains("w:author=\"校核\"") && comments.contains("38"), "{comments}");
    let json = |file: &PathBuf| {
        let said = taizhang(&["check", path(file), "--json"]).text;
        said.replace(path(file), "")
    };
    assert_eq!(json(&file), json(&marked));
}
