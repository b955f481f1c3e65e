//! Tables in plain text: lines of cells between `|`, tabs, commas or spaces.

use std::ops::Range;

use crate::draft::{Cell, Kind};

/// Lines that a table without bars has at least, and letters of a line that may be one of it.
const LINES_MIN: usize = 3;
const LETTERS_MAX: usize = 200;

/// The lines of a text as paragraphs. Two lines or more that follow each other, with two `|` or more each, are a table,
/// one paragraph a cell; so are three or more with as many cells each that end with numbers.
pub(crate) fn lines(letters: &[char], lines: &[Range<usize>]) -> Vec<(Range<usize>, Kind)> {
    let mut found = vec![];
    let (mut tables, mut at) = (0, 0);
    while let Some(line) = lines.get(at) {
        let Some(rows) = table(letters, lines.get(at..).unwrap_or_default()) else {
            found.push((line.clone(), Kind::Text));
            at += 1;
            continue;
        };
        at += rows.len();
        for (row, cells) in rows.into_iter().enumerate() {
            for (column, range) in cells.into_iter().enumerate() {
                let cell = Cell { table: tables, row, column, rows: 1, columns: 1 };
                found.push((range, Kind::Cell(cell)));
            }
        }
        tables += 1;
    }
    found
}

/// The rows of cells that begin here, if they are a table.
fn table(letters: &[char], lines: &[Range<usize>]) -> Option<Vec<Vec<Range<usize>>>> {
    let bars = |line: &Range<usize>| {
        let own = letters.get(line.clone()).unwrap_or_default();
        own.iter().filter(|letter| is_bar(**letter)).count()
    };
    let barred = lines.iter().take_while(|line| bars(line) >= 2).count();
    if barred >= 2 {
        let rows = lines.iter().take(barred);
        return Some(rows.map(|line| cells(letters, line, is_bar)).collect());
    }
    let marks: [fn(char) -> bool; 4] =
        [is_bar, |one| one == '\t', |one| one == ',', |one| one == ' '];
    marks.into_iter().find_map(|is_mark| plain(letters, lines, is_mark))
}

/// Lines with as many cells each, of which all but perhaps the first end with a number.
fn plain(
    letters: &[char],
    lines: &[Range<usize>],
    is_mark: fn(char) -> bool,
) -> Option<Vec<Vec<Range<usize>>>> {
    let mut rows: Vec<Vec<Range<usize>>> = vec![];
    for line in lines {
        let own = letters.get(line.clone()).unwrap_or_default();
        if own.len() > LETTERS_MAX || own.iter().any(|letter| "。，；：".contains(*letter)) {
            break;
        }
        let cells = cells(letters, line, is_mark);
        let cells: Vec<Range<usize>> = if is_mark(' ') {
            cells.into_iter().filter(|cell| !cell.is_empty()).collect()
        } else {
            cells
        };
        let is_like = rows.last().is_none_or(|before| before.len() == cells.len());
        // Commas and spaces stand between words as well.
        let numbers = if is_mark('|') || is_mark('\t') { 1 } else { cells.len().saturating_sub(1) };
        let ends = cells.iter().rev().take(numbers).all(|cell| is_number(letters, cell));
        let is_named = cells.first().is_some_and(|cell| !is_number(letters, cell));
        if cells.len() < 2
            || !is_like
            || !(ends || rows.is_empty())
            || !(is_named || cells.len() > 2)
        {
            break;
        }
        rows.push(cells);
    }
    (rows.len() >= LINES_MIN).then_some(rows)
}

/// Whether a cell is a number with its sign and per cent sign, or a dash for none.
fn is_number(letters: &[char], cell: &Range<usize>) -> bool {
    let own = letters.get(cell.clone()).unwrap_or_default();
    !own.is_empty() && own.iter().all(|one| one.is_ascii_digit() || "., -—–%％\r".contains(*one))
}

/// What stands between the marks of a line; not the nothing before the first and after the last.
fn cells(letters: &[char], line: &Range<usize>, is_mark: fn(char) -> bool) -> Vec<Range<usize>> {
    let is_blank = |range: &Range<usize>| {
        letters.get(range.clone()).unwrap_or_default().iter().all(|letter| letter.is_whitespace())
    };
    let mut cells = vec![];
    let mut start = line.start;
    for end in line.clone().chain([line.end]) {
        if end == line.end || letters.get(end).is_some_and(|letter| is_mark(*letter)) {
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
