//! `.html`: semantic, readable by a screen reader, and every figure opens its receipt.

mod escape;
mod receipt;

use crate::compile::day_in_words;
use crate::document::{Block, Cell, Document, Inline, Row, Table};
use crate::template::{FigureId, Head};
use escape::{escaped, tag};

/// The look of a report on screen and paper, for pages that show [`html`].
pub const HTML_STYLE: &str = include_str!("report.css");

/// Where the receipt of a figure is.
pub enum Receipts<'a> {
    /// On a page of its own; the caller says at which address.
    At(&'a dyn Fn(&FigureId) -> String),
    /// At the end of the same file.
    Inside,
}

impl Receipts<'_> {
    fn address(&self, id: &FigureId) -> String {
        match self {
            Receipts::At(address) => address(id),
            Receipts::Inside => format!("#receipt-{id}"),
        }
    }
}

/// Writes a report as the inside of a page: an `<article>`, and the receipts if they are inside.
#[must_use]
pub fn html(document: &Document, receipts: &Receipts<'_>) -> String {
    let writer = Writer { document, receipts };
    let mut out = String::new();
    writer.article(&mut out);
    if matches!(receipts, Receipts::Inside) {
        receipt::section(document, &mut out);
    }
    out
}

/// Writes a report as a file of its own that needs nothing else: style and receipts are inside.
#[must_use]
pub fn html_page(document: &Document) -> String {
    let title = escaped(&document.head.title_text());
    let body = html(document, &Receipts::Inside);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{HTML_STYLE}</style>\n</head>\n<body>\n\
         <a class=\"report-skip\" href=\"#report\">跳到正文</a>\n<main>\n{body}</main>\n\
         </body>\n</html>\n"
    )
}

struct Writer<'a> {
    document: &'a Document,
    receipts: &'a Receipts<'a>,
}

impl Writer<'_> {
    fn article(&self, out: &mut String) {
        let head = &self.document.head;
        out.push_str("<article class=\"report\" id=\"report\" lang=\"zh-CN\">\n<header>\n");
        letterhead(head, out);
        let title: Vec<String> = head.title.iter().map(|line| escaped(line)).collect();
        out.push_str(&format!("<h1>{}</h1>\n</header>\n", title.join("<br>")));
        if let Some(to) = &head.to {
            out.push_str(&format!("<p class=\"report-to\">{}：</p>\n", escaped(to)));
        }
        self.blocks(&self.document.body, 2, out);
        out.push_str("<footer class=\"report-signature\">\n");
        out.push_str(&format!("<p>{}</p>\n", escaped(&head.issuer)));
        out.push_str(&format!(
            "<p><time datetime=\"{}\">{}</time></p>\n</footer>\n",
            head.issued_on,
            day_in_words(head.issued_on)
        ));
        let several = self.document.attachments.len() > 1;
        for (index, attachment) in self.document.attachments.iter().enumerate() {
            let number = if several { (index + 1).to_string() } else { String::new() };
            out.push_str(&format!(
                "<section class=\"report-attachment\" aria-labelledby=\"attachment-{}\">\n\
                 <p class=\"report-label\">附件{number}</p>\n<h2 id=\"attachment-{}\">{}</h2>\n",
                index + 1,
                index + 1,
                escaped(&attachment.title)
            ));
            self.blocks(&attachment.blocks, 3, out);
            out.push_str("</section>\n");
        }
        out.push_str("</article>\n");
    }

    /// `top` is the level of `<h…>` that a heading of the first level gets.
    fn blocks(&self, blocks: &[Block], top: u8, out: &mut String) {
        for block in blocks {
            match block {
                Block::Heading { level, number, inlines } => {
                    let tag = format!("h{}", (level - 1 + top).min(6));
                    out.push_str(&format!("<{tag}>{}", escaped(number)));
                    self.inlines(inlines, out);
                    out.push_str(&format!("</{tag}>\n"));
                }
                Block::Paragraph(inlines) => {
                    out.push_str("<p>");
                    self.inlines(inlines, out);
                    out.push_str("</p>\n");
                }
                Block::Table(table) => self.table(table, out),
            }
        }
    }

    fn inlines(&self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text { text, strong: false } => out.push_str(&escaped(text)),
                Inline::Text { text, strong: true } => {
                    out.push_str(&format!("<strong>{}</strong>", escaped(text)));
                }
                Inline::Figure { id, text, claim, strong } => {
                    let figure = self.figure(id, text, *claim);
                    let (before, after) =
                        if *strong { ("<strong>", "</strong>") } else { ("", "") };
                    out.push_str(&format!("{before}{figure}{after}"));
                }
                Inline::Break => out.push_str("<br>"),
            }
        }
    }

    fn figure(&self, id: &FigureId, text: &str, claim: usize) -> String {
        let entry = self.document.entries.iter().find(|entry| entry.id == *id);
        let (words, value) =
            entry.map_or(("", ""), |entry| (entry.words.as_str(), entry.value.as_str()));
        let address = self.receipts.address(id);
        let link = tag("a", &[("class", "figure-link"), ("href", &address), ("title", words)]);
        let data = tag(
            "data",
            &[
                ("class", "figure"),
                ("id", &format!("claim-{}", claim + 1)),
                ("value", value),
                ("data-figure", id.as_str()),
            ],
        );
        format!("{link}{data}{}</data></a>", escaped(text))
    }

    fn table(&self, table: &Table, out: &mut String) {
        out.push_str(
            "<div class=\"report-table\" role=\"region\" aria-label=\"表格\" tabindex=\"0\">\n",
        );
        out.push_str("<table>\n<colgroup>");
        let total: u32 = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
        for column in &table.columns {
            // An attribute, because pages with a strict security policy forbid styles in the text.
            out.push_str(&format!("<col width=\"{}%\">", column.width * 100 / total));
        }
        out.push_str("</colgroup>\n<thead>\n<tr>");
        for column in &table.columns {
            out.push_str("<th scope=\"col\">");
            self.inlines(&column.title, out);
            out.push_str("</th>");
        }
        out.push_str("</tr>\n</thead>\n");
        // A body for each merged cell: a head of a row group heads its body.
        let mut body_is_open = false;
        for row in &table.rows {
            if !matches!(row.cells.first(), Some(Cell::Covered)) {
                out.push_str(if body_is_open { "</tbody>\n<tbody>\n" } else { "<tbody>\n" });
                body_is_open = true;
            }
            self.row(table, row, out);
        }
        out.push_str(if body_is_open {
            "</tbody>\n</table>\n</div>\n"
        } else {
            "</table>\n</div>\n"
        });
    }

    fn row(&self, table: &Table, row: &Row, out: &mut String) {
        out.push_str("<tr>");
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let Cell::Filled { paragraphs, rows } = cell else { continue };
            let span = if *rows > 1 { format!(" rowspan=\"{rows}\"") } else { String::new() };
            let (name, scope) = match (column.heads_rows, *rows > 1) {
                (true, true) => ("th", " scope=\"rowgroup\""),
                (true, false) => ("th", " scope=\"row\""),
                (false, _) => ("td", ""),
            };
            out.push_str(&format!("<{name}{scope}{span}>"));
            for inlines in paragraphs {
                out.push_str("<p>");
                self.inlines(inlines, out);
                out.push_str("</p>");
            }
            out.push_str(&format!("</{name}>"));
        }
        out.push_str("</tr>\n");
    }
}

fn letterhead(head: &Head, out: &mut String) {
    let Some(letterhead) = &head.letterhead else { return };
    out.push_str(&format!("<p class=\"report-mark\">{}</p>\n", escaped(&letterhead.mark)));
    out.push_str(&format!(
        "<p class=\"report-number\"><span>{}</span>",
        escaped(&letterhead.number)
    ));
    if let Some(signer) = &letterhead.signer {
        out.push_str(&format!("<span>签发人：{}</span>", escaped(signer)));
    }
    out.push_str("</p>\n");
}
