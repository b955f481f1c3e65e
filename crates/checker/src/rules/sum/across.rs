//! Tables whose lines show that one column is what others come to (办件 = 热线 + 平台), or one row what rows above it do, without
//! being called a total; and rows of shares that make 100 %. What holds for two lines, and for at least twice as
//! many as it does not, holds for all.

use base::Exact;
use num_rational::Ratio;
use num_traits::{Signed, Zero};

use crate::table::{Figure, Grid, tables};
use crate::{Draft, Finding, Severity};

use super::table::{is_rate, told};
use super::{CODE, agrees, sum_of};

/// Lines and columns that are tried; more are a matrix.
const LINES_MAX: usize = 60;
const PARTS: std::ops::RangeInclusive<usize> = 2..=8;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for grid in tables(draft) {
        found.extend(sums(draft, &grid, false));
        found.extend(sums(draft, &grid, true));
        found.extend(hundreds(&grid));
    }
    found
}

/// Cells of columns (or rows, if the table is turned) that are what neighbouring ones come to in most lines.
fn sums(draft: &Draft, grid: &Grid<'_>, is_turned: bool) -> Vec<Finding> {
    let at = |line: usize, across: usize| if is_turned { (across, line) } else { (line, across) };
    let pick = |of: &(usize, usize), line: bool| if line == is_turned { of.1 } else { of.0 };
    let distinct = |line: bool| {
        let mut all: Vec<usize> = grid.figures.keys().map(|of| pick(of, line)).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (lines, across) = (distinct(true), distinct(false));
    if lines.len() > LINES_MAX || across.len() > LINES_MAX / 2 {
        return vec![];
    }
    let mut found = vec![];
    for target in &across {
        let mut best: (usize, Vec<Finding>) = (0, vec![]);
        for first in 0..across.len() {
            for count in PARTS {
                let Some(parts) = across.get(first..first + count) else { break };
                if parts.contains(target) {
                    break;
                }
                let (held, wrong) = judged(draft, grid, &lines, (*target, parts), &at);
                if held >= 2 && held >= wrong.len() * 2 && held > best.0 {
                    best = (held, wrong);
                }
            }
        }
        found.extend(best.1);
    }
    found
}

/// In how many lines the parts come to the target, and what does not.
fn judged(
    draft: &Draft,
    grid: &Grid<'_>,
    lines: &[usize],
    (target, parts): (usize, &[usize]),
    at: &dyn Fn(usize, usize) -> (usize, usize),
) -> (usize, Vec<Finding>) {
    let (mut held, mut wrong) = (0, vec![]);
    for line in lines {
        let Some(total) = grid.figures.get(&at(*line, target)) else { continue };
        let own: Vec<&Figure<'_>> =
            parts.iter().filter_map(|part| grid.figures.get(&at(*line, *part))).collect();
        let counts = own.iter().filter(|one| !one.quantity.number.value.is_zero()).count();
        let is_rate = is_rate(grid, at(*line, target).1);
        if is_rate || own.len() != parts.len() || own.iter().chain([&total]).any(|one| one.is_share)
        {
            continue;
        }
        if agrees(sum_of(own.iter().map(|one| &one.quantity)), &total.quantity) {
            held += usize::from(counts >= 2);
        } else {
            wrong.extend(told(draft, total, &own));
        }
    }
    (held, wrong)
}

/// Rows of shares that do not make 100 % while the others do.
fn hundreds(grid: &Grid<'_>) -> Vec<Finding> {
    let mut rows: Vec<usize> = grid.figures.keys().map(|(row, _)| *row).collect();
    rows.dedup();
    let (mut held, mut wrong) = (0, vec![]);
    for row in rows {
        let shares: Vec<&Figure<'_>> = grid
            .figures
            .range((row, 0)..(row + 1, 0))
            .map(|(_, one)| one)
            .filter(|one| one.is_share)
            .collect();
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else { continue };
        let sum: Exact = shares.iter().map(|one| one.quantity.number.value).sum();
        let slack: Exact = shares.iter().map(|one| one.quantity.number.step / 2).sum();
        let off = (sum - Ratio::from_integer(100)).abs();
        if off <= slack {
            held += usize::from(shares.len() >= 2);
            continue;
        }
        let place = |one: &Figure<'_>| one.paragraph.place(&one.quantity.range);
        let range = place(first).start..place(last).end;
        let total = format!("{}%", base::exact::decimal(sum, first.quantity.decimals()));
        let told = (
            format!("按本表其他各行，各项占比相加应为 100%，本行为 {total}"),
            format!("by the other rows the shares come to 100 %, here to {total}"),
        );
        wrong.push(
            Finding::new(CODE, Severity::Error, range, told)
                .stating(total, Some("100%".to_owned())),
        );
    }
    if held >= 2 && held >= wrong.len() * 2 { wrong } else { vec![] }
}
