//! `GET /closings`: which books are closed?

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use store::closings;

use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::restatement::{closed_when, closing_address, closing_name, period};
use crate::state::Web;

pub(crate) async fn show(asking: Asking, State(web): State<Web>) -> Result<Html<String>, WebError> {
    let words = asking.frame.words;
    let closed = closings::all(&web.reader, &asking.ctx).await?;
    let closings = closed.iter().map(|closed| Row {
        name: closing_name(closed, asking.lang()).to_owned(),
        address: closing_address(closed).to_string(),
        period: period(closed, words),
        when: closed_when(closed, &asking),
        figures: i64::try_from(closed.closing.figures.len()).unwrap_or(i64::MAX),
    });
    let page = Page {
        closings: closings.collect(),
        frame: asking.frame.titled(Nav::Closings, words.t("nav-closings")),
    };
    Ok(html(&page))
}

#[derive(Template)]
#[template(path = "closings.html")]
struct Page {
    frame: Frame,
    closings: Vec<Row>,
}

struct Row {
    name: String,
    address: String,
    period: String,
    when: String,
    figures: i64,
}
