//! `GET /reports/{report}`, `/reports/{report}.docx` and `/reports/{report}/figures/{figure}`: what
//! does the report say, as a page or as a file, and where does a figure in it come from?

use app::report::{Report, compile};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Say;
use reports::FigureId;
use reports::write::{Fonts, Receipts, docx, html as report_html};

use crate::address::Address;
use crate::asked::Standpoint;
use crate::asking::Asking;
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::number::grouped;
use crate::pages::reports::docx_address;
use crate::state::Web;

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path(report): Path<String>,
) -> Result<Response, WebError> {
    if let Some(key) = report.strip_suffix(".docx") {
        return download(&asking, &web, key).await;
    }
    let Report { compiled, .. } = compiled(&asking, &web, &report).await?;
    let document = &compiled.document;
    let address =
        |id: &FigureId| Address::of(&["reports", &report, "figures", id.as_str()]).to_string();
    let lang = asking.lang();
    let page = Page {
        lead: lead(&asking, document, compiled.claims.len()),
        docx_address: docx_address(&report),
        faults: compiled.faults.iter().map(|fault| fault.say(lang)).collect(),
        document: report_html(document, &Receipts::At(&address)),
        frame: asking.frame.titled(Nav::Reports, document.head.title_text()),
    };
    Ok(html(&page).into_response())
}

pub(crate) async fn figure(
    _asking: Asking,
    State(web): State<Web>,
    Path((report, figure)): Path<(String, String)>,
) -> Result<Redirect, WebError> {
    let template = web.reports.get(&report).ok_or(WebError::Missing)?;
    let questions = template.questions();
    let question = questions.into_iter().find(|(id, _)| id.as_str() == figure);
    let (_, question) = question.ok_or(WebError::Missing)?;
    // Whether the asker may see the figure is decided where it is shown.
    let standpoint = Standpoint::of(&question);

    Ok(Redirect::to(&standpoint.figure(&question.name)))
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    frame: Frame,
    lead: String,
    docx_address: String,
    faults: Vec<String>,
    /// Written by the report's own writer, which escapes what came from outside.
    document: String,
}

async fn compiled(asking: &Asking, web: &Web, key: &str) -> Result<Report, WebError> {
    let template = web.reports.get(key).ok_or(WebError::Missing)?;
    Ok(compile(&web.reader, &asking.ctx, &asking.packs, template, None).await?)
}

async fn download(asking: &Asking, web: &Web, key: &str) -> Result<Response, WebError> {
    let Report { compiled, .. } = compiled(asking, web, key).await?;
    let bytes = docx(&compiled.document, &Fonts::default())?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(DOCX));
    let file = Address::of(&[&format!("{}.docx", compiled.document.head.title_text())]).to_string();
    let file = file.trim_start_matches('/');
    let kept = format!("attachment; filename=\"{key}.docx\"; filename*=UTF-8''{file}");
    if let Ok(kept) = HeaderValue::from_str(&kept) {
        headers.insert(header::CONTENT_DISPOSITION, kept);
    }
    Ok(response)
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn lead(asking: &Asking, document: &reports::Document, claims: usize) -> String {
    let words = asking.frame.words;
    let Some(known) = document.known_at else {
        return words.t("report-claims-none").into_owned();
    };
    let count = |count: usize| grouped(i128::try_from(count).unwrap_or_default());
    let period = document.head.period;
    let (from, to) = (period.from().to_string(), period.to().to_string());
    let texts = [
        ("period", &*words.with("span", &[("from", &from), ("to", &to)])),
        ("figures", &count(document.entries.len())),
        ("claims", &count(claims)),
        ("known", &grouped(known)),
    ];
    words.with("report-lead", &texts).into_owned()
}
