//! Puts a document together: body, attachments, tables, receipts.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{Figure, Outcome};
use minijinja::Environment;
use register::model::Catalogue;

use super::blocks::{self, Read};
use super::claims::Claims;
use super::numbering::Numbering;
use super::{Compiled, entries, render};
use crate::document::{Attachment, Block, Cell, Column, Document, Inline, Row, Table};
use crate::fault::{Fault, Faults, Place, Unfounded};
use crate::template::outline::check_cell;
use crate::template::{BODY_FILE, CellText, FigureId, REPORT_FILE, TableSpec, Template};

pub(super) fn report(
    template: &Template,
    catalogue: &Catalogue,
    figures: &BTreeMap<FigureId, Figure>,
) -> Compiled {
    let holds = figures
        .iter()
        .map(|(id, figure)| {
            (id.to_string(), matches!(figure.outcome, Outcome::Truth { holds: true, .. }))
        })
        .collect();
    let mut claims = Claims::new(template, Some(figures));
    let (body, attachments) = Assembly::new(template, holds, &mut claims).assemble();
    let Claims { made, mut faults, .. } = claims;
    let known_at = figures.values().map(|figure| figure.receipt.known_at).min();
    let entries = entries::of(template, catalogue, figures, &made);
    let head = template.head.clone();
    let document = Document { head, known_at, body, attachments, entries };
    faults.extend(disagreeing(template, figures));
    Compiled { document, claims: made, faults }
}

/// The faults that show without any figures.
pub(super) fn trial(template: &Template) -> Vec<Fault> {
    let mut claims = Claims::new(template, None);
    Assembly::new(template, BTreeMap::new(), &mut claims).assemble();
    let mut faults = Faults { file: REPORT_FILE.to_owned(), found: claims.faults };
    for cell in template.tables.values().flat_map(|table| table.rows.iter().flatten()) {
        check_cell(cell, &mut faults);
    }
    faults.found
}

/// Answers to other questions than were asked, or known at different points of the record.
fn disagreeing(template: &Template, figures: &BTreeMap<FigureId, Figure>) -> Vec<Fault> {
    let mut faults = Faults::in_file(REPORT_FILE);
    let expected = figures.values().map(|figure| figure.receipt.known_at).min();
    for (id, spec) in &template.figures {
        let Some(figure) = figures.get(id) else { continue };
        let mut asked = spec.question(&template.head);
        asked.known_at = figure.question.known_at;
        if asked != figure.question {
            faults.add(spec.at, Unfounded::AnotherQuestion(id.to_string()));
        }
        let found = figure.receipt.known_at;
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            let id = id.to_string();
            faults.add(spec.at, Unfounded::KnownAtDiffers { id, found, expected });
        }
    }
    faults.found
}

struct Assembly<'t, 'c, 'a> {
    template: &'t Template,
    engine: Environment<'static>,
    claims: &'c mut Claims<'a>,
}

impl<'t, 'c, 'a> Assembly<'t, 'c, 'a> {
    fn new(
        template: &'t Template,
        holds: BTreeMap<String, bool>,
        claims: &'c mut Claims<'a>,
    ) -> Assembly<'t, 'c, 'a> {
        Assembly { template, engine: render::engine(template, holds), claims }
    }

    fn assemble(mut self) -> (Vec<Block>, Vec<Attachment>) {
        let text = self.rendered(BODY_FILE, Place::START, &self.template.body);
        let mut body = vec![];
        let mut attachments: Vec<Attachment> = vec![];
        let mut numbering = Numbering::default();
        for read in blocks::read(&text, self.claims) {
            let block = match read {
                Read::Attachment { title } => {
                    numbering = Numbering::default();
                    attachments.push(Attachment { title, blocks: vec![] });
                    continue;
                }
                Read::Heading { level, inlines } => {
                    Block::Heading { level, number: numbering.next(level), inlines }
                }
                Read::Paragraph(inlines) => Block::Paragraph(inlines),
                Read::Table(table) => Block::Table(table),
                // An undeclared one has been reported when the template was read.
                Read::Declared { key } => match self.template.tables.get(&key) {
                    Some(spec) => Block::Table(self.table(spec)),
                    None => continue,
                },
            };
            match attachments.last_mut() {
                Some(attachment) => attachment.blocks.push(block),
                None => body.push(block),
            }
        }
        (body, attachments)
    }

    fn rendered(&mut self, file: &str, at: Place, text: &str) -> String {
        render::render(&self.engine, text).unwrap_or_else(|(within, wrong)| {
            // Places within a cell would need its indentation, which YAML has taken away.
            let place = if at == Place::START { within } else { at };
            let file = file.to_owned();
            self.claims.faults.push(Fault { file, place, wrong: wrong.into() });
            String::new()
        })
    }

    fn table(&mut self, spec: &TableSpec) -> Table {
        let columns: Vec<Column> = spec
            .columns
            .iter()
            .map(|column| Column {
                title: vec![Inline::Text { text: column.title.clone(), strong: false }],
                width: column.width,
                heads_rows: column.merge,
            })
            .collect();
        let spans = spans(spec);
        let mut rows = vec![];
        for (cells, spans) in spec.rows.iter().zip(spans) {
            let mut row = Row { cells: vec![] };
            for (cell, span) in cells.iter().zip(spans) {
                row.cells.push(match span {
                    0 => Cell::Covered,
                    rows => Cell::Filled { paragraphs: self.cell(cell), rows },
                });
            }
            rows.push(row);
        }
        Table { columns, rows }
    }

    fn cell(&mut self, cell: &CellText) -> Vec<Vec<Inline>> {
        let text = self.rendered(REPORT_FILE, cell.at, &cell.text);
        blocks::paragraphs(&text, self.claims)
    }
}

/// How many rows each cell reaches down; 0 for one that the cell above covers. A cell never reaches
/// past the end of a merged cell to its left.
fn spans(spec: &TableSpec) -> Vec<Vec<usize>> {
    let mut spans: Vec<Vec<usize>> = spec.rows.iter().map(|row| vec![1; row.len()]).collect();
    let mut boundaries: BTreeSet<usize> = BTreeSet::from([0]);
    for (column, declared) in spec.columns.iter().enumerate() {
        if !declared.merge {
            continue;
        }
        let text = |row: usize| spec.rows.get(row)?.get(column).map(|cell| cell.text.as_str());
        let begins: BTreeSet<usize> = (0..spec.rows.len())
            .filter(|&row| boundaries.contains(&row) || text(row) != text(row - 1))
            .collect();
        let ends = begins.iter().skip(1).copied().chain([spec.rows.len()]);
        for (begin, end) in begins.iter().copied().zip(ends) {
            for row in begin..end {
                if let Some(span) = spans.get_mut(row).and_then(|row| row.get_mut(column)) {
                    *span = if row == begin { end - begin } else { 0 };
                }
            }
        }
        boundaries = begins;
    }
    spans
}
