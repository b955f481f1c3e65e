//! Terms counted on the command line, without an installation.

use std::fs;

use tempfile::TempDir;

use crate::fixture::{copy, path, project, taizhang};

fn says(arguments: &[&str], expected: &[&str]) {
    let said = taizhang(&[&["calendar"], arguments].concat());
    assert!(said.ok, "{}", said.text);
    for line in expected {
        assert!(said.text.lines().any(|said| said.trim() == *line), "{line}\n{}", said.text);
    }
}

#[test]
fn a_term_is_counted_and_told() {
    says(
        &["count", "2025-01-24", "7"],
        &[
            "7 working days from 2025-01-24 Fri: ends on 2025-02-10 Mon",
            "2025-01-26 Sun  worked in the stead of another day  day 1",
            "2025-01-28 Tue – 2025-02-04 Tue  春节  not counted",
            "2025-02-05 Wed – 2025-02-07 Fri  working  days 3 – 5",
        ],
    );
    says(
        &["count", "2021-09-12", "7", "--unit", "day"],
        &[
            "7 days from 2021-09-12 Sun: ends on 2021-09-22 Wed",
            "2021-09-19 Sun is a day of rest, so it moves on (民法典 Art. 203)",
        ],
    );
}

#[test]
fn a_year_is_added_once_it_is_published() {
    let arguments = ["count", "2026-12-15", "20"];
    says(&arguments, &["20 working days from 2026-12-15 Tue: ends on 2027-01-12 Tue"]);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("2027.yaml");
    fs::write(&file, "year: 2027\npapers: [x]\noff: { 元旦: [2027-01-01, 2027-01-03] }\n").unwrap();
    let with = [&arguments[..], &["--with", path(&file)]].concat();
    says(&with, &["20 working days from 2026-12-15 Tue: ends on 2027-01-13 Wed"]);
    assert!(taizhang(&["calendar", "count", "2026-12-15", "20"]).text.contains("provisional"));
    assert!(!taizhang(&[&["calendar"], &with[..]].concat()).text.contains("provisional"));
}

#[test]
fn every_year_that_ships_is_sound() {
    for year in 2019..=2026 {
        let file = project(&format!("calendars/{year}.yaml"));
        says(&["check", path(&file)], &[]);
    }
    says(
        &["show", "2021"],
        &[
            "2021: 250 working days, 31 days off, 7 worked in their stead",
            "off  2021-10-01 Fri – 2021-10-07 Thu 国庆节",
            "work 2021-10-09 Sat",
        ],
    );
}

#[test]
fn a_day_said_twice_is_refused_and_nothing_is_counted() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("2027.yaml");
    fs::write(&file, "year: 2027\npapers: [x]\nwork: [2027-01-02, 2027-01-02]\n").unwrap();
    for arguments in [
        vec!["calendar", "check", path(&file)],
        vec!["calendar", "count", "2026-12-15", "20", "--with", path(&file)],
    ] {
        let said = taizhang(&arguments);
        assert!(!said.ok && !said.text.contains("ends on"), "{}", said.text);
        assert!(
            said.text.contains("2027.yaml:3:20: 2027-01-02 is already in line 3"),
            "{}",
            said.text
        );
        assert!(said.text.contains("nothing was taken"), "{}", said.text);
    }
}

#[test]
fn a_fee_is_told_part_by_part_and_never_by_both_scales() {
    let fee = taizhang(&["fee", "--items", "31"]);
    assert!(
        fee.ok && fee.text.contains(": 2200 yuan") && fee.text.contains("31 – 31: 200 yuan each"),
        "{}",
        fee.text
    );
    assert!(fee.text.contains("to be confirmed"), "{}", fee.text);
    let both = taizhang(&["fee", "--items", "31", "--pages", "9"]);
    assert!(!both.ok && both.text.contains("never by both"), "{}", both.text);
    assert!(!taizhang(&["fee"]).ok);
}

#[test]
fn a_year_is_tried_and_published() {
    let folder = copy();
    let dir = path(folder.path());
    let file = folder.path().join("2022.yaml");
    let year = "year: 2022\npapers: [示例通知]\noff:\n  元旦: [2022-01-01, 2022-01-10]\n";
    fs::write(&file, year).unwrap();
    let import = |more: &[&str]| {
        let all = [&["calendar", "import", path(&file), "--dir", dir], more].concat();
        taizhang(&all)
    };
    let tried = import(&["--trial"]);
    assert!(tried.ok && tried.text.contains("tried, nothing recorded"), "{}", tried.text);
    // The reply to a request of 22 December was due on 20 January; five working days more are off.
    let moved = "XXGK-2021-0207 Reply: 2022-01-20 → 2022-01-27";
    assert!(tried.text.contains(moved), "{}", tried.text);
    let published = import(&["--basis", "示例发〔2021〕1号"]);
    assert!(published.ok && published.text.contains(moved), "{}", published.text);
    let again = import(&[]);
    assert!(again.ok && again.text.contains("same content"), "{}", again.text);
    let sound = taizhang(&["verify", "--dir", dir]);
    assert!(sound.ok, "{}", sound.text);
    fs::write(&file, "year: 2022\npapers: [示例]\noff: { a: 2022-01-03 }\nwork: [2022-01-03]\n")
        .unwrap();
    let twice = import(&[]);
    assert!(!twice.ok && twice.text.contains("already in line 3"), "{}", twice.text);
}
