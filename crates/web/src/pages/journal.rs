//! `GET /journal`: what commits to all records, to be noted, printed or downloaded.

use app::proofs::{Seal, written};
use askama::Template;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse};
use store::integrity::PointError;

use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::state::Web;

pub(crate) async fn show(asking: Asking, State(web): State<Web>) -> Result<Html<String>, WebError> {
    let seal = now(&web).await?;
    let title = asking.frame.words.t("journal");
    Ok(html(&Page { seal, frame: asking.frame.titled(Nav::None, title) }))
}

pub(crate) async fn seal(
    _asking: Asking,
    State(web): State<Web>,
) -> Result<impl IntoResponse, WebError> {
    let seal = now(&web).await?;
    let name = format!("attachment; filename=\"seal-{}.json\"", seal.size);
    Ok((
        [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)],
        written(&seal),
    ))
}

/// The seal over the journal as it is now.
async fn now(web: &Web) -> Result<Seal, WebError> {
    match store::integrity::point(&web.reader, None).await {
        Ok(point) => Ok(Seal::of(&point)),
        Err(PointError::Store(error)) => Err(error.into()),
        // The end of the journal is never beyond its end.
        Err(PointError::Beyond { .. } | PointError::AfterTheSeal { .. }) => Err(WebError::Missing),
    }
}

#[derive(Template)]
#[template(path = "journal.html")]
struct Page {
    frame: Frame,
    seal: Seal,
}
