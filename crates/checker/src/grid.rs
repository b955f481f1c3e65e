//! Tables in plain text: lines of cells between `|`.

use std::ops::Range;

use crate::draft::{Cell, Kind};

/// The lines of a text as paragraphs. Two lines or more that follow each other, with two `|` or more each,
/// are a table, one paragraph a cell.
pub(crate) fn lines(letters: &[char], lines: &[Range<usize>]) -> Vec<(Range<usize>, Kind)> {
    let bars = |line: &Range<usize>| {
        letters
            .get(line.clone())
            .unwrap_or_default()
            .iter()
            .filter(|letter| is_bar(**letter))
            .count()
    };
    let mut found = vec![];
    let (mut tables, mut at) = (0, 0);
    while let Some(line) = lines.get(at) {
        let rows: Vec<&Range<usize>> =
            lines.iter().skip(at).take_while(|line| bars(line) >= 2).collect();
        if rows.len() < 2 {
            found.push((line.clone(), Kind::Text));
            at += 1;
            continue;
        }
        for (row, line) in rows.iter().enumerate() {
            for (column, range) in cells(letters, line).into_iter().enumerate() {
                let cell = Cell { table: tables, row, column, rows: 1, columns: 1 };
                found.push((range, Kind::Cell(cell)));
            }
        }
        tables += 1;
        at += rows.len();
    }
    found
}

/// What stands between the bars of a line; not the nothing before the first and after the last.
fn cells(letters: &[char], line: &Range<usize>) -> Vec<Range<usize>> {
    let is_blank = |range: &Range<usize>| {
        letters.get(range.clone()).unwrap_or_default().iter().all(|letter| letter.is_whitespace())
    };
    let mut cells = vec![];
    let mut start = line.start;
    for end in line.clone().chain([line.end]) {
        if end == line.end || letters.get(end).is_some_and(|letter| is_bar(*letter)) {
            cells.push(start..end);
            start = end + 1;
        }
    }
    if cells.first().is_some_and(is_blank) {
        cells.remove(0);
    }
    cells
}

fn is_bar(letter: char) -> bool {
    matches!(letter, '|' | '│' | '｜')
}
