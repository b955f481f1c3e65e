//! Totals of tables: rows and columns that are called 合计, 总计 or 小计. How a table adds up is taken from the table:
//! only if the reading holds for most of its columns (or rows) are the others wrong.

use std::collections::BTreeMap;

use base::Exact;

use crate::table::{COLUMNS_MAX, Figure, Grid, ROWS_MAX, tables};
use crate::{Draft, Finding, Severity};

use super::{CODE, agrees, printed, sum_of};

pub(super) const TOTALS: [&str; 6] = ["合计", "总计", "小计", "共计", "总数", "合计数"];

/// What columns are called that are not added up.
const RATES: [&str; 8] = ["率", "占比", "比重", "比例", "均", "%", "％", "‰"];

/// Lines of totals in one table.
const TOTALS_MAX: usize = 64;

/// Cells that one total may be made of.
const CELLS_MAX: usize = 400;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for grid in tables(draft) {
        found.extend(totals(draft, &grid, false));
        found.extend(totals(draft, &grid, true));
    }
    found
}

/// The wrong totals of rows, or of columns if the table is turned.
fn totals(draft: &Draft, grid: &Grid<'_>, is_turned: bool) -> Vec<Finding> {
    let at = |line: usize, across: usize| if is_turned { (across, line) } else { (line, across) };
    let lines = |of: &(usize, usize)| if is_turned { of.1 } else { of.0 };
    let names: Vec<(usize, bool)> = {
        let mut names: BTreeMap<usize, bool> = BTreeMap::new();
        for (of, text) in &grid.texts {
            let is_total = TOTALS.contains(&text.trim_matches(['：', ':', '（', '）']));
            *names.entry(lines(of)).or_default() |= is_total;
        }
        names.into_iter().collect()
    };
    let totals = names.iter().filter(|(_, is_total)| *is_total).count();
    if totals > TOTALS_MAX {
        return vec![];
    }
    let mut found = vec![];
    for (place, (line, _)) in names.iter().enumerate().filter(|(_, (_, is_total))| *is_total) {
        let before = names.get(..place).unwrap_or_default();
        let after = names.get(place + 1..).unwrap_or_default();
        let since = before.iter().rposition(|(_, is_total)| *is_total).map_or(0, |last| last + 1);
        let pick = |of: &[(usize, bool)], only: Option<bool>| -> Vec<usize> {
            of.iter().filter(|one| only.is_none_or(|only| one.1 == only)).map(|one| one.0).collect()
        };
        let readings = [
            pick(before, Some(false)),
            pick(before.get(since..).unwrap_or_default(), Some(false)),
            pick(before, Some(true)),
            pick(after, Some(false)),
            pick(after, Some(true)),
        ];
        found.extend(judged(draft, grid, *line, &readings, &at));
    }
    found
}

/// Whether a column is of rates or means, which are not added up.
pub(super) fn is_rate(grid: &Grid<'_>, column: usize) -> bool {
    let heading = grid.heading(column);
    RATES.iter().any(|word| heading.contains(word))
}

/// By the reading that holds most often, what does not hold.
fn judged(
    draft: &Draft,
    grid: &Grid<'_>,
    line: usize,
    readings: &[Vec<usize>],
    at: &dyn Fn(usize, usize) -> (usize, usize),
) -> Vec<Finding> {
    let across = 0..COLUMNS_MAX.max(ROWS_MAX);
    let mut best: (usize, Vec<Finding>) = (0, vec![]);
    for reading in readings.iter().filter(|reading| (2..=CELLS_MAX).contains(&reading.len())) {
        let (mut held, mut wrong) = (0, vec![]);
        for across in across.clone() {
            if is_rate(grid, at(line, across).1) {
                continue;
            }
            let Some(total) = grid.figures.get(&at(line, across)) else { continue };
            let parts: Vec<&Figure<'_>> =
                reading.iter().filter_map(|line| grid.figures.get(&at(*line, across))).collect();
            if parts.len() < 2 || parts.iter().chain([&total]).any(|one| one.is_share) {
                continue;
            }
            if agrees(sum_of(parts.iter().map(|part| &part.quantity)), &total.quantity) {
                held += 1;
            } else {
                wrong.extend(told(draft, total, &parts));
            }
        }
        // A reading that fails more often than it holds is not how the table adds up.
        if held > best.0 && wrong.len() <= held {
            best = (held, wrong);
        }
    }
    best.1
}

pub(super) fn told(draft: &Draft, total: &Figure<'_>, parts: &[&Figure<'_>]) -> Option<Finding> {
    let place = |of: &Figure<'_>| of.paragraph.place(&of.quantity.range);
    let value: Exact = parts.iter().map(|part| part.quantity.number.value).sum();
    let (first, last) = (place(parts.first()?), place(parts.last()?));
    let range = place(total);
    let said = draft.text(range.clone());
    let expected = printed(value);
    let told = (
        format!("表中 {} 格相加为 {expected}，合计栏为 {said}", parts.len()),
        format!("{} cells come to {expected}, their total is {said}", parts.len()),
    );
    let other = first.start.min(last.start)..first.end.max(last.end);
    let finding = Finding::new(CODE, Severity::Error, range, told).with(other);
    Some(finding.stating(said, Some(expected)))
}
