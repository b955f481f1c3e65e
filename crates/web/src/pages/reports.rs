//! `GET /reports`: which reports can be compiled?

use app::form::disclosure_annual;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use base::{Right, Say};

use crate::address::Address;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::pages::form;
use crate::state::Web;

pub(crate) async fn show(asking: Asking, State(web): State<Web>) -> Result<Html<String>, WebError> {
    let words = asking.frame.words;
    let reports = web.reports.iter().map(|(key, template)| Row {
        name: template.head.title_text(),
        address: Address::of(&["reports", key]).to_string(),
        docx_address: docx_address(key),
        figures: i64::try_from(template.questions().len()).unwrap_or(i64::MAX),
    });
    let form = disclosure_annual(&asking.packs).ok();
    let form = form.filter(|form| asking.ctx.may(&Right::to_read(&form.register)));
    let page = Page {
        form: form.map(|form| (form.name.say(asking.lang()), form::entrance())),
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
    /// The form that ships, and its address; none without a pack that it fits.
    form: Option<(String, String)>,
    reports: Vec<Row>,
}

struct Row {
    name: String,
    address: String,
    docx_address: String,
    figures: i64,
}
