//! The text of the draft: headings, paragraphs, tables, and its notes at the end.

use std::fmt::{self, Write as _};

use checker::Kind;
use checker::draft::Paragraph;

use super::{View, table};

pub(super) fn write(view: &View<'_>, out: &mut String) -> fmt::Result {
    writeln!(out, "<main{}>", view.quoted)?;
    let (mut cells, mut notes) = (vec![], vec![]);
    for paragraph in view.draft.paragraphs() {
        match paragraph.kind {
            Kind::Cell(cell) => {
                let last: Option<&(_, checker::Cell)> = cells.last();
                if last.is_some_and(|(_, last)| last.table != cell.table) {
                    table::write(view, &cells, out)?;
                    cells.clear();
                }
                cells.push((paragraph, cell));
                continue;
            }
            Kind::Note => {
                notes.push(paragraph);
                continue;
            }
            Kind::Text | Kind::Heading(_) => {}
        }
        table::write(view, &cells, out)?;
        cells.clear();
        let name = match paragraph.kind {
            // The title of the page is the first level.
            Kind::Heading(level) => format!("h{}", level.saturating_add(1).clamp(2, 6)),
            _ => "p".to_owned(),
        };
        write!(out, "<{name}>")?;
        view.marks.write(out, view.draft, &paragraph, view.lang)?;
        writeln!(out, "</{name}>")?;
    }
    table::write(view, &cells, out)?;
    section_of_notes(view, &notes, out)?;
    out.push_str("</main>\n");
    Ok(())
}

fn section_of_notes(view: &View<'_>, notes: &[Paragraph<'_>], out: &mut String) -> fmt::Result {
    if notes.is_empty() {
        return Ok(());
    }
    let heading = view.lang.pick("注释", "Notes");
    write!(
        out,
        "<section class=\"notes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">{heading}</h2>\n"
    )?;
    for note in notes {
        out.push_str("<p>");
        view.marks.write(out, view.draft, note, view.lang)?;
        out.push_str("</p>\n");
    }
    out.push_str("</section>\n");
    Ok(())
}
