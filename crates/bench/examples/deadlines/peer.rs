//! The same questions asked of a flat table in DuckDB.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use base::day;

use crate::world::{Clock, DISTRICTS, INSTITUTIONS};
use crate::{ASKED, DAYS, Outcome, TODAY};

/// What the peer counts for each question, and how long it took.
pub(crate) fn ask(python: &str, folder: &Path, clocks: &[Clock]) -> Outcome<Vec<([u64; 4], f64)>> {
    let file = folder.join("clocks.csv");
    let mut rows = String::from("unit,start,done,yellow,red\n");
    for Clock { unit, from, until, yellow, red } in clocks {
        let until = until.map(|until| until.to_string()).unwrap_or_default();
        let red = red.map(|red| red.to_string()).unwrap_or_default();
        writeln!(rows, "{unit},{from},{until},{yellow},{red}")?;
    }
    std::fs::write(&file, rows)?;
    let (first, last) = (7 * INSTITUTIONS, 8 * INSTITUTIONS - 1);
    let units = [(0, DISTRICTS * INSTITUTIONS), (first, last), (first + 11, first + 11)];
    let today = day::number(TODAY);
    let asked = DAYS.iter().flat_map(|before| units.map(|(from, to)| (today - before, from, to)));
    let asked: Vec<String> = asked.map(|(on, from, to)| format!("{on}:{from}:{to}")).collect();
    let told = Command::new(python)
        .args(["-c", include_str!("peer.py")])
        .args([file.as_os_str(), ASKED.to_string().as_ref()])
        .args(asked)
        .output()?;
    if !told.status.success() {
        return Err(String::from_utf8_lossy(&told.stderr).into_owned().into());
    }
    let answer = |line: &str| -> Outcome<([u64; 4], f64)> {
        let mut words = line.split(' ');
        let mut counts = [0; 4];
        for count in &mut counts {
            *count = words.next().ok_or("too few numbers")?.parse()?;
        }
        Ok((counts, words.next().ok_or("no time")?.parse()?))
    };
    String::from_utf8(told.stdout)?.lines().map(answer).collect()
}
