//! Tables of the draft. Rows and columns without any text are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use checker::Cell;
use checker::draft::Paragraph;

use super::View;

/// A cell with its paragraphs.
struct Filled<'a> {
    cell: Cell,
    paragraphs: Vec<Paragraph<'a>>,
}

/// A cell as it is written: which columns it covers of those that have text.
struct Place<'a> {
    column: usize,
    columns: usize,
    /// None if it is covered from above.
    filled: Option<&'a Filled<'a>>,
}

/// Writes the cells of one table that follow each other in the draft.
pub(super) fn write(
    view: &View<'_>,
    cells: &[(Paragraph<'_>, Cell)],
    out: &mut String,
) -> fmt::Result {
    let Some((_, first)) = cells.first() else { return Ok(()) };
    let mut rows = BTreeMap::<usize, BTreeMap<usize, Filled<'_>>>::new();
    for (paragraph, cell) in cells {
        let row = rows.entry(cell.row).or_default();
        let filled =
            row.entry(cell.column).or_insert_with(|| Filled { cell: *cell, paragraphs: vec![] });
        filled.paragraphs.push(*paragraph);
    }
    let columns: BTreeSet<usize> = cells.iter().map(|(_, cell)| cell.column).collect();
    let (rows_at, columns): (Vec<usize>, Vec<usize>) =
        (rows.keys().copied().collect(), columns.into_iter().collect());
    // Wide tables are moved sideways, also with the keyboard.
    writeln!(
        out,
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{} {}\"><table>",
        view.lang.pick("表格", "Table"),
        first.table.saturating_add(1)
    )?;
    // What covers rows below: the first row that it leaves free, and its columns.
    let mut covering: Vec<(usize, usize, usize)> = vec![];
    let heads = heads(&rows_at, &rows);
    for (at, filled) in rows.values().enumerate() {
        covering.retain(|(until, ..)| *until > at);
        let from_above = covering.iter().map(|(_, column, columns)| Place {
            column: *column,
            columns: *columns,
            filled: None,
        });
        let mut places: Vec<Place<'_>> = from_above.collect();
        for filled in filled.values() {
            let (column, wide) = covered(&columns, filled.cell.column, filled.cell.columns);
            let (_, tall) = covered(&rows_at, filled.cell.row, filled.cell.rows);
            if tall > 1 {
                covering.push((at + tall, column, wide));
            }
            places.push(Place { column, columns: wide, filled: Some(filled) });
        }
        places.sort_by_key(|place| place.column);
        write_row(
            view,
            &Row { places, is_head: at < heads, width: columns.len(), rows: &rows_at },
            out,
        )?;
    }
    out.push_str("</table></div>\n");
    Ok(())
}

/// How many rows are heads: the first of a table, and those that a cell of it reaches into; none if nothing
/// is below.
fn heads(rows_at: &[usize], rows: &BTreeMap<usize, BTreeMap<usize, Filled<'_>>>) -> usize {
    let first = rows.get(&0).into_iter().flat_map(BTreeMap::values);
    let tall = first.map(|filled| covered(rows_at, filled.cell.row, filled.cell.rows).1).max();
    tall.filter(|tall| *tall < rows.len()).unwrap_or(0)
}

/// Which of these places a cell covers: the first, and how many.
fn covered(places: &[usize], from: usize, span: usize) -> (usize, usize) {
    let first = places.partition_point(|place| *place < from);
    let end = places.partition_point(|place| *place < from.saturating_add(span));
    (first, end.saturating_sub(first).max(1))
}

struct Row<'a> {
    places: Vec<Place<'a>>,
    is_head: bool,
    /// How many columns the table has.
    width: usize,
    /// Which rows have text.
    rows: &'a [usize],
}

fn write_row(view: &View<'_>, row: &Row<'_>, out: &mut String) -> fmt::Result {
    out.push_str("<tr>");
    let mut next = 0;
    for place in &row.places {
        if place.column > next {
            empty(place.column - next, out)?;
        }
        if let Some(filled) = place.filled {
            let (_, tall) = covered(row.rows, filled.cell.row, filled.cell.rows);
            write_cell(view, filled, (tall, place.columns), row.is_head, out)?;
        }
        next = next.max(place.column + place.columns);
    }
    if row.width > next {
        empty(row.width - next, out)?;
    }
    out.push_str("</tr>\n");
    Ok(())
}

fn empty(columns: usize, out: &mut String) -> fmt::Result {
    write!(out, "<td{}></td>", span("colspan", columns))
}

fn write_cell(
    view: &View<'_>,
    filled: &Filled<'_>,
    (rows, columns): (usize, usize),
    is_head: bool,
    out: &mut String,
) -> fmt::Result {
    let (name, class) = match (is_head, is_figure(&filled.paragraphs)) {
        (true, _) if columns > 1 => ("th", " scope=\"colgroup\""),
        (true, _) => ("th", " scope=\"col\""),
        (false, true) => ("td", " class=\"figure\""),
        (false, false) => ("td", ""),
    };
    write!(out, "<{name}{class}{}{}>", span("rowspan", rows), span("colspan", columns))?;
    let is_single = filled.paragraphs.len() == 1;
    for paragraph in &filled.paragraphs {
        out.push_str(if is_single { "" } else { "<p>" });
        view.marks.write(out, view.draft, paragraph, view.lang)?;
        out.push_str(if is_single { "" } else { "</p>" });
    }
    write!(out, "</{name}>")
}

/// Whether a cell holds nothing but a number, which stands to the right.
fn is_figure(paragraphs: &[Paragraph<'_>]) -> bool {
    paragraphs.iter().all(|paragraph| {
        paragraph.letters.iter().any(char::is_ascii_digit)
            && paragraph.letters.iter().all(|letter| {
                letter.is_ascii_digit()
                    || matches!(letter, '.' | ',' | '，' | '%' | '％' | '‰' | '+' | '-' | '−' | ' ')
            })
    })
}

fn span(name: &str, covered: usize) -> String {
    if covered > 1 { format!(" {name}=\"{covered}\"") } else { String::new() }
}
