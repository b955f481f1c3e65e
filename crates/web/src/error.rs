//! The one place where an error becomes a sentence and a status.

mod status;

use std::error::Error;
use std::sync::Arc;

use app::AppError;
use app::form::FormError;
use app::report::ReportError;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use base::{Lang, Say};
use indicators::IndicatorError;
use reports::write::DocxError;
use store::StoreError;

use crate::asking::{Asking, language};
use crate::frame::{Frame, Nav};
use crate::state::Web;
use crate::words::Words;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WebError {
    /// There is no such page, register, matter, figure or report; or it is not the asker's to see.
    #[error("there is no such page")]
    Missing,
    /// The address asks for something that cannot be read: the name of the part and its text.
    #[error("the address says {name}={text}, which cannot be read")]
    Address { name: String, text: String },
    #[error(transparent)]
    Store(Box<StoreError>),
    #[error(transparent)]
    App(Box<AppError>),
    #[error(transparent)]
    Indicator(Box<IndicatorError>),
    #[error(transparent)]
    Report(Box<ReportError>),
    #[error(transparent)]
    Annual(Box<FormError>),
    #[error(transparent)]
    Docx(#[from] DocxError),
    #[error("the request is not addressed to this machine")]
    ForeignHost,
    #[error("the request comes from a page of another site")]
    ForeignSite,
    #[error("the answer took too long")]
    TooSlow,
    /// Something in a form could not be read; the form says what, control by control.
    #[error("the form holds something that cannot be read")]
    Unreadable,
    #[error("this address does not take what was sent to it")]
    Method,
    /// The body of a request could not be read.
    #[error("the form cannot be read")]
    Form(StatusCode),
}

impl WebError {
    /// A part of the address that cannot be read.
    pub(crate) fn address(name: &str, text: &str) -> WebError {
        WebError::Address { name: name.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            WebError::Missing => StatusCode::NOT_FOUND,
            WebError::Address { .. } => StatusCode::BAD_REQUEST,
            WebError::Store(error) => status::of_store(error),
            WebError::App(error) => status::of_app(error),
            WebError::Indicator(_) => StatusCode::UNPROCESSABLE_ENTITY,
            WebError::Report(error) => status::of_report(error),
            WebError::Annual(error) => status::of_form(error),
            WebError::Docx(_) => StatusCode::INTERNAL_SERVER_ERROR,
            WebError::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
            WebError::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            WebError::ForeignSite => StatusCode::FORBIDDEN,
            WebError::TooSlow => StatusCode::GATEWAY_TIMEOUT,
            WebError::Method => StatusCode::METHOD_NOT_ALLOWED,
            WebError::Form(status) => *status,
        }
    }

    /// What the reader is told. Causes that only an administrator understands stay in the log.
    pub(crate) fn sentences(&self, lang: Lang) -> Vec<String> {
        let words = Words(lang);
        let one = |sentence: std::borrow::Cow<'static, str>| vec![sentence.into_owned()];
        match self {
            WebError::Missing => one(words.t("error-missing")),
            WebError::Address { name, text } => {
                vec![words.with("error-address", &[("name", name), ("text", text)]).into_owned()]
            }
            WebError::Store(error) => vec![error.say(lang)],
            WebError::App(error) => vec![error.say(lang)],
            WebError::Indicator(error) => vec![error.say(lang)],
            WebError::Report(error) => vec![error.say(lang)],
            WebError::Annual(error) => vec![error.say(lang)],
            WebError::Docx(error) => vec![error.say(lang)],
            WebError::Unreadable => one(words.t("error-unreadable")),
            WebError::ForeignHost => one(words.t("error-foreign-host")),
            WebError::ForeignSite => one(words.t("error-foreign-site")),
            WebError::TooSlow => one(words.t("error-too-slow")),
            WebError::Method => one(words.t("error-method")),
            WebError::Form(StatusCode::PAYLOAD_TOO_LARGE) => one(words.t("error-form-large")),
            WebError::Form(_) => one(words.t("error-form")),
        }
    }
}

// Boxed, because every answer is a `Result` and most are not errors.

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> WebError {
        WebError::Store(Box::new(error))
    }
}

impl From<AppError> for WebError {
    fn from(error: AppError) -> WebError {
        WebError::App(Box::new(error))
    }
}

impl From<IndicatorError> for WebError {
    fn from(error: IndicatorError) -> WebError {
        WebError::Indicator(Box::new(error))
    }
}

impl From<ReportError> for WebError {
    fn from(error: ReportError) -> WebError {
        WebError::Report(Box::new(error))
    }
}

impl From<FormError> for WebError {
    fn from(error: FormError) -> WebError {
        WebError::Annual(Box::new(error))
    }
}

/// The error travels with the response until [`explain`] knows language and asker.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct Page {
    frame: Frame,
    status: u16,
    sentences: Vec<String>,
}

/// Turns errors on their way out into pages, and logs once what is the machine's fault.
pub(crate) async fn explain(State(web): State<Web>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let uri = request.uri().clone();
    let response = next.run(request).await;
    let error = match response.extensions().get::<Arc<WebError>>() {
        Some(error) => Arc::clone(error),
        // What the framework refuses by itself, in words of its own: no such route, no such method, an
        // address that is no text. A refused form is a page and stays.
        None if is_page(&response) || !response.status().is_client_error() => return response,
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => Arc::new(WebError::Method),
        None => Arc::new(WebError::Missing),
    };
    let status = error.status();
    log(&error, uri.path());
    // A foreign page learns nothing about the authority, and a broken database cannot be asked again.
    let foreign = matches!(*error, WebError::ForeignHost | WebError::ForeignSite);
    let lang = language(&headers);
    let frame = match Asking::read(&web, &headers, &uri).await {
        Ok(asking) if !foreign => asking.frame,
        Ok(_) | Err(_) => Frame::bare(lang, "/"),
    };
    let title = frame.t("error-title").into_owned();
    let page = Page {
        frame: frame.titled(Nav::None, title),
        status: status.as_u16(),
        sentences: error.sentences(lang),
    };
    (status, html(&page)).into_response()
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn log(error: &WebError, path: &str) {
    if error.status().is_server_error() {
        let causes = std::iter::successors(error.source(), |cause: &&dyn Error| (*cause).source());
        let causes: Vec<String> = causes.map(ToString::to_string).collect();
        tracing::error!(path, causes = causes.join(": "), "{error}");
    }
}

/// A page as a response.
pub(crate) fn html(page: &impl Template) -> Html<String> {
    Html(page.render().expect("templates are checked at compile time and write to memory"))
}
