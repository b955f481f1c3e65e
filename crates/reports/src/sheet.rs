//! 时限说明 as a document: the derivations of a matter's deadlines, ready to be printed and sent.

use std::collections::BTreeMap;

use base::{Key, Lang, Span, Value};
use jiff::civil::Date;
use register::Matter;
use register::sheet::{Sheet, ToldSheet};
use register::words::Words;

use crate::compile::Numbering;
use crate::document::{Block, Cell, Column, Document, Inline, Row, Table};
use crate::template::Head;

/// Who issues a sheet, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub issuer: String,
    pub on: Date,
}

/// The derivations of a matter's clocks as a document. It is in Chinese whoever asks, as official documents
/// are; `name` names units.
#[must_use]
pub fn document(
    words: Words<'_>,
    (matter, sheets): (&Matter, &[Sheet]),
    issue: &Issue,
    name: impl Fn(&Key) -> String,
) -> Document {
    let mut numbering = Numbering::default();
    let (register, number) = (words.register().zh, &matter.number);
    let mut body = vec![said(format!("{register} {number}：{}", title(words, matter)))];
    body.push(said(match &matter.place {
        Some(place) => format!(
            "现状：{}；在办单位：{}。截至 {}。",
            words.state(&place.state).zh,
            name(&place.unit),
            issue.on
        ),
        None => format!("登记已冲销。截至 {}。", issue.on),
    }));
    if sheets.is_empty() {
        body.push(said("该事项没有正在计算的时限，也没有计算过的时限。".to_owned()));
    }
    for sheet in sheets {
        body.extend(clock(&mut numbering, &sheet.told(words, &name, Lang::Zh)));
    }
    let unit =
        matter.place.as_ref().map_or_else(|| matter.register.clone(), |place| place.unit.clone());
    Document { head: head(issue, unit), known_at: None, body, attachments: vec![], entries: vec![] }
}

fn clock(numbering: &mut Numbering, sheet: &ToldSheet) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            number: numbering.next(1),
            inlines: text(format!("{}（{}）", sheet.name, sheet.basis)),
        },
        said(format!("依据：{}", sheet.cite)),
    ];
    let provisional = if sheet.is_provisional { "（暂定）" } else { "" };
    blocks.push(said(match sheet.due.is_empty() {
        true if sheet.is_over => "届满：终止时暂停计时，未确定。".to_owned(),
        true => "届满：暂停计时，恢复后确定。".to_owned(),
        false => format!("届满：{}{provisional}。", sheet.due),
    }));
    blocks.extend(sheet.facts.iter().cloned().map(said));
    if !sheet.days.is_empty() {
        blocks.push(Block::Table(days(sheet)));
    }
    blocks
}

/// What stands in the title field, or the number.
fn title(words: Words<'_>, matter: &Matter) -> String {
    let title = words.register.title.as_ref().and_then(|field| matter.fields.get(field));
    match title {
        Some(Value::Text(title)) => title.clone(),
        Some(_) | None => matter.number.clone(),
    }
}

fn head(issue: &Issue, unit: Key) -> Head {
    Head {
        title: vec!["时限说明".to_owned()],
        issuer: issue.issuer.clone(),
        issued_on: issue.on,
        to: None,
        letterhead: None,
        period: Span::day(issue.on),
        unit,
        units: BTreeMap::new(),
    }
}

fn days(sheet: &ToldSheet) -> Table {
    let widths = [5, 4, 3];
    let columns = sheet.heads.iter().zip(widths).enumerate();
    let columns = columns.map(|(place, (head, width))| Column {
        title: text(head.clone()),
        width,
        heads_rows: place == 0,
    });
    let rows = sheet.days.iter().map(|cells| Row {
        cells: cells
            .iter()
            .map(|cell| Cell::Filled { paragraphs: vec![text(cell.clone())], rows: 1 })
            .collect(),
    });
    Table { columns: columns.collect(), rows: rows.collect() }
}

fn said(sentence: String) -> Block {
    Block::Paragraph(text(sentence))
}

fn text(text: String) -> Vec<Inline> {
    vec![Inline::Text { text, strong: false }]
}
