//! Tables that do not break badly: the head comes again on every page, and no row is torn.

use super::control::Figures;
use super::frame::paragraph;
use super::page::TEXT_WIDTH;
use super::styles::id;
use super::xml::Xml;
use crate::document::{Cell, Inline, Row, Table};

/// Rows that belong together stay on one page up to this many; more could leave half a page empty.
const TOGETHER_MAX: usize = 3;

/// A cell merged over more rows begins at the top, for its middle may lie on another page.
const CENTRED_MAX: usize = 6;

pub(super) fn table(xml: &mut Xml, table: &Table, figures: &Figures<'_>) {
    let layout = Layout { table, widths: widths(table), figures };
    xml.element("w:tbl", &[], |xml| {
        properties(xml);
        xml.element("w:tblGrid", &[], |xml| {
            for width in &layout.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        layout.head(xml);
        let mut together = 0;
        for row in &table.rows {
            together = together_after(row, together);
            layout.row(xml, row, together > 1);
        }
    });
    // Word joins two tables that touch, and a cell or section must not end with a table.
    paragraph(
        xml,
        id::FLUSH,
        |xml| {
            xml.val("w:snapToGrid", "0");
            super::styles::spacing(xml, 20);
        },
        |_| {},
    );
}

/// How many rows of a merged cell are left, counted at its current row.
fn together_after(row: &Row, before: usize) -> usize {
    let begins = row.cells.iter().find_map(|cell| match cell {
        Cell::Filled { rows, .. } if *rows > 1 => Some(*rows),
        Cell::Filled { .. } | Cell::Covered => None,
    });
    match begins {
        Some(rows) if rows <= TOGETHER_MAX => rows,
        Some(_) => 0,
        None => before.saturating_sub(1),
    }
}

fn properties(xml: &mut Xml) {
    xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblW", &[("w:w", &TEXT_WIDTH.to_string()), ("w:type", "dxa")]);
        xml.val("w:jc", "center");
        xml.element("w:tblBorders", &[], |xml| {
            for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                let border =
                    [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                xml.empty(side, &border);
            }
        });
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.element("w:tblCellMar", &[], |xml| {
            for (side, width) in
                [("w:top", "40"), ("w:left", "85"), ("w:bottom", "40"), ("w:right", "85")]
            {
                xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
            }
        });
    });
}

/// Column widths in twips that fill the line exactly.
fn widths(table: &Table) -> Vec<u32> {
    let total: u32 = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
    let mut widths: Vec<u32> =
        table.columns.iter().map(|column| TEXT_WIDTH * column.width / total).collect();
    let used: u32 = widths.iter().sum();
    if let Some(last) = widths.last_mut() {
        *last += TEXT_WIDTH - used;
    }
    widths
}

/// A table with its columns in twips.
struct Layout<'a> {
    table: &'a Table,
    widths: Vec<u32>,
    figures: &'a Figures<'a>,
}

impl Layout<'_> {
    fn head(&self, xml: &mut Xml) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                xml.empty("w:tblHeader", &[]);
            });
            for (column, width) in self.table.columns.iter().zip(&self.widths) {
                let keep = |xml: &mut Xml| xml.empty("w:keepNext", &[]);
                cell(xml, *width, (None, true), |xml| {
                    paragraph(xml, id::CELL_HEAD, keep, |xml| {
                        self.figures.inlines(xml, &column.title);
                    });
                });
            }
        });
    }

    /// A row that is not torn; `keep` holds it on the page of the row below.
    fn row(&self, xml: &mut Xml, row: &Row, keep: bool) {
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            let columns = self.table.columns.iter().zip(&self.widths);
            for (content, (column, width)) in row.cells.iter().zip(columns) {
                let text = |xml: &mut Xml, inlines: &[Inline]| {
                    self.text(xml, inlines, (keep, column.heads_rows));
                };
                match content {
                    Cell::Filled { paragraphs, rows } => {
                        let merge = (*rows > 1).then_some("restart");
                        cell(xml, *width, (merge, *rows <= CENTRED_MAX), |xml| {
                            for inlines in paragraphs {
                                text(xml, inlines);
                            }
                            if paragraphs.is_empty() {
                                text(xml, &[]);
                            }
                        });
                    }
                    Cell::Covered => {
                        cell(xml, *width, (Some("continue"), true), |xml| text(xml, &[]));
                    }
                }
            }
        });
    }

    fn text(&self, xml: &mut Xml, inlines: &[Inline], (keep, centred): (bool, bool)) {
        paragraph(
            xml,
            id::CELL,
            |xml| {
                if keep {
                    xml.empty("w:keepNext", &[]);
                }
                if centred {
                    xml.val("w:jc", "center");
                }
            },
            |xml| self.figures.inlines(xml, inlines),
        );
    }
}

fn cell(
    xml: &mut Xml,
    width: u32,
    (merge, centred): (Option<&str>, bool),
    content: impl FnOnce(&mut Xml),
) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if let Some(merge) = merge {
                xml.val("w:vMerge", merge);
            }
            xml.val("w:vAlign", if centred { "center" } else { "top" });
        });
        content(xml);
    });
}
