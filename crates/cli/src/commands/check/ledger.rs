//! What the ledger vouches for: the sentences of the report that it compiles now, and its figures by their names.

use base::Lang;
use checker::Fact;
use reports::document::{Block, Cell, Document, Inline};

use crate::args::Dir;
use crate::told::Told;
use crate::{installation, templates};

/// The report whose figures a draft is compared with.
const REPORT: &str = "self-assessment";

/// Sentences with amounts.
pub(super) async fn facts(lang: Lang, dir: &Dir) -> anyhow::Result<Vec<Fact>> {
    let reader = installation::open_reader(lang, dir).await?;
    let catalogue = installation::catalogue(lang, &reader).await?;
    let ctx = installation::asking(lang);
    let template = templates::read(lang, REPORT)?;
    let report =
        app::report::compile(&reader, &ctx, &catalogue, &template, None).await.told(lang)?;
    Ok(told(&report.compiled.document))
}

fn told(document: &Document) -> Vec<Fact> {
    let year = format!("{}年", document.head.period.to().year());
    let title = document.head.title.concat();
    let said = |text: String| Fact { text, name: title.clone(), year: year.clone() };
    let attached = document.attachments.iter().flat_map(|attachment| &attachment.blocks);
    let blocks = document.body.iter().chain(attached);
    let mut facts: Vec<Fact> = blocks.flat_map(paragraphs).map(said).collect();
    for entry in &document.entries {
        let name = format!("{}·{}", entry.pack_words, entry.words);
        let named = entry.printed.iter().map(|printed| format!("{}{printed}", entry.words));
        facts.extend(named.map(|text| Fact { text, name: name.clone(), year: year.clone() }));
    }
    facts
}

fn paragraphs(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { .. } => vec![],
        Block::Paragraph(inlines) => vec![text(inlines)],
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let filled = cells.filter_map(|cell| match cell {
                Cell::Filled { paragraphs, .. } => Some(paragraphs),
                Cell::Covered => None,
            });
            filled.flatten().map(|inlines| text(inlines)).collect()
        }
    }
}

fn text(inlines: &[Inline]) -> String {
    let said = |inline: &Inline| match inline {
        Inline::Text { text, .. } | Inline::Figure { text, .. } => text.clone(),
        Inline::Break => " ".to_owned(),
    };
    inlines.iter().map(said).collect()
}
