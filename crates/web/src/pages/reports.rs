//! `GET /reports`: which reports can be compiled?

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::address::Address;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::state::Web;

pub(crate) async fn show(asking: Asking, State(web): State<Web>) -> Result<Html<String>, WebError> {
    let words = asking.frame.words;
    let reports = web.reports.iter().map(|(key, template)| Row {
        name: template.head.title_text(),
        address: Address::of(&["reports", key]).to_string(),
        docx_address: docx_address(key),
        figures: i64::try_from(template.questions().len()).unwrap_or(i64::MAX),
    });
    let page = Page {
        reports: reports.collect(),
        frame: asking.frame.titled(Nav::Reports, words.t("nav-reports")),
    };
    Ok(html(&page))
}

/// The address of a report as a Word document.
pub(crate) fn docx_address(key: &str) -> String {
    format!("{}.docx", Address::of(&["reports", key]))
}

#[derive(Template)]
#[template(path = "reports.html")]
struct Page {
    frame: Frame,
    reports: Vec<Row>,
}

struct Row {
    name: String,
    address: String,
    docx_address: String,
    figures: i64,
}
