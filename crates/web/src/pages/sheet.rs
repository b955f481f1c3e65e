//! `GET /registers/{register}/{number}/clocks`, `…/clocks.json` and `…/clocks.docx`: how did the deadlines of
//! a matter come about, as a page to print, as data and as a document?

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use base::Lang;
use register::Matter;
use register::words::Words;
use reports::sheet::Issue;
use reports::write::{Fonts, docx};

use crate::address::Address;
use crate::asking::Asking;
use crate::clocks::{self, Running};
use crate::error::{WebError, html};
use crate::frame::{Frame, Nav};
use crate::pages::download::{self, DOCX};
use crate::pages::matter::{find, title};
use crate::state::Web;
use crate::texts::Texts;

/// Where the derivations of a matter's deadlines are shown.
pub(crate) fn address(register: &str, number: &str) -> String {
    Address::of(&["registers", register, number, "clocks"]).to_string()
}

pub(crate) async fn show(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number)): Path<(String, String)>,
) -> Result<Html<String>, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let words = asking.frame.words;
    let (key, address) =
        (texts.register.key.as_str(), address(texts.register.key.as_str(), &number));
    let page = Page {
        register: texts.name(),
        register_address: Address::of(&["registers", key]).to_string(),
        matter_address: Address::of(&["registers", key, &matter.number]).to_string(),
        number: matter.number.clone(),
        subject: title(texts, &matter),
        as_of: words
            .with("clock-sheet-as-of", &[("day", &asking.ctx.today.to_string())])
            .into_owned(),
        clocks: clocks::of(texts, &matter, &asking),
        docx_address: format!("{address}.docx"),
        json_address: format!("{address}.json"),
        frame: {
            let title = words.with("clock-sheet-of", &[("number", &matter.number)]).into_owned();
            asking.frame.titled(Nav::Registers, title)
        },
    };
    Ok(html(&page))
}

pub(crate) async fn json(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let sheets = clocks::sheets(texts, &matter, &asking);
    let bytes = serde_json::to_vec_pretty(&sheets).expect("keys of a sheet are texts");
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

pub(crate) async fn word(
    asking: Asking,
    State(web): State<Web>,
    Path((register, number)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let packs = Arc::clone(&asking.packs);
    let texts = asking.register(&packs, &register)?;
    let matter = find(&web, &asking, &texts.register.key, &number).await?;
    let bytes = docx(&document(texts, &matter, &asking), &Fonts::default())?;
    let name = format!("时限说明 {}.docx", matter.number);
    Ok(download::file(bytes, DOCX, ("clocks.docx", &name)))
}

fn document(texts: Texts<'_>, matter: &Matter, asking: &Asking) -> reports::Document {
    let issuer = asking.units.root().map(|root| root.zh.clone()).unwrap_or_default();
    let issue = Issue { issuer, on: asking.ctx.today };
    let name = |unit: &base::Key| asking.units.name(unit, Lang::Zh).to_owned();
    let sheets = clocks::sheets(texts, matter, asking);
    let words = Words::new(texts.pack, texts.register);
    reports::sheet::document(words, (matter, &sheets), &issue, name)
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Page {
    frame: Frame,
    register: String,
    register_address: String,
    matter_address: String,
    number: String,
    subject: String,
    as_of: String,
    clocks: Vec<Running>,
    docx_address: String,
    json_address: String,
}
